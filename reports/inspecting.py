"""An inspection: crawl every site in its own process, confirm what failed, judge, score."""

from __future__ import annotations

import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from checks.scheme import Scheme
from crawler.jobs import Job as CrawlJob
from crawler.settings import CrawlSettings
from reports.accounts import gather_accounts
from reports.codes import look_at_codes
from reports.errors import IncompleteError, UsageError
from reports.executor import Job, LocalExecutor
from reports.judging import judge_run
from reports.matching import match_round
from reports.periods import now
from reports.renderer import renderer
from storage.records import Account, Registry, Run, RunState, Scorecard, Site

if TYPE_CHECKING:
    from storage.store import Store

log = logging.getLogger(__name__)

OUTSIDE = ""
"""Target of the verifier's own run: addresses that belong to no site."""


class Watcher(Protocol):
    """Somebody who is told how far the work is."""

    def stage(self, name: str, targets: Sequence[str]) -> None: ...
    def tell(self, target: str, said: Mapping[str, Any]) -> None: ...
    def done(self, target: str, code: int) -> None: ...


CRAWLS_A_CORE = 2
"""A crawl waits for its site, and at its end for the browser, longer than it computes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What to inspect, and where everything goes. ``database`` is an address, ``evidence`` and ``work`` are folders.

    ``root``: the workspace, in which the feeds of accounts may be files. ``known_good_accounts``: addresses of accounts
    that post every day. ``lexicons``: folder of its word lists.

    ``families``: families of checks to run, empty for all. ``width``: crawls at once. ``only``: by site, the addresses
    to look at and nothing else; empty for whole sites.
    """

    period: str
    round: int
    as_of: datetime
    registry: Registry
    sites: tuple[Site, ...]
    settings: CrawlSettings
    database: str
    evidence: Path
    work: Path
    accounts: tuple[Account, ...] = ()
    known_good_accounts: tuple[str, ...] = ()
    root: Path | None = None
    lexicons: Path | None = None
    families: tuple[str, ...] = ()
    width: int = field(default_factory=lambda: CRAWLS_A_CORE * (os.cpu_count() or 1))
    only: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def targets(self) -> tuple[Site, ...]:
        """What is judged: the sites, then the accounts."""
        return (*self.sites, *(account.target() for account in self.accounts))

    @property
    def folder(self) -> Path:
        """Where this round's job files, frontiers and logs lie."""
        return self.work / f"{self.period}-{self.round}"


def inspectable(registry: Registry, day: datetime, wanted: Sequence[str] = ()) -> tuple[Site, ...]:
    """The sites to inspect: those asked for, else all that run on that day; a filed closure is outside all rates.

    Raises:
        UsageError: an id that the registry does not have.
    """
    for site_id in wanted:
        if site_id not in registry.sites:
            known = "、".join(list(registry.sites)[:10])
            raise UsageError(f"--site {site_id}：登记表里没有这个网站，已登记的有 {known}")
    chosen = [registry.sites[site_id] for site_id in dict.fromkeys(wanted)] if wanted else registry.sites.values()
    return tuple(site for site in chosen if wanted or in_service(site, day))


def in_service(site: Site, day: datetime) -> bool:
    """Whether a site is due for inspection on a day: running, or off without a filing."""
    on = day.date()
    if (site.valid_from and on < site.valid_from) or (site.valid_until and on > site.valid_until):
        return False
    return not (site.status in {"suspended", "closed"} and site.filing)


def next_round(store: Store, period: str, sites: Sequence[Site]) -> int:
    """The round that an inspection without ``--round`` belongs to: one after the last finished of these sites."""
    targets = {site.id for site in sites}
    finished = [run.round for run in store.runs(period) if run.target in targets and run.state is RunState.COMPLETE]
    return max(finished, default=0) + 1


def open_round(store: Store, period: str, sites: Sequence[Site]) -> int | None:
    """The latest round of these sites that was begun and not finished; None where there is none."""
    targets = {site.id for site in sites} | {OUTSIDE}
    begun = [run.round for run in store.runs(period) if run.target in targets and run.state is not RunState.COMPLETE]
    return max(begun, default=None)


def inspect(plan: Plan, store: Store, scheme: Scheme, watcher: Watcher, *, resume: bool) -> list[Scorecard]:
    """Inspect every site and account of the plan and return their scorecards in the plan's order.

    Raises:
        UsageError: a target was inspected in this round already.
        IncompleteError: interrupted, or a crawl stopped half-way; what was gathered is kept for ``--resume``.
    """
    gather(plan, store, watcher, resume=resume)
    if plan.sites:
        match_round(store, plan.registry, plan.period, plan.round)
    watcher.stage("judge", [site.id for site in plan.targets])
    cards = []
    for site in plan.targets:
        run = store.runs(plan.period, plan.round, site.id)[0]
        cards.append(judge_run(store, run, site, plan.registry, scheme, plan.families))
        watcher.done(site.id, 0)
    return cards


