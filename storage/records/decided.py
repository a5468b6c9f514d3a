"""What people decided: acts in an append-only journal."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act of a person, as the journal keeps it for good.

    ``number``: place in the journal, from 1. ``by``: id of the person, or the name where the registry knows no ids.
    ``kind``: what was done (review, attest, release...). ``subject``: to what: a finding's key, a row, a notice, ""
    for the whole period. ``said``: the rest, JSON-able. ``sha256``: digest over this act and the one before it.
    """

    number: int
    at: datetime
    by: str
    kind: str
    period: str
    target: str
    subject: str
    said: Mapping[str, Any] = field(default_factory=dict)
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What people found where no program can look: one row of a scheme, settled for one target.

    ``points``: lost in a deduction row, gained in a bonus row. ``veto``: whether the veto falls. ``note``: on what it
    rests and who looked.
    """

    row: str
    points: Decimal = Decimal(0)
    veto: bool = False
    note: str = ""
