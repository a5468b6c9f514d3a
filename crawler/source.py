"""The stored pages of one run, as the survey of columns reads them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TypeVar

from crawler.decode import Undecodable, decode
from crawler.readers.dom import Dom
from storage.content import content_of
from storage.evidence import Evidence
from storage.records import Look, Page
from storage.store import Store

T = TypeVar("T")

KEPT_DOMS = 64
"""Parsed pages that are held at a time."""


class StoredPages:
    """Pages, looks and bodies of one run. Nothing is asked of the network."""

    def __init__(self, store: Store, evidence: Evidence, run_id: int, home: str) -> None:
        self._store = store
        self._evidence = evidence
        self._run_id = run_id
        self._home = home
        self._dom = lru_cache(maxsize=KEPT_DOMS)(self._parse)

    @property
    def home(self) -> str:
        """The address of the home page."""
        return self._home

    def pages(self) -> Iterator[Page]:
        """All pages, streamed."""
        return self._store.pages(self._run_id)

    def page(self, url: str) -> Page | None:
        """The page at ``url``, None where none was read."""
        return self._store.page(self._run_id, url)

    def looks(self, url: str) -> tuple[Look, ...]:
        """The looks of this run at ``url``, oldest first."""
        return self._store.looks_at(self._run_id, url)

    def records(self, noun: type[T]) -> Iterator[T]:
        """What the pages and files of this run were found to hold, of one noun."""
        return content_of(self._store, self._run_id, noun)

    def body_text(self, url: str) -> Dom | None:
        """The page at ``url`` parsed again from its stored body; None where no body is kept or readable."""
        return self._dom(url)

    def reparsed(self, url: str) -> Dom | None:
        """The same as a tree of the caller's own, to be changed at will."""
        return self._parse(url)

    def _parse(self, url: str) -> Dom | None:
        page = self.page(url)
        if page is None or page.sha256 is None:
            return None
        answered = next((look for look in reversed(self.looks(url)) if look.sha256 == page.sha256), None)
        try:
            decoded = decode(self._evidence.get(page.sha256), answered.content_type if answered else None)
        except (KeyError, Undecodable):
            return None
        base = url if answered is None else answered.final_url or url
        return Dom(decoded.text, url=base, encoding=decoded.encoding)
