"""What people say, as sheets and calls give it to ``reports.actions``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSettled:
    """One row of a scheme that an inspector settled. ``digest``: of the row; ``second``: who confirmed a veto.

    ``sheet``: the sheet from whose lines it follows, None where somebody filled the row itself.
    """

    target: str
    row: str
    digest: str
    points: Decimal
    veto: bool
    note: str
    by: str
    second: str | None
    sheet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What an inspector saw beside the rows: one line of a worksheet. ``subject``: names the line."""

    target: str
    subject: str
    sheet: str
    said: Mapping[str, Any]
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Objection:
    """What an agency says against one finding. ``late``: it came after the day that the draft named."""

    key: str
    target: str
    agency: str
    reason: str
    contact: str
    digest: str
    late: bool
