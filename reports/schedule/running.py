"""The scheduler: one process that starts each due job as a process of its own, and keeps what became of it.

APScheduler says when; its jobs lie in the office's database, so that what was missed in an outage is made up, once.
The ledger says whether: a moment is claimed before its run begins and is over only when the run has ended, so that a
crash of ours neither loses a run nor repeats one that ended.
"""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from reports.periods import now
from reports.schedule.jobs import Job
from storage.ledger import JobRun
from storage.records import SHANGHAI
from storage.store import Store

log = logging.getLogger(__name__)

LOOK_BACK = timedelta(days=8)
"""How far back a job that never ran looks for a moment that it missed."""

GRACE_S = 60.0
"""How long a job that is asked to stop may take."""

TICK_S = 0.2

_OURS = "reports.cli"

_running: dict[str, Scheduler] = {}
"""By workspace: stored jobs name the workspace alone, since they are pickled."""


def run_job(folder: str, name: str) -> None:
    """What APScheduler calls when a job is due."""
    if (scheduler := _running.get(folder)) is not None:
        scheduler.run(name)


class Scheduler:
    """Runs standing jobs until it is stopped. ``logs``: a folder, one file a job.

    ``command``: how a job's arguments become a process; tests run others than ours.
    """

    def __init__(
        self,
        folder: Path,
        database: str,
        jobs: Sequence[Job],
        logs: Path,
        *,
        command: Callable[[Sequence[str]], list[str]] | None = None,
    ) -> None:
        self._folder = str(folder)
        self._database = database
        self._jobs = {job.name: job for job in jobs}
        self._logs = logs
        self._command = command or self._own
        self._stopping = threading.Event()
        self._lock = threading.Lock()
        self._children: dict[str, subprocess.Popen[bytes]] = {}
        self._scheduler = timetable(database)

    def start(self) -> None:
        """Begin: jobs whose times have not changed keep what they missed; runs that were killed are made again."""
        self._logs.mkdir(parents=True, exist_ok=True)
        _running[self._folder] = self
        self._scheduler.start(paused=True)
        planned = set()
        for job in self._jobs.values():
            planned.add(job.name)
            there = self._scheduler.get_job(job.name)
            if there is None or str(there.trigger) != str(job.trigger):
                self._scheduler.add_job(
                    run_job, job.trigger, args=(self._folder, job.name), id=job.name, replace_existing=True
                )
        for there in self._scheduler.get_jobs():
            if there.id not in planned:
                there.remove()
        with Store.open(self._database) as store:
            killed = store.ledger.unfinished()
        for run in killed:
            if run.job in self._jobs:
                threading.Thread(target=self._again, args=(run,), daemon=True).start()
        self._scheduler.resume()

    def stop(self) -> None:
        """Start nothing more, ask what runs to stop, wait for it."""
        self._stopping.set()
        self._scheduler.pause()
        with self._lock:
            children = list(self._children.values())
        for child in children:
            _ask_to_stop(child)
        for child in children:
            _wait(child)
        self._scheduler.shutdown(wait=True)
        _running.pop(self._folder, None)

    def next_runs(self) -> list[tuple[str, datetime]]:
        """When each job is due next."""
        return [(job.id, job.next_run_time) for job in self._scheduler.get_jobs() if job.next_run_time is not None]

    def run(self, name: str) -> None:
        """Run a job for the last moment for which it was due, unless that was done."""
        job, at = self._jobs[name], now()
        if self._stopping.is_set():
            return
        if not job.open_at(at):
            log.info("%s waits for its hours", name)
            return
        with Store.open(self._database) as store:
            while not self._stopping.is_set() and job.open_at(at):
                last = store.ledger.last(name)
                slot = last_due(job.trigger, last.slot if last is not None else at - LOOK_BACK, at)
                if slot is None or not store.ledger.claim(name, slot, at):
                    return
                self._execute(store, job, slot)
                at = now()  # a moment that came while this run lasted is not lost

    def _again(self, run: JobRun) -> None:
        """Make a run again that was killed with the scheduler; its own process, where it lives on, is stopped first."""
        job, at = self._jobs[run.job], now()
        if run.pid is not None:
            _end_orphan(run.pid, self._folder)
        if self._stopping.is_set() or not job.open_at(at):
            return
        with Store.open(self._database) as store:
            store.ledger.again(run, at)
            self._execute(store, job, run.slot)

    def _execute(self, store: Store, job: Job, slot: datetime) -> None:
        arguments = job.arguments(store, now())
        code = 0 if arguments is None else self._process(store, job, slot, arguments)
        if not (code != 0 and self._stopping.is_set()):  # what we stopped ourselves is made again at the next start
            store.ledger.ended(job.name, slot, code, now())

    def _process(self, store: Store, job: Job, slot: datetime, arguments: Sequence[str]) -> int:
        with (self._logs / f"{job.name}.log").open("ab") as out:
            out.write(f"== {now().isoformat()} {' '.join(arguments)}\n".encode())
            out.flush()
            with self._lock:
                if self._stopping.is_set():
                    return 3
                child = subprocess.Popen(  # noqa: S603 - our own command
                    self._command(arguments), stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True
                )
                self._children[job.name] = child
            store.ledger.started(job.name, slot, child.pid)
            closes = job.closes_at(now())
            try:
                while True:
                    try:
                        return child.wait(timeout=TICK_S)
                    except subprocess.TimeoutExpired:
                        if closes is not None and now() >= closes:
                            log.info("%s is stopped: its hours are over", job.name)
                            _ask_to_stop(child)
                            _wait(child)
            finally:
                with self._lock:
                    self._children.pop(job.name, None)

    def _own(self, arguments: Sequence[str]) -> list[str]:
        return [sys.executable, "-m", _OURS, *arguments, "--workspace", self._folder]


