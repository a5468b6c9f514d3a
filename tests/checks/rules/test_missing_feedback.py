from __future__ import annotations

from datetime import date

import pytest

from checks.rules.missing_feedback import missing_feedback
from tests.checks.decisions import NAMES, consultation, feedback
from tests.checks.facts import findings, reasons, url
from tests.checks.policies import policy

DECISION = policy(names=("明州市停车管理办法",), published=date(2026, 5, 11))


def test_no_result_ten_working_days_after_the_decision_fails() -> None:
    [found] = findings(missing_feedback, consultation(), DECISION)
    assert (found.reason, str(found.outcome), found.detail["due"]) == ("absent", "fail", "2026-05-25")


def test_without_a_decision_it_is_left_to_a_person_after_thirty_days() -> None:
    assert reasons(missing_feedback, consultation()) == [("absent", "unsure")]
    assert reasons(missing_feedback, consultation(end=date(2026, 8, 10))) == []


def test_a_result_after_ten_working_days_is_late() -> None:
    assert reasons(missing_feedback, consultation(), DECISION, feedback(published=date(2026, 5, 26))) == [
        ("late", "fail")
    ]
    assert reasons(missing_feedback, consultation(), DECISION, feedback(published=date(2026, 5, 25))) == []


@pytest.mark.parametrize(
    "changed", [{"names": NAMES}, {"names": (), "about": (url("zj/1.html"),)}, {"names": ("停车管理办法",)}]
)
def test_a_result_is_known_by_name_or_link(changed: dict[str, object]) -> None:
    assert reasons(missing_feedback, consultation(), feedback(**changed)) == []


def test_a_page_that_tells_the_result_itself_is_silent() -> None:
    assert reasons(missing_feedback, consultation(answered=True), DECISION) == []


def test_consultations_that_go_on_or_have_no_last_day_are_left_out() -> None:
    assert reasons(missing_feedback, consultation(end=date(2026, 8, 31))) == []
    assert reasons(missing_feedback, consultation(end=None)) == []


def test_a_document_of_the_same_name_before_the_end_is_an_older_one() -> None:
    assert reasons(missing_feedback, consultation(), policy(names=NAMES, published=date(2026, 2, 1))) == [
        ("absent", "unsure")
    ]


def test_a_decision_whose_day_is_weak_leaves_it_to_a_person() -> None:
    weak = policy(names=NAMES, published=date(2026, 5, 11), weak_date=True)
    assert reasons(missing_feedback, consultation(), weak) == [("absent", "unsure")]
