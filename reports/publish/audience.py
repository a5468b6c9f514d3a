"""Who reads a report, and what they may see: a report cut down to its readers, and what must hold before the public."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TypeVar

from checks import messages
from reports.policy_rows import PolicyTable
from reports.publish.model import CityReport, TargetCard
from reports.publish.packed import Findings
from reports.publish.platforms import platform_rows
from reports.publish.todo import told_elsewhere
from reports.settings import Publish
from storage.records import Agency, Registry, Scorecard

C = TypeVar("C", bound=TargetCard)

AUDIENCES = ("public", "internal", "agency")

KEPT = ("check", "outcome", "state")
"""Fields of a finding that the public's report counts by; sentences, addresses and evidence are not among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What a report shows beyond verdicts, pass rates, problems and named units."""

    points: bool = True
    ranking: bool = True
    heat_map: bool = True
    scorecards: bool = True

    @classmethod
    def to(cls, audience: str, office: Publish) -> Shown:
        """What an audience is shown; the public what the office switched on."""
        if audience != "public":
            return cls()
        return cls(points=office.points, ranking=office.ranking, heat_map=office.heat_map, scorecards=False)


def for_the_public(report: CityReport, shown: Shown) -> CityReport:
    """The report without anything that leads to a fault's place: no address, no sentence, no evidence.

    So no hidden link, no leaked number and no hole is ever published, mended or not.
    """
    return replace(
        report,
        cards=tuple(
            replace(_public(card, report, shown), policies=_sums(card.policies), place=None) for card in report.cards
        ),
        accounts=tuple(_public(card, report, shown) for card in report.accounts),
        shared=tuple(
            replace(fault, what=messages.title(fault.check), remedy="", keys=dict.fromkeys(fault.keys, ()))
            for fault in report.shared
        ),
    )


def _sums(policies: PolicyTable | None) -> PolicyTable | None:
    """How many documents are interpreted, without saying which."""
    return None if policies is None else replace(policies, pairings=())


def _public(card: C, report: CityReport, shown: Shown) -> C:
    elsewhere = told_elsewhere(report.shared, card.site.id)
    findings = Findings(
        {name: row[name] for name in KEPT} | {"detail": {}, "shared": row["key"] in elsewhere} for row in card.findings
    )
    mended = tuple({"check": row["check"]} for row in card.mended)
    score = card.scorecard if shown.points else _without_points(card.scorecard)
    history = card.history if shown.points else tuple(replace(one, low=None, high=None) for one in card.history)
    return replace(card, findings=findings, mended=mended, scorecard=score, history=history)


def _without_points(score: Scorecard) -> Scorecard:
    return replace(score, points=None, low=None, high=None, uncapped=Decimal(0), bonus=Decimal(0))


def under(registry: Registry, agency: Agency, *, subordinates: bool) -> frozenset[str]:
    """The ids of an agency and, where asked, of all that answer to it, directly or not."""
    found = {agency.id}
    while subordinates:
        more = {one.id for one in registry.agencies.values() if one.superior in found} - found
        if not more:
            break
        found |= more
    return frozenset(found)


def of_agencies(report: CityReport, ids: Collection[str], called: str) -> CityReport:
    """The part of a report that concerns some agencies, under a name of its own."""
    cards = tuple(card for card in report.cards if card.site.agency in ids)
    accounts = tuple(card for card in report.accounts if card.site.agency in ids)
    mine = {card.site.id for card in cards}
    shared = (
        replace(fault, keys={site: keys for site, keys in fault.keys.items() if site in mine})
        for fault in report.shared
    )
    return replace(
        report,
        city=called,
        cards=cards,
        accounts=accounts,
        registered=tuple(account for account in report.registered if account.agency in ids),
        figures=(),
        platforms=platform_rows(accounts),
        shared=tuple(fault for fault in shared if fault.keys),
    )
