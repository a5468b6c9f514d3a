"""Everything people do about notices: each writes acts and returns them; nothing else writes these kinds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reports import actions
from reports.errors import UsageError
from reports.kinds import CLOSING, EXTENSION, NOTICE, RECHECK, RECTIFICATION, REPLY, RULING
from reports.periods import moment, now
from reports.rectify.issuing import Draft
from reports.rectify.notices import ADOPTED, Notice, day_of
from storage.records import Act

if TYPE_CHECKING:
    from storage.store import Store

Said = Mapping[str, Mapping[str, Any]]
"""What an act says of each item, by key."""


def acting_at(store: Store, as_of: str | None) -> datetime:
    """When something is done: now, or the moment that the caller names.

    Raises:
        UsageError: that lies before what was done last: a clock was set back, and deadlines would be counted wrongly.
    """
    at = moment(as_of) if as_of else now()
    last = _last(store)
    if last is not None and day_of(at) < day_of(last.at):
        raise UsageError(
            f"现在的日期（{day_of(at)}）早于最近一次整改办理（{day_of(last.at)}，{last.subject}）；"
            "请校正时钟，或用 --as-of 写明时间"
        )
    return at


def standing_at(store: Store, as_of: str | None) -> datetime:
    """As of when notices are told: the moment that the caller names, else now with all that was done."""
    if as_of:
        return moment(as_of)
    last = _last(store)
    return now() if last is None else max(now(), last.at)


def _last(store: Store) -> Act | None:
    """The latest act about notices."""
    return max((act for act in store.journal.acts() if act.kind in RECTIFICATION), key=lambda act: act.at, default=None)


def issue(store: Store, period: str, drafts: Sequence[Draft], *, by: str, at: datetime) -> list[Act]:
    """Issue notices, all or none."""
    with store.writing() as connection:
        return [
            store.journal.add_in(
                connection, at=at, by=by, kind=NOTICE, period=period, subject=draft.id, said=draft.said
            )
            for draft in drafts
        ]


def _tell(store: Store, kind: str, notice: Notice, items: Said, *, by: str, at: datetime, **more: Any) -> list[Act]:
    """Write one act about some items of a notice."""
    said = {**more, "items": items}
    return [store.journal.add(kind=kind, period=notice.period, subject=notice.id, said=said, by=by, at=at)]


def reply(store: Store, replies: Sequence[tuple[Notice, Said]], *, by: str, at: datetime) -> list[Act]:
    """Keep what an agency says of some items, all or nothing: ``how``, ``text``, ``url``, ``contact``."""
    with store.writing() as connection:
        return [
            store.journal.add_in(
                connection, kind=REPLY, period=one.period, subject=one.id, said={"items": items}, by=by, at=at
            )
            for one, items in replies
        ]


def extend(store: Store, notice: Notice, items: Said, reason: str, *, by: str, at: datetime) -> list[Act]:
    """Give some items more time: ``until``."""
    return _tell(store, EXTENSION, notice, items, by=by, at=at, reason=reason)


def looked(store: Store, notice: Notice, items: Said, kept: str, *, by: str, at: datetime) -> list[Act]:
    """Keep what a re-check saw of some items: ``outcome``, ``why``, ``looks``. ``kept``: where the bytes lie."""
    return _tell(store, RECHECK, notice, items, by=by, at=at, kept=kept)


def close(store: Store, notice: Notice, items: Said, people: Sequence[str], *, at: datetime) -> list[Act]:
    """Settle some items by hand: ``as`` (explained, mended), ``reason``."""
    return _tell(store, CLOSING, notice, items, by=people[0], at=at, people=list(people))


def rule(
    store: Store, notice: Notice, key: str, *, adopted: str, reason: str, people: Sequence[str], at: datetime
) -> list[Act]:
    """Decide an objection. Where it is adopted the finding is cleared, and the result has to be corrected."""
    items = {key: {"adopted": adopted, "reason": reason}}
    acts = _tell(store, RULING, notice, items, by=people[0], at=at, people=list(people))
    if adopted == ADOPTED:
        fault = next(item.fault for item in notice.items if item.fault.key == key)
        acts += actions.answer(
            store,
            notice.period,
            key=key,
            target=fault.target,
            digest=fault.digest,
            adopted=adopted,
            reason=reason,
            by=people,
            at=at,
        )
    return acts
