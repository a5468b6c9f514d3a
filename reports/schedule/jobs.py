"""What runs by itself: each job a command of ours, when it is due, and in which hours it may run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from reports.periods import Period
from reports.settings import Schedule, Settings
from storage.records import SHANGHAI, RunState

if TYPE_CHECKING:
    from storage.store import Store

ANCHOR = datetime(2026, 1, 1, tzinfo=SHANGHAI)
"""From when on the visits of home pages are counted: whoever restarts meets the same moments."""

Arguments = Callable[["Store", datetime], Sequence[str] | None]
"""The command of a job at a moment; None where there is nothing to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One standing job. ``window``: hours in which it may run, None for any; a run is stopped at their end.

    ``trigger``: as APScheduler knows them.
    """

    name: str
    title: str
    trigger: Any
    arguments: Arguments
    window: tuple[time, time] | None = None

    def open_at(self, at: datetime) -> bool:
        """Whether it may run at a moment."""
        if self.window is None:
            return True
        begin, end = self.window
        now = at.astimezone(SHANGHAI).time().replace(tzinfo=None)
        return begin <= now < end if begin <= end else now >= begin or now < end

    def closes_at(self, at: datetime) -> datetime | None:
        """When the hours end in which it runs at a moment."""
        if self.window is None:
            return None
        here = at.astimezone(SHANGHAI)
        end = datetime.combine(here.date(), self.window[1], SHANGHAI)
        return end if end > here else end + timedelta(days=1)


def jobs(settings: Settings) -> list[Job]:
    """The standing jobs of an office."""
    from apscheduler.triggers.combining import OrTrigger  # noqa: PLC0415 - loaded when used
    from apscheduler.triggers.cron import CronTrigger  # noqa: PLC0415
    from apscheduler.triggers.interval import IntervalTrigger  # noqa: PLC0415

    said = settings.schedule
    begin, end = (time.fromisoformat(text) for text in said.window)

    def nightly(minutes: int, **days: str) -> Any:
        at = (datetime.combine(date(2026, 1, 1), begin) + timedelta(minutes=minutes)).time()
        return CronTrigger(hour=at.hour, minute=at.minute, timezone=SHANGHAI, **days)

    alerts = [time.fromisoformat(text) for text in said.alerts_at]
    return [
        Job(
            name="inspect",
            title="季度检查的各轮",
            trigger=nightly(0),
            arguments=lambda store, at: _inspection(store, at, said),
            window=(begin, end),
        ),
        Job(
            name="recheck",
            title="复查已答复的问题",
            trigger=nightly(30),
            arguments=lambda store, at: ["notices", "recheck"],
            window=(begin, end),
        ),
        Job(
            name="watch",
            title="看首页、更新快的栏目和账号",
            trigger=nightly(60, day_of_week=said.watch_on),
            arguments=lambda store, at: ["alerts", "watch"],
            window=(begin, end),
        ),
        Job(
            name="probe",
            title="访问各网站首页，每天看一次证书",
            trigger=IntervalTrigger(minutes=said.probe_minutes, start_date=ANCHOR, timezone=SHANGHAI),
            arguments=lambda store, at: ["probe", "--once"],
        ),
        Job(
            name="alerts",
            title="发提醒",
            trigger=OrTrigger([CronTrigger(hour=at.hour, minute=at.minute, timezone=SHANGHAI) for at in alerts]),
            arguments=lambda store, at: ["alerts", "send"],
        ),
    ]


def _inspection(store: Store, at: datetime, said: Schedule) -> list[str] | None:
    """The round that is due and not finished: begun anew, or taken up where the night before had to stop."""
    today = at.astimezone(SHANGHAI).date()
    if at.astimezone(SHANGHAI).time().replace(tzinfo=None) < time(12):
        today -= timedelta(days=1)  # after midnight it is still the night of the day before
    period = Period.of(today)
    number = sum(day <= today for day in round_days(period, said))
    if not number:
        return None
    runs = store.runs(str(period), number)
    if runs and all(run.state is RunState.COMPLETE for run in runs):
        return None
    command = ["inspect", "--period", str(period), "--round", str(number)]
    return [*command, "--resume"] if runs else command


def round_days(period: Period, said: Schedule) -> list[date]:
    """The days on which the rounds of a quarter begin."""
    found = []
    for text in said.rounds:
        month, _, day = text.partition("-")
        found.append(date(period.year, period.quarter * 3 - 3 + int(month), int(day)))
    return sorted(found)
