"""Open months, attendance, replies to proposals and lists of questions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from checks.core import Check, run
from checks.rules.missing_attendance import missing_attendance
from checks.rules.missing_open_months import missing_open_months
from checks.rules.missing_proposal_replies import missing_proposal_replies
from checks.rules.missing_question_lists import missing_question_lists
from storage.records import SHANGHAI, Entry
from tests.checks.facts import RUN, SITE, column, facts, home, page, url


def entry(title: str, day: date | None, at: str = "news/") -> Entry:
    return Entry(
        column=url(at), title=title, url=url("news/1.html"), published=day, dated_from=None if day is None else "list"
    )


READ = (home(), page(), page("a"))
"""Enough of a site to say that something is not there."""


def said(check: Check, *records: object, day: date = date(2026, 11, 20), kind: str = "portal") -> list[tuple[str, str]]:
    at = datetime(day.year, day.month, day.day, 23, 59, tzinfo=SHANGHAI)
    period = f"{day.year}Q{(day.month + 2) // 3}"
    seen = facts(*READ, *records, site=replace(SITE, kind=kind), run=replace(RUN, as_of=at, period=period))
    return [(found.reason, str(found.outcome)) for found in run(check, seen).findings]


ABSENT = [("absent", "fail")]


def test_no_open_month_fails_once_it_has_passed() -> None:
    assert said(missing_open_months) == ABSENT
    assert said(missing_open_months, day=date(2026, 8, 31)) == []
    assert said(missing_open_months, kind="subsite") == []


def test_an_open_month_of_the_year_is_told_in_a_title() -> None:
    assert said(missing_open_months, entry("市民政局举办政府开放月活动", date(2026, 8, 12))) == []
    assert said(missing_open_months, entry("2026年政府开放月活动安排", date(2026, 5, 30))) == []
    assert said(missing_open_months, entry("市民政局举办政府开放月活动", date(2025, 8, 12))) == ABSENT
    assert said(missing_open_months, entry("2026年政府开放月", None)) == [("too_little_seen", "unsure")]


def test_a_year_without_attendance_fails_in_the_next_first_quarter() -> None:
    assert said(missing_attendance) == []
    assert said(missing_attendance, day=date(2027, 2, 1)) == ABSENT
    invited = entry("居民代表列席局长办公会议", date(2026, 5, 5))
    assert said(missing_attendance, invited, day=date(2027, 2, 1)) == []
    assert said(missing_attendance, replace(invited, published=date(2025, 5, 5)), day=date(2027, 2, 1)) == ABSENT


def test_a_year_without_replies_fails_in_the_next_first_quarter() -> None:
    day = date(2027, 2, 1)
    assert said(missing_proposal_replies) == []
    assert said(missing_proposal_replies, day=day) == ABSENT
    reply = entry("对市十六届人大四次会议第12号建议的答复", date(2026, 6, 5))
    assert said(missing_proposal_replies, reply, day=day) == []
    kept = column("proposal_replies", own=False)
    assert said(missing_proposal_replies, kept, day=day) == []
    unread = column("proposal_replies", doubt="unrendered", items=0)
    assert said(missing_proposal_replies, unread, day=day) == [("too_little_seen", "unsure")]


def test_questions_are_there_and_not_older_than_half_a_year() -> None:
    assert said(missing_question_lists) == ABSENT
    assert said(missing_question_lists, column("faq", newest=date(2026, 5, 20))) == []
    assert said(missing_question_lists, column("faq", newest=date(2026, 5, 19))) == [("stale", "fail")]
    assert said(missing_question_lists, column("faq", newest=None)) == [("too_little_seen", "unsure")]
    assert said(missing_question_lists, entry("2026年第三季度热点问题清单", date(2026, 10, 8))) == []
    assert said(missing_question_lists, column("faq", own=False)) == []
