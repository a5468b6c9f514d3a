"""Having axe-core look at an open page, and marking on its elements what it found and what is not shown.

The marks make one tree of both answers: the readers' own rules run on it with the browser's knowledge of what is
hidden, and one function says where a barrier stands, so that nothing is found twice under two names.
"""

from __future__ import annotations

import importlib.util
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.readers.barriers.tree import MARK_FOUND, MARK_HIDDEN

if TYPE_CHECKING:
    from playwright.async_api import Page

EXAMINING_S = 15
"""Time that axe-core has for one page; slower pages are judged by their source."""

MAX_NODES = 200
"""Elements of one rule that are marked on one page."""

MAX_MARKED = 20 * 1024 * 1024


@cache
def axe_core() -> str | None:
    """The source of axe-core; None where the extra ``[browser]`` is not installed."""
    found = importlib.util.find_spec("axe_playwright_python")
    folders = [Path(place) for place in (found.submodule_search_locations or ())] if found is not None else []
    path = next((file for folder in folders for file in sorted(folder.rglob("axe.min.js"))), None)
    return path.read_text(encoding="utf-8") if path is not None else None


@cache
def _marking() -> str:
    return (resources.files("crawler") / "axe.js").read_text(encoding="utf-8")


async def examined(page: Page) -> str | None:
    """The open page's markup with the marks; None where axe-core is missing or the page breaks it.

    The caller bounds the time. Raises Playwright's ``Error`` where the page goes away meanwhile.
    """
    source = axe_core()
    if source is None:
        return None
    await page.evaluate(source)
    marked = await page.evaluate(_marking(), [MARK_FOUND, MARK_HIDDEN, MAX_NODES])
    return marked if isinstance(marked, str) and len(marked) <= MAX_MARKED else None
