"""Columns that are not kept up to date."""

import re
from calendar import monthrange
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from checks.core import Seen, Window, check
from storage.records import Column, Entry, Finding, Outcome, Sighting

PERIODS = {
    "日报": Window("2d"),
    "周报": Window("11d"),
    "旬报": Window("15d"),
    "月报": Window("46d"),
    "季报": Window("137d"),
}
"""Columns whose name promises a period: that period and a half."""

HISTORY = re.compile(r"历史|往期|往年|归档|回顾|专题|旧版|档案$|档案资料")

ASKED = 10
"""Items at the top of a list that must have a date, their own or their article's, before it is called old."""


@check(
    family="columns",
    needs=(Column, Entry, Sighting),
    reasons={"stale": Outcome.FAIL, "undated": Outcome.FAIL},
    options={
        "windows": {
            "news": Window("14d"),
            "notice": Window("6m"),
            "policy_document": Window("6m"),
            "interpretation": Window("6m"),
            "personnel": Window("12m"),
            "plan": Window("12m"),
            "service_statistics": Window("3m"),
            "consultation": Window("2m"),
        },
        "periods": PERIODS,
    },
)
def stale_columns(seen: Seen) -> Iterator[Finding]:
    """A column's newest item is older than its kind allows.

    Fails when   the newest printed date that is not in the future lies before as_of minus the role's window (days,
                 or calendar months clamped to the month's end; that day itself is fresh); or (undated) items stand
                 there and neither the list nor the first ten articles print a date.
    Unsure when  no item has a date and fewer than the first ten articles were seen (too_little_seen); the newest
                 date is old, but one of the first ten items has none of its own (stale): it may be newer, unless an
                 earlier inspection saw it in that list before the window began.
    Leaves out   roles without a window, blank columns, columns kept elsewhere, single pages, history and archives.
    Assumes      lists are newest first; a date in an address is no publication date.
    Counts       one finding per column by its list's address; examined are the columns with a window.
    Options      windows: by role, 14d or 6m; periods: by a word in the column's name.
    Source       State Council General Office 2019 indicators, stale columns; 2015 census for personnel and plans.
    """
    judged: set[str] = set()
    undated: Mapping[str, date | None] | None = None
    for column in seen[Column]:
        window = window_of(column, seen.options["windows"], seen.options["periods"])
        if window is None or not column.own or column.url in judged or HISTORY.search(column.name):
            continue
        judged.add(column.url)
        if column.doubt is not None:
            yield seen.finding(
                column.url,
                column.doubt,
                role=column.role,
                name=column.name,
                first_level=column.first_level,
                looks=column.looks,
            )
            continue
        if not column.items:
            continue
        seen.examined += 1
        old = column.newest is not None and column.newest < start_of(window, seen.today)
        if old and column.undated and undated is None:
            undated = _undated(seen)
        newest = date.min if undated is None else undated.get(column.url, date.min)
        yield from _judge(seen, column, window, doubtful=newest is None or newest >= start_of(window, seen.today))


def _undated(seen: Seen) -> dict[str, date | None]:
    """The columns of which one of the first ten items has no date but perhaps one in its address, each with the last
    day on which one of them was first seen; None where one was never seen before."""
    first = {(one.column, one.title, one.url): one.first for one in seen[Sighting]}
    counts: Counter[str] = Counter()
    found: dict[str, date | None] = {}
    for entry in seen[Entry]:
        counts[entry.column] += 1
        if counts[entry.column] <= ASKED and entry.dated_from in {None, "url"}:
            day, known = first.get((entry.column, entry.title, entry.url)), found.get(entry.column, date.min)
            found[entry.column] = None if day is None or known is None else max(day, known)
    return found


def _judge(seen: Seen, column: Column, window: str, *, doubtful: bool) -> Iterator[Finding]:
    detail: dict[str, Any] = {
        "role": column.role,
        "name": column.name,
        "window": window,
        "first_level": column.first_level,
        "items": column.items,
    }
    if column.newest is not None:
        if column.newest < start_of(window, seen.today):
            days = (seen.today - column.newest).days
            newest = column.newest.isoformat()
            outcome = Outcome.UNSURE if doubtful else None
            yield seen.finding(
                column.url, "stale", outcome=outcome, days=days, newest=newest, looks=column.looks, **detail
            )
    elif column.undated >= column.items:
        reason = "undated" if column.asked >= min(column.items, ASKED) else "too_little_seen"
        yield seen.finding(column.url, reason, looks=column.looks, **detail)
    else:
        yield seen.finding(column.url, "contradicting", looks=column.looks, **detail)


def window_of(column: Column, windows: dict[str, str], periods: dict[str, str]) -> str | None:
    """How old the newest item of a column may be: ``14d`` or ``6m``; None where no rule says."""
    for word, window in periods.items():
        if word in column.name:
            return window
    return windows.get(column.role)


def start_of(window: str, today: date) -> date:
    """The first day that is still fresh.

    Raises:
        ValueError: a window that is neither days nor months.
    """
    limit = Window(window)
    if limit.unit == "d":
        return today - timedelta(days=limit.number)
    months = today.year * 12 + today.month - 1 - limit.number
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
