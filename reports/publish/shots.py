"""A browser of our own for our own pages."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from crawler.browser import NoBrowserError, executable, installed, launch_options

if TYPE_CHECKING:
    from playwright.sync_api import Browser

log = logging.getLogger(__name__)


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
