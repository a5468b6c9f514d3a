"""The stored pages of one run, as the survey of columns reads them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from crawler.decode import Undecodable, decode
from crawler.readers.dom import Dom
from storage.evidence import Evidence
from storage.records import Look, Page, Registry, Run, Site
from storage.store import Store

KEPT_DOMS = 64
"""Parsed pages that are held at a time."""


class StoredPages:
    """Pages, links and bodies of one run. Nothing is asked of the network."""

    def __init__(self, store: Store, evidence: Evidence, run: Run, site: Site, registry: Registry, home: str) -> None:
        self.home = home
        self._store = store
        self._evidence = evidence
        self._run = run
        self._facts = store.facts(run, site, None, registry)
        self._dom = lru_cache(maxsize=KEPT_DOMS)(self._parse)

    def pages(self) -> Iterator[Page]:
        """All pages, streamed."""
        return self._store.pages(self._run.id)

    def page(self, url: str) -> Page | None:
        """The page at ``url``, None where none was read."""
        return self._store.page(self._run.id, url)

    def looks(self, url: str) -> tuple[Look, ...]:
        """The run's looks at ``url``, oldest first."""
        return self._store.looks_at(self._run.id, url)

    def body_text(self, url: str) -> Dom | None:
        """The page at ``url`` parsed again from its stored body; None where no body is kept or readable."""
        return self._dom(url)

    def _parse(self, url: str) -> Dom | None:
        page = self.page(url)
        if page is None or page.sha256 is None:
            return None
        try:
            declared = f"text/html; charset={page.encoding}" if page.encoding else None
            decoded = decode(self._evidence.get(page.sha256), declared)
        except (KeyError, Undecodable):
            return None
        return Dom(decoded.text, url=url, encoding=decoded.encoding)
