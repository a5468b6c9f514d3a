from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from checks.core import run
from checks.rules.decision_catalogues import decision_catalogues
from storage.records import SHANGHAI, DecisionItem
from tests.checks.decisions import catalogue
from tests.checks.facts import AGENCY, RUN, facts, home, page

READ = (home(), page(), page("a"))
"""Enough of a site to say that something is not there."""


def said(*records: object, klass: str = "department", day: date = date(2026, 8, 31)) -> list[tuple[str, str]]:
    at = replace(RUN, as_of=datetime(day.year, day.month, day.day, 23, 59, tzinfo=SHANGHAI))
    seen = facts(*READ, *records, agency=replace(AGENCY, klass=klass), run=at)
    return [(found.reason, str(found.outcome)) for found in run(decision_catalogues, seen).findings]


def test_no_catalogue_after_the_last_day_fails() -> None:
    assert said(day=date(2026, 7, 1)) == [("absent", "fail")]
    assert said(klass="municipal", day=date(2026, 4, 1)) == [("absent", "fail")]


def test_before_the_last_day_nothing_fails() -> None:
    assert said(day=date(2026, 3, 31)) == []
    assert said(day=date(2026, 6, 30)) == [("absent", "unsure")]
    assert said(klass="district", day=date(2026, 3, 31)) == []


def test_a_catalogue_of_another_year_does_not_count() -> None:
    assert said(catalogue(year=2025)) == [("absent", "fail")]


def test_a_late_catalogue() -> None:
    assert said(catalogue(published=date(2026, 4, 1)), klass="municipal") == [("late", "fail")]
    assert said(catalogue(published=date(2026, 4, 1))) == [("late", "unsure")]
    assert said(catalogue(published=date(2026, 7, 1))) == [("late", "fail")]


def test_a_districts_catalogue_must_be_interpreted() -> None:
    assert said(catalogue(), klass="district") == [("uninterpreted", "fail")]
    assert said(catalogue(), catalogue(explains=True), klass="district") == []
    assert said(catalogue(), klass="municipal") == []


@pytest.mark.parametrize("klass", ["department", "district"])
def test_a_page_that_says_there_is_none_is_present(klass: str) -> None:
    assert said(catalogue(none=True, published=date(2026, 8, 1)), klass=klass) == []


def test_where_the_site_was_not_read_nothing_is_missing() -> None:
    seen = facts(home(doubt="unrendered"), page(), page("a"), agency=AGENCY, run=RUN)
    found = run(decision_catalogues, seen).findings
    assert [(one.reason, str(one.outcome)) for one in found] == [("unrendered", "not_run")]


ITEMS = (DecisionItem(name="停车管理规定"), DecisionItem(name="养老设施规划", process=("https://www.mz.gov.cn/a",)))


def judged_in(period: str, *records: object) -> list[tuple[str, str]]:
    at = replace(RUN, period=period, as_of=datetime(int(period[:4]), 2, 10, tzinfo=SHANGHAI))
    seen = facts(*READ, *records, agency=replace(AGENCY, klass="department"), run=at)
    return [(found.reason, str(found.outcome)) for found in run(decision_catalogues, seen).findings]


def test_items_that_lead_nowhere_are_left_to_a_person_when_their_year_is_over() -> None:
    assert judged_in("2027Q1", catalogue(items=ITEMS)) == [("unprocessed", "unsure")]
    assert judged_in("2026Q1", catalogue(items=ITEMS)) == []
    assert judged_in("2027Q1", catalogue(items=ITEMS[1:])) == []
    assert judged_in("2027Q1", catalogue(items=ITEMS, none=True)) == []
