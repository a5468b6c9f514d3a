"""Faults so plain that a check which sees them nowhere must be broken: asked of the stored facts, not of the check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from itertools import islice
from typing import TYPE_CHECKING

from checks import messages
from reports.judging import agency_of
from reports.publish.model import CityReport, SiteCard
from storage.records import SHANGHAI, Answer, Column, Page, Registry

if TYPE_CHECKING:
    from checks.core import Facts
    from storage.store import Store

OLD = timedelta(days=366)
"""Without anything new for this long a news column, or an account, is stale by any scheme."""

GONE = frozenset({404, 410})

WHOLE = 1000
"""Characters from which on a home page is surely more than an entry or a part of a frame."""

LINKS = 200
"""Links to dead addresses that are looked at."""


def silent(store: Store, registry: Registry, report: CityReport) -> Iterator[tuple[str, str]]:
    """Checks that fired nowhere although a fault of theirs lies in the facts: the check, and the target with it.

    Where a check says itself that it could not look, nothing is asked of it.
    """
    for check, sings in CANARIES.items():
        if check not in fired(report):
            asked = (card for card in report.cards if card.reachable and not card.tally["not_run"][check])
            found = next((card for card in asked if sings(store, registry, card)), None)
            if found is not None:
                yield check, found.site.name
    old = next((card for card in report.accounts if (card.silent_days or 0) > OLD.days), None)
    if old is not None and "stale_accounts" not in fired(report):
        yield "stale_accounts", old.site.name


def fired(report: CityReport) -> frozenset[str]:
    """The checks that found anything at all, whatever people made of it."""
    told = {check for card in report.targets for outcome in ("fail", "unsure") for check in card.tally[outcome]}
    missing = CANARIES.keys() - told
    decided = (row for card in report.targets for row in card.findings if missing and row["outcome"] != "not_run")
    return frozenset(told | {row["check"] for row in decided if row["state"] != "open"})


def _dead_link(store: Store, registry: Registry, card: SiteCard) -> bool:
    """A link on a page, whose every look, of two or more, said that nothing is there."""
    runs = (card.run, *store.runs(card.run.period, card.run.round, ""))
    counts = Counter(look.url for run in runs for look in store.looks(run.id) if look.status in GONE)
    opened = {
        look.url for run in runs for look in store.looks(run.id) if look.url in counts and look.status not in GONE
    }
    gone = {url for url, count in counts.items() if count > 1} - opened
    if not gone:
        return False
    links = islice(_facts(store, registry, card).links_to(gone), LINKS)
    pages = (store.page(card.run.id, link.page) for link in links if link.fault is None and link.via == "a")
    return any(page is not None and page.answer is Answer.PAGE for page in pages)


def _blank(store: Store, registry: Registry, card: SiteCard) -> bool:
    return any(column.own and column.blank for column in _facts(store, registry, card).records(Column))


def _old_news(store: Store, registry: Registry, card: SiteCard) -> bool:
    limit = card.run.as_of.astimezone(SHANGHAI).date() - OLD
    return any(
        column.own
        and column.first_level
        and column.role == "news"
        and column.newest is not None
        and column.newest < limit
        for column in _facts(store, registry, card).records(Column)
    )


def _untagged(store: Store, registry: Registry, card: SiteCard) -> bool:
    """A home page in which no tag at all was found."""
    home = _home(store, card)
    return home is not None and not home.metas


def _footless(store: Store, registry: Registry, card: SiteCard) -> bool:
    """A home page whose footer was seen, and held none of what it must."""
    home = _home(store, card)
    return home is not None and home.footer_seen and not home.footer


def _home(store: Store, card: SiteCard) -> Page | None:
    """The home page, where it is a whole page that no script builds."""
    page = store.page(card.run.id, card.site.url)
    whole = page is not None and page.answer is Answer.PAGE and page.text_length >= WHOLE
    return page if page is not None and whole and page.needs_browser is None and not page.rendered else None


def _facts(store: Store, registry: Registry, card: SiteCard) -> Facts:
    return store.facts(card.run, card.site, agency_of(card.site, registry), registry)


CANARIES: Mapping[str, Callable[[Store, Registry, SiteCard], bool]] = {
    "broken_links": _dead_link,
    "blank_columns": _blank,
    "stale_columns": _old_news,
    "missing_page_tags": _untagged,
    "missing_footer_elements": _footless,
}
"""By check: whether a fault of its lies in the facts of a site."""


def sentence(check: str, where: str) -> str:
    """What a silent check means for the publication."""
    return f"检查项“{messages.title(check)}”一处也没有报，而{where}明显有这类问题：检查项可能失灵"
