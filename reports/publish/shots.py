"""A picture of a stored page with the element at fault outlined: drawn from stored bytes, nothing is fetched."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from selectolax.lexbor import LexborNode, SelectolaxError

from crawler.browser import NoBrowserError, executable, installed, launch_options
from crawler.readers.dom import Dom
from reports.masking import masked
from storage.records import Finding

if TYPE_CHECKING:
    from playwright.sync_api import Browser

log = logging.getLogger(__name__)

WIDTH, HEIGHT = 1280, 720
QUALITY = 60
TIMEOUT_MS = 10_000
MARK = "data-xuncha"
FRAME = "outline: 4px solid #d00 !important; outline-offset: 2px !important;"
NAMED = ("href", "src", "data", "action", "poster")
"""Attributes that may name the address at fault."""


@contextmanager
def browser() -> Iterator[Browser | None]:
    """A browser of our own; None where there is none on this machine."""
    if not installed():
        yield None
        return
    from playwright.sync_api import Error, sync_playwright  # noqa: PLC0415 - an extra

    with sync_playwright() as playwright:
        try:
            started = playwright.chromium.launch(**launch_options(executable(playwright)))
        except (NoBrowserError, Error) as error:
            log.warning("no browser: %s", str(error).splitlines()[0])
            yield None
            return
        try:
            yield started
        finally:
            started.close()


def outlined(dom: Dom, finding: Finding) -> tuple[str, bool]:
    """A page's markup with the element of a finding framed, numbers of persons masked; and whether one was found."""
    nodes = list(_selected(dom, finding)) or list(_naming(dom, finding.subject))
    for node in nodes[:1]:
        node.attrs["style"] = f"{node.attributes.get('style') or ''};{FRAME}"
        node.attrs[MARK] = "1"
    html = dom.tree.html or ""
    return masked(html), bool(nodes)


def _naming(dom: Dom, subject: str) -> Iterator[LexborNode]:
    """The elements that name an address, in document order."""
    bare = subject.partition("#")[0]
    for node in dom.tree.css(", ".join(f"[{name}]" for name in NAMED)):
        for name in NAMED:
            written = node.attributes.get(name)
            if written and (written == subject or (dom.resolve(written) or "").partition("#")[0] == bare):
                yield node


def _selected(dom: Dom, finding: Finding) -> Iterator[LexborNode]:
    """The element that a finding's own selector picks."""
    selector = finding.detail.get("selector")
    if isinstance(selector, str):
        try:
            yield from dom.tree.css(selector)
        except SelectolaxError:
            return


def shot(started: Browser, dom: Dom, finding: Finding) -> tuple[bytes, bool] | None:
    """A JPEG of one screen of the page around the element; None where the browser cannot draw it in time."""
    from playwright.sync_api import Error  # noqa: PLC0415 - an extra

    html, framed = outlined(dom, finding)
    context = started.new_context(
        java_script_enabled=False, viewport={"width": WIDTH, "height": HEIGHT}, service_workers="block", offline=True
    )
    try:
        context.route("**/*", lambda route: route.abort())
        page = context.new_page()
        page.set_default_timeout(TIMEOUT_MS)
        page.set_content(html, wait_until="domcontentloaded")
        if framed:
            element = page.locator(f"[{MARK}]").first
            framed = element.is_visible()
            if framed:
                element.scroll_into_view_if_needed()
        elif finding.check == "missing_footer_elements":
            page.keyboard.press("End")
        return page.screenshot(type="jpeg", quality=QUALITY), framed
    except Error as error:
        log.warning("no picture of %s: %s", finding.page, str(error).splitlines()[0])
        return None
    finally:
        context.close()