def gather(plan: Plan, store: Store, watcher: Watcher, *, resume: bool) -> None:
    """Look at everything that a plan names and keep what was seen; nothing is judged.

    Raises:
        UsageError: a target was inspected in this round already.
        IncompleteError: interrupted, or a crawl stopped half-way.
    """
    runs = _runs(plan, store, resume=resume)
    waiting = [site for site in plan.sites if runs[site.id].state is not RunState.COMPLETE]
    codes: dict[str, int] = {}
    if waiting:
        modes = {_own_settings(plan.settings, site).render for site in waiting}
        with renderer(plan.settings, plan.folder, modes) as socket:
            codes = _crawl(plan, waiting, runs, socket, watcher)
    _close(store, plan, runs, codes)
    stopped = [name for name, code in codes.items() if code != 0]
    if stopped:
        raise IncompleteError(
            f"{len(stopped)} 个网站没有抓完（{'、'.join(stopped[:5])}），已抓到的都已保存，可加 --resume 继续"
        )
    gather_accounts(plan, store, runs, watcher, lambda: renderer(plan.settings, plan.folder, {plan.settings.render}))
    if plan.sites:
        look_at_codes(plan, store)
        _verify(plan, store, watcher, resume=resume)


def _runs(plan: Plan, store: Store, *, resume: bool) -> dict[str, Run]:
    """The run of every target: new ones begun, unfinished ones reopened when resuming."""
    there = {run.target: run for run in store.runs(plan.period, plan.round)}
    runs = {}
    for site in plan.targets:
        run = there.get(site.id)
        if run is None:
            run = store.begin_run(
                period=plan.period,
                round=plan.round,
                target=site.id,
                as_of=plan.as_of,
                started_at=now(),
                settings=asdict(_own_settings(plan.settings, site)),
            )
        elif not resume:
            if run.state is RunState.COMPLETE:
                raise UsageError(
                    f"{site.id} 在 {plan.period} 第 {plan.round} 轮已经检查过，请用 --round {plan.round + 1}"
                )
            raise UsageError(f"{site.id} 在 {plan.period} 第 {plan.round} 轮还没有抓完，请加 --resume 继续")
        elif run.state is not RunState.COMPLETE:
            run = store.reopen_run(run.id)
        runs[site.id] = run
    return runs


def _crawl(
    plan: Plan, sites: Sequence[Site], runs: Mapping[str, Run], renderer: str | None, watcher: Watcher
) -> dict[str, int]:
    watcher.stage("crawl", [site.id for site in sites])
    jobs = []
    for site in sites:
        file = plan.folder / _file_name(site.id) / "job.json"
        _job(plan, runs[site.id], site, renderer, file.parent).dump(file)
        jobs.append(Job(name=site.id, module="crawler.job", file=file, log=file.parent / "crawl.log"))
    return LocalExecutor(plan.width).run(jobs, watcher.tell, watcher.done)


def _verify(plan: Plan, store: Store, watcher: Watcher, *, resume: bool) -> None:
    watcher.stage("verify", [OUTSIDE])
    there = store.runs(plan.period, plan.round, OUTSIDE)
    run = there[0] if there else None
    if run is None:
        run = store.begin_run(
            period=plan.period,
            round=plan.round,
            target=OUTSIDE,
            as_of=plan.as_of,
            started_at=now(),
            settings=asdict(plan.settings),
        )
    else:
        run = store.reopen_run(run.id)
    file = plan.folder / "outside" / "job.json"
    _job(plan, run, None, None, file.parent).dump(file)
    job = Job(name=OUTSIDE, module="crawler.verify", file=file, log=file.parent / "verify.log")
    code = LocalExecutor(1).run([job], watcher.tell, watcher.done)[OUTSIDE]
    if code != 0:
        raise IncompleteError(f"链接复核没有做完（见 {job.log}），已得到的结果都已保存，可加 --resume 继续")


def _job(plan: Plan, run: Run, site: Site | None, renderer: str | None, work: Path) -> CrawlJob:
    return CrawlJob(
        database=plan.database,
        evidence=str(plan.evidence),
        work=str(work),
        run_id=run.id,
        period=plan.period,
        round=plan.round,
        site=site,
        registry=plan.registry,
        settings=_own_settings(plan.settings, site),
        as_of=plan.as_of,
        renderer=renderer,
        families=plan.families,
        only=plan.only.get(site.id, ()) if site is not None else tuple(chain(*plan.only.values())),
        lexicons=None if plan.lexicons is None else str(plan.lexicons),
    )


def _own_settings(settings: CrawlSettings, site: Site | None) -> CrawlSettings:
    """The office's settings with what the site's profile says otherwise."""
    if site is None:
        return settings
    profile = site.profile
    return replace(
        settings,
        requests_per_second=settings.requests_per_second if profile.pace is None else profile.pace,
        render=profile.render or settings.render,
        obey_robots=settings.obey_robots if profile.obey_robots is None else profile.obey_robots,
    )


def _close(store: Store, plan: Plan, runs: Mapping[str, Run], codes: Mapping[str, int]) -> None:
    """Mark the runs whose process died without saying so."""
    for target, code in codes.items():
        run = store.runs(plan.period, plan.round, target)[0]
        if code != 0 and run.state is RunState.OPEN:
            log.error("the crawl of %s ended with %d", target, code)
            store.end_run(run.id, ended_at=now(), state=RunState.INCOMPLETE, coverage=run.coverage)


def _file_name(target: str) -> str:
    """A target as a folder name (a precheck's target holds a port)."""
    return target.replace(":", "_")
