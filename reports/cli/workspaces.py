"""``init`` and ``registry``: making a workspace and filling its tables."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import click

from reports import registry as registry_tables
from reports.cli import options
from reports.errors import UsageError
from reports.files import replace_all
from reports.settings import FILE
from reports.workspace import Workspace
from storage.records import Registry

TABLES = ("agencies", "sites", "accounts", "people")
TEMPLATE, LAYOUT = "notice.docx", resources.files("reports.publish") / "templates"
STARTER = resources.files("reports") / "starter"


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def init(folder: Path) -> None:
    """新建一个工作区，附带注释的设置和示例登记表。"""
    if (folder / FILE).exists():
        raise UsageError(f"{folder / FILE}：这里已经是工作区")
    from reports import national  # noqa: PLC0415 - loaded when used, so that --help stays quick

    contents: dict[Path, bytes | None] = {}
    starters = {item: STARTER / item for item in (FILE, national.FILE, *(f"registry/{name}.csv" for name in TABLES))}
    for item, source in {**starters, f"templates/{TEMPLATE}": LAYOUT / TEMPLATE}.items():
        if (folder / item).exists():
            raise UsageError(f"{folder / item}：已有这个文件，不覆盖")
        contents[folder / item] = source.read_bytes()
    try:
        replace_all(contents)
        for name in ("registry/sites", "schemes", "reports"):
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder}：建不了（{error.strerror}）") from None
    click.echo(f"工作区已建好：{folder.resolve()}")
    click.echo("下一步：填写 registry 里的表格，然后 xuncha registry check，再 xuncha inspect --period 2026Q4")


@click.group()
def registry() -> None:
    """登记表：查谁。"""


@registry.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@options.workspace
def import_(file: Path, workspace: Workspace) -> None:
    """用一个 .xlsx 的各工作表整体替换登记表：要么全换，要么不动。"""
    loaded = registry_tables.import_workbook(file, workspace.folder / "registry")
    click.echo(f"已导入 {_tally(loaded)}")


@registry.command()
@options.workspace
def check(workspace: Workspace) -> None:
    """核对登记表和设置，指出第一处错误的文件、行、列和值。"""
    loaded = workspace.registry
    _ = workspace.settings
    click.echo(f"登记表没有问题：{_tally(loaded)}")


def _tally(loaded: Registry) -> str:
    return (
        f"{len(loaded.agencies)} 个单位，{len(loaded.sites)} 个网站，"
        f"{len(loaded.accounts)} 个账号，{len(loaded.people)} 名人员"
    )
