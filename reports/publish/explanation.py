"""The explanation of a finding as one A4 page: HTML, and PDF where a browser is there."""

from __future__ import annotations

import base64
from importlib import resources
from typing import TYPE_CHECKING

from markupsafe import Markup

from reports.errors import UsageError
from reports.explaining import CONTEST, Explanation
from reports.publish import shots
from reports.publish.html import environment

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from crawler.readers.dom import Dom


def html(said: Explanation, dom: Dom | None, started: Browser | None) -> str:
    """One self-contained page. ``dom``: the stored page that shows the fault, None where its body is not kept."""
    picture = shots.shot(started, dom, said.finding) if started is not None and dom is not None else None
    style = (resources.files("reports.publish") / "templates" / "explanation.css").read_text(encoding="utf-8")
    return (
        environment()
        .get_template("explanation.html")
        .render(
            said=said,
            shot=None if picture is None else _source(picture[0]),
            framed=picture is not None and picture[1],
            contest=CONTEST,
            style=Markup(style),  # noqa: S704 - our own style sheet
        )
    )


def _source(picture: bytes) -> Markup:
    encoded = base64.b64encode(picture).decode("ascii")
    return Markup(f"data:image/jpeg;base64,{encoded}")  # noqa: S704 - letters and digits of our own


def pdf(page: str, started: Browser | None) -> bytes:
    """The page as PDF.

    Raises:
        UsageError: no browser is there to print it.
    """
    if started is None:
        raise UsageError("--format pdf：这台机器上没有可用的浏览器（见 xuncha doctor），可改用 --format html")
    context = started.new_context(java_script_enabled=False, offline=True)
    try:
        sheet = context.new_page()
        sheet.set_content(page, wait_until="load")
        return sheet.pdf(prefer_css_page_size=True, print_background=True, page_ranges="1")
    finally:
        context.close()
