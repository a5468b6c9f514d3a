"""A site as it is now where somebody looked again, and as it was inspected everywhere else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, TypeVar

from crawler.readers.dom import Dom
from crawler.source import StoredPages
from storage.facts import OBSERVED, WEEK, StoredFacts
from storage.records import (
    AccountObservation,
    Agency,
    Answer,
    Barriers,
    Certificate,
    FormerDay,
    HostAddresses,
    Link,
    Look,
    Page,
    Registry,
    Run,
    Sighting,
    Sign,
    Site,
    Target,
)
from storage.store import Store

T = TypeVar("T")

GUARDED = frozenset({401, 403, 407, 408, 412, 425, 429, 432, 451, 499, 521, 999})
"""Statuses below 500 that say nothing about what stands at an address."""

BLIND = frozenset({Sign.CHALLENGE, Sign.ROBOTS, Sign.PRIVATE, Sign.UNDECODABLE, Sign.TRUNCATED, Sign.PROXY_ERROR})
"""Signs of looks that did not see what a visitor sees."""


class Overlay:
    """One site's facts and pages from two runs: ``before`` in the office's store, ``now`` in that of the re-check.

    ``narrow``: pages, links and what single pages show from the new run alone, as grouped faults need it: they stand
    on many pages, and those looked at again speak for the rest. What surveys say of the site comes from all pages.
    """

    def __init__(self, before: StoredFacts, now: StoredFacts, store: Store, *, narrow: bool = False) -> None:
        self._before = before
        self._now = now
        self._store = store
        self._narrow = narrow
        self.run: Run = now.run
        self.site: Site = before.site
        self.agency: Agency | None = before.agency
        self.registry: Registry = before.registry
        self.surveyed: Mapping[type, Sequence[Any]] = {}
        self._home = now.site.url

    def narrowed(self) -> Overlay:
        """The same site seen through the new looks alone."""
        other = Overlay(self._before, self._now, self._store, narrow=True)
        other.surveyed = self.surveyed
        return other

    def later(self, days: int) -> Overlay:
        """The same facts, spoken of as of some days later."""
        other = Overlay(self._before, self._now, self._store, narrow=self._narrow)
        other.surveyed = self.surveyed
        other.run = replace(self.run, as_of=self.run.as_of + timedelta(days=days))
        return other

    @cached_property
    def looks_now(self) -> dict[str, tuple[Look, ...]]:
        """The looks of the re-check by address, the verifier's among them."""
        return {target.url: target.looks for target in self._now.records(Target) if target.looks}

    @cached_property
    def pages_now(self) -> dict[str, Page]:
        """The pages that were read again, where they stood in the site before."""
        return {page.url: self._placed(page) for page in self._now.records(Page)}

    @cached_property
    def replaced(self) -> frozenset[str]:
        """The addresses of which the new run says what stands there: a page, or for sure nothing any more."""
        return frozenset(url for url in {*self.looks_now, *self.pages_now} if self.why_unseen(url) is None)

    def why_unseen(self, url: str) -> str | None:
        """Why a re-check does not know what stands at an address, None where it does: a not_run reason."""
        asked = [look for look in self.looks_now.get(url, ()) if look.asked]
        if not asked:
            return "robots" if any(Sign.ROBOTS in look.signs for look in self.looks_now.get(url, ())) else "unreadable"
        last = asked[-1]
        if last.failure is not None or last.status is None or last.status >= 500:
            return "our_network" if last.outcome == "ours" else "site_unreachable"
        if last.status in GUARDED or not BLIND.isdisjoint(last.signs):
            return "blocked"
        page = self.pages_now.get(url)
        if page is None:
            return None
        before = self._page_before(url)
        blind = page.answer is Answer.REFUSED or (page.needs_browser is not None and not page.rendered)
        was_rendered = before is not None and before.rendered and not page.rendered
        return "unrendered" if (blind and page.answer is not Answer.MISSING) or was_rendered else None

    def unexamined(self, url: str) -> bool:
        """Whether the browser examined a page then and does not now."""
        then, now = (
            any(record.by_browser for where, record in facts.on_pages(Barriers) if where == url)
            for facts in (self._before, self._now)
        )
        return then and not now

    def records(self, noun: type[T]) -> Iterable[T]:
        """Every record of one noun; what was made anew takes the place of what was there."""
        found: Iterator[Any]
        if noun is Page:
            found = self.pages()
        elif noun is Link:
            found = self._links()
        elif noun is Target:
            found = self._targets()
        elif noun is Look:
            found = (look for target in self._targets() for look in target.looks)
        elif noun in OBSERVED:
            seen = self._store.observations(self.site.id, noun, self.run.as_of - WEEK, self.run.as_of)
            found = iter([*seen, *self._now.of_site(noun)])
        elif noun in {Sighting, AccountObservation}:
            found = iter(self._before.records(noun))
        elif noun is FormerDay:
            found = (day for day in self._before.records(FormerDay) if self._stands(day))
        else:
            found = self._content(noun)
        return list(found)

    def _stands(self, day: FormerDay) -> bool:
        """Whether a page that bore a later day than before still bears it."""
        page = self.pages_now.get(day.url)
        if page is None or page.published is None:
            return True
        on = page.published
        return (on.date() if isinstance(on, datetime) else on) == day.published

    def links_to(self, targets: Collection[str]) -> Iterator[Link]:
        """The links to some addresses."""
        if not self._narrow:
            yield from (link for link in self._before.links_to(targets) if link.page not in self.replaced)
        yield from self._now.links_to(targets)

    def path_to(self, page: str) -> tuple[str, ...]:
        """Link texts from the home page."""
        return self._before.path_to(page)

    @property
    def home(self) -> str:
        """The address of the home page."""
        return next((page.url for page in self.pages_now.values() if page.depth == 0), self._home)

    def pages(self) -> Iterator[Page]:
        """All pages: those read again in the place of the old ones, new ones last."""
        if not self._narrow:
            yield from (page for page in self._before.records(Page) if page.url not in self.replaced)
        yield from (page for url, page in self.pages_now.items() if url in self.replaced or self._narrow)

    def page(self, url: str) -> Page | None:
        """The page at an address."""
        return self.pages_now.get(url) if url in self.replaced or self._narrow else self._page_before(url)

    def _placed(self, page: Page) -> Page:
        before = self._page_before(page.url)
        return page if before is None else replace(page, depth=before.depth, parent=before.parent, name=before.name)

    def _page_before(self, url: str) -> Page | None:
        return self._store.page(self._before.run.id, url)

    def _links(self) -> Iterator[Link]:
        if not self._narrow:
            yield from (link for link in self._before.records(Link) if link.page not in self.replaced)
        yield from self._now.records(Link)

    def _targets(self) -> Iterator[Target]:
        now = {target.url: target for target in self._now.records(Target)}
        if self._narrow:
            yield from now.values()
            return
        for target in self._before.records(Target):
            again = now.pop(target.url, None)
            yield again if again is not None and again.looks else target
        yield from now.values()

    def _content(self, noun: type[T]) -> Iterator[T]:
        if not self._narrow:
            yield from (record for url, record in self._before.on_pages(noun) if url not in self.replaced)
        yield from self._content_now(noun)
        if noun in self.surveyed:
            yield from self.surveyed[noun]
        elif noun in {Certificate, HostAddresses}:
            yield from self._now.of_site(noun)
        else:
            yield from self._before.of_site(noun)

    def _content_now(self, noun: type[T]) -> Iterator[T]:
        """What pages and files hold now; a file that was asked for by its address stands where it was named before."""
        named: dict[str, str | None] = {}
        if {"url", "page"} <= {field.name for field in fields(noun)}:  # type: ignore[arg-type]
            named = {url: record.page for url, record in self._before.on_pages(noun)}  # type: ignore[attr-defined]
        for url, record in self._now.on_pages(noun):
            page = named.get(url)
            yield record if page is None else replace(record, page=page)  # type: ignore[type-var]


