"""Everything people do to results: each takes the acting person, checks, writes one act a decision, returns the acts.

The command line calls these functions today, the console tomorrow; nothing else writes to the journal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from reports.attesting import ATTEST
from reports.decisions import MANUAL, REVIEW
from reports.rounds import ROUND, Round
from storage.records import Act

DRAW, OBSERVATION, FIGURE = "draw", "observation", "figure"
"""Kinds of the acts that keep what was drawn by lot, what inspectors saw beside the rows, what others counted."""

if TYPE_CHECKING:
    from checks.rows import Row
    from reports.figures import Figure
    from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision on one finding. ``digest``: of the finding as the person saw it."""

    key: str
    target: str
    decision: str
    by: str
    reason: str
    digest: str
    group: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowSettled:
    """One row of a scheme that an inspector settled. ``digest``: of the row; ``second``: who confirmed a veto."""

    target: str
    row: str
    digest: str
    points: Decimal
    veto: bool
    note: str
    by: str
    second: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What an inspector saw beside the rows: one line of a worksheet. ``subject``: names the line."""

    target: str
    subject: str
    sheet: str
    said: Mapping[str, Any]
    by: str


def review(store: Store, period: str, decisions: Sequence[Decision], *, at: datetime) -> list[Act]:
    """Write decisions on findings, all or none."""
    with store.writing() as connection:
        return [
            store.journal.add_in(
                connection,
                at=at,
                by=one.by,
                kind=REVIEW,
                period=period,
                target=one.target,
                subject=one.key,
                said={"decision": one.decision, "reason": one.reason, "digest": one.digest, "group": one.group},
            )
            for one in decisions
        ]


def close_round(store: Store, period: str, one: Round, *, by: str, at: datetime) -> Act:
    """Fix the counts of a round for good; what is decided later changes verdicts, not what the round showed."""
    said = {
        "as_of": one.as_of,
        "targets": one.targets,
        "counts": one.counts,
        "scheme": one.scheme,
        "revision": one.revision,
    }
    return store.journal.add(at=at, by=by, kind=ROUND, period=period, subject=str(one.number), said=said)


def attest(store: Store, row: Row, *, source: str, by: str, at: datetime) -> Act:
    """Say that the office has read the source of a row: it counts as certain here from now on."""
    said = {"source": source, "digest": row.digest, "confidence": row.confidence}
    return store.journal.add(at=at, by=by, kind=ATTEST, subject=row.id, said=said)


def enter(store: Store, period: str, figures: Sequence[Figure], *, at: datetime) -> list[Act]:
    """Enter figures that others counted, all or none."""
    with store.writing() as connection:
        return [
            store.journal.add_in(
                connection,
                at=at,
                by=one.by,
                kind=FIGURE,
                period=period,
                target=one.target,
                subject=one.name,
                said={"value": one.value, "source": one.source, "of": one.of},
            )
            for one in figures
        ]


def draw(
    store: Store,
    period: str,
    *,
    seed: int,
    guides: Mapping[str, Sequence[tuple[str, str]]],
    by: str,
    at: datetime,
) -> Act:
    """Keep what was drawn by lot for a period: service guides by site."""
    said = {"seed": seed, "guides": guides}
    return store.journal.add(at=at, by=by, kind=DRAW, period=period, said=said)


def settle(
    store: Store, period: str, rows: Sequence[RowSettled], seen: Sequence[Observation], *, at: datetime
) -> list[Act]:
    """Write what inspectors found, all or none."""
    with store.writing() as connection:
        acts = [
            store.journal.add_in(
                connection,
                at=at,
                by=one.by,
                kind=MANUAL,
                period=period,
                target=one.target,
                subject=one.row,
                said={
                    "points": one.points,
                    "veto": one.veto,
                    "note": one.note,
                    "second": one.second,
                    "digest": one.digest,
                },
            )
            for one in rows
        ]
        acts += [
            store.journal.add_in(
                connection,
                at=at,
                by=one.by,
                kind=OBSERVATION,
                period=period,
                target=one.target,
                subject=one.subject,
                said={"sheet": one.sheet, **one.said},
            )
            for one in seen
        ]
        return acts
