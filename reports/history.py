"""What targets and the city came to in every period so far, and where two periods cannot be compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from reports.judging import judged_targets
from reports.publish.model import CityQuarter, Quarter
from storage.records import Registry, Scorecard

if TYPE_CHECKING:
    from storage.store import Store

MOVED = Decimal("0.2")
"""Share by which the number of targets may move from one period to the next and still be the same count."""

SCHEME, UNIT = "指标体系有变", "计数口径有变"
"""Why two periods cannot be compared."""


class History:
    """The scorecards of all periods up to one, read once. Of two schemes in one period, the office's counts."""

    def __init__(self, store: Store, registry: Registry, until: str, scheme: str) -> None:
        self._cards: dict[str, dict[str, Scorecard]] = {}
        for period in sorted({run.period for run in store.runs() if run.period <= until}):
            known = {target.id for _, target in judged_targets(store.last_runs(period), registry)}
            cards: dict[str, Scorecard] = {}
            for card in store.scorecards(period):
                if card.target in known and (card.target not in cards or card.scheme == scheme):
                    cards[card.target] = card
            if cards:
                self._cards[period] = cards

    @property
    def periods(self) -> Sequence[str]:
        """The periods in which anything was scored, oldest first."""
        return tuple(self._cards)

    def cards(self, period: str) -> Mapping[str, Scorecard]:
        """The scorecards of one period by target."""
        return self._cards.get(period, {})

    def of(self, target: str) -> tuple[Quarter, ...]:
        """What one target came to, oldest first."""
        cards = [card for cards in self._cards.values() if (card := cards.get(target)) is not None]
        told = [Quarter(period=one.period, verdict=one.verdict, low=one.low, high=one.high) for one in cards]
        breaks = [_changed(before, after) for before, after in pairwise(cards)]
        return tuple(replace(quarter, changed=why) for quarter, why in zip(told, [None, *breaks], strict=True))

    def city(self, targets: Mapping[str, object]) -> tuple[CityQuarter, ...]:
        """How many of some targets passed in each period, oldest first."""
        return tuple(self._city(targets))

    def _city(self, targets: Mapping[str, object]) -> Iterator[CityQuarter]:
        before: Sequence[Scorecard] = ()
        for period, known in self._cards.items():
            cards = [card for target, card in known.items() if target in targets]
            if not cards:
                continue
            tally = Counter(card.verdict for card in cards)
            yield CityQuarter(
                period=period,
                passed=tally["pass"],
                judged=len(cards) - tally["not_assessable"],
                pending=tally["pending"],
                changed=_unit_changed(before, cards) if before else None,
            )
            before = cards


def passed(history: History, registry: Registry) -> dict[str, tuple[CityQuarter, ...]]:
    """The pass rates of all sites, and of all accounts, of a registry."""
    return {"政府网站": history.city(registry.sites), "政务新媒体账号": history.city(registry.accounts)}


def _changed(before: Scorecard, after: Scorecard) -> str | None:
    if before.scheme_sha256 != after.scheme_sha256:
        return SCHEME
    return UNIT if (before.kind, before.klass) != (after.kind, after.klass) else None


def _unit_changed(before: Sequence[Scorecard], after: Sequence[Scorecard]) -> str | None:
    if {card.scheme_sha256 for card in before} != {card.scheme_sha256 for card in after}:
        return SCHEME
    moved = abs(len(after) - len(before)) > MOVED * len(before)
    return UNIT if moved or {card.kind for card in before} != {card.kind for card in after} else None
