"""Working days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.calendar import add_working_days, is_provisional, is_working_day, working_days_between

DAYS = st.dates(date(2004, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("start", "number", "end"),
    [
        ("2024-09-30", 10, "2024-10-18"),
        ("2026-02-13", 10, "2026-03-05"),
        ("2026-02-13", 20, "2026-03-19"),
        ("2025-12-31", 20, "2026-01-29"),
    ],
)
def test_the_standards_vectors(start: str, number: int, end: str) -> None:
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    deadline = add_working_days(first, number)
    assert (deadline.day, deadline.provisional) == (last, False)
    assert working_days_between(first, last) == (number, False)


@pytest.mark.parametrize("day", ["2025-01-26", "2025-02-08", "2025-10-11", "2026-01-04", "2026-02-14", "2026-10-10"])
def test_make_up_days_are_worked(day: str) -> None:
    assert date.fromisoformat(day).weekday() > 4
    assert is_working_day(date.fromisoformat(day))


def test_a_year_without_a_notice_is_provisional_and_keeps_its_statutory_holidays() -> None:
    assert [is_provisional(year) for year in (2003, 2004, 2026, 2040)] == [True, False, False, True]
    assert not is_working_day(date(2040, 10, 1))
    assert add_working_days(date(2040, 9, 28), 5).provisional
    assert not is_working_day(date(2150, 1, 3))  # a Saturday: of such years weekends are all that is known


@given(DAYS, st.integers(1, 200))
def test_no_period_ends_on_a_day_of_rest_and_longer_ones_end_later(start: date, number: int) -> None:
    end = add_working_days(start, number).day
    assert is_working_day(end)
    assert end < add_working_days(start, number + 1).day
    assert add_working_days(start, number).day <= add_working_days(start + timedelta(days=1), number).day
    assert working_days_between(start, end)[0] == number


@given(DAYS, DAYS)
def test_days_between_are_none_backwards_and_never_more_than_there_are(start: date, end: date) -> None:
    assert 0 <= working_days_between(start, end)[0] <= max((end - start).days, 0)


@pytest.mark.parametrize("number", [0, -1, 10_000])
def test_no_period_of_nothing_or_of_ten_years(number: int) -> None:
    with pytest.raises(ValueError, match="working days"):
        add_working_days(date(2026, 1, 1), number)
