"""A re-check: the addresses that items name are looked at again, and the same checks say whether the fault is there.

What could not be seen is never called mended. Everything seen is kept in a folder of its own among the evidence.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from checks.registry import all_checks
from crawler.scope import Scope
from crawler.settings import CrawlSettings
from reports import inspecting
from reports.findings import stamp
from reports.rectify.notices import Item, Notice
from reports.rectify.verdicts import Recheck, Verdict
from storage.records import Link, Page, Registry, Run, Site
from storage.store import Store

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from reports.inspecting import Watcher
    from reports.workspace import Workspace

Chosen = list[tuple[Notice, list[Item]]]

FOLLOWED, FOLLOWED_A_PAGE = 300, 30
"""New addresses of a site, and of one page, that are looked at: a list that was filled names new articles."""

DATABASE = "recheck.db"
ROUND = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a re-check keeps things. ``folder``: its own among the evidence; ``work``: for logs and frontiers."""

    folder: Path
    work: Path
    evidence: Path
    root: Path
    settings: CrawlSettings
    at: datetime

    @classmethod
    def of(cls, workspace: Workspace, settings: CrawlSettings, at: datetime) -> Place:
        """The next free place of a workspace."""
        rechecks = workspace.evidence / "rechecks"
        number = 1 + sum(1 for _ in rechecks.glob(f"{at:%Y%m%d}-*"))
        return cls(
            folder=rechecks / f"{at:%Y%m%d}-{number:02d}",
            work=workspace.work / "recheck",
            evidence=workspace.evidence,
            root=workspace.folder,
            settings=settings,
            at=at,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What came of a re-check, by item. ``kept``: the folder of the bytes, within the evidence."""

    results: Mapping[str, Mapping[str, Any]]
    kept: str


def chosen(notices: Iterable[Notice], *, every: bool, keys: Collection[str]) -> Chosen:
    """The items to look at: those that wait for a look, or ``every`` one; never what has happened for good."""
    found: Chosen = []
    for notice in notices:
        items = [
            item
            for item in notice.items
            if not item.fault.event
            and item.state not in {"withdrawn", "excepted"}
            and (item.fault.key in keys if keys else every or _waits(item))
        ]
        if items:
            found.append((notice, items))
    return found


def _waits(item: Item) -> bool:
    """Whether an agency says that it mended an item, and nobody has seen yet whether it did."""
    unseen = item.state == "not_reachable" or (item.state == "overdue" and item.seen_on is not None)
    return item.state == "answered" or (unseen and item.answered_on is not None)


def recheck(store: Store, registry: Registry, scheme: Scheme, items: Chosen, place: Place, watcher: Watcher) -> Seen:
    """Look again at what some items name, and judge it.

    Raises:
        IncompleteError: interrupted, or a crawl stopped half-way; nothing is decided then.
    """
    by_target: dict[str, list[tuple[str, Item]]] = {}
    for notice, members in items:
        for item in members:
            by_target.setdefault(item.fault.target, []).append((notice.period, item))
    shutil.rmtree(place.work, ignore_errors=True)
    place.folder.mkdir(parents=True)
    results: dict[str, Mapping[str, Any]] = {}
    with Store.open(f"sqlite:///{place.folder / DATABASE}") as own:
        plan = _plan(registry, by_target, place)
        inspecting.gather(plan, own, watcher, resume=False)
        plan = _followed(plan, own, store, by_target)
        if plan.only:
            _reopen(plan, own)
            inspecting.gather(plan, own, watcher, resume=True)
        watcher.stage("judge", list(by_target))
        for target, asked in by_target.items():
            judged = Recheck(store, own, registry, scheme, place.evidence, place.folder, target)
            for period, item in asked:
                results[item.fault.key] = _kept(judged.verdict(period, item))
            watcher.done(target, 0)
    return Seen(results=results, kept=f"rechecks/{place.folder.name}")


def _kept(verdict: Verdict) -> dict[str, Any]:
    return {
        "outcome": verdict.outcome,
        "why": verdict.why,
        "looks": [
            {"url": look.url, "at": stamp(look.at), "outcome": look.outcome, "sha256": look.sha256}
            for look in verdict.looks
        ],
    }


def _plan(registry: Registry, by_target: Mapping[str, Sequence[tuple[str, Item]]], place: Place) -> inspecting.Plan:
    sites = tuple(registry.sites[name] for name in by_target if name in registry.sites)
    accounts = tuple(registry.accounts[name] for name in by_target if name in registry.accounts)
    periods = [period for members in by_target.values() for period, _ in members]
    checks = {item.fault.check for members in by_target.values() for _, item in members}
    return inspecting.Plan(
        period=max(periods),
        round=ROUND,
        as_of=place.at,
        registry=registry,
        sites=sites,
        accounts=accounts,
        root=place.root,
        settings=replace(
            place.settings, coverage_floor=0, max_pages=0, examine=int("accessibility_barriers" in checks)
        ),
        database=f"sqlite:///{place.folder / DATABASE}",
        evidence=place.folder,
        work=place.work,
        only={site.id: named(site, registry, [item for _, item in by_target[site.id]]) for site in sites},
    )


def named(site: Site, registry: Registry, items: Iterable[Item]) -> tuple[str, ...]:
    """The addresses that some items of a site name, the site's home first: without it nobody knows whether it is up."""
    urls = [site.url]
    for item in items:
        fault = item.fault
        urls += (fault.page, fault.subject, *fault.examples, *([item.url] if item.url else []))
    bare = dict.fromkeys(url.partition("#")[0] for url in urls if url.startswith(("http://", "https://")))
    return tuple(bare)


def _followed(
    plan: inspecting.Plan, own: Store, store: Store, by_target: Mapping[str, Sequence[tuple[str, Item]]]
) -> inspecting.Plan:
    """The same plan for the addresses of a site that pages read again name and that its inspection did not know."""
    more: dict[str, tuple[str, ...]] = {}
    for site in plan.sites:
        wide = [period for period, item in by_target[site.id] if all_checks()[item.fault.check].family != "links"]
        now = own.runs(plan.period, plan.round, site.id)[0]
        before = [run for run in store.runs(target=site.id) if run.period in wide]
        if before and now.trouble is None:
            new = tuple(_new(own, now, site, plan.registry, store, before[-1]))
            if new:
                more[site.id] = (*plan.only[site.id], *new)
    sites = tuple(site for site in plan.sites if site.id in more)
    return replace(plan, sites=sites, accounts=(), only=more)


def _new(own: Store, now: Run, site: Site, registry: Registry, store: Store, before: Run) -> Iterator[str]:
    """Addresses of the site that pages read again link to and that an earlier run did not know."""
    scope, facts = Scope(site, registry), own.facts(now, site, None, registry)
    seen = {page.url for page in facts.records(Page)}
    counts: Counter[str] = Counter()
    for link in facts.records(Link):
        if link.via != "a" or link.fault is not None or link.target in seen or not scope.owns(link.target):
            continue
        seen.add(link.target)
        if counts[link.page] >= FOLLOWED_A_PAGE or counts.total() >= FOLLOWED or store.knows(before.id, link.target):
            continue
        counts[link.page] += 1
        yield link.target


def _reopen(plan: inspecting.Plan, own: Store) -> None:
    for site in plan.sites:
        own.reopen_run(own.runs(plan.period, plan.round, site.id)[0].id)
