"""``review``: doubts out, decisions in."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from reports.cli import options
from reports.cli.inspecting import summarise
from reports.cli.manual import expect_inspected
from reports.periods import Period
from reports.workspace import Workspace, locked

PICTURES = 300
"""Screenshots in a workbook where nobody says otherwise."""

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def review() -> None:
    """人工核实：导出待定的，导入决定。"""


@review.command("export")
@click.argument("file", metavar="FILE", type=FILE)
@options.workspace
@options.period
@options.round_number
@click.option(
    "--pictures",
    type=click.IntRange(min=0, max=1000),
    default=PICTURES,
    show_default=True,
    metavar="N",
    help="最多放几张截图，0 为不放",
)
def export(file: Path, workspace: Workspace, period: Period, round_: int | None, pictures: int) -> None:
    """写出待核实的工作簿，一行是一组相像的发现，附链接和截图。"""
    from reports.pictures.album import album  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports.review import sheets  # noqa: PLC0415
    from reports.review.groups import groups, needed, pictured  # noqa: PLC0415
    from storage.evidence import Evidence  # noqa: PLC0415
    from storage.records import Outcome  # noqa: PLC0415

    scheme, registry = workspace.scheme(), workspace.registry
    drawn = {}
    with workspace.store() as store:
        expect_inspected(store.last_runs(str(period), round_), period)
        doubts, faults = (
            groups(store, registry, scheme, str(period), round_, outcome=outcome)
            for outcome in (Outcome.UNSURE, Outcome.FAIL)
        )
        wanted = pictured(doubts, faults, most=pictures)
        if wanted:
            with album(store, Evidence(workspace.evidence, store), workspace.evidence) as kept:
                found = zip(wanted, kept.pictures(group.first for group in wanted), strict=True)
                with click.progressbar(found, length=len(wanted), label="截图", file=sys.stderr) as bar:
                    drawn = {group.id: picture[1] for group, picture in bar if picture is not None}
                if kept.without_browser:
                    click.echo("这台机器上没有可用的浏览器，新的截图画不出来（见 xuncha doctor）", err=True)
    sheets.write(file, doubts, faults, drawn)
    click.echo(needed(doubts))
    click.echo(f"工作簿：{file}（截图 {len(drawn)} 张）")


@review.command()
@options.workspace
@options.period
@options.round_number
def status(workspace: Workspace, period: Period, round_: int | None) -> None:
    """还要作几个决定；各检查项有多少认定被审核或单位推翻，该不该放宽。"""
    from reports.review.groups import groups, needed  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports.review.overturned import overturned  # noqa: PLC0415
    from storage.records import Outcome  # noqa: PLC0415

    scheme, registry = workspace.scheme(), workspace.registry
    with workspace.store() as store:
        expect_inspected(store.last_runs(str(period), round_), period)
        click.echo(needed(groups(store, registry, scheme, str(period), round_, outcome=Outcome.UNSURE)))
        lines = list(overturned(store, registry, scheme, str(period), round_))
        for line in lines or ["没有认定被推翻"]:
            click.echo(line)


@review.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@options.workspace
@options.period
@options.round_number
def import_(file: Path, workspace: Workspace, period: Period, round_: int | None) -> None:
    """收回填好的工作簿，按决定重新计分；有一处不对就整本不收。"""
    from reports import actions, judging  # noqa: PLC0415
    from reports.kinds import REVIEW  # noqa: PLC0415
    from reports.periods import now  # noqa: PLC0415
    from reports.review import answers  # noqa: PLC0415
    from reports.review.groups import groups, levels, needed  # noqa: PLC0415
    from reports.review.overturned import overturned  # noqa: PLC0415
    from storage.records import Outcome  # noqa: PLC0415

    scheme, registry = workspace.scheme(), workspace.registry
    with locked(workspace.work, "inspect"), workspace.store() as store:
        at = now()
        expect_inspected(store.last_runs(str(period), round_), period)
        judging.check_frozen(store, scheme)
        waiting = [
            group
            for outcome in (Outcome.UNSURE, Outcome.FAIL)
            for level in levels(store, registry, scheme, str(period), round_, outcome=outcome)
            for group in level
        ]
        taken = store.journal.acts(REVIEW, period=str(period))
        decisions, again = answers.read(file, waiting, registry, at.date(), taken)
        acts = actions.review(store, str(period), decisions, at=at)
        cards = judging.score_period(store, str(period), registry, scheme, round_)
        repeated = f"；另有 {again} 组以前收过，没有重复记" if again else ""
        click.echo(f"收下 {len({one.group for one in decisions})} 组、{len(acts)} 处决定{repeated}")
        summarise(cards, registry)
        left = groups(store, registry, scheme, str(period), round_, outcome=Outcome.UNSURE)
        click.echo(needed(left))
        for line in overturned(store, registry, scheme, str(period), round_):
            click.echo(line)
