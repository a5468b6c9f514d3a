"""Opening single pages in the browser for ``xuncha read --browser``."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.browser import NoBrowserError, executable, installed, launch_options
from crawler.renderer import WAIT_FOR_QUIET
from crawler.settings import CrawlSettings
from reports.errors import UsageError
from reports.reading import Source

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Route


@contextlib.contextmanager
def browser(settings: CrawlSettings) -> Iterator[Browser]:
    """A browser for a few pages.

    Raises:
        UsageError: there is none on this machine.
    """
    if not installed():
        raise UsageError("--browser：没有安装 Playwright，可 pip install 'xuncha[browser]'")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - an extra

    with sync_playwright() as playwright:
        try:
            path = executable(playwright)
        except NoBrowserError as error:
            raise UsageError(f"--browser:{error}") from None
        opened = playwright.chromium.launch(**launch_options(path, settings.proxy))
        try:
            yield opened
        finally:
            opened.close()


def render(opened: Browser, place: str, *, url: str, settings: CrawlSettings, status: int) -> Source:
    """What the browser makes of a file (served to it as ``url`` where given) or of an address.

    Raises:
        UsageError: the page does not open in time.
    """
    from playwright.sync_api import Error  # noqa: PLC0415 - an extra

    file = None if place.startswith(("http://", "https://")) else Path(place).resolve()
    address = url or (place if file is None else file.as_uri())
    context = opened.new_context(user_agent=settings.user_agent, locale="zh-CN", ignore_https_errors=True)
    try:
        page = context.new_page()
        if file is not None and url:
            body = file.read_bytes()

            def serve(route: Route) -> None:
                if route.request.url.split("#")[0] == page_address:
                    route.fulfill(body=body, status=status, content_type="text/html")
                else:
                    route.abort()

            page_address = url.split("#", maxsplit=1)[0]
            page.route("**/*", serve)
        response = page.goto(address, timeout=settings.timeout_s * 1000)
        with contextlib.suppress(Error):
            page.wait_for_load_state("networkidle", timeout=5000)
            page.evaluate(WAIT_FOR_QUIET, 400)
        return Source(
            body=page.content().encode("utf-8"),
            url=url if file is not None else page.url,
            status=response.status if response is not None and file is None else status,
            content_type="text/html; charset=utf-8",
        )
    except (Error, OSError) as error:
        raise UsageError(f"{place}：浏览器打不开（{str(error).splitlines()[0][:200]}）") from None
    finally:
        context.close()
