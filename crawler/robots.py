"""What robots.txt of each host allows and which sitemaps it names."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

from protego import Protego

from crawler.looks.answers import Answer
from crawler.looks.client import Client
from crawler.pace import HostGivenUpError

MAX_RULES_BYTES = 512 * 1024
"""Search engines read no more of a robots.txt than this."""

ROBOT = "xuncha"
"""The name under which the rules may speak of us."""


class Robots:
    """The rules of all hosts, asked once each. No rules: missing, unreachable, faulty, or an HTML page."""

    def __init__(self, client: Client, *, obey: bool) -> None:
        self._client = client
        self._obey = obey
        self._rules: dict[str, asyncio.Task[Protego | None]] = {}

    async def allow(self, url: str) -> bool:
        """Whether ``url`` may be fetched; always, where the office has decided not to obey."""
        if not self._obey:
            return True
        rules = await self._of(url)
        return rules is None or bool(rules.can_fetch(url, ROBOT))

    async def sitemaps(self, url: str) -> list[str]:
        """The sitemaps that the host's robots.txt names, in order."""
        rules = await self._of(url)
        return [] if rules is None else list(rules.sitemaps)

    async def _of(self, url: str) -> Protego | None:
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        task = self._rules.get(origin)
        if task is None:
            task = self._rules[origin] = asyncio.ensure_future(self._ask(f"{origin}/robots.txt"))
        return await asyncio.shield(task)

    async def _ask(self, url: str) -> Protego | None:
        try:
            answer = await self._client.look(url, keep=True)
        except HostGivenUpError:
            return None
        return rules_in(answer)


def rules_in(answer: Answer) -> Protego | None:
    """The rules in an answer to /robots.txt, None where it holds none."""
    if answer.status != 200 or answer.html or b"\x00" in answer.body[:512]:
        return None
    return Protego.parse(answer.body[:MAX_RULES_BYTES].decode("utf-8-sig", "replace"))
