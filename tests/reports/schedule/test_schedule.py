"""Standing jobs run when they are due, once, in their hours; what an outage missed is made up; nothing runs twice."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from datetime import time as clock
from pathlib import Path
from typing import Any

import pytest
import time_machine
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from reports.periods import Period
from reports.schedule.jobs import Job, jobs, round_days
from reports.schedule.running import Scheduler, last_due
from reports.settings import Schedule, Settings
from storage.records import SHANGHAI, RunState
from storage.store import Store
from tests.reports import judged
from tests.reports.conftest import Call
from tests.reports.rectify.clock import on

ANCHOR = datetime(2026, 1, 1, tzinfo=SHANGHAI)
COUNT = "SELECT count(*) FROM job_runs WHERE slot > ?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return judged.workspace(tmp_path / "city")


@pytest.fixture
def database(folder: Path) -> str:
    return f"sqlite:///{folder / 'xuncha.db'}"


def until(true: Callable[[], bool], within_s: float = 20) -> None:
    end = time.monotonic() + within_s
    while not true():
        assert time.monotonic() < end, "it did not come to pass"
        time.sleep(0.05)


def job(name: str, trigger: Any, *, window: tuple[clock, clock] | None = None, says: Sequence[str] = ("x",)) -> Job:
    return Job(name=name, title=name, trigger=trigger, arguments=lambda _store, _at: says, window=window)


def shell(script: str) -> Callable[[Sequence[str]], list[str]]:
    return lambda arguments: ["/bin/sh", "-c", script, "sh", *arguments]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def test_the_list_shows_when_each_job_is_due_next(call: Call, folder: Path) -> None:
    said = on(call, "2026-11-24T10:10:00", "schedule", "list", "--workspace", folder)
    assert said.code == 0, said.err
    lines = said.out.splitlines()
    assert [line.split()[0] for line in lines] == ["inspect", "recheck", "watch", "probe", "alerts"]
    assert "下次 2026-11-24 22:00，只在 22:00—06:00；还没有跑过" in lines[0]
    assert "下次 2026-11-24 22:30" in lines[1]
    assert "下次 2026-11-30 23:00" in lines[2]
    assert "下次 2026-11-24 11:00" in lines[3]
    assert "下次 2026-11-24 14:30" in lines[4]


@pytest.mark.parametrize(
    ("setting", "named"),
    [('window = ["22:00", "25:00"]', "25:00"), ('rounds = ["4-1"]', "4-1"), ("probe_minutes = 90", "90")],
)
def test_a_wrong_setting_is_named(call: Call, folder: Path, setting: str, named: str) -> None:
    file = folder / "xuncha.toml"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n[schedule]\n{setting}\n", encoding="utf-8")
    said = call("schedule", "list", "--workspace", folder)
    assert (said.code, named in said.err) == (2, True)


def inspection(database: str, moment: str) -> Sequence[str] | None:
    with Store.open(database) as store:
        return next(one for one in jobs(Settings()) if one.name == "inspect").arguments(store, at(moment))


def test_a_round_is_begun_on_its_day_taken_up_the_next_night_and_not_repeated(database: str) -> None:
    assert round_days(Period(2027, 1), Schedule()) == [at("2027-02-15").date(), at("2027-03-10").date()]
    assert inspection(database, "2027-02-14T22:00") is None
    assert inspection(database, "2027-02-15T05:00") is None, "still the night of the day before"
    assert inspection(database, "2027-02-15T22:00") == ["inspect", "--period", "2027Q1", "--round", "1"]
    with Store.open(database) as store:
        when = at("2027-02-15T22:00")
        run = store.begin_run(period="2027Q1", round=1, target="one", as_of=when, started_at=when, settings={})
    assert inspection(database, "2027-02-16T22:00") == ["inspect", "--period", "2027Q1", "--round", "1", "--resume"]
    with Store.open(database) as store:
        store.end_run(run.id, ended_at=when, state=RunState.COMPLETE)
    assert inspection(database, "2027-02-17T22:00") is None
    assert inspection(database, "2027-03-11T00:30") == ["inspect", "--period", "2027Q1", "--round", "2"]


def test_hours_over_midnight() -> None:
    one = job("a", None, window=(clock(22), clock(6)))
    assert [one.open_at(at(f"2026-11-24T{hour}")) for hour in ("21:59", "22:00", "05:59", "06:00")] == [
        False,
        True,
        True,
        False,
    ]
    assert one.closes_at(at("2026-11-24T23:00")) == at("2026-11-25T06:00")
    assert one.closes_at(at("2026-11-25T05:00")) == at("2026-11-25T06:00")


def test_the_last_moment_that_was_missed_is_found() -> None:
    hourly = IntervalTrigger(hours=1, start_date=ANCHOR, timezone=SHANGHAI)
    assert last_due(hourly, at("2026-11-24T10:00"), at("2026-11-24T15:30")) == at("2026-11-24T15:00")
    assert last_due(hourly, at("2026-11-24T15:00"), at("2026-11-24T15:30")) is None


def test_a_job_runs_once_for_its_moment_and_its_words_are_kept(folder: Path, database: str) -> None:
    logs = folder / "work" / "schedule"
    one = job("once", DateTrigger(datetime.now(SHANGHAI) - timedelta(seconds=2)), says=("hello",))
    scheduler = Scheduler(folder, database, [one], logs, command=shell("echo said $1"))
    scheduler.start()
    log = logs / "once.log"
    until(lambda: log.exists() and "said hello" in log.read_text())
    scheduler.run("once")
    scheduler.stop()
    assert log.read_text().count("said hello") == 1


def test_what_an_outage_missed_is_made_up_once(folder: Path, database: str) -> None:
    logs = folder / "work"
    often = IntervalTrigger(seconds=1, start_date=ANCHOR, timezone=SHANGHAI)
    one = job("often", often)
    with time_machine.travel(datetime.now(SHANGHAI).timestamp() - 7200):
        first = Scheduler(folder, database, [one], logs, command=shell("true"))
        first.start()
        until((logs / "often.log").exists)
        first.stop()
    with Store.open(database) as store:
        before = store.ledger.last("often")
    slow = job("often", IntervalTrigger(seconds=1, start_date=ANCHOR, timezone=SHANGHAI))
    again = Scheduler(folder, database, [slow], logs, command=shell("sleep 3"))
    again.start()
    with Store.open(database) as store:
        until(lambda: store.ledger.last("often") != before)
        last = store.ledger.last("often")
        assert before is not None
        assert last is not None
        assert (last.slot - before.slot).total_seconds() > 7000, "one run for the whole outage"
        with store.reading() as connection:
            count = connection.exec_driver_sql(
                "SELECT count(*) FROM job_runs WHERE slot > ?", (before.slot.isoformat(),)
            )
            assert count.scalar() == 1
    again.stop()


def test_out_of_its_hours_a_job_waits(folder: Path, database: str) -> None:
    with time_machine.travel(at("2026-11-24T12:00")):
        night = job("night", IntervalTrigger(hours=1, start_date=ANCHOR), window=(clock(22), clock(6)))
        scheduler = Scheduler(folder, database, [night], folder / "work", command=shell("true"))
        scheduler.start()
        scheduler.run("night")
        scheduler.stop()
    with Store.open(database) as store:
        assert store.ledger.last("night") is None


@pytest.fixture
def running(folder: Path) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "reports.cli", "schedule", "run", "--workspace", str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert "定时任务已开始" in process.stdout.readline()
        yield process
        process.kill()


def test_a_second_scheduler_refuses_and_the_first_stops_cleanly(
    call: Call, folder: Path, running: subprocess.Popen[str]
) -> None:
    said = call("schedule", "run", "--workspace", folder)
    assert said.code == 2
    assert str(running.pid) in said.err
    running.send_signal(signal.SIGTERM)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 0
    assert "已停止" in out
    assert "Traceback" not in err


SOAK = """
import random, sys, threading, time, os, signal
from datetime import datetime, timedelta
from pathlib import Path
from apscheduler.triggers.interval import IntervalTrigger
from reports.schedule.jobs import Job
from reports.schedule.running import Scheduler
from storage.records import SHANGHAI
folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
anchor = datetime(2026, 1, 1, tzinfo=SHANGHAI)
SCRIPT = 'sleep 0.1; echo done >> "$1"'
jobs = [
    Job(name=f"j{n}", title="", trigger=IntervalTrigger(seconds=1, start_date=anchor, timezone=SHANGHAI),
        arguments=lambda store, at, n=n: [f"j{n}", f"{at.timestamp()}"])
    for n in range(4)
]
scheduler = Scheduler(folder, f"sqlite:///{folder / 'xuncha.db'}", jobs, folder / "work",
                      command=lambda said: ["/bin/sh", "-c", SCRIPT, "sh", str(folder / said[0])])
