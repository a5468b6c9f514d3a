"""Between inspections: home pages, fast columns and accounts are looked at, and what is about to go wrong is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from checks.core import Result, run
from checks.options import Window
from checks.registry import all_checks
from crawler.settings import CrawlSettings
from crawler.source import StoredPages
from crawler.surveys import surveyed
from reports import inspecting
from reports.judging import agency_of
from reports.periods import Period
from reports.rectify.overlay import OverlaidPages, Overlay
from storage.evidence import Evidence
from storage.records import (
    SHANGHAI,
    Account,
    AccountFacts,
    Column,
    Concern,
    Outcome,
    Post,
    Registry,
    Run,
    RunState,
    Site,
    Watch,
)
from storage.store import Store

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from reports.inspecting import Watcher
    from reports.workspace import Workspace

LEAD = {"d": 4, "m": 14}
"""Days before a column goes stale at which it is told, by the unit of its window."""

FAST = "d"
"""Unit of the windows of columns that are looked at: what has months need not be looked at every week."""


def watch(
    workspace: Workspace,
    store: Store,
    scheme: Scheme,
    sites: Sequence[Site],
    accounts: Sequence[Account],
    settings: CrawlSettings,
    at: datetime,
    watcher: Watcher,
) -> dict[str, Watch]:
    """Look at some sites and accounts and keep what is about to go wrong, by target; nothing of it is a verdict.

    A site that was never inspected whole, and what could not be seen now, is left out.

    Raises:
        IncompleteError: interrupted.
    """
    registry = workspace.registry
    before = {site.id: last for site in sites if (last := _last(store, site)) is not None}
    chosen = tuple(site for site in sites if site.id in before)
    found: dict[str, Watch] = {}
    with tempfile.TemporaryDirectory(prefix="xuncha-watch-") as name:
        folder = Path(name)
        plan = inspecting.Plan(
            period=str(Period.of(at.astimezone(SHANGHAI).date())),
            round=1,
            as_of=at,
            registry=registry,
            sites=chosen,
            accounts=tuple(accounts),
            root=workspace.folder,
            settings=replace(settings, coverage_floor=0, max_pages=0, examine=0),
            database=f"sqlite:///{folder / 'watch.db'}",
            evidence=folder,
            work=folder / "work",
            only={site.id: (site.url, *_fast(store, before[site.id], site, registry, scheme)) for site in chosen},
        )
        with Store.open(plan.database) as own:
            inspecting.gather(plan, own, watcher, resume=False)
            for site in chosen:
                now = own.runs(target=site.id)[0]
                if now.trouble is None:
                    overlay = _overlay(workspace, store, own, folder, before[site.id], now, site)
                    found[site.id] = Watch(at=at, concerns=tuple(_concerns(overlay, scheme)))
            for account in accounts:
                concern = _silent(own, account, registry, scheme, at)
                found[account.id] = Watch(at=at, concerns=(concern,) if concern is not None else ())
    for target, seen in found.items():
        store.observe(target, [seen])
    return found


def _last(store: Store, site: Site) -> Run | None:
    """The last inspection of a site that saw it whole."""
    runs = [run for run in store.runs(target=site.id) if run.state is RunState.COMPLETE and run.trouble is None]
    return runs[-1] if runs else None


def _windows(scheme: Scheme) -> Mapping[str, Window]:
    check = all_checks()["stale_columns"]
    return {**check.options["windows"], **scheme.options(check.id).get("windows", {})}


def _fast(store: Store, before: Run, site: Site, registry: Registry, scheme: Scheme) -> Iterator[str]:
    """The lists of the columns that must be new every few days."""
    windows = _windows(scheme)
    facts = store.facts(before, site, agency_of(site, registry), registry)
    for column in facts.records(Column):
        if column.own and str(windows.get(column.role, "")).endswith(FAST):
            yield column.url


def _overlay(
    workspace: Workspace, store: Store, own: Store, folder: Path, before: Run, now: Run, site: Site
) -> Overlay:
    registry = workspace.registry
    agency = agency_of(site, registry)
    overlay = Overlay(store.facts(before, site, agency, registry), own.facts(now, site, agency, registry), store)
    old = Evidence(workspace.evidence, store, "watch")
    new = Evidence(folder, own, "watch")
    try:
        pages = OverlaidPages(
            overlay,
            StoredPages(store, old, before.id, overlay.home),
            StoredPages(own, new, now.id, overlay.home),
        )
        overlay.surveyed = surveyed(pages, site, registry, now.as_of, ("columns",))
    finally:
        old.close()
        new.close()
    return overlay


def _concerns(overlay: Overlay, scheme: Scheme) -> Iterator[Concern]:
    """Columns that a check will call stale in a few days and does not yet; hidden links on what was read again."""
    windows = _windows(scheme)
    columns = {column.url: column for column in overlay.records(Column)}
    today = _stale(overlay, scheme)
    soon = {unit: _stale(overlay.later(days), scheme) - today for unit, days in LEAD.items()}
    for url, column in columns.items():
        unit = str(windows.get(column.role, "m"))[-1:]
        if url in soon.get(unit, ()) and url in overlay.replaced:
            yield Concern(kind="column_stale", place=url, name=column.name, newest=column.newest, days=LEAD[unit])
    for finding in _said(overlay.narrowed(), scheme, "hidden_links").findings:
        if finding.outcome is Outcome.FAIL:
            yield Concern(kind="hidden_link", place=finding.key)


def _stale(overlay: Overlay, scheme: Scheme) -> set[str]:
    found = _said(overlay, scheme, "stale_columns").findings
    return {finding.subject for finding in found if finding.reason == "stale" and finding.outcome is Outcome.FAIL}


def _said(overlay: Overlay, scheme: Scheme, check_id: str) -> Result:
    return run(all_checks()[check_id], overlay, scheme.options(check_id))


def _silent(own: Store, account: Account, registry: Registry, scheme: Scheme, at: datetime) -> Concern | None:
    """An account that has posted nothing for so long that it will soon have been silent for too long."""
    found = own.runs(target=account.id)
    site = account.target()
    facts = own.facts(found[0], site, agency_of(site, registry), registry)
    seen = next(iter(facts.records(AccountFacts)), None)
    if seen is None or seen.health is not None:
        return None
    check = all_checks()["stale_accounts"]
    limit = int({**check.options, **scheme.options(check.id)}["days"])
    today = at.astimezone(SHANGHAI).date()
    newest = max((day for day in _days(facts.records(Post)) if day <= today), default=None)
    if newest is None or not limit - LEAD["d"] <= (today - newest).days <= limit:
        return None
    return Concern(kind="account_silent", place=account.place, newest=newest, days=limit - (today - newest).days + 1)


def _days(posts: Iterable[Post]) -> Iterator[date]:
    for post in posts:
        if post.at is not None and not post.pinned:
            yield post.at.astimezone(SHANGHAI).date() if isinstance(post.at, datetime) else post.at