def timetable(database: str) -> Any:
    """APScheduler with its store in the office's database: nothing is ever too late, what piled up runs once."""
    from apscheduler.executors.pool import ThreadPoolExecutor  # noqa: PLC0415 - loaded when used
    from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore  # noqa: PLC0415
    from apscheduler.schedulers.background import BackgroundScheduler  # noqa: PLC0415

    options = {"connect_args": {"timeout": 60}} if database.startswith("sqlite") else {"pool_pre_ping": True}
    return BackgroundScheduler(
        jobstores={"default": SQLAlchemyJobStore(url=database, engine_options=options)},
        executors={"default": ThreadPoolExecutor(8)},
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        timezone=SHANGHAI,
    )


def last_due(trigger: Any, since: datetime, at: datetime) -> datetime | None:
    """The last moment after ``since`` and not after ``at`` for which a trigger was due; None where there is none."""
    span = timedelta(seconds=10)
    while True:  # from near to far: the moments of years need not be counted
        begin = max(since, at - span)
        found: datetime | None = None
        due = trigger.get_next_fire_time(None, begin + timedelta(microseconds=1))
        while due is not None and due <= at:
            found = due
            due = trigger.get_next_fire_time(due, due + timedelta(microseconds=1))
        if found is not None and found > since:
            return found
        if begin == since:
            return None
        span *= 10


def _ask_to_stop(child: subprocess.Popen[bytes]) -> None:
    if child.poll() is None:
        child.send_signal(signal.SIGTERM)


def _wait(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(timeout=GRACE_S)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def _end_orphan(pid: int, folder: str) -> None:
    """Stop the process of a run that outlived its scheduler, if it still is that process."""
    command = Path(f"/proc/{pid}/cmdline")
    try:
        said = command.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        if folder not in said:
            return
        os.kill(pid, signal.SIGTERM)
    except (OSError, ProcessLookupError):
        return
    waited = threading.Event()
    for _ in range(int(GRACE_S / TICK_S)):
        if not command.exists():
            return
        waited.wait(TICK_S)
