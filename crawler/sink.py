"""Where a crawl puts what it sees, in the order that survives a kill: bodies, then facts, then "done"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from crawler.frontier import Frontier
from crawler.jobs import Job
from crawler.redaction import redacted_text
from storage.evidence import Evidence
from storage.records import SHANGHAI, Link, Look, Mentions, Page
from storage.store import Store

FRONTIER = "frontier.sqlite"
"""Name of a crawl's frontier inside its working folder."""


class Sink:
    """The store, the packs and the frontier of one crawl, written together."""

    def __init__(self, job: Job, store: Store) -> None:
        folder = Path(job.work)
        folder.mkdir(parents=True, exist_ok=True)
        self.evidence = Evidence(Path(job.evidence), store, f"run-{job.run_id}")
        self._writer = store.writer(job.run_id)
        self._writer.__enter__()
        self.frontier = Frontier(folder / FRONTIER, before_commit=self._flush)

    def body(self, body: bytes) -> str:
        """Keep a body; returns its SHA-256."""
        return self.evidence.put(body)

    def page(self, page: Page, links: Sequence[Link], records: Sequence[Any]) -> None:
        """Keep what was read on a page."""
        self._writer.page(page, links, records)

    def mentions(self, mentions: Mentions) -> None:
        """Keep what a style sheet, a sitemap or robots.txt names."""
        self._writer.other(mentions.source, [mentions])

    def file(self, url: str, records: Sequence[Any]) -> None:
        """Keep what was read in a file."""
        self._writer.other(url, records)

    def look(self, look: Look) -> None:
        """Keep an attempt to open an address."""
        final = look.final_url
        if final is not None and (shown := redacted_text(final, look.at.date())) is not final:
            look = replace(look, final_url=shown)
        self._writer.look(look)

    def left_out(self, url: str, why: str) -> None:
        """Keep why an address is not asked for."""
        self._writer.look(Look(url=url, at=datetime.now(SHANGHAI), note=why))

    def commit(self) -> None:
        """Write everything: facts first, then the frontier."""
        self.frontier.commit()

    def _flush(self) -> None:
        self.evidence.flush()
        self._writer.flush()

    def close(self) -> None:
        """Write everything and close the files; the store stays open."""
        self.frontier.close()
        self._writer.__exit__(None, None, None)
        self.evidence.close()
