"""What is stored about one site in one run, as its checks see it: streamed, in a fixed order, in bounded memory."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import is_dataclass
from datetime import timedelta
from itertools import groupby, islice
from typing import TYPE_CHECKING, Any, TypeVar, cast

from sqlalchemy import select

from storage import tables
from storage.content import content_of, content_of_site, content_on_pages
from storage.earlier import former_days, sightings
from storage.plain import from_plain
from storage.records import (
    AccountObservation,
    Agency,
    Certificate,
    FormerDay,
    Link,
    Look,
    Page,
    Probe,
    Registry,
    Run,
    Sighting,
    Site,
    Target,
)
from storage.rows import LOOK, key_of, links_of, look_of, target_ids

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.store import Store

T = TypeVar("T")

LABELLED = 200
"""Pages whose link texts are read at a time."""

OBSERVED = frozenset({Certificate, Probe})
"""Nouns that are also seen between inspections."""

BY_HAND = "account"
"""The kind of act by which the journal keeps what an inspector saw of an account."""

WEEK = timedelta(days=7)
"""How long before an inspection such observations speak of it (2019 indicators: monitored for one week)."""

MAX_PATH = 50
"""Steps from a page to home before we give up: real sites need fewer than ten."""


class StoredFacts:
    """One site's facts. Iterating again reads again; nothing but the way home is kept."""

    def __init__(self, store: Store, run: Run, site: Site, agency: Agency | None, registry: Registry) -> None:
        self._store = store
        self.run = run
        self.site = site
        self.agency = agency
        self.registry = registry
        self._parents: dict[str, tuple[str | None, str | None]] = {}

    def records(self, noun: type[T]) -> Iterable[T]:
        """Every stored record of one noun, streamed.

        Raises:
            KeyError: a noun that the store does not keep.
        """
        makers: dict[type, Callable[[], Iterator[Any]]] = {
            Page: lambda: self._store.pages(self.run.id),
            Look: lambda: self._store.looks(self.run.id),
            Link: self._links,
            Target: self._targets,
            AccountObservation: self._by_hand,
            Sighting: lambda: sightings(self._store, self.run),
            FormerDay: lambda: former_days(self._store, self.run),
        }
        if noun in OBSERVED:
            return _Stream(lambda: self._observed(noun))
        if noun not in makers and not is_dataclass(noun):
            raise KeyError(noun)
        return _Stream(
            cast("Callable[[], Iterator[T]]", makers.get(noun, lambda: content_of(self._store, self.run.id, noun)))
        )

    def links_to(self, targets: Collection[str]) -> Iterator[Link]:
        """The links whose target is one of ``targets``: one scan over the ids, labels read only where one fits."""
        with self._store.reading() as connection:
            wanted = self._ids(connection, targets)
            if not wanted:
                return
            names = {number: url for url, number in wanted.items()}
            query = "SELECT address_id, targets FROM pages WHERE run_id = ? ORDER BY address_id"
            rows = connection.exec_driver_sql(self._store.sql(query), (self.run.id,))
            pages = (page for page, packed in rows if not names.keys().isdisjoint(target_ids(packed)))
            while batch := tuple(islice(pages, LABELLED)):
                yield from self._links_on(batch, names)

    def linked(self, part: str, most: int) -> list[str]:
        """Addresses with ``part`` in them that pages name, those of the pages nearest the home page first."""
        kept = tables.addresses
        named = select(kept.c.id, kept.c.url).where(
            kept.c.run_id == self.run.id, kept.c.url.contains(part, autoescape=True)
        )
        with self._store.reading() as connection:
            urls: dict[int, str] = {row.id: row.url for row in connection.execute(named)}
            if not urls:
                return []
            query = "SELECT targets FROM pages WHERE run_id = ? ORDER BY depth, address_id"
            found: dict[str, None] = {}
            for (packed,) in connection.exec_driver_sql(self._store.sql(query), (self.run.id,)):
                found.update((urls[number], None) for number in target_ids(packed) if number in urls)
                if len(found) >= most:
                    break
        return list(found)[:most]

    def path_to(self, page: str) -> tuple[str, ...]:
        """Link texts from the home page to ``page``; empty where unknown."""
        names: list[str] = []
        seen = {page}
        while len(names) < MAX_PATH:
            parent, name = self._parent(page)
            if parent is None:
                break
            names.append(name or "")
            if parent in seen:
                break
            seen.add(parent)
            page = parent
        return tuple(reversed(names))

    def _parent(self, url: str) -> tuple[str | None, str | None]:
        if url not in self._parents:
            page = self._store.page(self.run.id, url)
            self._parents[url] = (page.parent, page.name) if page is not None else (None, None)
        return self._parents[url]

    def _ids(self, connection: Connection, urls: Collection[str]) -> dict[str, int]:
        query = self._store.sql("SELECT id, url FROM addresses WHERE run_id = ? AND key = ?")
        found = {}
        for url in urls:
            for number, text in connection.exec_driver_sql(query, (self.run.id, key_of(url))):
                if text == url:
                    found[url] = number
        return found

    def _links_on(self, pages: Sequence[int], names: Mapping[int, str]) -> Iterator[Link]:
        """The links on some pages, in order, whose targets are among ``names``."""
        query = (
            "SELECT a.url, p.targets, p.labels FROM pages p "  # noqa: S608 - only marks are put in
            "JOIN addresses a ON a.run_id = p.run_id AND a.id = p.address_id "
            f"WHERE p.run_id = ? AND p.address_id IN ({', '.join('?' * len(pages))}) ORDER BY p.address_id"
        )
        wanted = frozenset(names)
        with self._store.reading() as connection:
            for url, packed, labels in connection.exec_driver_sql(self._store.sql(query), (self.run.id, *pages)):
                yield from links_of(url, packed, labels, names.__getitem__, wanted)

    def _links(self) -> Iterator[Link]:
        with self._store.reading() as connection:
            query = self._store.sql("SELECT id, url FROM addresses WHERE run_id = ?")
            rows = connection.exec_driver_sql(query, (self.run.id,))
            urls: dict[int, str] = {number: url for number, url in rows}  # noqa: C416 - rows are not pairs to mypy
        with self._store.reading() as connection:
            query = "SELECT address_id, targets, labels FROM pages WHERE run_id = ? ORDER BY address_id"
            for page, packed, labels in connection.exec_driver_sql(self._store.sql(query), (self.run.id,)):
                yield from links_of(urls[page], packed, labels, urls.__getitem__)

    def _targets(self) -> Iterator[Target]:
        """The site's addresses with their looks: its own, and those that other runs of the round made."""
        names = ", ".join(f"l.{name}" for name in LOOK)
        own = (
            f"SELECT a.id, a.url, a.fault, {names} FROM addresses a "  # noqa: S608 - our names
            "LEFT JOIN looks l ON l.run_id = a.run_id AND l.address_id = a.id WHERE a.run_id = ? ORDER BY a.id, l.at"
        )
        others = (
            f"SELECT a.id, a.url, a.fault, {names} FROM addresses a "  # noqa: S608
            "JOIN addresses b ON b.key = a.key AND b.url = a.url AND b.run_id <> a.run_id "
            "JOIN looks l ON l.run_id = b.run_id AND l.address_id = b.id "
            "JOIN runs r ON r.id = b.run_id WHERE a.run_id = ? AND r.period = ? AND r.round = ? ORDER BY a.id, l.at"
        )
        run = self.run
        with self._store.reading() as one, self._store.reading() as two:
            streams = (
                one.exec_driver_sql(self._store.sql(own), (run.id,)),
                two.exec_driver_sql(self._store.sql(others), (run.id, run.period, run.round)),
            )
            for (_, url, fault), rows in groupby(
                heapq.merge(*streams, key=lambda row: row[0]), key=lambda row: (row[0], row[1], row[2])
            ):
                found = [row for row in rows if row[3] is not None]
                looks = sorted((look_of(row[3:], url) for row in found), key=lambda look: look.at)
                yield Target(url=url, looks=tuple(looks), internal=any(row[3] == run.id for row in found), fault=fault)

    def _by_hand(self) -> Iterator[AccountObservation]:
        """What inspectors saw of the account in this period, as the journal keeps it."""
        for act in self._store.journal.acts(BY_HAND, period=self.run.period, target=self.site.id):
            said = {"number": act.number, "at": act.at.isoformat(), "by": act.by, **act.said}
            yield from_plain(AccountObservation, said)

    def _observed(self, noun: type[T]) -> Iterator[T]:
        """What was seen of the site between inspections, in the week before ``as_of``; then what its crawl saw."""
        yield from self._store.observations(self.site.id, noun, self.run.as_of - WEEK, self.run.as_of)
        yield from content_of(self._store, self.run.id, noun)

    def on_pages(self, noun: type[T]) -> Iterator[tuple[str, T]]:
        """The content facts of one noun that single pages showed, each with the page's address."""
        return content_on_pages(self._store, self.run.id, noun)

    def of_site(self, noun: type[T]) -> Iterator[T]:
        """The content facts of one noun about the site as a whole."""
        return content_of_site(self._store, self.run.id, noun)


class _Stream(Iterable[T]):
    """An iterable that starts anew each time."""

    def __init__(self, start: Callable[[], Iterator[T]]) -> None:
        self._start = start

    def __iter__(self) -> Iterator[T]:
        return self._start()
