"""What the browser does on an open page besides looking at it: search, open the version for the aged, leave.

Each act is a coroutine ``act(desk, asked, settle)`` that returns plain values; the renderer bounds its time. The
readers say where to click: they read the tree that the browser shows; their places count elements in document order.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any

from crawler.readers.dom import Dom

if TYPE_CHECKING:
    from playwright.async_api import Page

Settle = Callable[["Page"], Awaitable[None]]
"""Waits until a page rests."""

ACTING_S = 45
"""Time that one act has."""

MAX_HTML = 5 * 1024 * 1024
CONTENT_TRIES = 3
POPUP_S = 1.0
SHOT_QUALITY = 50
SHOT_S = 5


class Desk:
    """A page at work: the windows that it opens, what it asks in dialogs, the scripts that did not come.

    Made before the page is opened, so that nothing is missed.
    """

    def __init__(self, page: Page) -> None:
        self.page = page
        self.popups: list[Page] = []
        self.said: list[str] = []
        self.failed_scripts = 0
        self.failed_requests = 0
        page.on("popup", self._opened)
        page.on("dialog", lambda dialog: self.said.append(dialog.message[:200]))
        page.on("requestfailed", lambda request: self._failed(request.resource_type))
        page.on("response", lambda response: self._answered(response.status, response.request.resource_type))

    def _opened(self, window: Page) -> None:
        self.popups.append(window)

    def _failed(self, kind: str) -> None:
        if kind not in {"image", "media", "font"}:
            self.failed_requests += 1
        self.failed_scripts += kind == "script"

    def _answered(self, status: int, kind: str) -> None:
        if status >= 400:
            self._failed(kind)

    async def newest(self) -> Page:
        """The window that a visitor now looks at: the last one opened, else the page itself."""
        if not self.popups:
            await asyncio.sleep(POPUP_S)
        return next((one for one in reversed(self.popups) if not one.is_closed()), self.page)


async def content_of(page: Page, settle: Settle) -> str:
    """The markup that the browser shows, also where the page goes on while it is asked."""
    from playwright.async_api import Error  # noqa: PLC0415 - an extra

    for _ in range(CONTENT_TRIES):
        with contextlib.suppress(Error):
            return (await page.content())[:MAX_HTML]
        await settle(page)
    return (await page.content())[:MAX_HTML]


async def dom_of(page: Page, settle: Settle) -> Dom:
    """The tree that the browser shows, for the readers."""
    return Dom(await content_of(page, settle), url=page.url, encoding="utf-8")


async def picture(page: Page) -> str | None:
    """One screen of the page as JPEG in base64; None where the browser cannot draw it in time."""
    from playwright.async_api import Error  # noqa: PLC0415 - an extra

    with contextlib.suppress(Error, TimeoutError):
        async with asyncio.timeout(SHOT_S):
            shot = await page.screenshot(type="jpeg", quality=SHOT_QUALITY)
        return base64.b64encode(shot).decode("ascii")
    return None


Act = Callable[[Desk, Mapping[str, Any], Settle], Awaitable[dict[str, Any]]]
