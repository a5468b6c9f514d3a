"""``demo``: build the demonstration city, inspect it whole, compare the findings with its truth."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from reports.cli.inspecting import summarise
from reports.cli.progress import Progress
from reports.errors import UsageError
from reports.periods import Period, moment
from reports.workspace import Workspace, locked


@click.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default="xuncha-demo",
    show_default=True,
    metavar="DIR",
    help="工作区放在哪里",
)
@click.option("--open", "open_", is_flag=True, help="最后在浏览器里打开报告")
def demo(out: Path, open_: bool) -> None:
    """在本机搭一座示范城市,整体检查一遍,写出报告。"""
    from checks.scheme import load  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from demo import AS_OF, PERIOD  # noqa: PLC0415
    from demo.city import build  # noqa: PLC0415
    from demo.truth import compare  # noqa: PLC0415
    from reports import inspecting  # noqa: PLC0415
    from reports.exports import Exporter  # noqa: PLC0415
    from reports.publish.html import write  # noqa: PLC0415
    from reports.reporting import city_report  # noqa: PLC0415

    began = time.monotonic()
    _clear(out)
    city = build(out)
    with _server(out) as port:
        city.write_settings(port)
        workspace = Workspace.at(out)
        registry = workspace.registry
        scheme = load(workspace.scheme)
        at = moment(AS_OF)
        period = Period.parse(PERIOD)
        plan = inspecting.Plan(
            period=str(period),
            round=1,
            as_of=at,
            registry=registry,
            sites=inspecting.inspectable(registry, at),
            settings=workspace.settings.crawl_settings(),
            database=workspace.database,
            evidence=workspace.evidence,
            work=workspace.work,
        )
        with locked(workspace.work, "inspect"), workspace.store() as store:
            with Progress({site.id: site.name for site in plan.sites}) as progress:
                cards = inspecting.inspect(plan, store, scheme, progress, resume=False)
            summarise(cards, registry)
            rows = list(Exporter(store, registry, scheme, str(period), None).rows("findings"))
            index = write(city_report(workspace, store, scheme, period, None), workspace.reports / str(period))
    _compare(compare(rows, out / "truth.jsonl"))
    click.echo(f"用时 {time.monotonic() - began:.0f} 秒")
    click.echo(f"报告:{index.resolve()}")
    click.echo(f"数据:xuncha export findings --workspace {out} --period {period}")
    if open_ and (os.environ.get("DISPLAY") or sys.platform in {"darwin", "win32"}):
        webbrowser.open(index.resolve().as_uri())
