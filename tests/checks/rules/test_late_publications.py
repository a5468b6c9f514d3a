"""How long a document waited for its publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checks.core import run
from checks.rules.late_publications import late_publications
from tests.checks.facts import AGENCY, RUN, facts, findings, reasons, result
from tests.checks.policies import policy

WRITTEN = date(2026, 2, 13)
IN_TIME = date(2026, 3, 19)
LATE = date(2026, 3, 20)


def test_the_twentieth_working_day_over_the_new_year_holiday_is_in_time() -> None:
    judged = result(late_publications, policy(written=WRITTEN, published=IN_TIME))
    assert (judged.findings, judged.examined) == ((), 1)


def test_the_next_day_is_late_and_an_event() -> None:
    [found] = findings(late_publications, policy(written=WRITTEN, published=LATE))
    assert (found.reason, str(found.outcome), str(found.nature)) == ("late", "fail", "event")
    assert (found.detail["days"], found.detail["limit"], found.detail["published"]) == (21, 20, "2026-03-20")


@pytest.mark.parametrize(
    "changed",
    [
        {"reprint": True},
        {"owner": "another"},
        {"weak_date": True},
        {"disclosure": "依申请公开"},
        {"doubt": "unreadable"},
        {"written": None},
        {"published": None},
        {"published": date(2025, 12, 1), "written": date(2025, 1, 2)},
        {"published": date(2026, 9, 1)},
        {"written": date(2026, 4, 1)},
    ],
)
def test_what_is_not_the_bodys_own_or_not_sure_is_left_out(changed: dict[str, object]) -> None:
    assert not result(late_publications, policy(**{"written": WRITTEN, "published": LATE, **changed})).findings


def test_old_documents_that_are_collected_are_a_doubt() -> None:
    assert reasons(late_publications, policy(written=date(2021, 3, 1), published=LATE)) == [("contradicting", "unsure")]


def test_many_late_ones_of_one_day_were_moved() -> None:
    many = [policy(f"zc/{n}.html", number=f"明交规〔2026〕{n}号", written=WRITTEN, published=LATE) for n in range(1, 5)]
    assert {reason for reason, _ in reasons(late_publications, *many)} == {"contradicting"}
    assert {reason for reason, _ in reasons(late_publications, *many[:3])} == {"late"}


def test_the_first_copy_counts() -> None:
    copies = [policy("a.html", written=WRITTEN, published=LATE), policy("b.html", written=WRITTEN, published=IN_TIME)]
    assert not findings(late_publications, *copies)


def test_a_precheck_without_a_body_judges_what_is_no_reprint() -> None:
    records = facts(policy(written=WRITTEN, published=LATE, owner=None, reprint=None), agency=None)
    assert [found.reason for found in run(late_publications, records).findings] == ["late"]


def test_make_up_days_that_nobody_knows_yet_make_a_doubt_of_a_few_days() -> None:
    later = replace(RUN, period="2040Q4", as_of=RUN.as_of.replace(year=2040))
    late = policy(written=date(2040, 3, 1), published=date(2040, 4, 5))
    [found] = result(late_publications, late, run_=later).findings
    assert found.reason == "contradicting"
    [found] = result(late_publications, replace(late, published=date(2040, 6, 1)), run_=later).findings
    assert found.reason == "late"
    assert AGENCY.id == "mz"
