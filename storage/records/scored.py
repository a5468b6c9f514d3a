"""How it scored: the rows of a scheme applied to one target."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One scheme row applied to one target.

    ``state``: settled, pending (open doubts could change it), manual (a person must fill it), not_applicable,
    not_measured, not_due. ``lost``/``lost_at_most``: points deducted if every doubt is cleared / upheld.
    ``gained``: what a bonus row brought. ``uncapped``: the deduction without the row's cap.
    ``veto``/``veto_possible``: the same as ``lost`` for a veto.
    ``fails``, ``doubts``, ``examined``: counts behind it. ``due_on``: first day on which it can fail.
    """

    row: str
    title: str
    part: str
    state: str
    points: Decimal | None = None
    lost: Decimal = Decimal(0)
    lost_at_most: Decimal = Decimal(0)
    uncapped: Decimal = Decimal(0)
    veto: bool = False
    veto_possible: bool = False
    fails: int = 0
    doubts: int = 0
    examined: int | None = None
    keys: tuple[str, ...] = ()
    due_on: date | None = None
    note: str | None = None
    gained: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """The verdict on one target under one scheme revision.

    ``verdict``: pass, fail, pending, not_assessable. ``points`` is set only when settled; ``low`` and ``high``
    are the two ends. ``bonus``: what comes on top once the score is certainly above the scheme's ``bonus_from``;
    ``points``, ``low`` and ``high`` are without it. ``reference``: points shown for orientation only (targets judged by
    veto alone).
    """

    period: str
    round: int
    target: str
    kind: str
    klass: str | None
    scheme: str
    revision: int
    scheme_sha256: str
    verdict: str
    points: Decimal | None
    low: Decimal | None
    high: Decimal | None
    uncapped: Decimal
    bonus: Decimal
    reference: bool
    marks: tuple[Mark, ...]
