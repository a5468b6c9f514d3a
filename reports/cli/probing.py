"""``probe``: availability visits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from reports.cli import options
from reports.workspace import Workspace, locked

if TYPE_CHECKING:
    from storage.records import Probe


@click.command()
@options.workspace
@click.option("--once", is_flag=True, help="只访问一遍就结束；默认每小时一遍，直到中断")
@click.option("--site", "sites", multiple=True, metavar="编号", help="只访问这个网站，可重复")
def probe(workspace: Workspace, once: bool, sites: tuple[str, ...]) -> None:
    """定时访问各网站首页，记下打不打得开、用了多久。"""
    from reports import probing  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports.inspecting import inspectable  # noqa: PLC0415
    from reports.periods import now  # noqa: PLC0415

    chosen = inspectable(workspace.registry, now(), sites)
    settings = workspace.settings.crawl_settings()
    with locked(workspace.work, "probe"), workspace.store() as store:
        if once:
            _tell(probing.visit(store, chosen, settings))
        else:
            probing.keep_visiting(store, chosen, settings, _tell)


def _tell(visits: Mapping[str, Probe]) -> None:
    opened = [visit for visit in visits.values() if visit.outcome == "ok"]
    void = [visit for visit in visits.values() if visit.void is not None]
    at = next(iter(visits.values())).at if visits else None
    when = f"{at:%m-%d %H:%M} " if at else ""
    click.echo(f"{when}访问 {len(visits)} 个首页，打开 {len(opened)} 个，作废 {len(void)} 个")
    for target, visit in visits.items():
        if visit.outcome != "ok":
            elapsed = f"，{visit.elapsed_s:.1f} 秒" if visit.elapsed_s is not None else ""
            click.echo(f"  {target}：{visit.outcome}{elapsed}{'（作废）' if visit.void else ''}")
