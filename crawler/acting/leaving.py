"""Clicking links that lead out of the world of government sites, to see whether the page asks first."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from crawler.acting import Desk, Settle, picture

if TYPE_CHECKING:
    from playwright.async_api import Page, Request, Route

CLICK_S = 1.5
"""Time that a click has to show what it does."""

STEP_S = 0.05

WORDS = "离开|跳转|外部链接|外网|第三方|非政府|非本站|即将访问|继续访问|不属于|是否继续"

CLICK = """
(url) => {
  const bare = text => text.split("#")[0];
  const link = [...document.links].find(one => bare(one.href) === url);
  if (!link) return false;
  link.click();
  return true;
}
"""

NOTICE = """
(words) => {
  const says = new RegExp(words);
  const told = text => text && text.length < 400 && says.test(text);
  const tops = [...document.querySelectorAll("div, dialog, section, aside, table, p")]
    .filter(element => element.childElementCount < 40 && told(element.innerText));
  return tops.filter(element => element.checkVisibility({visibilityProperty: true, opacityProperty: true})).length;
}
"""


@dataclass  # no slots: Playwright marks the object whose method it calls
class _Gate:
    """Keeps the browser on the site: where it wanted to go is written down instead."""

    own: str
    wanted: list[str] = field(default_factory=list)

    async def route(self, route: Route) -> None:
        request = route.request
        host = (urlsplit(request.url).hostname or "").lower()
        if request.is_navigation_request() and _fills_a_window(request):
            self.wanted.append(request.url)
            if host.removeprefix("www.") != self.own:
                await route.abort()
                return
        await route.fallback()


def _fills_a_window(request: Request) -> bool:
    """Whether a navigation is that of a whole window, not of a frame in a page."""
    from playwright.async_api import Error  # noqa: PLC0415 - an extra

    try:
        return request.frame.parent_frame is None
    except Error:  # a window so new that it has no frame yet
        return True


async def leave(desk: Desk, asked: Mapping[str, Any], settle: Settle) -> dict[str, Any]:
    """Click each of ``asked["links"]``: gives ``links``, pairs of address and announced, straight or unclear."""
    from playwright.async_api import Error  # noqa: PLC0415 - an extra

    page = desk.page
    gate = _Gate((urlsplit(page.url).hostname or "").lower().removeprefix("www."))
    await page.context.route("**/*", gate.route)
    home, came = page.url, []
    for url in asked["links"]:
        outcome = "unclear"
        with contextlib.suppress(Error):
            outcome = await _click(page, url, desk, gate)
        came.append([url, outcome])
        if page.url != home or outcome != "straight":
            await _back(page, home, settle)
    return {"links": came, "failed_scripts": desk.failed_scripts, "picture": await picture(page)}


async def _back(page: Page, home: str, settle: Settle) -> None:
    """Open the page anew; what a click has begun may still get in the way."""
    from playwright.async_api import Error  # noqa: PLC0415 - an extra

    for _ in range(3):
        with contextlib.suppress(Error):
            await settle(page)
            await page.goto(home, wait_until="commit")
            await settle(page)
            return


async def _click(page: Page, url: str, desk: Desk, gate: _Gate) -> str:
    """What one click does: a question or a page of the site's own announces, an attempt to go there does not."""
    own = gate.own
    before = int(await page.evaluate(NOTICE, WORDS))
    desk.said.clear()
    gate.wanted.clear()
    if not await page.evaluate(CLICK, url):
        return "unclear"
    for _ in range(round(CLICK_S / STEP_S)):
        await asyncio.sleep(STEP_S)
        if desk.said or gate.wanted:
            break
    outcome = "unclear"
    if desk.said:
        outcome = "announced"
    elif gate.wanted:
        host = (urlsplit(gate.wanted[0]).hostname or "").lower().removeprefix("www.")
        outcome = "announced" if host == own else "straight"
    elif int(await page.evaluate(NOTICE, WORDS)) > before:
        outcome = "announced"
    for popup in desk.popups:
        await popup.close()
    desk.popups.clear()
    return outcome
