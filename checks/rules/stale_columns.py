"""Columns that are not kept up to date."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from checks.core import Seen, Window, check
from storage.records import Column, Finding, Outcome

PERIODS = {
    "日报": Window("2d"),
    "周报": Window("11d"),
    "旬报": Window("15d"),
    "月报": Window("46d"),
    "季报": Window("137d"),
}
"""Columns whose name promises a period: that period and a half."""

HISTORY = re.compile(r"历史|往期|往年|归档|回顾|专题|旧版|档案")


@check(
    family="columns",
    needs=(Column,),
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
                 there and neither the list nor the articles asked print a date.
    Unsure when  no item has a date and the articles behind the items were not all seen (too_little_seen).
    Leaves out   roles without a window, blank columns, columns kept elsewhere, single pages, history and archives.
    Assumes      lists are newest first; a date in an address is no publication date.
    Counts       one finding per column by its list's address; examined are the columns with a window.
    Options      windows: by role, 14d or 6m; periods: by a word in the column's name.
    Source       State Council General Office 2019 indicators, stale columns; 2015 census for personnel and plans.
    """
    judged: set[str] = set()
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
        yield from _judge(seen, column, window)


def _judge(seen: Seen, column: Column, window: str) -> Iterator[Finding]:
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
            yield seen.finding(column.url, "stale", days=days, newest=newest, looks=column.looks, **detail)
    elif column.undated >= column.items:
        reason = "undated" if column.asked else "too_little_seen"
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
