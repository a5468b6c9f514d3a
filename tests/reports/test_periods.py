"""Periods and moments."""

from __future__ import annotations

from datetime import date

import pytest

from reports.errors import UsageError
from reports.periods import Period, moment


def test_a_date_means_the_end_of_that_day_in_shanghai() -> None:
    assert moment("2026-11-20").isoformat() == "2026-11-20T23:59:59+08:00"
    assert moment("2026-11-20T01:00:00+00:00").isoformat() == "2026-11-20T09:00:00+08:00"


@pytest.mark.parametrize("text", ["2026Q5", "2026", "26Q1", "2026q4", ""])
def test_what_is_not_a_quarter_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="2026Q4"):
        Period.parse(text)


def test_a_day_lies_in_its_quarter() -> None:
    assert [str(Period.of(date(2026, month, 1))) for month in (1, 3, 4, 9, 10, 12)] == [
        "2026Q1",
        "2026Q1",
        "2026Q2",
        "2026Q3",
        "2026Q4",
        "2026Q4",
    ]
    assert Period(2026, 4).name == "2026年第四季度"