class OverlaidPages:
    """The pages of an overlay with their bodies, as surveys read them."""

    def __init__(self, overlay: Overlay, before: StoredPages, now: StoredPages) -> None:
        self._overlay = overlay
        self._before = before
        self._now = now

    @property
    def home(self) -> str:
        """The address of the home page."""
        return self._overlay.home

    def pages(self) -> Iterator[Page]:
        """All pages."""
        return self._overlay.pages()

    def page(self, url: str) -> Page | None:
        """The page at an address."""
        return self._overlay.page(url)

    def looks(self, url: str) -> tuple[Look, ...]:
        """The looks at an address: the new ones where there are any."""
        return self._overlay.looks_now.get(url) or self._before.looks(url)

    def records(self, noun: type[T]) -> Iterator[T]:
        """What pages and files were found to hold: as seen now where they were looked at, else as before."""
        now = list(self._now.records(noun))
        seen = {_place(record) for record in now} | set(self._overlay.replaced)
        yield from now
        yield from (record for record in self._before.records(noun) if _place(record) not in seen)

    def body_text(self, url: str) -> Dom | None:
        """A page parsed again from its stored body."""
        return (self._now if url in self._overlay.replaced else self._before).body_text(url)


def _place(record: object) -> str | None:
    """The address that a content fact speaks of."""
    return getattr(record, "url", None) or getattr(record, "page", None)
