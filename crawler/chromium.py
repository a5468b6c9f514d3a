"""One started browser: a context for each host, pages that are let go whatever they do, and how worn it is."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections import Counter, OrderedDict
from collections.abc import AsyncIterator, Awaitable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.settings import CrawlSettings

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Dialog, Page, Route

log = logging.getLogger(__name__)

PAGES_A_BROWSER = 500
BYTES_A_BROWSER = 1 << 30
"""Memory of all its processes from which on a browser is replaced."""

WEIGHED_EVERY = 10
"""Pages between two looks at the memory."""

CONTEXTS = 16
CLOSING_S = 5
BLOCKED_KINDS = frozenset({"image", "media", "font"})


class Chromium:
    """A browser at work. ``served``: pages that it has opened."""

    def __init__(self, browser: Browser, settings: CrawlSettings) -> None:
        self._browser = browser
        self._settings = settings
        self._contexts: OrderedDict[str, BrowserContext] = OrderedDict()
        self._in_use: Counter[str] = Counter()
        self._stuck = False
        self._retired = False
        self.served = 0

    @asynccontextmanager
    async def page(self, host: str, *, windows: bool = False) -> AsyncIterator[Page]:
        """A page in the context of ``host``, closed at the end of the block, with the ``windows`` that it may open."""
        self._in_use[host] += 1
        try:
            context = await self._context(host)
            page = await context.new_page()
            page.on("dialog", _dismiss)
            opened: list[Page] = []

            def keep(window: Page) -> None:
                opened.append(window)

            page.on("popup", keep if windows else _close)
            try:
                yield page
            finally:
                for window in opened:
                    self._stuck |= not await _quietly(window.close())
                self._stuck |= not await _quietly(page.close())
        finally:
            self.served += 1
            self._in_use[host] -= 1
            if self._retired and not self._in_use.total():
                await self.close()

    async def is_worn_out(self) -> bool:
        """Whether the next page had better be opened by a new browser."""
        if self._stuck or not self._browser.is_connected() or self.served >= PAGES_A_BROWSER:
            return True
        return self.served % WEIGHED_EVERY == WEIGHED_EVERY - 1 and await self._weight() >= BYTES_A_BROWSER

    async def retire(self) -> None:
        """Close the browser as soon as its last page has ended."""
        self._retired = True
        if not self._in_use.total():
            await self.close()

    async def close(self) -> None:
        """Close the browser now; harmless when it has died."""
        if not await _quietly(self._browser.close()):
            log.warning("a browser does not close")

    async def _context(self, host: str) -> BrowserContext:
        context = self._contexts.pop(host, None)
        if context is None:
            context = await self._browser.new_context(
                user_agent=self._settings.user_agent,
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
                ignore_https_errors=True,
                accept_downloads=False,
                service_workers="block",
            )
            await context.route("**/*", _without_pictures)
        raced = self._contexts.pop(host, None)
        if raced is not None and raced is not context:
            await _quietly(context.close())
            context = raced
        self._contexts[host] = context
        idle = next((old for old in self._contexts if not self._in_use[old]), None)
        if len(self._contexts) > CONTEXTS and idle is not None:
            await _quietly(self._contexts.pop(idle).close())
        return context

    async def _weight(self) -> int:
        """Bytes of memory that all processes of the browser hold; 0 where the system does not tell."""
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        try:
            async with asyncio.timeout(CLOSING_S):
                session = await self._browser.new_browser_cdp_session()
                said = await session.send("SystemInfo.getProcessInfo")
                await session.detach()
        except (Error, TimeoutError):
            return 0
        return sum(_memory(int(process["id"]) for process in said["processInfo"]))


def _memory(processes: Iterable[int]) -> Iterable[int]:
    """Bytes that each process holds, what it shares with others divided among them."""
    for process in processes:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    yield int(line.split()[1]) * 1024


async def _dismiss(dialog: Dialog) -> None:
    await _quietly(dialog.dismiss())


async def _close(popup: Page) -> None:
    await _quietly(popup.close())


async def _without_pictures(route: Route) -> None:
    """Pictures and fonts say nothing that is read."""
    if route.request.resource_type in BLOCKED_KINDS:
        await route.abort()
    else:
        await route.continue_()


async def _quietly(work: Awaitable[object]) -> bool:
    """Wait for the end of something that a hostile page may hold up; False where it does not come."""
    from playwright.async_api import Error  # noqa: PLC0415 - an extra

    try:
        async with asyncio.timeout(CLOSING_S):
            await work
    except TimeoutError:
        return False
    except Error:
        pass  # gone already
    return True
