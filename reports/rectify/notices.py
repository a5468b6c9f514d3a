"""Notices as they stand at a moment: folded from the journal, never stored (states: ``words.STATES``)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from reports.errors import UsageError
from reports.kinds import CLOSING, EXTENSION, NOTICE, RECHECK, RECTIFICATION, REPLY, RULING
from reports.rectify.words import SETTLED, STATES
from storage.calendar import add_working_days, working_days_between
from storage.records import SHANGHAI, Act, Registry

if TYPE_CHECKING:
    from storage.store import Store

ADOPTED = "采纳"
"""The ruling that takes an objected item back; any other leaves it standing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One item as its notice told it. ``examples``: further pages that show it. ``again``: periods that told it too.

    ``digest``: of the finding's evidence then. ``round``: of the run that found it.
    """

    key: str
    target: str
    round: int
    check: str
    reason: str
    outcome: str
    nature: str
    subject: str
    page: str
    message: str
    remedy: str
    basis: str
    examples: tuple[str, ...]
    again: tuple[str, ...]
    digest: str

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Fault:
        """Read an item of an act."""
        return cls(**{**said, "examples": tuple(said["examples"]), "again": tuple(said["again"])})

    @property
    def event(self) -> bool:
        """Whether it has happened for good: it can be explained, not mended."""
        return self.nature == "event"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item at a moment. ``done_on``: when the agency had mended or explained it, as far as it was confirmed.

    ``seen_on``: the last re-check; ``objected_on``: since when an objection waits. ``url``: where the agency says that
    the result is; ``text``: the last thing that it said.
    """

    fault: Fault
    state: str
    due_on: date
    answered_on: date | None = None
    done_on: date | None = None
    closed_on: date | None = None
    seen_on: date | None = None
    objected_on: date | None = None
    url: str | None = None
    text: str = ""

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do."""
        return self.state in SETTLED

    @property
    def late(self) -> bool:
        """Whether it was done after its deadline."""
        return self.done_on is not None and self.done_on > self.due_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One notice at a moment. ``called``: to whom it was told by telephone, and when, where it was urgent.

    ``fixed``: whether somebody named its deadline instead of counting ``days``.
    """

    id: str
    period: str
    agency: str
    klass: str
    days: int
    fixed: bool
    issued_at: datetime
    first_due_on: date
    provisional: bool
    appeal_until: date
    urgent: bool
    called: Mapping[str, Any] | None
    by: str
    items: tuple[Item, ...]

    @property
    def issued_on(self) -> date:
        return day_of(self.issued_at)

    @property
    def open(self) -> tuple[Item, ...]:
        """The items that are not settled."""
        return tuple(item for item in self.items if not item.settled)

    @property
    def due_on(self) -> date:
        """The first day by which something must be done; once all is settled, the last that counted."""
        return min((item.due_on for item in self.open), default=max(item.due_on for item in self.items))

    @property
    def state(self) -> str:
        """The gravest state of what is open; closed, or excepted where that is all that happened."""
        there = {item.state for item in self.open}
        if not there:
            return "excepted" if {item.state for item in self.items} == {"excepted"} else "closed"
        return next(state for state in STATES if state in there)

    @property
    def closed_on(self) -> date | None:
        """When the last item was settled; None while something is open, or where nobody acted (exceptions)."""
        days = [item.closed_on for item in self.items if item.closed_on is not None]
        return max(days, default=None) if not self.open else None


def day_of(moment: datetime) -> date:
    """The day of a moment in Asia/Shanghai."""
    return moment.astimezone(SHANGHAI).date()


def notices(store: Store, registry: Registry, at: datetime, *, period: str | None = None) -> list[Notice]:
    """All notices as they stood at a moment, the first issued first."""
    acts = [act for act in store.journal.acts(period=period) if act.kind in RECTIFICATION and act.at <= at]
    later: dict[str, list[Act]] = {}
    for act in acts:
        if act.kind != NOTICE:
            later.setdefault(act.subject, []).append(act)
    return [notice(act, later.get(act.subject, ()), registry, at) for act in acts if act.kind == NOTICE]


def notice(issued: Act, later: Sequence[Act], registry: Registry, at: datetime) -> Notice:
    """One notice from the act that issued it and the acts about it since."""
    said = issued.said
    return Notice(
        id=issued.subject,
        period=issued.period,
        agency=said["agency"],
        klass=said["klass"],
        days=said["days"],
        fixed=said["fixed"],
        issued_at=issued.at,
        first_due_on=date.fromisoformat(said["due_on"]),
        provisional=said["provisional"],
        appeal_until=date.fromisoformat(said["appeal_until"]),
        urgent=said["urgent"],
        called=said["called"],
        by=issued.by,
        items=tuple(_item(Fault.of(one), issued, later, registry, day_of(at)) for one in said["items"]),
    )


