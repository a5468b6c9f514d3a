"""What ``demo`` does: build the demonstration city, inspect it whole, compare the findings with its truth."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from checks import messages
from checks.scheme import Scheme
from demo.accounts import OBSERVATIONS
from demo.city import build
from demo.truth import Comparison, compare
from reports import actions, inspecting, observing
from reports.accounts import inspectable_accounts
from reports.cli.inspecting import draw, summarise
from reports.cli.progress import Progress
from reports.errors import UsageError
from reports.exports import Exporter
from reports.periods import Period, moment, now
from reports.publish.writing import write
from reports.publishing import Asked, publication
from reports.workspace import Workspace, locked
from storage.store import Store

TRUTH = "truth.jsonl"


def run(out: Path, *, show: bool) -> None:
    """Build the city in ``out``, inspect it, report; ``show`` opens the report where there is a screen.

    Raises:
        UsageError: ``out`` cannot be written or is not ours. IncompleteError: interrupted.
    """
    began = time.monotonic()
    _clear(out)
    try:
        city = build(out)
    except OSError as error:
        raise UsageError(f"{out}：写不了（{error.strerror}）") from None
    period = Period.parse(city.period)
    with _server(out) as port:
        city.write_settings(port)
        workspace = Workspace.at(out)
        with workspace.store() as store, locked(workspace.work, "inspect"):
            inspected = _inspect(workspace, store, moment(city.as_of.isoformat()[:10]), str(period))
            draw(workspace, store, inspected.scheme, str(period), 1)
            rows = list(Exporter(store, workspace.registry, inspected.scheme, str(period), None).rows("findings"))
            told = publication(store, workspace, inspected.scheme, period, None, Asked())
            index = write(told, workspace.reports / str(period)) / "index.html"
    _compare(compare(rows, city.truth_path, browser=inspected.rendered))
    click.echo(f"用时 {time.monotonic() - began:.0f} 秒")
    click.echo(f"报告：{index.resolve()}")
    click.echo(f"数据：xuncha export findings --workspace {shlex.quote(str(out))} --period {period}")
    if show and (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or sys.platform == "darwin"):
        webbrowser.open(index.resolve().as_uri())


@dataclass(frozen=True, slots=True)
class _Inspected:
    """``rendered``: whether a browser was there to see what scripts build."""

    scheme: Scheme
    rendered: bool


def _inspect(workspace: Workspace, store: Store, at: datetime, period: str) -> _Inspected:
    """Inspect the whole city, as ``xuncha inspect`` would."""
    registry = workspace.registry
    scheme = workspace.scheme()
    plan = inspecting.Plan(
        period=period,
        round=1,
        as_of=at,
        registry=registry,
        sites=inspecting.inspectable(registry, at),
        accounts=inspectable_accounts(registry, at),
        known_good_accounts=tuple(workspace.settings.new_media.known_good),
        root=workspace.folder,
        lexicons=workspace.lexicons,
        settings=workspace.settings.crawl_settings(),
        database=workspace.database,
        evidence=workspace.evidence,
        work=workspace.work,
    )
    sheet = workspace.folder / OBSERVATIONS
    actions.observe_accounts(store, period, observing.read(sheet, registry, workspace.folder, now()), at=now())
    with Progress({site.id: site.name for site in plan.targets}) as progress:
        cards = inspecting.inspect(plan, store, scheme, progress, resume=False)
    summarise(cards, registry)
    coverages = [run.coverage for run in store.last_runs(period) if run.coverage is not None]
    return _Inspected(scheme, any(coverage.rendered for coverage in coverages))


def _clear(out: Path) -> None:
    """Make room for a new demonstration; a folder that is not an earlier one is never touched."""
    if not out.exists() or not any(out.iterdir()):
        return
    if not (out / TRUTH).is_file():
        raise UsageError(f"{out}：已有这个文件夹而且不是以前的示范，请用 --out 换一个位置")
    shutil.rmtree(out)


@contextmanager
def _server(out: Path) -> Iterator[int]:
    """The city's server as a process of its own; gives its port."""
    command = [sys.executable, "-m", "demo.server", "--workspace", str(out), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own module
        assert server.stdout is not None
        try:
            said = server.stdout.readline().split()
            if not said:
                raise UsageError("示范城市的服务没有起来")
            yield int(said[-1])
        finally:
            server.terminate()


def _compare(comparison: Comparison) -> None:
    """Print how the findings compare with the truth."""
    table = Table(title="与标准答案对比", title_justify="left", box=None, pad_edge=False)
    for name in ("检查项", "埋下", "找到", "漏掉", "看不到", "误报"):
        table.add_column(name, justify="left" if name == "检查项" else "right")
    for check, tally in comparison.tallies.items():
        cells = (tally.planted, tally.found, tally.missed, tally.unseen, tally.false_alarms)
        table.add_row(messages.title(check), *(str(number) for number in cells))
    console = Console(highlight=False)
    console.print(table)
    for plant in comparison.missed:
        console.print(f"  漏掉：{plant['target']} {plant['check']} {plant['reason']} {plant['subject']}")
    for finding in comparison.false_alarms:
        console.print(f"  误报：{finding['target']} {finding['check']} {finding['reason']} {finding['subject']}")
    for near, finding in comparison.near_misses_hit:
        console.print(f"  不该报：{near['target']} {finding['check']} {finding['subject']}")
    if comparison.perfect:
        console.print("埋下的问题全部找到，没有误报。")
