"""``schedule``: the standing jobs: run them, list them."""

from __future__ import annotations

import logging
import signal
import threading

import click

from reports.cli import options
from reports.periods import now
from reports.workspace import Workspace, locked


@click.group()
def schedule() -> None:
    """定时任务：季度检查、探测、复查、提醒，按时自己跑。"""


@schedule.command()
@options.workspace
def run(workspace: Workspace) -> None:
    """一直运行定时任务，直到收到停止信号；停机期间错过的，恢复后补做一次。"""
    from reports.schedule.jobs import jobs  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports.schedule.running import Scheduler  # noqa: PLC0415

    logs = workspace.work / "schedule"
    with locked(workspace.work, "schedule"):
        logs.mkdir(parents=True, exist_ok=True)
        logging.basicConfig(
            filename=logs / "schedule.log", level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s"
        )
        with workspace.store():
            pass  # brings the database up to date, or says in one sentence why it cannot be used
        _ = workspace.registry
        scheduler = Scheduler(workspace.folder, workspace.database, jobs(workspace.settings), logs)
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        scheduler.start()
        click.echo(f"定时任务已开始，日志在 {logs}")
        stopped.wait()
        click.echo("正在停止：等手头的任务收尾")
        scheduler.stop()
    click.echo("已停止")


@schedule.command("list")
@options.workspace
def list_(workspace: Workspace) -> None:
    """各项任务下次什么时候跑，上次跑得怎样。"""
    from reports.schedule.jobs import jobs  # noqa: PLC0415
    from reports.schedule.running import timetable  # noqa: PLC0415

    at = now()
    with workspace.store() as store:
        kept = timetable(workspace.database)
        kept.start(paused=True)
        try:
            stored = {job.id: job for job in kept.get_jobs()}
        finally:
            kept.shutdown(wait=False)
        for job in jobs(workspace.settings):
            there = stored.get(job.name)
            due = there.next_run_time if there is not None and str(there.trigger) == str(job.trigger) else None
            due = due or job.trigger.get_next_fire_time(None, at)
            hours = f"，只在 {job.window[0]:%H:%M}—{job.window[1]:%H:%M}" if job.window else ""
            last = store.ledger.last(job.name)
            told = "还没有跑过"
            if last is not None:
                ending = "没有跑完" if last.ended_at is None else "正常" if last.code == 0 else f"退出码 {last.code}"
                told = f"上次 {last.began_at:%m-%d %H:%M} {ending}"
            click.echo(f"{job.name}  {job.title}：下次 {due:%Y-%m-%d %H:%M}{hours}；{told}")
