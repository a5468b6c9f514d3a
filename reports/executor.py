"""Running many crawls: each site in a process of its own, held by its parent by process id.

One kill a site, one log a site, memory comes back. Beyond one machine another executor with the same two
methods would start the same processes elsewhere.
"""

from __future__ import annotations

import json
import logging
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A process to run: ``python -m module file``. ``name`` tells it apart in progress and logs."""

    name: str
    module: str
    file: Path
    log: Path


Progress = Callable[[str, Mapping[str, Any]], None]
"""Called with a job's name and each JSON object that it prints."""

Ended = Callable[[str, int], None]
"""Called with a job's name and its exit code when it has ended. Both are called from several threads."""


class LocalExecutor:
    """Runs jobs as child processes of this one, ``width`` at a time."""

    def __init__(self, width: int) -> None:
        self._width = max(1, width)
        self._children: dict[str, subprocess.Popen[str]] = {}
        self._lock = threading.Lock()
        self._stopping = False

    def run(self, jobs: Sequence[Job], progress: Progress, ended: Ended) -> dict[str, int]:
        """Run all jobs and return their exit codes by name; 3 for those never started because of ``stop``.

        A child that dies by a signal has a negative code. Interrupting the caller stops the children first.
        """
        with ThreadPoolExecutor(max_workers=self._width) as threads:
            futures = {job.name: threads.submit(self._run_one, job, progress, ended) for job in jobs}
            try:
                return {name: future.result() for name, future in futures.items()}
            except KeyboardInterrupt:
                self.stop()
                return {name: future.result() for name, future in futures.items()}

    def stop(self) -> None:
        """Ask every child to finish what it holds and end; start no more."""
        with self._lock:
            self._stopping = True
            for child in self._children.values():
                child.send_signal(signal.SIGTERM)

    def _run_one(self, job: Job, progress: Progress, ended: Ended) -> int:
        job.log.parent.mkdir(parents=True, exist_ok=True)
        with job.log.open("ab") as errors:
            with self._lock:
                if self._stopping:
                    return 3
                child = subprocess.Popen(  # noqa: S603 - our own module with our own file
                    [sys.executable, "-m", job.module, str(job.file)],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=errors,
                    text=True,
                    start_new_session=True,
                )
                self._children[job.name] = child
            try:
                assert child.stdout is not None
                with child.stdout:
                    for line in child.stdout:
                        _report(job.name, line, progress)
                code = child.wait()
                ended(job.name, code)
                return code
            finally:
                with self._lock:
                    self._children.pop(job.name, None)


def _report(name: str, line: str, progress: Progress) -> None:
    try:
        said = json.loads(line)
    except ValueError:
        log.warning("%s printed something that is not progress: %.200s", name, line)
        return
    if isinstance(said, dict):
        progress(name, said)
