"""From the store to what a report tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, Any

from reports import sampling
from reports.decisions import Decisions
from reports.errors import UsageError
from reports.figures import NAMES, figures, totals
from reports.findings import published, stamp
from reports.history import History, passed
from reports.judging import agency_of, judged_targets
from reports.policy_rows import PolicyTable, policy_table
from reports.publish.model import AccountCard, CityReport, Opening, SchemeNote, SiteCard, TargetCard, Visit
from reports.publish.packed import Findings
from reports.publish.platforms import platform_rows
from reports.publish.shared import shared_faults
from reports.publish.standing import place
from reports.rounds import Mended, rounds
from reports.speaking import last_post, posts_of_period
from storage.records import SHANGHAI, Pairing, Policy, Probe, Registry, Run, Scorecard, Site

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from reports.periods import Period
    from storage.store import Store

WATCHED = timedelta(days=7)
"""How long before the day of the verdict visits to the home page tell how it opens."""


def city_report(
    store: Store,
    registry: Registry,
    scheme: Scheme,
    period: Period,
    round_: int | None,
    *,
    office: str,
    city: str,
    floor: float = 0.0,
) -> CityReport:
    """Everything a report of a period needs, in the registry's order; the last round where none is named.

    Raises:
        UsageError: nothing was judged in that period under that scheme.
    """
    reader = _Reader(store, registry, scheme, str(period))
    scorecards = {card.target: card for card in store.scorecards(str(period), round_, scheme.id)}
    sites: list[SiteCard] = []
    accounts: list[AccountCard] = []
    for run, target in judged_targets(store.last_runs(str(period), round_), registry):
        if target.id not in scorecards:
            continue
        if target.id in registry.accounts:
            accounts.append(reader.account(run, target, scorecards[target.id]))
        else:
            sites.append(reader.site(run, target, scorecards[target.id]))
    if not sites and not accounts:
        raise UsageError(f"{period} 还没有用 {scheme.id} 判定过，先用 xuncha inspect 或 xuncha judge")
    cards = [replace(card, place=place(card, sites, floor)) for card in sorted(sites, key=_order)]
    return CityReport(
        office=office,
        city=city,
        period=period.name,
        round=max(card.run.round for card in (*sites, *accounts)),
        as_of=max(card.run.as_of for card in (*sites, *accounts)).astimezone(SHANGHAI),
        scheme=SchemeNote(
            id=scheme.id,
            title=scheme.title,
            revision=scheme.revision,
            sha256=scheme.sha256,
            confidence={row.id: row.confidence for row in scheme.rows},
            clauses={row.id: scheme.clause(row) for row in scheme.rows},
            deadlines=scheme.deadlines,
        ),
        cards=tuple(cards),
        accounts=tuple(sorted(accounts, key=_order)),
        registered=tuple(registry.accounts.values()),
        rounds=tuple(rounds(store, registry, scheme, str(period))) if round_ is None else (),
        figures=_figures(store, str(period), [card.site.id for card in cards]),
        platforms=platform_rows(accounts),
        shared=shared_faults(cards),
        history=passed(reader.history, registry),
        sample=sampling.told(store, str(period)),
        floor=floor,
    )


class _Reader:
    """Reads one card after the other; what all share is read once."""

    def __init__(self, store: Store, registry: Registry, scheme: Scheme, period: str) -> None:
        self._store = store
        self._registry = registry
        self._scheme = scheme
        self._mended = Mended(store, registry, scheme)
        self._decisions = Decisions.of(store, scheme)
        self.history = History(store, registry, period, scheme.id)

    def site(self, run: Run, site: Site, score: Scorecard) -> SiteCard:
        """The card of a site."""
        policies, opening = self._policies(run, site), self._opening(run, site)
        return SiteCard(**self._card(run, site, score), policies=policies, opening=opening)

    def account(self, run: Run, target: Site, score: Scorecard) -> AccountCard:
        """The card of an account."""
        account = self._registry.accounts[target.id]
        facts = self._store.facts(run, target, None, self._registry)
        return AccountCard(
            **self._card(run, target, score),
            account=account,
            last_post=last_post(facts),
            period_posts=posts_of_period(facts) if account.platform == "wechat_service" else None,
        )

    def _card(self, run: Run, site: Site, score: Scorecard) -> dict[str, Any]:
        runs = self._store.runs(target=run.target)
        here = [one for one in runs if one.period == run.period]
        gone = {
            row["key"]: row
            for one in here
            if one.round < run.round
            for row in self._told(one, site)
            if row["state"] == "rectified"
        }
        earlier = [one for one in runs if one.period < run.period]
        last = [one.started_at for one in earlier if one.period == earlier[-1].period]
        return {
            "site": site,
            "agency": agency_of(site, self._registry),
            "run": run,
            "scorecard": score,
            "findings": self._told(run, site),
            "mended": tuple(gone.values()),
            "examined": frozenset(self._store.examined(run.id, self._scheme.id)),
            "began": (stamp(min(one.started_at for one in here)), stamp(min(last)) if last else None),
            "history": self.history.of(site.id),
        }

    def _told(self, run: Run, site: Site) -> Findings:
        findings = self._store.findings(run.id, self._scheme.id)
        return Findings(
            published(
                findings,
                run=run,
                site=site,
                agency=agency_of(site, self._registry),
                scheme=self._scheme,
                decisions=self._decisions,
                first_seen=self._store.first_seen([finding.key for finding in findings]),
                mended=self._mended.keys(run, site, findings),
                withhold=True,
            )
        )

    def _policies(self, run: Run, site: Site) -> PolicyTable | None:
        """The documents of the window with their interpretations; None where the site has none."""
        day = run.as_of.astimezone(SHANGHAI).date()
        facts = self._store.facts(run, site, agency_of(site, self._registry), self._registry)
        found = policy_table(facts.records(Pairing), facts.records(Policy), date(int(run.period[:4]), 1, 1), day)
        return found if found.pairings else None

    def _opening(self, run: Run, site: Site) -> Opening | None:
        """How the home page opened in the week before the verdict: by its visits, else as the crawl found it."""
        watched = [
            probe
            for probe in self._store.observations(site.id, Probe, run.as_of - WATCHED, run.as_of)
            if probe.void is None
        ]
        probes = [(probe.elapsed_s, probe.outcome == "ok" or probe.outcome.isdigit()) for probe in watched]
        looks = [(look.elapsed_s, look.status is not None) for look in self._store.looks_at(run.id, site.url)]
        visits = probes or looks
        times = sorted(elapsed for elapsed, opened in visits if opened and elapsed is not None)
        if not times:
            return None
        series = tuple(
            Visit(at=probe.at.astimezone(SHANGHAI), elapsed_s=elapsed if opened else None)
            for probe, (elapsed, opened) in zip(watched, probes, strict=True)
        )
        return Opening(
            visits=len(visits),
            opened=len(times),
            least=times[0],
            median=median(times),
            most=times[-1],
            series=series,
        )


def _order(card: TargetCard) -> tuple[bool, int]:
    """Where a target stands: as the registry orders the agencies; those without a place behind, as they are listed."""
    order = card.agency.order if card.agency is not None else None
    return order is None, order or 0


def _figures(store: Store, period: str, targets: Sequence[str]) -> tuple[tuple[str, str, int], ...]:
    """What others counted: name, sum with its unit, of how many of the targets it is known; empty where of none."""
    sums = totals(figures(store, period), targets)
    return tuple((name, f"{value} {NAMES[name]}", known) for name, (value, known) in sums.items())
