"""Six consultations or surveys in a year, judged when the year is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from checks.rules.too_few_surveys import too_few_surveys
from storage.records import SHANGHAI, Column, Entry, Run, RunState
from tests.checks.facts import RUN, column, result, url

Q1 = replace(RUN, period="2026Q1", as_of=datetime(2026, 3, 20, tzinfo=SHANGHAI))
BOARD = column("public_consultation", "意见征集")
EARLIER = date(2024, 11, 1)


def asked(*days: date | None) -> list[Entry]:
    return [
        Entry(column=BOARD.url, title=f"关于第{number}项工作的调查", url=url(f"dc/{number}.html"), published=day)
        for number, day in enumerate(days)
    ]


def said(*days: date | None, board: Column = BOARD, run: Run = Q1) -> list[tuple[str, str]]:
    found = result(too_few_surveys, board, *asked(*days), run_=run).findings
    return [(finding.reason, str(finding.outcome)) for finding in found]


FIVE = [date(2025, month, 1) for month in range(2, 7)]


def test_five_in_the_year_that_ended_are_too_few() -> None:
    assert said(EARLIER, *FIVE) == [("too_few", "fail")]


def test_six_are_enough() -> None:
    assert said(EARLIER, *FIVE, date(2025, 12, 31)) == []


def test_the_year_that_runs_is_not_due() -> None:
    assert said(EARLIER, *FIVE, run=RUN) == []


def test_a_late_inspection_judges_the_year_of_its_period() -> None:
    late = replace(RUN, period="2025Q4", as_of=datetime(2026, 1, 8, tzinfo=SHANGHAI))
    assert said(EARLIER, *FIVE, run=late) == [("too_few", "fail")]


def test_lists_that_do_not_reach_back_or_print_no_days_prove_nothing() -> None:
    assert said(*FIVE) == [("too_little_seen", "unsure")]
    assert said(EARLIER, *FIVE, None) == [("too_little_seen", "unsure")]


def test_results_of_consultations_are_no_activities() -> None:
    entries = [replace(entry, title="调查结果反馈") for entry in asked(*FIVE, *FIVE)]
    found = result(too_few_surveys, BOARD, *asked(EARLIER), *entries, run_=Q1).findings
    assert [finding.detail["count"] for finding in found] == [0]


def test_other_faults_of_the_column_have_their_own_checks() -> None:
    assert said(board=replace(BOARD, blank="no_items")) == []
    assert said(board=replace(BOARD, own=False)) == []
    assert said(board=replace(BOARD, doubt="unrendered")) == [("unrendered", "not_run")]
    assert said(EARLIER, run=replace(Q1, state=RunState.INCOMPLETE)) == [("incomplete_crawl", "not_run")]
