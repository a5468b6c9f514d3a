"""``catalogue``, ``doctor``, ``serve``: about the program and the machine it runs on."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from reports.errors import UsageError


@click.command()
def catalogue() -> None:
    """所有检查项的手册。"""
    from checks.catalogue import text  # noqa: PLC0415 - loaded when used, so that --help stays quick

    click.echo(text())


@click.command()
def doctor() -> None:
    """这台机器缺什么，各有什么影响。"""
    from reports.machine import examine  # noqa: PLC0415

    table = Table(box=None, pad_edge=False)
    for title in ("项目", "情况", "影响"):
        table.add_column(title)
    for found in examine():
        table.add_row(found.name, f"{'✓' if found.well else '✗'} {found.what}", "" if found.well else found.cost)
    Console(highlight=False).print(table)


@click.command()
def serve() -> None:
    """检查员工作台（以后的版本）。"""
    raise UsageError("serve：检查员工作台在以后的版本提供，目前请用命令行和导出的表格")
