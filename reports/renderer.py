"""The machine's renderer as a process of ours, for as long as an inspection needs it."""

from __future__ import annotations

import logging
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.browser import installed
from crawler.jobs import Job
from crawler.settings import CrawlSettings

log = logging.getLogger(__name__)


@contextmanager
def renderer(settings: CrawlSettings, work: Path, modes: Collection[str]) -> Iterator[str | None]:
    """Start the machine's renderer and give its socket; None where it is not wanted or there is no browser.

    ``modes``: when the sites want it (never, auto, always). ``work``: where its log goes.
    """
    if set(modes) <= {"never"} or not installed():
        yield None
        return
    with tempfile.TemporaryDirectory(prefix="xuncha-") as folder:
        socket = Path(folder) / "render"
        log_file = work / "renderer.log"
        log_file.parent.mkdir(parents=True, exist_ok=True)
        with log_file.open("ab") as errors:
            said = Job.settings_text(settings)
            command = [sys.executable, "-m", "crawler.renderer", "--socket", str(socket), "--settings", said]
            process = subprocess.Popen(  # noqa: S603 - our own module
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, start_new_session=True
            )
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            ready = process.stdout.readline().strip() == b"ready"
            if not ready:
                log.warning("no renderer: see %s", log_file)
            yield str(socket) if ready else None
        finally:
            process.stdin.close()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            process.stdout.close()
