"""From the store to what a report tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from reports.decisions import Decisions
from reports.errors import UsageError
from reports.figures import NAMES, figures, totals
from reports.findings import published
from reports.judging import agency_of, judged_sites
from reports.platforms import platform_rows
from reports.policy_rows import PolicyTable, policy_table
from reports.publish.model import CityReport, SchemeNote, SiteCard
from reports.publish.packed import Findings
from reports.rounds import Mended, rounds
from storage.records import SHANGHAI, Agency, Pairing, Registry, Run, Site

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from reports.periods import Period
    from storage.store import Store


def _policies(store: Store, registry: Registry, run: Run, site: Site) -> PolicyTable | None:
    """The documents of the window with their interpretations; None where the site has none."""
    day = run.as_of.astimezone(SHANGHAI).date()
    facts = store.facts(run, site, agency_of(site, registry), registry)
    found = policy_table(facts.records(Pairing), date(int(run.period[:4]), 1, 1), day)
    return found if found.pairings else None


def _order(card: SiteCard) -> tuple[bool, int]:
    """Where a site stands: as the registry orders the agencies; those without a place behind, as they are listed."""
    order = card.agency.order if card.agency is not None else None
    return order is None, order or 0


def city_report(
    store: Store, registry: Registry, scheme: Scheme, period: Period, round_: int | None, *, office: str, city: str
) -> CityReport:
    """Everything a report of a period needs, in the registry's order; the last round where none is named.

    Raises:
        UsageError: nothing was judged in that period under that scheme.
    """
    cards = []
    mended = Mended(store, registry, scheme)
    decisions = Decisions.of(store, scheme)
    scorecards = {card.target: card for card in store.scorecards(str(period), round_, scheme.id)}
    for run, site in judged_sites(store.last_runs(str(period), round_), registry):
        if site.id not in scorecards:
            continue
        agency = agency_of(site, registry)

        def told(one: Run, site: Site = site, agency: Agency | None = agency) -> Findings:
            findings = store.findings(one.id, scheme.id)
            return Findings(
                published(
                    findings,
                    run=one,
                    site=site,
                    agency=agency,
                    scheme=scheme,
                    decisions=decisions,
                    first_seen=store.first_seen([finding.key for finding in findings]),
                    mended=mended.keys(one, site, findings),
                )
            )

        before = [one for one in store.runs(run.period, target=run.target) if one.round < run.round]
        gone = {row["key"]: row for one in before for row in told(one) if row["state"] == "rectified"}
        cards.append(
            SiteCard(
                site=site,
                agency=agency,
                run=run,
                scorecard=scorecards[site.id],
                findings=told(run),
                policies=_policies(store, registry, run, site),
                mended=tuple(gone.values()),
                examined=frozenset(store.examined(run.id, scheme.id)),
            )
        )
    cards.sort(key=_order)
    if not cards:
        raise UsageError(f"{period} 还没有用 {scheme.id} 判定过，先用 xuncha inspect 或 xuncha judge")
    return CityReport(
        office=office,
        city=city,
        period=period.name,
        round=max(card.run.round for card in cards),
        as_of=max(card.run.as_of for card in cards),
        scheme=SchemeNote(
            id=scheme.id,
            title=scheme.title,
            revision=scheme.revision,
            sha256=scheme.sha256,
            confidence={row.id: row.confidence for row in scheme.rows},
            clauses={row.id: scheme.clause(row) for row in scheme.rows},
        ),
        cards=tuple(cards),
        rounds=tuple(rounds(store, registry, scheme, str(period))) if round_ is None else (),
        figures=_figures(store, str(period), [card.site.id for card in cards]),
        platforms=platform_rows(store, registry, str(period), round_, scorecards),
    )


def _figures(store: Store, period: str, targets: Sequence[str]) -> tuple[tuple[str, str, int], ...]:
    """What others counted: name, sum with its unit, of how many of the targets it is known; empty where of none."""
    sums = totals(figures(store, period), targets)
    return tuple((name, f"{value} {NAMES[name]}", known) for name, (value, known) in sums.items())
