from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

from crawler.browser import NoBrowserError, executable, launch_options


@pytest.fixture
def browser() -> Iterator[Browser]:
    """A real Chromium; without one the test is skipped, aloud."""
    with sync_playwright() as playwright:
        try:
            path = executable(playwright)
        except NoBrowserError as error:
            pytest.skip(str(error))
        started = playwright.chromium.launch(**launch_options(path))
        yield started
        started.close()
