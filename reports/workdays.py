"""Working days of the State Council's calendar between two days."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar

MAX_DAYS = 4000
"""Days beyond which nobody counts: ten years."""


def working_days_between(start: date, end: date) -> tuple[int, bool]:
    """Working days after ``start`` up to ``end``, and whether the calendar of one of the years is provisional."""
    count, provisional = 0, False
    day = start
    while day < end and (day - start).days < MAX_DAYS:
        day += timedelta(days=1)
        try:
            count += chinese_calendar.is_workday(day)
        except NotImplementedError:
            provisional = True
            count += day.weekday() < 5
    return count, provisional


def add_working_days(start: date, number: int) -> date:
    """The ``number``-th working day after ``start``: the day after is day 1 (standards, section 1.10)."""
    day = start
    for _ in range(MAX_DAYS):
        if number <= 0:
            break
        day += timedelta(days=1)
        number -= working_days_between(day - timedelta(days=1), day)[0]
    return day
