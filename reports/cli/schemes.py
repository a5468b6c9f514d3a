"""``scheme``: the indicator schemes."""

from __future__ import annotations

from pathlib import Path

import click

from reports.cli import options
from reports.workspace import Workspace


@click.group()
def scheme() -> None:
    """指标体系。"""


@scheme.command("list")
@options.workspace
def list_(workspace: Workspace) -> None:
    """可用的指标体系。"""
    from checks.scheme import built_in  # noqa: PLC0415 - loaded when used, so that --help stays quick

    own = sorted(path.stem for path in (workspace.folder / "schemes").glob("*.toml"))
    for name in dict.fromkeys([*built_in(), *own]):
        loaded = workspace.scheme(name)
        mark = " *" if loaded.id == workspace.settings.office.scheme else ""
        click.echo(f"{loaded.id} 第 {loaded.revision} 版 {loaded.sha256[:12]} {loaded.title}{mark}")


@scheme.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_context
def check(context: click.Context, file: Path) -> None:
    """逐行说明一个指标文件的错误。"""
    from checks.scheme import check_file  # noqa: PLC0415

    problems = check_file(file)
    for problem in problems:
        click.echo(str(problem))
    if problems:
        context.exit(2)
    click.echo(f"{file}：没有问题")
