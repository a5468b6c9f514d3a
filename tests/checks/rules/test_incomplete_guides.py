"""What a guide to disclosure must tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from checks.rules.incomplete_guides import incomplete_guides
from storage.records import GUIDE_ELEMENTS, SHANGHAI
from tests.checks.facts import RUN, findings, guide, reasons, result


def test_a_guide_that_tells_everything_passes() -> None:
    judged = result(incomplete_guides, guide())
    assert (judged.findings, judged.examined) == ((), 1)


@pytest.mark.parametrize("element", GUIDE_ELEMENTS)
def test_each_element_is_missed_by_itself(element: str) -> None:
    told = tuple(name for name in GUIDE_ELEMENTS if name != element)
    [found] = findings(incomplete_guides, guide(elements=told))
    assert (found.reason, str(found.outcome), found.detail["missing"]) == ("elements", "fail", [element])


def test_a_picture_may_tell_what_the_text_does_not() -> None:
    assert reasons(incomplete_guides, guide(elements=(), fees=None, hidden=1)) == [("too_little_seen", "unsure")] * 2


@pytest.mark.parametrize(
    ("changed", "answer"),
    [({"fees": None}, "fee_silent"), ({"fees": "old"}, "fee_old"), ({"amounts": ("500元/件",)}, "fee_amounts")],
)
def test_the_fee_is_named_and_right(changed: dict[str, object], answer: str) -> None:
    [found] = findings(incomplete_guides, guide(**changed))
    assert (found.reason, found.detail["answer"]) == ("fees", answer)


def test_a_guide_without_applications_needs_no_fee_and_none_was_charged_before_2021() -> None:
    assert not findings(incomplete_guides, guide(fees=None, applications=False))
    before = replace(RUN, as_of=datetime(2020, 12, 31, 23, tzinfo=SHANGHAI))
    assert not result(incomplete_guides, guide(fees=None), run_=before).findings
    assert not findings(incomplete_guides, guide(fees=None), fees=False)


def test_three_faults_of_one_guide_are_three_findings_with_keys_of_their_own() -> None:
    found = findings(incomplete_guides, guide(elements=(), fees=None, old_law="国务院令第492号"))
    assert [finding.reason for finding in found] == ["elements", "fees", "outdated_basis"]
    assert len({finding.key for finding in found}) == 3


@pytest.mark.parametrize("doubt", ["unreadable", "unrendered", "incomplete_crawl"])
def test_a_guide_that_was_not_read_is_not_run(doubt: str) -> None:
    assert reasons(incomplete_guides, guide(elements=(), fees=None, doubt=doubt)) == [(doubt, "not_run")]


def test_a_site_without_a_guide_has_other_checks() -> None:
    assert not findings(incomplete_guides)
