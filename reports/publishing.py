"""From the store to what is published: the report and its notice, cut to the readers, held back where need be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from reports.errors import IncompleteError, UsageError
from reports.figures import figures
from reports.judging import agency_of
from reports.kinds import CORRECTION, RELEASE
from reports.publish import audience
from reports.publish.audience import Shown
from reports.publish.model import CityReport
from reports.publish.notice import Facts, notice
from reports.publish.writing import Publication
from reports.release.seal import sealed
from reports.reporting import city_report
from reports.rounds import Round, current, rounds
from storage.records import SHANGHAI, Column, Registry

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from reports.periods import Period
    from reports.workspace import Workspace
    from storage.store import Store

NAMED = 5
"""Obstacles that a refusal names; the rest are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """For whom a report is written. ``agency``: whose part of it, None for all; ``draft``: though it is not final."""

    audience: str = "internal"
    agency: str | None = None
    subordinates: bool = False
    draft: bool = False


def publication(
    store: Store, workspace: Workspace, scheme: Scheme, period: Period, round_: int | None, asked: Asked
) -> Publication:
    """A report with its notice, as its readers may see it.

    Raises:
        UsageError: nothing was judged, or the agency is unknown or has no site.
        IncompleteError: it is for the public and something stands against that.
    """
    office, registry = workspace.settings.office, workspace.registry
    if asked.audience == "agency" and asked.agency is None:
        raise UsageError("--audience agency：要用 --agency 指定单位")
    report = city_report(store, registry, scheme, period, round_, office=office.name, city=office.city)
    released = _released(store, registry, scheme, period)
    if asked.agency is not None:
        if asked.agency not in registry.agencies:
            raise UsageError(f"--agency {asked.agency}：登记表里没有这个单位")
        agency = registry.agencies[asked.agency]
        ids = audience.under(registry, agency, subordinates=asked.subordinates)
        report = audience.of_agencies(report, ids, agency.name)
        if not report.cards:
            raise UsageError(f"--agency {asked.agency}：{period} 没有检查过这个单位的网站")
        registry = _part(registry, ids)
    shown = Shown.to(asked.audience, workspace.settings.publish)
    if asked.audience == "public":
        _expect(store, registry, report, workspace, signed=released is not None, draft=asked.draft)
        report = audience.for_the_public(report, shown)
    if released is None:
        report = replace(report, draft="征求意见稿：尚未签发，结论以签发的通报为准")
    counted = [one for one in _rounds(store, registry, scheme, period, asked) if one.number <= report.round]
    facts = Facts(
        report=report,
        quarter=(period.quarter * 3 - 2, period.quarter * 3),
        rounds=counted,
        figures={
            target: {name: figure.value for name, figure in named.items()}
            for target, named in figures(store, str(period)).items()
            if asked.agency is None or target in registry.sites or target in registry.agencies
        },
        accounts=tuple(registry.accounts.values()),
        looked_at={
            card.target: card.verdict
            for card in store.scorecards(str(period), round_, scheme.id)
            if card.target in registry.accounts
        },
        signed=released,
    )
    if report.rounds:
        report = replace(report, rounds=tuple(counted))
    own = workspace.document_template
    return Publication(
        report=report,
        notice=notice(facts),
        template=own if own.is_file() else None,
        shown=shown,
        cards=shown.scorecards and asked.agency is not None,
    )


def _part(registry: Registry, ids: frozenset[str]) -> Registry:
    """The part of a registry that some agencies answer for."""
    return replace(
        registry,
        agencies={name: one for name, one in registry.agencies.items() if name in ids},
        sites={name: one for name, one in registry.sites.items() if one.agency in ids},
        accounts={name: one for name, one in registry.accounts.items() if one.agency in ids},
    )


def _rounds(store: Store, registry: Registry, scheme: Scheme, period: Period, asked: Asked) -> Iterator[Round]:
    """The rounds of the period; of a part of the city, counted over that part."""
    for one in rounds(store, registry, scheme, str(period)):
        if asked.agency is None:
            yield one
            continue
        mine = tuple(target for target in one.targets if target in registry.sites)
        if mine:
            yield replace(current(store, registry, scheme, str(period), one.number), targets=mine)


def _expect(
    store: Store, registry: Registry, report: CityReport, workspace: Workspace, *, signed: bool, draft: bool
) -> None:
    """Stop what must not go out to the public.

    Raises:
        IncompleteError: names what stands against it.
    """
    if draft:
        return
    columns = {}
    for card in report.cards:
        facts = store.facts(card.run, card.site, agency_of(card.site, registry), registry)
        columns[card.site.id] = sum(1 for _ in facts.records(Column))
    floor = workspace.settings.crawl.coverage_floor
    against = list(audience.obstacles(report, columns, floor, signed=signed))
    if against:
        raise IncompleteError(
            f"还不能向社会公开：\n{_some(against)}\n要看样稿，请加 --draft 或改用 --audience internal"
        )


def _some(sentences: Sequence[str]) -> str:
    more = [f"  另有 {len(sentences) - NAMED} 项"] if len(sentences) > NAMED + 1 else []
    named = sentences if not more else [*sentences[: NAMED - 1], sentences[-1]]
    return "\n".join([*(f"  {sentence}" for sentence in named), *more])


def _released(store: Store, registry: Registry, scheme: Scheme, period: Period) -> date | None:
    """The day on which what the store says now was signed; None where it was not."""
    acts = [act for kind in (RELEASE, CORRECTION) for act in store.journal.acts(kind, period=str(period))]
    if not acts:
        return None
    seal = sealed(store, registry, scheme, str(period))
    last = max(acts, key=lambda act: act.number)
    return last.at.astimezone(SHANGHAI).date() if last.said["seal"] == seal else None
