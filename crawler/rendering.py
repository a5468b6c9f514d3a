"""Asking the machine's browser what a page looks like after its scripts have run."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import dataclass

import aiohttp

from crawler.readers.reading import Reading

log = logging.getLogger(__name__)

TIMEOUT_S = 20
"""Time the browser has for one page."""

FOOTERS_A_TEMPLATE = 3
"""Pages of one template that are opened only to see a footer that scripts build."""

FOOTER_ONLY = "footer_by_script"


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a browser shows. ``html``: the tree after scripts have run; ``final_url``: where they led."""

    html: str
    final_url: str


class Renderer:
    """The client of the renderer's socket. ``socket`` None: there is no browser, nothing is ever rendered."""

    def __init__(self, socket: str | None, *, mode: str, total: int = 4) -> None:
        self._mode = mode if socket is not None else "never"
        self._footers: Counter[str | None] = Counter()
        self._turns = asyncio.Semaphore(total)
        self._session = (
            None
            if socket is None or mode == "never"
            else aiohttp.ClientSession(
                connector=aiohttp.UnixConnector(path=socket), timeout=aiohttp.ClientTimeout(total=TIMEOUT_S * 3)
            )
        )

    def sampled(self, reading: Reading) -> bool:
        """Whether only the footer of a page is built by script and other pages of its template were opened for it."""
        return self._mode == "auto" and reading.needs_browser == FOOTER_ONLY

    def wants(self, reading: Reading) -> bool:
        """Whether this page is to be opened in the browser."""
        if self._mode == "never" or (self._mode == "auto" and reading.needs_browser is None):
            return False
        if self._mode == "auto" and reading.needs_browser == FOOTER_ONLY:
            self._footers[reading.template] += 1
            return self._footers[reading.template] <= FOOTERS_A_TEMPLATE
        return True

    async def render(self, url: str) -> Rendered | None:
        """Open ``url`` in the browser; None where it could not: the raw page then has to do."""
        if self._session is None:
            return None
        try:
            async with (
                self._turns,
                self._session.post("http://renderer/render", json={"url": url, "timeout_s": TIMEOUT_S}) as response,
            ):
                answer = await response.json()
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            log.warning("rendering %s failed: %s", url, error)
            return None
        if answer.get("error") or not answer.get("html"):
            log.info("rendering %s failed: %s", url, answer.get("error"))
            return None
        if (answer.get("status") or 200) >= 400:
            log.info("rendering %s failed: a browser is answered %s", url, answer["status"])
            return None
        return Rendered(str(answer["html"]), str(answer.get("final_url") or url))

    async def close(self) -> None:
        """Close the connection to the renderer."""
        if self._session is not None:
            await self._session.close()
