"""One browser for all site processes of a machine, asked over a local socket.

``POST /render`` with JSON ``{"url", "timeout_s"}`` answers ``{"status", "html", "final_url", "error"}``. Pages of
one host share a context; the browser is restarted after 500 pages or when it dies; a page has a hard time limit.
Private addresses are refused in the browser as well, redirects and sub-resources included.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import logging
import sys
from collections import OrderedDict
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiohttp import web

from crawler.browser import NoBrowserError, executable, launch_options
from crawler.guards import may_fetch
from crawler.settings import CrawlSettings

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page, Playwright, Response, Route

log = logging.getLogger(__name__)

PAGES_A_BROWSER = 500
CONTEXTS = 16
TABS = 4
MAX_HTML = 20 * 1024 * 1024
QUIET_S = 0.4
BLOCKED_KINDS = frozenset({"image", "media", "font"})

WAIT_FOR_QUIET = """
(quiet) => new Promise(done => {
  let timer = setTimeout(done, quiet);
  const again = () => { clearTimeout(timer); timer = setTimeout(done, quiet); };
  new MutationObserver(again).observe(document, {childList: true, subtree: true, characterData: true});
})
"""


class Renderer:
    """A browser that gives back what its scripts made of a page."""

    def __init__(self, playwright: Playwright, path: str, settings: CrawlSettings) -> None:
        self._playwright = playwright
        self._path = path
        self._settings = settings
        self._browser: Browser | None = None
        self._contexts: OrderedDict[str, BrowserContext] = OrderedDict()
        self._in_use: dict[str, int] = {}
        self._served = 0
        self._tabs = asyncio.Semaphore(TABS)
        self._turn = asyncio.Lock()

    async def render(self, url: str, timeout_s: float) -> dict[str, Any]:
        """Open ``url``; never raises for what the page or the browser does."""
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        async with self._tabs:
            try:
                async with asyncio.timeout(timeout_s + 5):
                    return await self._open(url, timeout_s)
            except TimeoutError:
                return _answer(error="timeout")
            except Error as error:
                return _answer(error=error.message.splitlines()[0][:200])

    async def _open(self, url: str, timeout_s: float) -> dict[str, Any]:
        host = urlsplit(url).netloc
        context = await self._context(host)
        self._in_use[host] = self._in_use.get(host, 0) + 1
        page = await context.new_page()
        try:
            page.on("dialog", lambda dialog: asyncio.ensure_future(dialog.dismiss()))
            response = await page.goto(url, timeout=timeout_s * 1000, wait_until="load")
            await self._settle(page, timeout_s)
            html = await page.content()
            if len(html) > MAX_HTML:
                return _answer(error="too_large")
            return _answer(status=_status(response), html=html, final_url=page.url)
        finally:
            self._in_use[host] -= 1
            self._served += 1
            with contextlib.suppress(Exception):  # a dead browser has no page left to close
                await page.close()

    async def _settle(self, page: Page, timeout_s: float) -> None:
        """Wait until no request is open and the tree has been still; a page that never rests is read as it is."""
        from playwright.async_api import TimeoutError as Late  # noqa: PLC0415 - an extra

        with contextlib.suppress(Late):
            await page.wait_for_load_state("networkidle", timeout=min(timeout_s, 8) * 1000)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(3):
                await page.evaluate(WAIT_FOR_QUIET, QUIET_S * 1000)

    async def _context(self, host: str) -> BrowserContext:
        async with self._turn:
            if self._browser is None or not self._browser.is_connected():
                await self._start()
            elif self._served >= PAGES_A_BROWSER and not any(self._in_use.values()):
                log.info("restarting the browser after %d pages", self._served)
                await self.close()
                await self._start()
            assert self._browser is not None
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
                await context.route("**/*", self._guard)
            self._contexts[host] = context
            idle = next((old for old in self._contexts if not self._in_use.get(old) and old != host), None)
            if len(self._contexts) > CONTEXTS and idle is not None:
                await self._contexts.pop(idle).close()
            return context

    async def _guard(self, route: Route) -> None:
        request = route.request
        parts = urlsplit(request.url)
        if request.resource_type in BLOCKED_KINDS:
            await route.abort()
        elif parts.scheme in {"http", "https"} and not await may_fetch(request.url, self._settings):
            await route.abort("addressunreachable")
        else:
            await route.continue_()

    async def _start(self) -> None:
        self._contexts.clear()
        self._served = 0
        self._browser = await self._playwright.chromium.launch(**launch_options(self._path, self._settings.proxy))

    async def close(self) -> None:
        """Close the browser; harmless when it has died."""
        if self._browser is not None:
            with contextlib.suppress(Exception):
                await self._browser.close()
        self._browser = None


def _status(response: Response | None) -> int | None:
    return None if response is None else response.status


def _answer(
    *, status: int | None = None, html: str | None = None, final_url: str | None = None, error: str | None = None
) -> dict[str, Any]:
    return {"status": status, "html": html, "final_url": final_url, "error": error}


async def serve(socket: Path, settings: CrawlSettings) -> None:
    """Answer on ``socket`` until cancelled; prints ``ready`` when pages can be asked for.

    Raises:
        NoBrowserError: no Chromium on this machine, or it does not start.
    """
    from playwright.async_api import Error, async_playwright  # noqa: PLC0415 - an extra

    async with async_playwright() as playwright:
        renderer = Renderer(playwright, executable(playwright), settings)
        try:
            await renderer._start()
        except Error as error:
            raise NoBrowserError(f"Chromium 启动不了：{error.message.splitlines()[0][:200]}") from None

        async def handle(request: web.Request) -> web.Response:
            asked = await request.json()
            return web.json_response(await renderer.render(str(asked["url"]), float(asked.get("timeout_s", 20))))

        application = web.Application(client_max_size=64 * 1024)
        application.router.add_post("/render", handle)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        try:
            await web.UnixSite(runner, str(socket)).start()
            print("ready", flush=True)
            await _parent_gone()
        finally:
            await runner.cleanup()
            await renderer.close()


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
