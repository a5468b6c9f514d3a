from __future__ import annotations

from datetime import date

import pytest

from checks.rules.late_interpretations import late_interpretations
from storage.records import Nature
from tests.checks.facts import findings, reasons
from tests.checks.policies import pair, pairing


def test_more_working_days_than_allowed_fail() -> None:
    [found] = findings(late_interpretations, pairing(pair(lag_days=4)))
    assert (found.reason, str(found.outcome), found.nature) == ("late", "fail", Nature.EVENT)
    assert (found.detail["days"], found.detail["limit"], found.subject) == (4, 3, pair().interpretation)


def test_the_limit_itself_is_in_time() -> None:
    assert reasons(late_interpretations, pairing(pair(lag_days=3))) == []


def test_later_interpretations_of_the_same_document_are_never_late() -> None:
    assert reasons(late_interpretations, pairing(pair(), pair("jd/2.html", lag_days=90, earliest=False))) == []


@pytest.mark.parametrize(
    "changed", [{"confidence": 0.4}, {"lag_days": None}, {"published": date(2025, 12, 1)}, {"published": None}]
)
def test_pairs_that_cannot_be_judged_are_left_out(changed: dict[str, object]) -> None:
    assert reasons(late_interpretations, pairing(pair(**{"lag_days": 9, **changed}))) == []


def test_a_weak_day_leaves_it_to_a_person() -> None:
    assert reasons(late_interpretations, pairing(pair(lag_days=9, weak=True))) == [("late", "unsure")]


@pytest.mark.parametrize("changed", [{"charged": False}, {"binding": False}])
def test_another_bodys_or_a_routine_document_is_left_out(changed: dict[str, object]) -> None:
    assert reasons(late_interpretations, pairing(pair(lag_days=9), **changed)) == []


def test_a_scheme_that_demands_publication_together_has_a_person_look_from_the_first_day() -> None:
    assert reasons(late_interpretations, pairing(pair(lag_days=1)), warned_days=0) == [("late", "unsure")]
    assert reasons(late_interpretations, pairing(pair(lag_days=0)), warned_days=0) == []
    assert reasons(late_interpretations, pairing(pair(lag_days=4)), warned_days=0) == [("late", "fail")]
