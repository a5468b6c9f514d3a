"""Who does not mend: agencies with the same trouble over several quarters (约谈), and the account of a quarter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from reports.kinds import CORRECTION, RELEASE
from reports.publish.words import VERDICTS
from reports.rectify.notices import Notice, notices
from storage.records import Registry

if TYPE_CHECKING:
    from storage.store import Store

OFTEN = 2
"""Quarters from which on trouble is repeated."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeater:
    """An agency that is to be talked to, and why. ``agency``: its id."""

    agency: str
    name: str
    reasons: tuple[str, ...]


def repeaters(store: Store, registry: Registry, at: datetime, period: str | None = None) -> list[Repeater]:
    """The agencies with repeated trouble as of a moment, in the registry's order.

    ``period``: only what is still so in that quarter.
    """
    failed = _failed(store, registry, at)
    late: dict[str, set[str]] = {}
    again: dict[str, dict[str, set[str]]] = {}
    for notice in notices(store, registry, at):
        if any(item.late or item.state == "overdue" for item in notice.items):
            late.setdefault(notice.agency, set()).add(notice.period)
        for item in notice.items:
            if item.fault.again and item.state != "withdrawn":
                periods = again.setdefault(notice.agency, {}).setdefault(item.fault.key, set())
                periods |= {notice.period, *item.fault.again}
    found = []
    for agency in registry.agencies.values():
        keys = [periods for periods in again.get(agency.id, {}).values() if period is None or period in periods]
        reasons = [
            *_over(f"有网站{VERDICTS['fail']}", failed.get(agency.id, set()), period),
            *_over("整改逾期", late.get(agency.id, set()), period),
            *([f"{len(keys)} 项问题在{_listed(set().union(*keys))}反复出现"] if keys else []),
        ]
        if reasons:
            found.append(Repeater(agency=agency.id, name=agency.name, reasons=tuple(reasons)))
    return found


def _failed(store: Store, registry: Registry, at: datetime) -> dict[str, set[str]]:
    """The quarters in whose published result a target of an agency failed, by agency."""
    published: dict[str, Mapping[str, Mapping[str, object]]] = {}
    for act in store.journal.acts():
        if act.kind in {RELEASE, CORRECTION} and act.at <= at:
            published[act.period] = act.said["verdicts"]
    owners: dict[str, str | None] = {one.id: one.agency for one in registry.sites.values()}
    owners |= {one.id: one.agency for one in registry.accounts.values()}
    found: dict[str, set[str]] = {}
    for period, verdicts in published.items():
        for target, verdict in verdicts.items():
            owner = owners.get(target)
            if owner is not None and verdict["verdict"] == "fail":
                found.setdefault(owner, set()).add(period)
    return found


def _over(what: str, periods: set[str], period: str | None) -> list[str]:
    if len(periods) < OFTEN or (period is not None and period not in periods):
        return []
    return [f"{_listed(periods)}{what}"]


def _listed(periods: Iterable[str]) -> str:
    return "、".join(sorted(periods))


@dataclass(slots=True)
class Account:
    """How far one agency is with the notices of a quarter. Counts of items; ``late``: settled after the deadline."""

    agency: str
    notices: int = 0
    items: int = 0
    mended: int = 0
    explained: int = 0
    excepted: int = 0
    withdrawn: int = 0
    contested: int = 0
    overdue: int = 0
    open: int = 0
    late: int = 0
    told: list[Notice] = field(default_factory=list)


def rectified(store: Store, registry: Registry, period: str, at: datetime) -> list[Account]:
    """The account of a quarter's rectification by agency, in the registry's order; empty where nothing was issued.

    Every item counts once among mended, explained, excepted, withdrawn and open; contested and overdue are part of
    open.
    """
    found: dict[str, Account] = {}
    for notice in notices(store, registry, at, period=period):
        account = found.setdefault(notice.agency, Account(agency=notice.agency))
        account.notices += 1
        account.told.append(notice)
        for item in notice.items:
            account.items += 1
            account.late += item.late
            account.open += not item.settled
            if item.settled or item.state in {"contested", "overdue"}:
                setattr(account, item.state, getattr(account, item.state) + 1)
    return [found[name] for name in dict.fromkeys((*registry.agencies, *found)) if name in found]