scheduler.start()
time.sleep(seconds)
os.kill(os.getpid(), signal.SIGKILL)
"""


def soak(folder: Path, runs: int, most_s: float) -> None:
    database = f"sqlite:///{folder / 'xuncha.db'}"
    ended = 0
    end = time.monotonic() + most_s
    crash = 0
    while ended < runs and time.monotonic() < end:
        crash += 1
        subprocess.run([sys.executable, "-c", SOAK, str(folder), str(2 + crash % 5 * 0.37)], check=False)
        with Store.open(database) as store, store.reading() as connection:
            ended = connection.exec_driver_sql("SELECT count(*) FROM job_runs WHERE ended_at IS NOT NULL").scalar() or 0
    assert ended >= runs
    quiet = [job(f"j{n}", DateTrigger(at("2999-01-01T00:00"))) for n in range(4)]
    last = Scheduler(folder, database, quiet, folder / "work", command=shell("true"))
    last.start()
    with Store.open(database) as store:
        until(lambda: not store.ledger.unfinished())
        with store.reading() as connection:
            rows = connection.exec_driver_sql("SELECT job, slot, tries, code FROM job_runs").all()
    last.stop()
    assert len({(row.job, row.slot) for row in rows}) == len(rows), "no moment twice"
    assert {row.code for row in rows} == {0}
    done = sum((folder / f"j{n}").read_text().count("done") for n in range(4))
    assert done >= len(rows) - 4, "what the ledger calls ended did run (the last four may be the quiet ones)"
    assert done <= sum(row.tries for row in rows), "nothing ran that the ledger does not know"


def test_crashes_lose_no_run_and_double_none(folder: Path) -> None:
    soak(folder, 8, 60)


@pytest.mark.long
def test_five_hundred_runs_with_crashes(folder: Path) -> None:
    soak(folder, 500, 1200)


@pytest.mark.long
def test_memory_stays_flat_over_many_runs(folder: Path, database: str) -> None:
    def resident() -> int:
        return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    often = job("often", IntervalTrigger(seconds=1, start_date=ANCHOR, timezone=SHANGHAI))
    scheduler = Scheduler(folder, database, [often], folder / "work", command=shell("true"))
    scheduler.start()
    time.sleep(20)
    before = resident()
    time.sleep(120)
    scheduler.stop()
    assert resident() - before < 20 * 2**20
