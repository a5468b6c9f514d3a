"""One inspection of the demonstration city, shared by all tests of this folder (they run on one worker)."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, sync_playwright

from crawler.browser import NoBrowserError, executable, launch_options

PERIOD = "2026Q4"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.city)


def xuncha(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a command as a user does."""
    command = [sys.executable, "-m", "reports.cli", *(str(argument) for argument in arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, check=False, timeout=400)


def exported(workspace: Path, what: str) -> list[dict[str, Any]]:
    ended = xuncha("export", what, "--workspace", workspace, "--period", PERIOD)
    assert ended.returncode == 0, ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> subprocess.CompletedProcess[str]:
    """``xuncha demo`` from an empty folder; ``args[-1]`` is its workspace."""
    out = tmp_path_factory.mktemp("demonstration") / "city of tests"
    return xuncha("demo", "--out", out)


@pytest.fixture(scope="session")
def inspected(demonstration: subprocess.CompletedProcess[str]) -> Path:
    """The workspace of an inspected city."""
    assert demonstration.returncode == 0, demonstration.stderr
    return Path(demonstration.args[-1])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium; without one the test is skipped, aloud.

    No longer than a module: Playwright's event loop keeps running in the thread, and other tests run loops of theirs.
    """
    with sync_playwright() as playwright:
        try:
            path = executable(playwright)
        except NoBrowserError as error:
            pytest.skip(str(error))
        started = playwright.chromium.launch(**launch_options(path))
        yield started
        started.close()