def _item(fault: Fault, issued: Act, later: Sequence[Act], registry: Registry, today: date) -> Item:
    course = _Course(date.fromisoformat(issued.said["due_on"]), issued.said["days"])
    for act, said in _about(fault.key, later):
        course.take(act.kind, day_of(act.at), said)
    excepted = _excepted(fault, registry, today)
    return Item(
        fault=fault,
        state=course.settled or ("excepted" if excepted else course.state(today)),
        due_on=course.due_on,
        answered_on=course.answered_on,
        done_on=course.done_on,
        closed_on=course.closed_on,
        seen_on=course.seen_on,
        objected_on=course.objected_on,
        url=course.url,
        text=course.text,
    )


def _about(key: str, acts: Iterable[Act]) -> Iterator[tuple[Act, Mapping[str, Any]]]:
    """The acts that speak of an item, each with what it says of it."""
    for act in acts:
        items = act.said["items"]
        if key in items:
            yield act, items[key]


class _Course:
    """What happened to one item so far."""

    def __init__(self, due_on: date, days: int) -> None:
        self.due_on = due_on
        self.settled: str | None = None
        self.answered_on: date | None = None
        self.done_on: date | None = None
        self.closed_on: date | None = None
        self.seen_on: date | None = None
        self.objected_on: date | None = None
        self.url: str | None = None
        self.text = ""
        self._days = days
        self._seen: str | None = None
        self._extended = self._reopened = False

    def take(self, kind: str, day: date, said: Mapping[str, Any]) -> None:
        """Add what one act says."""
        if kind == EXTENSION:
            self.due_on, self._extended = max(self.due_on, date.fromisoformat(said["until"])), True
        elif kind == REPLY:
            self._replied(day, said)
        elif kind == RULING:
            self._ruled(day, said)
        elif kind == RECHECK:
            self._looked(day, said["outcome"])
        elif kind == CLOSING:
            self._settle(said["as"], day, day)

    def state(self, today: date) -> str:
        """The state of an item that is neither settled nor excepted."""
        if self.objected_on is not None:
            return "contested"
        if self.answered_on is not None and self._seen is None:
            return "answered"
        in_time = self.answered_on is not None and self.answered_on <= self.due_on
        if today > self.due_on and not (in_time and self._seen == "not_reachable"):
            return "overdue"
        if self._reopened:
            return "reopened"
        return self._seen or ("extended" if self._extended else "issued")

    def _settle(self, state: str, done: date, day: date) -> None:
        self.settled, self.done_on, self.closed_on, self.objected_on = state, done, day, None

    def _replied(self, day: date, said: Mapping[str, Any]) -> None:
        self.text, self.url = said["text"], said["url"] or self.url
        if said["how"] == "contested":
            self.objected_on = day
        elif said["how"] == "explained":
            self.answered_on = day
            self._settle("explained", day, day)
        else:
            self.answered_on, self._seen = day, None

    def _ruled(self, day: date, said: Mapping[str, Any]) -> None:
        """An objection that stood in vain gives back the working days for which it waited."""
        if said["adopted"] == ADOPTED:
            self._settle("withdrawn", day, day)
        elif self.objected_on is not None:
            waited = working_days_between(self.objected_on, day)[0]
            self.due_on = add_working_days(self.due_on, waited).day if waited else self.due_on
            self.objected_on = None

    def _looked(self, day: date, outcome: str) -> None:
        """What a re-check saw; one that could not see neither settles nor reopens anything."""
        self.seen_on = day
        if outcome == "mended":
            if self.settled is None:
                self._settle("mended", self.answered_on or day, day)
        elif outcome == "still_there" and self.settled == "mended":
            self.settled = self.done_on = self.closed_on = self.answered_on = None
            self._reopened, self._seen = True, outcome
            self.due_on = add_working_days(day, self._days).day
        elif self.settled is None:
            self._seen = outcome


def _excepted(fault: Fault, registry: Registry, today: date) -> bool:
    """Whether an exception of the site's profile covers an item today."""
    site = registry.sites.get(fault.target)
    return site is not None and any(
        one.check == fault.check and one.subject == fault.subject and today <= one.until
        for one in site.profile.exceptions
    )


def named(found: Sequence[Notice], ids: Sequence[str]) -> list[Notice]:
    """The notices of these ids.

    Raises:
        UsageError: there is none of one of them.
    """
    by_id = {one.id: one for one in found}
    for name in ids:
        if name not in by_id:
            raise UsageError(f"{name}：没有这份整改通知，见 xuncha notices list")
    return [by_id[name] for name in dict.fromkeys(ids)]
