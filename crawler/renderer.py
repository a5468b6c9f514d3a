"""One browser for all site processes of a machine, asked over a local socket.

``POST /render`` with JSON ``{"url", "timeout_s", "examine"}`` answers ``{"status", "html", "final_url", "examined",
"error"}``; ``examined`` is the markup with the marks of axe-core where that was asked for. ``POST /act`` with ``{"act",
"url", "timeout_s", ...}`` opens a page and does there what a visitor does (``crawler.acting``). Pages of one host
share a context; the browser makes room for a new one after 500 pages, at 1 GB or when it dies; a page has a hard time
limit. Everything that the browser opens goes through the gateway, which refuses private addresses.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import logging
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiohttp import web

from crawler.acting import ACTING_S, Act, Desk
from crawler.acting.leaving import leave
from crawler.acting.searching import search
from crawler.acting.senior import open_senior_version
from crawler.browser import NoBrowserError, executable, launch_options
from crawler.chromium import CLOSING_S, Chromium
from crawler.examining import EXAMINING_S, examined
from crawler.gateway import Gateway
from crawler.settings import CrawlSettings

if TYPE_CHECKING:
    from playwright.async_api import Page, Playwright, Response

log = logging.getLogger(__name__)

ACTS: Mapping[str, Act] = {"search": search, "senior": open_senior_version, "leave": leave}

TABS = 4
MAX_HTML = 20 * 1024 * 1024
QUIET_S = 0.4

WAIT_FOR_QUIET = """
(quiet) => new Promise(done => {
  let timer = setTimeout(done, quiet);
  const again = () => { clearTimeout(timer); timer = setTimeout(done, quiet); };
  new MutationObserver(again).observe(document, {childList: true, subtree: true, characterData: true});
})
"""

LENGTH = "() => document.documentElement ? document.documentElement.outerHTML.length : 0"


class Renderer:
    """Browsers that give back what scripts made of a page: one at work, and worn-out ones until their last page ends.

    ``gateway``: address of the proxy through which everything goes out.
    """

    def __init__(self, playwright: Playwright, path: str, settings: CrawlSettings, gateway: str) -> None:
        self._playwright = playwright
        self._options = launch_options(path, gateway)
        self._settings = settings
        self._current: Chromium | None = None
        self._tabs = asyncio.Semaphore(TABS)
        self._turn = asyncio.Lock()

    async def start(self) -> None:
        """Start the browser before anybody asks. Raises Playwright's ``Error`` where it does not start."""
        async with self._turn:
            await self._renew()

    async def render(self, url: str, timeout_s: float, *, examine: bool = False) -> dict[str, Any]:
        """Open ``url``; never raises for what the page or the browser does."""
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        async with self._tabs:
            try:
                async with asyncio.timeout(timeout_s + CLOSING_S + (EXAMINING_S if examine else 0)):
                    return await self._open(url, timeout_s, examine=examine)
            except TimeoutError:
                return _answer(error="timeout")
            except Error as error:
                return _answer(error=error.message.splitlines()[0][:200])

    async def act(self, name: str, url: str, timeout_s: float, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Open ``url`` and do one of ``ACTS`` there; ``error`` says what kept it from being done, None where it was."""
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        async with self._tabs:
            try:
                async with asyncio.timeout(timeout_s + ACTING_S):
                    chromium = await self._browser()
                    # a context of its own: what an act keeps from being opened must not be kept from other pages
                    async with chromium.page(f"{name} {url}", windows=True) as page:
                        desk = Desk(page)
                        response = await page.goto(url, timeout=timeout_s * 1000, wait_until="commit")
                        await self._settle(page, timeout_s)
                        if (_status(response) or 200) >= 400:
                            return {"error": f"status {_status(response)}"}
                        settle = partial(self._settle, timeout_s=timeout_s)
                        return {"error": None, **await ACTS[name](desk, asked, settle)}
            except TimeoutError:
                return {"error": "timeout"}
            except Error as error:
                return {"error": error.message.splitlines()[0][:200]}

    async def _open(self, url: str, timeout_s: float, *, examine: bool) -> dict[str, Any]:
        chromium = await self._browser()
        async with chromium.page(urlsplit(url).netloc) as page:
            response = await page.goto(url, timeout=timeout_s * 1000, wait_until="commit")
            await self._settle(page, timeout_s)
            if int(await page.evaluate(LENGTH)) > MAX_HTML:
                return _answer(error="too_large")
            html, final_url = await page.content(), page.url
            marked = await self._examine(page) if examine else None
            return _answer(status=_status(response), html=html, final_url=final_url, examined=marked)

    async def _examine(self, page: Page) -> str | None:
        """The page with the marks of axe-core; None where that does not come to an end."""
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        with contextlib.suppress(Error, TimeoutError):
            async with asyncio.timeout(EXAMINING_S - 1):
                return await examined(page)
        return None

    async def _settle(self, page: Page, timeout_s: float) -> None:
        """Wait until no request is open and the tree has been still; a page that never rests is read as it is.

        Both are waited for at once: what an answer changes, it changes before the network counts as idle.
        """
        from playwright.async_api import TimeoutError as Late  # noqa: PLC0415 - an extra

        limit_ms = min(timeout_s / 2, 8) * 1000
        with contextlib.suppress(Late):
            await page.wait_for_load_state("domcontentloaded", timeout=limit_ms)
        ended: list[object] = []
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(limit_ms / 1000):
                idle = page.wait_for_load_state("networkidle", timeout=limit_ms)
                ended += await asyncio.gather(idle, self._quiet(page), return_exceptions=True)
        for came in ended:
            if isinstance(came, BaseException) and not isinstance(came, (Late, TimeoutError)):
                raise came

    async def _quiet(self, page: Page) -> None:
        """Wait until the tree has been still for a moment; three seconds at most."""
        async with asyncio.timeout(3):
            await page.evaluate(WAIT_FOR_QUIET, QUIET_S * 1000)

    async def _browser(self) -> Chromium:
        async with self._turn:
            if self._current is None or await self._current.is_worn_out():
                await self._renew()
            assert self._current is not None
            return self._current

    async def _renew(self) -> None:
        if self._current is not None:
            log.info("a new browser after %d pages", self._current.served)
            await self._current.retire()
        self._current = None
        self._current = Chromium(await self._playwright.chromium.launch(**self._options), self._settings)

    async def close(self) -> None:
        """Close the browser; harmless when it has died."""
        if self._current is not None:
            await self._current.close()
        self._current = None


def _status(response: Response | None) -> int | None:
    return None if response is None else response.status


def _answer(
    *,
    status: int | None = None,
    html: str | None = None,
    final_url: str | None = None,
    examined: str | None = None,
    error: str | None = None,
) -> dict[str, Any]:
    return {"status": status, "html": html, "final_url": final_url, "examined": examined, "error": error}


async def serve(socket: Path, settings: CrawlSettings) -> None:
    """Answer on ``socket`` until cancelled; prints ``ready`` when pages can be asked for.

    Raises:
        NoBrowserError: no Chromium on this machine, or it does not start.
    """
    from playwright.async_api import Error, async_playwright  # noqa: PLC0415 - an extra

    gateway = Gateway(settings)
    async with async_playwright() as playwright:
        renderer = Renderer(playwright, executable(playwright), settings, await gateway.open())
        try:
            await renderer.start()
        except Error as error:
            raise NoBrowserError(f"Chromium 启动不了：{error.message.splitlines()[0][:200]}") from None

        async def handle(request: web.Request) -> web.Response:
            asked = await request.json()
            url, timeout_s = str(asked["url"]), float(asked.get("timeout_s", 20))
            return web.json_response(await renderer.render(url, timeout_s, examine=bool(asked.get("examine"))))

        application = web.Application(client_max_size=64 * 1024)

        async def act(request: web.Request) -> web.Response:
            asked = await request.json()
            name, url, timeout_s = str(asked["act"]), str(asked["url"]), float(asked.get("timeout_s", 20))
            return web.json_response(await renderer.act(name, url, timeout_s, asked))

        application.router.add_post("/render", handle)
        application.router.add_post("/act", act)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        try:
            await web.UnixSite(runner, str(socket)).start()
            print("ready", flush=True)
            await _parent_gone()
        finally:
            await runner.cleanup()
            await renderer.close()
            await gateway.close()


async def _parent_gone() -> None:
    """Return when standard input closes: the renderer must not outlive the run that started it."""
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while await reader.read(1024):
        continue


def main() -> int:
    """Run the renderer as a process of its own; 2 where there is no browser."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--socket", type=Path, required=True)
    parser.add_argument("--settings", required=True, help="CrawlSettings as JSON")
    arguments = parser.parse_args()
    values = json.loads(arguments.settings)
    values |= {name: tuple(values[name]) for name in ("allow_private_hosts", "known_good") if name in values}
    try:
        asyncio.run(serve(arguments.socket, CrawlSettings(**values)))
    except NoBrowserError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 0
    return 0


if __name__ == "__main__":
    sys.exit(main())
