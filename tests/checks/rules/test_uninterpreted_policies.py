from __future__ import annotations

from datetime import date

import pytest

from checks.rules.uninterpreted_policies import uninterpreted_policies
from storage.records import Pairing
from tests.checks.facts import column, reasons
from tests.checks.policies import pair, pairing

COLUMN = column("interpretation", "政策解读")
FAIL, UNSURE = [("absent", "fail")], [("absent", "unsure")]


def said(one: Pairing, *others: object, **options: object) -> list[tuple[str, str]]:
    return reasons(uninterpreted_policies, COLUMN, one, *others, **options)


def test_a_document_without_interpretation_fails() -> None:
    assert said(pairing()) == FAIL


def test_a_document_with_a_sure_interpretation_on_any_site_is_silent() -> None:
    assert said(pairing(pair(site="portal"))) == []


def test_a_possible_interpretation_leaves_it_to_a_person() -> None:
    assert said(pairing(pair(confidence=0.4))) == UNSURE


@pytest.mark.parametrize("changed", [{"weak_date": True}, {"charged": None}, {"seen": False}])
def test_what_is_not_known_for_sure_is_no_fault(changed: dict[str, object]) -> None:
    assert said(pairing(**changed)) == UNSURE


@pytest.mark.parametrize(
    "changed",
    [
        {"charged": False},
        {"binding": False},
        {"age_days": 3},
        {"published": date(2025, 12, 31)},
        {"published": None},
        {"published": date(2026, 12, 1)},
    ],
)
def test_documents_that_owe_none_are_left_out(changed: dict[str, object]) -> None:
    assert said(pairing(**changed)) == []


def test_the_scheme_says_which_kinds_must_be_interpreted() -> None:
    assert said(pairing(kind="other"), kinds=["规章", "规范性文件"]) == []


def test_a_site_without_a_column_or_with_a_blank_one_has_that_fault_alone() -> None:
    assert reasons(uninterpreted_policies, pairing()) == []
    assert reasons(uninterpreted_policies, pairing(), column("interpretation", items=0, blank="no_items")) == []


def test_a_column_that_could_not_be_read_leaves_it_open() -> None:
    assert reasons(uninterpreted_policies, pairing(), column("interpretation", doubt="unrendered")) == UNSURE
