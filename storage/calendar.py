"""Working days by the State Council's yearly notices, make-up days included.

A year is taken from ``holidays.toml`` beside this file, else from chinesecalendar, else computed from the statutory
holidays alone: then nobody knows the make-up days yet, and what is counted is provisional.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from importlib import resources

import chinese_calendar
import holidays

FIRST, LAST = 1950, 2100
"""Years of which anything is known; before and after, weekends are the only days off."""

MAX_DAYS = 4000
"""Calendar days beyond which nobody counts: ten years."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """The last day of a period. ``provisional``: a year that it touches has no notice yet."""

    day: date
    provisional: bool


@cache
def _announced() -> Mapping[int, tuple[frozenset[date], frozenset[date]]]:
    """Days off and make-up days by year, as the file beside this one has them."""
    text = (resources.files("storage") / "holidays.toml").read_text(encoding="utf-8")
    return {
        int(year): (frozenset(days.get("holidays", ())), frozenset(days.get("workdays", ())))
        for year, days in tomllib.loads(text).items()
    }


@cache
def _statutory(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("CN", years=year)) if FIRST <= year <= LAST else frozenset()


def is_provisional(year: int) -> bool:
    """Whether no notice for a year is known to us."""
    if year in _announced():
        return False
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return True
    return False


@lru_cache(maxsize=20_000)
def is_working_day(day: date) -> bool:
    """Whether public offices work on a day."""
    weekend = day.weekday() > 4
    if day.year in _announced():
        off, worked = _announced()[day.year]
        return day in worked or not (weekend or day in off)
    try:
        return bool(chinese_calendar.is_workday(day))
    except NotImplementedError:
        return not weekend and day not in _statutory(day.year)


def add_working_days(start: date, number: int) -> Deadline:
    """The day that lies ``number`` working days after ``start``; the day after ``start`` can be the first.

    Raises:
        ValueError: fewer than one working day, or more than ten years hold.
    """
    if not 1 <= number <= MAX_DAYS // 2:
        raise ValueError(f"{number} working days")
    day, left = start, number
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day)
    return Deadline(day, any(is_provisional(year) for year in range(start.year, day.year + 1)))


def working_days_between(start: date, end: date) -> tuple[int, bool]:
    """Working days after ``start`` up to and with ``end``, 0 where it is no later, and whether they are provisional."""
    end = min(end, start + timedelta(days=MAX_DAYS))
    days = (start + timedelta(days=ahead) for ahead in range(1, (end - start).days + 1))
    provisional = end > start and any(is_provisional(year) for year in range(start.year, end.year + 1))
    return sum(map(is_working_day, days)), provisional
