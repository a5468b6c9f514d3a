"""Opening single pages in the browser for ``xuncha read --browser``, each within a hard limit of time."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.browser import NoBrowserError, executable, installed, launch_options
from crawler.examining import EXAMINING_S, examined
from crawler.renderer import WAIT_FOR_QUIET
from crawler.settings import CrawlSettings
from reports.errors import UsageError
from reports.reading import Source

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page, Route

CLOSING_S = 5
QUIET_S = 5
"""Time after which a page that never rests is read as it is."""


class Opened:
    """A browser for a few pages, one after the other."""

    def __init__(self, runner: asyncio.Runner, browser: Browser, settings: CrawlSettings) -> None:
        self._runner = runner
        self._browser = browser
        self._settings = settings

    def render(self, place: str, *, url: str, status: int) -> Source:
        """What the browser makes of a file (served to it as ``url`` where given) or of an address.

        Raises:
            UsageError: the page does not open in time.
        """
        return self._runner.run(self._render(place, url, status))

    async def _render(self, place: str, url: str, status: int) -> Source:
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        context = await self._browser.new_context(
            user_agent=self._settings.user_agent, locale="zh-CN", ignore_https_errors=True
        )
        try:
            async with asyncio.timeout(self._settings.timeout_s + QUIET_S + CLOSING_S):
                return await self._read(await context.new_page(), place, url, status)
        except TimeoutError:
            raise UsageError(f"{place}：浏览器没有在 {self._settings.timeout_s:g} 秒内打开") from None
        except (Error, OSError) as error:
            raise UsageError(f"{place}：浏览器打不开（{str(error).splitlines()[0][:200]}）") from None
        finally:
            with contextlib.suppress(Error, TimeoutError):
                async with asyncio.timeout(CLOSING_S):
                    await context.close()

    async def _read(self, page: Page, place: str, url: str, status: int) -> Source:
        from playwright.async_api import Error  # noqa: PLC0415 - an extra

        file = None if place.startswith(("http://", "https://")) else Path(place).resolve()
        address = url or (place if file is None else file.as_uri())
        if file is not None and url:
            await _serve(page, file.read_bytes(), url, status)
        response = await page.goto(address, timeout=self._settings.timeout_s * 1000)
        with contextlib.suppress(Error, TimeoutError):
            async with asyncio.timeout(QUIET_S):
                await page.wait_for_load_state("networkidle")
                await page.evaluate(WAIT_FOR_QUIET, 400)
        content = await page.content()
        final = url if file is not None else page.url
        return Source(
            body=content.encode("utf-8", "replace"),
            url=final,
            status=response.status if response is not None and file is None else status,
            content_type="text/html; charset=utf-8",
            examined=await _examined(page),
        )


async def _examined(page: Page) -> str | None:
    """What axe-core says of the page; None where it does not come to an end: the source has to do then."""
    from playwright.async_api import Error  # noqa: PLC0415 - an extra

    with contextlib.suppress(Error, TimeoutError):
        async with asyncio.timeout(EXAMINING_S):
            return await examined(page)
    return None


async def _serve(page: Page, body: bytes, url: str, status: int) -> None:
    """Answer ``url`` with a file, and nothing else with anything."""
    address = url.split("#", maxsplit=1)[0]

    async def serve(route: Route) -> None:
        if route.request.url.split("#")[0] == address:
            await route.fulfill(body=body, status=status, content_type="text/html")
        else:
            await route.abort()

    await page.route("**/*", serve)


@contextlib.contextmanager
def browser(settings: CrawlSettings) -> Iterator[Opened]:
    """A browser for a few pages.

    Raises:
        UsageError: there is none on this machine.
    """
    if not installed():
        raise UsageError("--browser：没有安装 Playwright，可 pip install 'xuncha[browser]'")
    from playwright.async_api import Error, async_playwright  # noqa: PLC0415 - an extra

    with asyncio.Runner() as runner:
        started = async_playwright()
        playwright = runner.run(started.__aenter__())
        try:
            path = executable(playwright)
            opened = runner.run(playwright.chromium.launch(**launch_options(path, settings.proxy)))
        except (NoBrowserError, Error) as error:
            runner.run(started.__aexit__(None, None, None))
            raise UsageError(f"--browser：{str(error).splitlines()[0][:200]}") from None
        try:
            yield Opened(runner, opened, settings)
        finally:
            with contextlib.suppress(Error):
                runner.run(opened.close())
            runner.run(started.__aexit__(None, None, None))
