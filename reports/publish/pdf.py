"""Our own HTML pages as PDF: tagged, fonts embedded, page numbers; by Chromium, else by WeasyPrint."""

from __future__ import annotations

import importlib.util
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from reports.errors import UsageError
from reports.publish import shots
from reports.publish.glyphs import readable

log = logging.getLogger(__name__)

Printer = Callable[[str], bytes]
"""A page's HTML to its PDF."""

TIMEOUT_MS = 120_000

PAGES: Mapping[str, Any] = {"prefer_css_page_size": True, "print_background": True, "tagged": True, "outline": True}
"""How Chromium prints: the pages as our style sheets lay them out, with their structure."""


@contextmanager
def printer() -> Iterator[Printer]:
    """What prints on this machine.

    Raises:
        UsageError: neither a browser nor WeasyPrint is there.
    """
    with shots.browser() as started:
        if started is not None:
            context = started.new_context(java_script_enabled=False, offline=True)

            def printed(html: str) -> bytes:
                sheet = context.new_page()
                try:
                    sheet.set_default_timeout(TIMEOUT_MS)
                    sheet.set_content(html, wait_until="load")
                    return readable(sheet.pdf(**PAGES))
                finally:
                    sheet.close()

            yield printed
            return
    if importlib.util.find_spec("weasyprint") is None:
        raise UsageError("--format pdf：这台机器上没有可用的浏览器（见 xuncha doctor），也没有安装 xuncha[pdf]")
    yield by_weasyprint


def by_weasyprint(html: str) -> bytes:
    """Print a page without a browser; nothing is fetched."""
    from weasyprint import HTML  # noqa: PLC0415 - an extra
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    inert = URLFetcher(allowed_protocols=["data"], allow_redirects=False)
    printed = HTML(string=html, url_fetcher=inert).write_pdf(pdf_tags=True, pdf_identifier=b"xuncha")
    return readable(bytes(printed or b""))
