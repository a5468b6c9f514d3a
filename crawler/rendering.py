"""Asking the machine's browser what a page looks like after its scripts have run."""

from __future__ import annotations

import asyncio
import logging
import re
from collections import Counter
from dataclasses import dataclass
from typing import Any

import aiohttp

from crawler.acting import ACTING_S
from crawler.examining import EXAMINING_S
from crawler.readers.columns import role_of
from crawler.readers.reading import Reading
from storage.records import Answer, PageKind

log = logging.getLogger(__name__)

TIMEOUT_S = 20
"""Time the browser has for one page."""

FOOTERS_A_TEMPLATE = 3
"""Pages of one template that are opened only to see a footer that scripts build."""

FOOTER_ONLY = "footer_by_script"

EXAMINED_ARTICLES = 10
"""Articles of a site that are examined, besides one page of each template."""

EXAMINED_COLUMNS = 300
"""Columns of a site that are examined, each by its first page."""

_FURTHER = re.compile(r"\W*(?:第?\s*\d+\s*页?|[上下首尾末前后]一?页|prev|next|first|last)?\W*", re.IGNORECASE)
"""Texts of links to further pages of a list."""


def _is_column(reading: Reading, name: str) -> bool:
    """Whether a page is the first of a list, or the only one of a column that is called what columns are called."""
    if reading.kind is PageKind.LIST:
        return not _FURTHER.fullmatch(name.strip()[:40])
    return role_of(name) is not None


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a browser shows. ``html``: the tree after scripts have run; ``final_url``: where they led.
    ``examined``: the tree with the browser's marks on barriers, None where nobody asked or it came to no end."""

    html: str
    final_url: str
    examined: str | None = None


class Renderer:
    """The client of the renderer's socket. ``socket`` None: there is no browser, nothing is ever rendered.
    ``examine``: pages that may be opened for their barriers, besides the home page and those of columns; where asked,
    ``every`` page is."""

    def __init__(self, socket: str | None, *, mode: str, examine: int = 0, total: int = 4, every: bool = False) -> None:
        self._every = every
        self._mode = mode if socket is not None else "never"
        self._footers: Counter[str | None] = Counter()
        self._examine = examine if self._mode != "never" else 0
        self._sampling = self._examine > 0
        self._templates: set[str | None] = set()
        self._columns = self._articles = 0
        self._turns = asyncio.Semaphore(total)
        self._session = (
            None
            if socket is None or mode == "never"
            else aiohttp.ClientSession(
                connector=aiohttp.UnixConnector(path=socket),
                timeout=aiohttp.ClientTimeout(total=TIMEOUT_S * 3 + max(EXAMINING_S, ACTING_S)),
            )
        )

    def sampled(self, reading: Reading) -> bool:
        """Whether only the footer of a page is built by script and other pages of its template were opened for it."""
        return self._mode == "auto" and reading.needs_browser == FOOTER_ONLY

    def wants(self, reading: Reading) -> bool:
        """Whether this page is to be opened in the browser."""
        if self._mode == "never" or (self._mode == "auto" and reading.needs_browser is None):
            return False
        if self._mode == "auto" and reading.needs_browser == FOOTER_ONLY and not self._every:
            self._footers[reading.template] += 1
            return self._footers[reading.template] <= FOOTERS_A_TEMPLATE
        return True

    def examines(self, reading: Reading, name: str | None = None) -> bool:
        """Whether this page is one of the sample that is opened for its barriers: home, a column, a new template, one
        of the first articles. ``name``: text of the link that led to it, None for the home page."""
        if not self._sampling or reading.answer is not Answer.PAGE:
            return False
        if self._every:
            return True
        if name is None or (_is_column(reading, name) and self._columns < EXAMINED_COLUMNS):
            self._columns += name is not None
            self._templates.add(reading.template)
            return True
        if self._examine <= 0:
            return False
        if reading.template in self._templates:
            self._articles += reading.kind is not PageKind.LIST
            if reading.kind is PageKind.LIST or self._articles > EXAMINED_ARTICLES:
                return False
        self._templates.add(reading.template)
        self._examine -= 1
        return True

    async def render(self, url: str, *, examine: bool = False) -> Rendered | None:
        """Open ``url`` in the browser; None where it could not: the raw page then has to do."""
        if self._session is None:
            return None
        asked = {"url": url, "timeout_s": TIMEOUT_S} | ({"examine": True} if examine else {})
        try:
            async with (
                self._turns,
                self._session.post("http://renderer/render", json=asked) as response,
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
        return Rendered(str(answer["html"]), str(answer.get("final_url") or url), answer.get("examined"))

    @property
    def opens(self) -> bool:
        """Whether there is a browser to ask."""
        return self._session is not None

    async def act(self, name: str, url: str, **asked: Any) -> dict[str, Any] | None:
        """Have the browser open ``url`` and do something there (``crawler.acting``); None where it could not."""
        if self._session is None:
            return None
        asked |= {"act": name, "url": url, "timeout_s": TIMEOUT_S}
        try:
            async with self._turns, self._session.post("http://renderer/act", json=asked) as response:
                answer = await response.json()
        except (aiohttp.ClientError, OSError, TimeoutError, ValueError) as error:
            log.warning("%s on %s failed: %s", name, url, error)
            return None
        if answer.get("error"):
            log.info("%s on %s failed: %s", name, url, answer["error"])
            return None
        return dict(answer)

    async def close(self) -> None:
        """Close the connection to the renderer."""
        if self._session is not None:
            await self._session.close()
