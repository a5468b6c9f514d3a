"""Who reads a report, and what they may see: a report cut down to its readers, and what must hold before the public."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from reports.publish.model import CityReport, SiteCard
from reports.publish.packed import Findings
from reports.settings import Publish
from storage.records import Agency, Registry, Scorecard

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
    return replace(report, cards=tuple(_public(card, shown) for card in report.cards))


def _public(card: SiteCard, shown: Shown) -> SiteCard:
    findings = Findings({name: row[name] for name in KEPT} | {"detail": {}} for row in card.findings)
    mended = tuple({"check": row["check"]} for row in card.mended)
    score = card.scorecard if shown.points else _without_points(card.scorecard)
    return replace(card, findings=findings, mended=mended, scorecard=score, policies=None)


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
    return replace(report, city=called, cards=cards, figures=(), platforms=())


def obstacles(report: CityReport, columns: Mapping[str, int], floor: float, *, signed: bool) -> Iterator[str]:
    """What stands against publishing a report, one sentence each. ``columns``: how many each site has.

    ``floor``: the share of known addresses that must have been looked at.
    """
    for card in report.cards:
        name, seen = card.site.name, card.run.coverage
        if card.reachable and not columns.get(card.site.id):
            yield f"{name}：一个栏目也没有认出来"
        if card.reachable and seen is not None and seen.known and seen.fetched < floor * seen.known:
            yield f"{name}：已知 {seen.known} 个地址只访问了 {seen.fetched} 个，低于下限 {floor:.0%}"
        if card.scorecard.verdict == "pending":
            yield f"{name}：结论待定，还有项目要由人认定或待核实"
    if not signed:
        yield "结果还没有签发，或签发后又有改动"
