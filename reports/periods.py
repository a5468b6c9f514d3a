"""Periods (2026Q4) and moments (as of which the verdict speaks)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from reports.errors import UsageError
from storage.records import SHANGHAI

_PERIOD = re.compile(r"(20\d{2})Q([1-4])")
_NUMERALS = "一二三四"


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A quarter."""

    year: int
    quarter: int

    @classmethod
    def parse(cls, text: str) -> Period:
        """Read ``2026Q4``.

        Raises:
            UsageError: it is not a quarter.
        """
        match = _PERIOD.fullmatch(text)
        if match is None:
            raise UsageError(f"--period {text}：应为年份加季度，形如 2026Q4")
        return cls(int(match[1]), int(match[2]))

    @classmethod
    def of(cls, day: date) -> Period:
        return cls(day.year, (day.month + 2) // 3)

    def __str__(self) -> str:
        return f"{self.year}Q{self.quarter}"

    @property
    def before(self) -> Period:
        """The quarter before."""
        return Period(self.year, self.quarter - 1) if self.quarter > 1 else Period(self.year - 1, 4)

    @property
    def name(self) -> str:
        """As reports print it: 2026年第四季度."""
        return f"{self.year}年第{_NUMERALS[self.quarter - 1]}季度"


def moment(text: str) -> datetime:
    """Read an ``--as-of``: a date means the end of that day; a time without zone is Asia/Shanghai.

    Raises:
        UsageError: neither a date nor a time.
    """
    try:
        if len(text) == 10:
            return datetime.combine(date.fromisoformat(text), time(23, 59, 59), SHANGHAI)
        read = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--as-of {text}：应为日期或时间，形如 2026-11-20 或 2026-11-20T09:00:00+08:00") from None
    return read.astimezone(SHANGHAI) if read.tzinfo else read.replace(tzinfo=SHANGHAI)


def now() -> datetime:
    """This second, in Asia/Shanghai."""
    return datetime.now(SHANGHAI).replace(microsecond=0)


def in_future(as_of: datetime) -> bool:
    """Whether a moment lies beyond today: nothing seen now can speak of it."""
    return as_of > now() + timedelta(days=1)
