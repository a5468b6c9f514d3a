"""From the store to what is published: the report and its notice, cut to the readers, held back where need be."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from reports.errors import IncompleteError, UsageError
from reports.expectations import expect
from reports.figures import figures
from reports.history import History, passed
from reports.kinds import CORRECTION, RELEASE
from reports.publish import audience
from reports.publish.audience import Shown
from reports.publish.model import Rectified
from reports.publish.notice import Facts, notice
from reports.publish.writing import Publication, YearPublication
from reports.rectify.notices import notices
from reports.rectify.words import STATES
from reports.release.seal import sealed
from reports.reporting import city_report
from reports.rounds import Round, current, rounds
from reports.yearly import year_report
from storage.records import SHANGHAI, Agency, Registry

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from reports.periods import Period
    from reports.workspace import Workspace
    from storage.store import Store


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
    _sound(asked)
    settings, registry = workspace.settings, workspace.registry
    report = city_report(
        store,
        registry,
        scheme,
        period,
        round_,
        office=settings.office.name,
        city=settings.office.city,
        floor=settings.crawl.coverage_floor,
    )
    signed = released(store, registry, scheme, period)
    part = registry
    if asked.agency is not None:
        part = _part(registry, _asked_for(registry, asked))
        report = audience.of_agencies(report, part.agencies.keys(), called(registry.agencies[asked.agency]))
        if not report.cards and not report.accounts:
            raise UsageError(f"--agency {asked.agency}：{period} 没有检查过这个单位的网站和账号")
        report = replace(report, history=passed(History(store, part, str(period), scheme.id), part))
    shown = Shown.to(asked.audience, settings.publish)
    if asked.audience == "public":
        if not asked.draft:
            expect(store, registry, report, settings, signed=signed is not None)
        report = audience.for_the_public(report, shown)
    draft, when = standing(store, period, signed)
    report = replace(report, draft=draft, signed=when)
    counted = [one for one in _rounds(store, part, scheme, period, asked) if one.number <= report.round]
    facts = Facts(
        report=report,
        quarter=(period.quarter * 3 - 2, period.quarter * 3),
        rounds=counted,
        figures={
            target: {name: figure.value for name, figure in named.items()}
            for target, named in figures(store, str(period)).items()
            if asked.agency is None or target in part.sites or target in part.agencies
        },
        signed=signed,
        rectified=tuple(rectified(store, part, period.before, report.as_of)),
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


def publication_of_year(store: Store, workspace: Workspace, scheme: Scheme, year: int, asked: Asked) -> YearPublication:
    """The report of a year, as its readers may see it.

    Raises:
        UsageError: nothing was judged in that year, or the agency is unknown.
        IncompleteError: it is for the public and a quarter of it is not signed.
    """
    _sound(asked)
    registry, city = workspace.registry, workspace.settings.office.city
    if asked.agency is not None:
        city = called(registry.agencies[asked.agency]) if asked.agency in registry.agencies else ""
        registry = _part(registry, _asked_for(registry, asked))
    report = year_report(store, registry, scheme, workspace.settings.office, year, city)
    if asked.audience == "public" and not asked.draft and not report.final:
        waiting = "、".join(period for period in report.judged if period not in report.signed)
        raise IncompleteError(f"还不能向社会公开：{waiting} 的结果还没有签发\n要看样稿，请加 --draft")
    shown = Shown.to(asked.audience, workspace.settings.publish)
    own = workspace.document_template
    return YearPublication(report=report, shown=shown, template=own if own.is_file() else None)


def _sound(asked: Asked) -> None:
    """See that an agency is named where only one can be meant.

    Raises:
        UsageError: it is not.
    """
    if asked.audience == "agency" and asked.agency is None:
        raise UsageError("--audience agency：要用 --agency 指定单位")
    if asked.subordinates and asked.agency is None:
        raise UsageError("--with-subordinates：要用 --agency 指定单位")


def called(agency: Agency) -> str:
    """What the part of a report is called that one agency answers for."""
    return agency.name.removesuffix("人民政府") or agency.name


def _asked_for(registry: Registry, asked: Asked) -> frozenset[str]:
    """The agencies whose part of the report is wanted.

    Raises:
        UsageError: nobody knows the agency.
    """
    agency = registry.agencies.get(asked.agency or "")
    if agency is None:
        raise UsageError(f"--agency {asked.agency}：登记表里没有这个单位")
    return audience.under(registry, agency, subordinates=asked.subordinates)


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


def rectified(store: Store, registry: Registry, period: Period, at: datetime) -> Iterator[Rectified]:
    """What had become, at a moment, of the faults that agencies were told to mend after a period, by target."""
    items: dict[str, Counter[str]] = {}
    for told in notices(store, registry, at, period=str(period)):
        for item in told.items:
            items.setdefault(item.fault.target, Counter())[item.state] += 1
    accounts = (account.target() for account in registry.accounts.values())
    for target in (*registry.sites.values(), *accounts):
        if target.id in items:
            tally, agency = items[target.id], registry.agencies.get(target.agency or "")
            yield Rectified(
                target=target.name,
                agency=agency.name if agency else "",
                asked=tally.total(),
                mended=tally["mended"],
                states="、".join(f"{word}{tally[state]}项" for state, word in STATES.items() if tally[state]),
            )


def standing(store: Store, period: Period, signed: date | None) -> tuple[str | None, str | None]:
    """What a report says of itself: why it is a draft, or when and as what it was signed."""
    acts = [act for kind in (RELEASE, CORRECTION) for act in store.journal.acts(kind, period=str(period))]
    if not acts:
        return "征求意见稿：尚未签发，结论以签发的通报为准", None
    last = max(acts, key=lambda act: act.number)
    day = f"{last.at.astimezone(SHANGHAI):%Y年%m月%d日}"
    if signed is None:
        return f"{day}签发后内容有改动，尚未作为更正签发；以{day}签发的为准", None
    corrected = f"，第 {last.said['number']} 号更正：{last.said['reason']}" if last.kind == CORRECTION else ""
    return None, f"{day}签发{corrected}"


def released(store: Store, registry: Registry, scheme: Scheme, period: Period) -> date | None:
    """The day on which what the store says now was signed; None where it was not."""
    acts = [act for kind in (RELEASE, CORRECTION) for act in store.journal.acts(kind, period=str(period))]
    if not acts:
        return None
    seal = sealed(store, registry, scheme, str(period))
    last = max(acts, key=lambda act: act.number)
    return last.at.astimezone(SHANGHAI).date() if last.said["seal"] == seal else None
