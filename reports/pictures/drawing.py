"""Drawing a stored page in the browser, one screen around the element at fault; nothing is fetched."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.browser import NoBrowserError, executable, installed, launch_options
from crawler.readers.dom import Dom
from reports.pictures.framing import MARK, outlined
from storage.records import Finding

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page, Route

log = logging.getLogger(__name__)

WIDTH, HEIGHT = 1280, 720
SCALE = 0.75
"""Pixels of the picture to one of the page: legible on paper and in a cell, half the bytes."""

QUALITIES = (55, 25)
MAX_BYTES = 200_000
"""A picture that is larger at every quality is not kept."""

TIMEOUT_MS = 8_000
NOWHERE = "--host-resolver-rules=MAP * ~NOTFOUND"
"""Nothing is looked up either: a page may ask for names that it never uses."""

SHOWN = """
mark => {
  let node = document.querySelector(`[${mark}]`);
  const seen = one => { const box = one.getBoundingClientRect(); return box.width >= 4 && box.height >= 4
    && one.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}); };
  const inner = node;
  while (node && node !== document.body && !seen(node)) node = node.parentElement;
  if (!node || node === document.body) return false;
  if (node !== inner) node.style.cssText += ';' + inner.style.cssText;
  node.scrollIntoView({block: 'center', inline: 'center'});
  return true;
}
"""
"""Frames the nearest part that a visitor sees where the element itself is hidden; whether there is any."""

Sheets = Callable[[str], bytes | None]
"""The stored style sheet of an address, None where it is not kept."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG. ``framed``: the element at fault is on it, in a red frame."""

    jpeg: bytes
    framed: bool


@contextmanager
def easel() -> Iterator[BrowserContext | None]:
    """A browser of our own that runs no script and reaches nothing; None where there is none on this machine."""
    if not installed():
        yield None
        return
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - an extra

    with sync_playwright() as playwright:
        try:
            options = launch_options(executable(playwright))
            options["args"].append(NOWHERE)
            started = playwright.chromium.launch(**options)
        except (NoBrowserError, Error) as error:
            log.warning("no browser: %s", str(error).splitlines()[0])
            yield None
            return
        try:
            context = started.new_context(
                java_script_enabled=False,
                viewport={"width": WIDTH, "height": HEIGHT},
                device_scale_factor=SCALE,
                service_workers="block",
                locale="zh-CN",
            )
            context.set_default_timeout(TIMEOUT_MS)
            yield context
        finally:
            started.close()


def draw(context: BrowserContext, dom: Dom, finding: Finding, sheets: Sheets) -> Picture | None:
    """One screen of a page around the element of a finding; None where the browser cannot draw it in time."""
    from playwright.sync_api import Error  # noqa: PLC0415 - an extra

    html, framed = outlined(dom, finding)
    served = [html.encode("utf-8", "replace")]

    def answer(route: Route) -> None:
        kind = route.request.resource_type
        if kind == "document" and served:
            route.fulfill(body=served.pop(), content_type="text/html; charset=utf-8")
        elif kind == "document":  # a frame, or a page that sends its visitors on: nothing, and this page stays
            route.fulfill(status=204)
        elif kind == "stylesheet" and (sheet := sheets(route.request.url)) is not None:
            route.fulfill(body=sheet, content_type="text/css")
        else:
            route.abort()

    try:
        page = context.new_page()
    except Error as error:  # the browser is gone
        log.warning("no picture of %s: %s", finding.page, str(error).splitlines()[0])
        return None
    try:
        page.route("**/*", answer)
        page.goto(dom.url, wait_until="load")
        if framed:
            framed = bool(page.evaluate(SHOWN, MARK))
        jpeg = _taken(page)
        return None if jpeg is None else Picture(jpeg, framed)
    except Error as error:
        log.warning("no picture of %s: %s", finding.page, str(error).splitlines()[0])
        return None
    finally:
        with suppress(Error):
            page.close()


def _taken(page: Page) -> bytes | None:
    for quality in QUALITIES:
        jpeg = page.screenshot(type="jpeg", quality=quality, animations="disabled")
        if len(jpeg) <= MAX_BYTES:
            return jpeg
    return None
