"""Everything people do to results: each takes the acting person, checks, writes one act a decision, returns the acts.

The command line calls these functions today, the console tomorrow; nothing else writes to the journal.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from reports.attesting import ATTEST
from reports.decisions import REVIEW
from reports.rounds import ROUND, Round
from storage.records import Act

if TYPE_CHECKING:
    from checks.rows import Row
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
