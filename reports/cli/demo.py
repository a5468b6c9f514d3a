"""``demo``: the demonstration city."""

from __future__ import annotations

from pathlib import Path

import click


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
    """在本机搭一座示范城市，整体检查一遍，写出报告。"""
    from reports.cli import demonstration  # noqa: PLC0415 - loaded when used, so that --help stays quick

    demonstration.run(out, show=open_)
