"""Everything people do to results: each takes the acting person, checks, writes one act a decision, returns the acts.

The command line calls these functions today, the console tomorrow; nothing else writes to the journal.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from reports.decisions import CLEARED, UPHELD
from reports.kinds import (
    ACCOUNT,
    ANSWER,
    ATTEST,
    CORRECTION,
    DRAFT,
    DRAW,
    FIGURE,
    HEARD,
    MANUAL,
    OBJECTION,
    OBSERVATION,
    RELEASE,
    REVIEW,
    ROUND,
    SIGNATURE,
)
from reports.said import Objection, Observation, RowSettled
from storage.records import Act

if TYPE_CHECKING:
    from checks.rows import Row
    from reports.figures import Figure
    from reports.observing import Observed
    from reports.rounds import Round
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
                    "sheet": one.sheet,
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


def observe_accounts(store: Store, period: str, seen: Sequence[Observed], *, at: datetime) -> list[Act]:
    """Write what inspectors saw of accounts, all or none."""
    with store.writing() as connection:
        return [
            store.journal.add_in(
                connection, at=at, by=one.by, kind=ACCOUNT, period=period, target=one.account, said=one.said
            )
            for one in seen
        ]


def send_draft(
    store: Store,
    period: str,
    *,
    agency: str,
    due_on: date,
    findings: Mapping[str, str],
    verdicts: Mapping[str, Mapping[str, Any]],
    by: str,
    at: datetime,
) -> Act:
    """Keep what an agency was shown: its findings with their digests, its verdicts, and until when it may object."""
    said = {"due_on": due_on, "findings": findings, "verdicts": verdicts}
    return store.journal.add(at=at, by=by, kind=DRAFT, period=period, subject=agency, said=said)


def object_(store: Store, period: str, objections: Sequence[Objection], *, by: str, at: datetime) -> list[Act]:
    """Write the objections of an agency, all or none; each finding is contested until somebody answers."""
    with store.writing() as connection:
        return [
            store.journal.add_in(
                connection,
                at=at,
                by=by,
                kind=OBJECTION,
                period=period,
                target=one.target,
                subject=one.key,
                said={
                    "agency": one.agency,
                    "reason": one.reason,
                    "contact": one.contact,
                    "digest": one.digest,
                    "late": one.late,
                },
            )
            for one in objections
        ]


def answer(
    store: Store,
    period: str,
    *,
    key: str,
    target: str,
    digest: str,
    adopted: str,
    reason: str,
    by: Sequence[str],
    at: datetime,
) -> list[Act]:
    """Answer an objection (采纳, 部分采纳, 不采纳) and decide the finding accordingly, once for each person."""
    decision = CLEARED if adopted == "采纳" else UPHELD
    with store.writing() as connection:
        acts = [
            store.journal.add_in(
                connection,
                at=at,
                by=by[0],
                kind=ANSWER,
                period=period,
                target=target,
                subject=key,
                said={"adopted": adopted, "reason": reason, "by": list(by)},
            )
        ]
        acts += [
            store.journal.add_in(
                connection,
                at=at,
                by=person,
                kind=REVIEW,
                period=period,
                target=target,
                subject=key,
                said={"decision": decision, "reason": reason, "digest": digest, "group": ""},
            )
            for person in by
        ]
        return acts


def end_hearing(store: Store, period: str, *, by: str, at: datetime) -> Act:
    """Say that the hearing of a period is over."""
    return store.journal.add(at=at, by=by, kind=HEARD, period=period)


def sign(
    store: Store,
    period: str,
    *,
    seal: str,
    step: str,
    last: bool,
    reason: str | None,
    number: int,
    before: Mapping[str, Any] | None,
    verdicts: Mapping[str, Any],
    by: str,
    at: datetime,
) -> list[Act]:
    """Sign a result; the ``last`` signature publishes it.

    ``reason``: why a published result is corrected, None for a first release; ``number``: of the correction.
    """
    with store.writing() as connection:
        said = {"seal": seal, "step": step, "reason": reason}
        acts = [store.journal.add_in(connection, at=at, by=by, kind=SIGNATURE, period=period, subject=step, said=said)]
        if last:
            told: dict[str, Any] = {"seal": seal, "verdicts": verdicts}
            if reason is not None:
                told |= {"number": number, "reason": reason, "before": before}
            kind = RELEASE if reason is None else CORRECTION
            acts.append(store.journal.add_in(connection, at=at, by=by, kind=kind, period=period, said=told))
        return acts
