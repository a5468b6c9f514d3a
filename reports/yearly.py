"""From the store to the report of a year: its quarters, the verdict by the scheme's rule, the trend of three years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from reports.errors import UsageError
from reports.history import History, passed
from reports.kinds import CORRECTION, RELEASE
from reports.publish.year import YearCard, YearReport
from storage.records import SHANGHAI, Account, Registry, Scorecard, Site

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from reports.settings import Office
    from storage.store import Store

YEARS = 3
"""Years that the trend shows, the one told included."""


def year_report(store: Store, registry: Registry, scheme: Scheme, office: Office, year: int, called: str) -> YearReport:
    """The report of a year over what a registry holds.

    Raises:
        UsageError: nothing was judged in that year.
    """
    history = History(store, registry, f"{year}Q4", scheme.id)
    periods = [f"{year}Q{quarter}" for quarter in range(1, 5)]
    there = {period: history.cards(period) for period in periods}
    known: tuple[Site | Account, ...] = (*registry.sites.values(), *registry.accounts.values())
    cards = tuple(_cards(known, registry, scheme, there))
    if not cards:
        raise UsageError(f"{year} 年还没有用 {scheme.id} 判定过，先用 xuncha inspect 或 xuncha judge")
    first = f"{year - YEARS + 1}Q1"
    return YearReport(
        office=office.name,
        city=called,
        year=year,
        scheme=scheme.title,
        rule=scheme.year,
        cards=cards,
        history={
            name: [one for one in quarters if one.period >= first]
            for name, quarters in passed(history, registry).items()
        },
        signed={period: day for period in periods if (day := _signed(store, period)) is not None and there[period]},
        judged=tuple(period for period in periods if there[period]),
    )


def _cards(
    known: tuple[Site | Account, ...], registry: Registry, scheme: Scheme, there: Mapping[str, Mapping[str, Scorecard]]
) -> Iterator[YearCard]:
    for target in known:
        cards = {period: found[target.id] for period, found in there.items() if target.id in found}
        if cards:
            points = [card.points for card in cards.values() if card.points is not None]
            yield YearCard(
                id=target.id,
                name=target.name,
                agency=registry.agencies.get(target.agency or ""),
                account=target if isinstance(target, Account) else None,
                site=target if isinstance(target, Site) else None,
                quarters={period: card.verdict for period, card in cards.items()},
                points={period: card.points for period, card in cards.items()},
                verdict=scheme.year.verdict([card.verdict for card in cards.values()]),
                mean=sum(points, Decimal(0)) / len(points) if len(points) == len(cards) else None,
            )


def _signed(store: Store, period: str) -> date | None:
    """The day on which a period's result was last signed; None where it never was."""
    acts = [act for kind in (RELEASE, CORRECTION) for act in store.journal.acts(kind, period=period)]
    return max(acts, key=lambda act: act.number).at.astimezone(SHANGHAI).date() if acts else None
