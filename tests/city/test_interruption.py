"""Ctrl-C in the middle of a crawl: what was gathered stays, and going on gives what one go would have given."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from demo.city import build
from tests.city.conftest import PERIOD, exported, xuncha

SITES = ("czj", "jyj")
OF_ACCOUNTS = {"undistributed_policies"}
"""What needs the accounts of an agency too: sites that are chosen by name are inspected without them."""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Path]:
    """The city, served, not inspected."""
    city = build(tmp_path)
    command = [sys.executable, "-m", "demo.server", "--workspace", str(tmp_path), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        city.write_settings(int(server.stdout.readline().split()[-1]))
        yield tmp_path
        server.terminate()


def test_an_interrupted_inspection_goes_on_where_it_stopped(workspace: Path, inspected: Path) -> None:
    chosen = [part for site in SITES for part in ("--site", site)]
    arguments = ["inspect", "--workspace", str(workspace), "--period", PERIOD, "--as-of", "2026-11-20", *chosen]
    command = [sys.executable, "-m", "reports.cli", *arguments]
    started = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    deadline = time.monotonic() + 60
    while not list(workspace.glob("evidence/**/*.pack")) and time.monotonic() < deadline and started.poll() is None:
        time.sleep(0.05)
    started.send_signal(signal.SIGINT)
    _, said = started.communicate(timeout=60)
    assert started.returncode == 3, said
    assert "--resume" in said
    assert "Traceback" not in said

    refused = xuncha(*arguments)
    assert refused.returncode == 2
    assert "--resume" in refused.stderr
    ended = xuncha(*arguments, "--resume")
    assert ended.returncode == 0, ended.stderr

    def seen(folder: Path) -> set[tuple[str, str]]:
        rows = exported(folder, "findings")
        mine = [row for row in rows if row["target"] in SITES]
        return {(row["key"], row["reason"]) for row in mine if row["check"] not in OF_ACCOUNTS}

    assert seen(workspace) == seen(inspected)
    pages = {(row["target"], row["url"]) for row in exported(inspected, "pages") if row["target"] in SITES}
    assert {(row["target"], row["url"]) for row in exported(workspace, "pages")} == pages
