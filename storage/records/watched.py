"""What was seen to go wrong between inspections."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Concern:
    """Something about to go wrong, or gone wrong. ``kind``: column_stale, account_silent, hidden_link.

    ``place``: an address, or a finding's key where the address must not be told. ``name``: of the column. ``newest``:
    the day of its newest item. ``days``: within which it will be too old.
    """

    kind: str
    place: str
    name: str = ""
    newest: date | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One look at a site's home page and fast columns, or at an account, between inspections."""

    at: datetime
    concerns: tuple[Concern, ...] = ()
