"""Options of checks: windows of time, and what a scheme sets laid over the checks' defaults."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any


class Window(str):
    """How old the newest thing may be: days as ``14d``, calendar months as ``6m``.

    Raises:
        ValueError: neither.
    """

    __slots__ = ()
    PATTERN = r"[0-9]{1,4}[dm]"

    def __new__(cls, text: str) -> Window:
        if re.fullmatch(cls.PATTERN, text) is None:
            raise ValueError(f"window {text!r}: days as 14d, months as 6m")
        return super().__new__(cls, text)

    @property
    def number(self) -> int:
        return int(self[:-1])

    @property
    def unit(self) -> str:
        return self[-1]

    def before(self, day: date) -> date:
        """The day that lies this long before another; of months clamped to the month's end."""
        if self.unit == "d":
            return day - timedelta(days=self.number)
        year, month = divmod(day.year * 12 + day.month - 1 - self.number, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def overlaid(under: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Settings with others laid over them; where both hold a table, key by key."""
    tables = {key for key, value in over.items() if isinstance(value, Mapping) and isinstance(under.get(key), Mapping)}
    return {**under, **over, **{key: overlaid(under[key], over[key]) for key in tables}}
