"""``scheme``: the indicator schemes."""

from __future__ import annotations

from pathlib import Path

import click

from reports.cli import options
from reports.errors import UsageError
from reports.workspace import Workspace


@click.group()
def scheme() -> None:
    """指标体系。"""


@scheme.command("list")
@options.workspace_if_any
def list_(workspace: Workspace | None) -> None:
    """可用的指标体系，和本办核对过来源的行。"""
    from checks.scheme import built_in, load  # noqa: PLC0415 - loaded when used, so that --help stays quick

    own = [] if workspace is None else sorted(path.stem for path in (workspace.folder / "schemes").glob("*.toml"))
    for name in dict.fromkeys([*built_in(), *own]):
        loaded = load(name) if workspace is None else workspace.scheme(name)
        mark = " *" if workspace is not None and loaded.id == workspace.settings.office.scheme else ""
        click.echo(f"{loaded.id} 第 {loaded.revision} 版 {loaded.sha256[:12]} {loaded.title}{mark}")
        for row, source in loaded.attested.items():
            click.echo(f"  {row} 本办已核对：{source}")


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


@scheme.command()
@click.argument("row_id", metavar="ROW")
@options.workspace
@click.option("--source", required=True, metavar="文字", help="读到了什么：文件、条款、从哪里得到")
@options.acting_person
@click.option("--scheme", "scheme_id", metavar="编号", help="哪一套指标的行，默认为本办设置的")
def attest(row_id: str, workspace: Workspace, source: str, person: str, scheme_id: str | None) -> None:
    """写明本办已读过某一行的原文：此后它不再是本办检查口径，写好的否决也生效。"""
    from reports import actions  # noqa: PLC0415
    from reports.people import acting  # noqa: PLC0415
    from reports.periods import now  # noqa: PLC0415

    loaded, at = workspace.scheme(scheme_id), now()
    row = next((row for row in loaded.rows if row.id == row_id), None)
    if row is None:
        raise UsageError(f"ROW {row_id}：指标体系 {loaded.id} 里没有这一行")
    if row.verified:
        known = f"本办已核对：{loaded.attested[row_id]}" if row_id in loaded.attested else "来源本来就核实过"
        raise UsageError(f"ROW {row_id}：{known}")
    if not source.strip():
        raise UsageError("--source：要写明读到了什么")
    by = acting(workspace.registry, person, ("reviewer", "releaser"), at.date())
    with workspace.store() as store:
        actions.attest(store, row, source=source.strip(), by=by, at=at)
    click.echo(f"已记录：{row.id} {row.title} 的来源由 {person} 核对（{source.strip()}）；下次 judge 起按此计分")
