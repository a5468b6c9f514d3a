"""``figures``: what others counted."""

from __future__ import annotations

from pathlib import Path

import click

from reports.cli import options
from reports.periods import Period, now
from reports.workspace import Workspace, locked


@click.group()
def figures() -> None:
    """外来的数字：找错留言、安全扫描、第三方评估、转办、约谈。"""


@figures.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@options.workspace
@options.period
def import_(file: Path, workspace: Workspace, period: Period) -> None:
    """收下一张表（CSV 或 XLSX），列为 target、name、value、source、date、entered_by；有一处不对就整张不收。"""
    from reports import actions  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports import figures as entered  # noqa: PLC0415

    registry, at = workspace.registry, now()
    found = entered.read(file, registry, at.date())
    with locked(workspace.work, "inspect"), workspace.store() as store:
        actions.enter(store, str(period), found, at=at)
        sums = entered.totals(entered.figures(store, str(period)), list(registry.sites))
    click.echo(f"收下 {len(found)} 个数字")
    for name, unit in entered.NAMES.items():
        if name in sums:
            value, known = sums[name]
            click.echo(f"  {name}：{known} 个网站共 {value} {unit}，另有 {len(registry.sites) - known} 个网站未提供")
        else:
            click.echo(f"  {name}：未提供")
