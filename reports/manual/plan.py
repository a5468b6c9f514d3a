"""Planning what inspectors look at: manual rows of every site, and what the crawl prefills; the draw is kept."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING

from checks.registry import all_checks
from checks.rows import Asked
from reports import sampling
from reports.judging import agency_of, judged_sites, judged_targets
from reports.kinds import DRAW, MANUAL, OBSERVATION
from reports.manual import prefill
from reports.manual.sheets import Plan
from storage.records import SHANGHAI, Account, Registry, Run, Site

if TYPE_CHECKING:
    from datetime import datetime

    from checks.rows import Row
    from checks.scheme import Scheme
    from storage.evidence import Evidence
    from storage.records import Act
    from storage.store import Store


def by_hand(
    scheme: Scheme, site: Site, registry: Registry, run: Run, unmeasured: AbstractSet[str] = frozenset()
) -> list[Row]:
    """The rows that bind a site or an account and that no check of this program looks at, or could measure there.

    ``unmeasured``: ids of the rows that could not be measured.
    """
    day = run.as_of.astimezone(SHANGHAI).date()
    known = all_checks()
    return [
        row
        for row in scheme.rows
        if row.part != "hint"
        and (row.id in unmeasured or not any(fault.check in known for fault in row.faults))
        and row.applies(site.kind, site, agency_of(site, registry), day)
        and not ((due := row.due_on(day)) and day < due)
    ]


def drawn(store: Store, period: str) -> Act | None:
    """The draw of a period; None before the first plan."""
    return next(iter(store.journal.acts(DRAW, period=period)), None)


def draw(store: Store, registry: Registry, period: str, seed: int) -> dict[str, list[tuple[str, str]]]:
    """Draw the service guides of every site with outward services, by site."""
    return {
        site.id: prefill.guides(store, run, site, registry, seed)
        for run, site in judged_sites(store.last_runs(period), registry)
        if site.outward_services and site.kind == "portal"
    }


def plan(store: Store, evidence: Evidence, registry: Registry, scheme: Scheme, period: str, lot: Act) -> Plan:
    """Everything the workbook asks, in the registry's order."""
    runs = list(judged_sites(store.last_runs(period), registry))
    day = max(run.as_of for run, _ in runs)
    guides = lot.said["guides"]
    asked = next((row.asked for row in scheme.rows if row.asked is not None), Asked())
    acts = list(store.journal.acts(period=period))
    unmeasured = _unmeasured(store, scheme, period)
    settled = {(act.target, act.subject): act for act in acts if act.kind == MANUAL}
    for target, row in settled:  # what was settled by hand stays in the workbook
        unmeasured.setdefault(target, set()).add(row)
    sample = sampling.kept(store, period)
    return Plan(
        asked=asked,
        settled=settled,
        seen={(act.target, act.subject): act for act in acts if act.kind == OBSERVATION},
        rows=[
            (site, row)
            for run, site in judged_targets(store.last_runs(period), registry)
            if site.kind != "account" or sample is None or site.id in sample.drawn
            for row in by_hand(scheme, site, registry, run, unmeasured.get(site.id, frozenset()))
        ],
        phones=[
            (site.id, site.name, number.number, number.page, number.hours)
            for run, site in runs
            for number in prefill.numbers(store, evidence, run, site, registry)
        ],
        guides=[(site.id, site.name, title, url) for _, site in runs for title, url in guides.get(site.id, ())],
        questions=[
            (site.id, site.name, str(number + 1))
            for _, site in runs
            if site.kind == "portal"
            for number in range(asked.times)
        ],
        accounts=[
            (account.id, account.name, account.platform, registry.agencies[account.agency].name, account.url or "")
            for account in registry.accounts.values()
            if _runs(account, day) and (sample is None or account.id in sample.drawn)
        ],
    )


def _unmeasured(store: Store, scheme: Scheme, period: str) -> dict[str, set[str]]:
    """The rows that could not be measured by site; of a site that could not be read at all there is nothing to fill."""
    readable = {run.target for run in store.last_runs(period) if run.trouble is None}
    return {
        card.target: {mark.row for mark in card.marks if mark.state == "not_measured" and mark.part != "bonus"}
        for card in store.scorecards(period, None, scheme.id)
        if card.target in readable and card.kind != "account"
    }


def _runs(account: Account, day: datetime) -> bool:
    """Whether an account is looked at: a closure with a filing is outside all rates."""
    on = day.astimezone(SHANGHAI).date()
    if (account.valid_from and on < account.valid_from) or (account.valid_until and on > account.valid_until):
        return False
    return not (account.status in {"suspended", "closed"} and account.filing)
