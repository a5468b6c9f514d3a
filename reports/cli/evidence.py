"""``evidence``: what was seen, shown and taken along. No network."""

from __future__ import annotations

from pathlib import Path

import click

from reports.cli import options
from reports.periods import Period
from reports.workspace import Workspace

_period = click.option(
    "--period",
    metavar="季度",
    callback=lambda _context, _option, value: Period.parse(value) if value else None,
    help="默认为最近一期",
)


@click.group()
def evidence() -> None:
    """证据：当时看到了什么。"""


@evidence.command()
@click.argument("key")
@options.workspace
@_period
def show(key: str, workspace: Workspace, period: Period | None) -> None:
    """一项发现的每次访问：何时、怎样、结果如何、保存的网页里写着什么。"""
    from reports.evidence import Replay  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports.explaining import finding_of  # noqa: PLC0415
    from reports.pictures.album import Album  # noqa: PLC0415
    from storage.evidence import Evidence  # noqa: PLC0415

    scheme = workspace.scheme()
    with workspace.store() as store:
        replay = Replay(store, Evidence(workspace.evidence, store), workspace.registry, scheme)
        click.echo(replay.show(key, str(period) if period else None))
        found = finding_of(store, workspace.registry, scheme, key, str(period) if period else None)
        picture = Album(store, Evidence(workspace.evidence, store), workspace.evidence, None).picture(*found)
    click.echo(f"\n截图      {picture[0]}" if picture is not None else "\n截图      还没有画（xuncha explain 会画）")


@evidence.command()
@click.option(
    "--warc",
    "out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="写到这个文件；以 .gz 结尾则压缩",
)
@click.option("--key", "keys", multiple=True, metavar="KEY", help="只要这项发现的证据，可重复；默认为整个检查期")
@options.workspace
@_period
def export(out: Path, keys: tuple[str, ...], workspace: Workspace, period: Period | None) -> None:
    """把访问记录和保存的网页写成 WARC 文件；网页照原样写出，不遮盖个人信息，请按内部资料保管。"""
    from reports.evidence import Replay  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from storage.evidence import Evidence  # noqa: PLC0415

    scheme = workspace.scheme()
    with workspace.store() as store:
        replay = Replay(store, Evidence(workspace.evidence, store), workspace.registry, scheme)
        count = replay.export(out, keys, str(period) if period else None)
    click.echo(f"已写出 {count} 次访问：{out}")
