"""Known-good accounts: they post every day, so where they show nothing new the source is broken, not the account."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from crawler import platforms
from crawler.looks.client import Client
from crawler.pace import HostGivenUpError
from crawler.platforms.posts import Saved, UnreadableError
from storage.records import SHANGHAI

OK, BROKEN, SILENT = "ok", "broken", "silent"

FRESH = timedelta(days=7)
"""How new the newest post of a known-good account has to be."""


class Probes:
    """What known-good accounts show, by the host on which they are."""

    def __init__(self, known_good: tuple[str, ...], client: Client) -> None:
        self._asked = known_good
        self._client = client
        self._health: dict[str, str] = {}

    async def ask(self) -> None:
        """Look at every known-good account; of several on one host the best counts."""
        found = await asyncio.gather(*(self._health_of(url) for url in self._asked))
        for url, health in zip(self._asked, found, strict=True):
            host = _host(url)
            if self._health.get(host) != OK:
                self._health[host] = health

    def of(self, where: str | None) -> str | None:
        """What the known-good account on the host of an address showed; None for files and hosts without one."""
        return self._health.get(_host(where or ""))

    async def _health_of(self, url: str) -> str:
        try:
            answer = await self._client.look(url, keep=True)
            if answer.failure is not None or answer.status != 200:
                return BROKEN
            saved = Saved(answer.body, answer.at, url=answer.final_url, content_type=answer.content_type)
            found = await asyncio.to_thread(platforms.read, saved)
        except (UnreadableError, HostGivenUpError):
            return BROKEN
        days = [
            at.astimezone(SHANGHAI).date() if isinstance(at, datetime) else at
            for post in found.posts
            if (at := post.at) is not None and not post.pinned
        ]
        today = answer.at.astimezone(SHANGHAI).date()
        newest = max((day for day in days if day <= today), default=None)
        return OK if newest is not None and newest >= today - FRESH else SILENT


def _host(url: str) -> str:
    return (urlsplit(url).netloc if url.startswith(("http://", "https://")) else "").rpartition("@")[2].lower()
