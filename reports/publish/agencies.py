"""The scorecard of an agency: its sites and accounts on one card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.deadlines import Deadlines
from reports.publish.model import AccountCard, CityReport, SharedFault, SiteCard, TargetCard
from reports.publish.todo import Cure, cures, in_order, told_elsewhere
from reports.publish.words import SHOWN, STATES
from storage.records import Agency


@dataclass(frozen=True, kw_only=True)
class AgencyCard:
    """One agency with what it answers for. ``shared``: faults of platforms that its sites show; ``deadlines``:
    the scheme's."""

    agency: Agency
    sites: tuple[SiteCard, ...]
    accounts: tuple[AccountCard, ...]
    shared: tuple[SharedFault, ...]
    deadlines: Deadlines

    @property
    def targets(self) -> Iterator[TargetCard]:
        """Its sites, then its accounts."""
        yield from self.sites
        yield from self.accounts

    def count(self, outcome: str) -> int:
        """How many findings of an outcome there are on all that could be judged."""
        return sum(card.count(outcome) for card in self.targets if card.reachable or outcome == "not_run")

    @property
    def cures(self) -> list[Cure]:
        """What to do on all of them, most effective first, as many as a card shows."""
        return in_order(cure for card in self.targets for cure in self._cures(card)[:SHOWN])[:SHOWN]

    @property
    def left_out(self) -> int:
        """How many things to do a card does not show."""
        return max(sum(len(self._cures(card)) for card in self.targets) - SHOWN, 0)

    def _cures(self, card: TargetCard) -> list[Cure]:
        return cures(card, self.deadlines, told_elsewhere(self.shared, card.site.id))

    def passed(self, cards: Sequence[TargetCard]) -> tuple[int, int]:
        """How many passed of how many that could be judged."""
        tally = Counter(card.scorecard.verdict for card in cards)
        return tally["pass"], len(cards) - tally["not_assessable"]

    @property
    def unmeasured(self) -> list[tuple[str, str, list[str]]]:
        """What was not measured: indicator, why, and on which of its targets."""
        found: dict[tuple[str, str], list[str]] = {}
        for card in self.targets:
            for mark in card.scorecard.marks:
                if mark.state in {"manual", "not_measured"} and not (mark.fails or mark.doubts):
                    why = mark.note or STATES[mark.state]
                    found.setdefault((f"{mark.row} {mark.title}", why), []).append(card.called)
        return [(title, why, names) for (title, why), names in found.items()]


def agency_cards(report: CityReport) -> list[AgencyCard]:
    """The cards of all agencies that answer for anything inspected, in the report's order."""
    agencies: dict[str, Agency] = {}
    for card in report.targets:
        if card.agency is not None and card.agency.id:
            agencies.setdefault(card.agency.id, card.agency)
    return [agency_card(report, agency) for agency in agencies.values()]


def agency_card(report: CityReport, agency: Agency) -> AgencyCard:
    """The card of one agency."""
    sites = tuple(card for card in report.cards if card.site.agency == agency.id)
    mine = {card.site.id for card in sites}
    return AgencyCard(
        agency=agency,
        sites=sites,
        accounts=tuple(card for card in report.accounts if card.site.agency == agency.id),
        shared=tuple(fault for fault in report.shared if not mine.isdisjoint(fault.keys)),
        deadlines=report.scheme.deadlines,
    )
