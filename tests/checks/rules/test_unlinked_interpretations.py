from __future__ import annotations

from datetime import date

import pytest

from checks.rules.unlinked_interpretations import unlinked_interpretations
from tests.checks.facts import findings, reasons
from tests.checks.policies import pair, pairing


def test_an_interpretation_without_a_link_to_its_document_fails() -> None:
    assert reasons(unlinked_interpretations, pairing(pair(link_to_policy=False))) == [("no_link_to_policy", "fail")]


def test_a_document_without_a_link_to_its_interpretation_fails() -> None:
    assert reasons(unlinked_interpretations, pairing(pair(link_back=False))) == [("no_link_back", "fail")]


def test_both_directions_missing_are_one_finding() -> None:
    [found] = findings(unlinked_interpretations, pairing(pair(link_to_policy=False, link_back=False)))
    assert found.detail["directions"] == ["no_link_to_policy", "no_link_back"]


def test_a_page_that_was_not_read_is_no_fault() -> None:
    assert reasons(unlinked_interpretations, pairing(pair(link_to_policy=None, link_back=True))) == []


@pytest.mark.parametrize("changed", [{"confidence": 0.4}, {"published": date(2025, 6, 1)}])
def test_pairs_that_are_not_sure_or_old_are_left_out(changed: dict[str, object]) -> None:
    assert reasons(unlinked_interpretations, pairing(pair(link_back=False, **changed))) == []


def test_another_bodys_document_is_left_out_and_an_unknown_ones_left_to_a_person() -> None:
    assert reasons(unlinked_interpretations, pairing(pair(link_back=False), charged=False)) == []
    assert reasons(unlinked_interpretations, pairing(pair(link_back=False), charged=None)) == [
        ("no_link_back", "unsure")
    ]
