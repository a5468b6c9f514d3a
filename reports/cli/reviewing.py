"""``review``: doubts out, decisions in."""

from __future__ import annotations

from pathlib import Path

import click

from reports.cli import options
from reports.cli.inspecting import summarise
from reports.periods import Period
from reports.workspace import Workspace, locked

FILE = click.Path(path_type=Path, dir_okay=False)


@click.group()
def review() -> None:
    """人工核实：导出待定的，导入决定。"""


@review.command("export")
@click.argument("file", metavar="FILE", type=FILE)
@options.workspace
@options.period
@options.round_number
def export(file: Path, workspace: Workspace, period: Period, round_: int | None) -> None:
    """写出待核实的工作簿，一行是一组相像的发现。"""
    from reports.review import sheets  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports.review.groups import groups  # noqa: PLC0415
    from storage.records import Outcome  # noqa: PLC0415

    scheme, registry = workspace.scheme(), workspace.registry
    with workspace.store() as store:
        doubts, faults = (
            groups(store, registry, scheme, str(period), round_, outcome=outcome)
            for outcome in (Outcome.UNSURE, Outcome.FAIL)
        )
    sheets.write(file, doubts, faults)
    cases = sum(len(group.cases) for group in doubts)
    vetoes = sum(group.vetoes for group in doubts)
    click.echo(f"待核实 {cases} 处，合为 {len(doubts)} 组，要作 {len(doubts) + vetoes} 个决定（{vetoes} 组须两人）")
    click.echo(f"工作簿：{file}")


@review.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@options.workspace
@options.period
@options.round_number
def import_(file: Path, workspace: Workspace, period: Period, round_: int | None) -> None:
    """收回填好的工作簿，按决定重新计分；有一处不对就整本不收。"""
    from reports import actions, judging  # noqa: PLC0415
    from reports.periods import now  # noqa: PLC0415
    from reports.review import sheets  # noqa: PLC0415
    from reports.review.groups import groups  # noqa: PLC0415
    from reports.review.overturned import overturned  # noqa: PLC0415
    from storage.records import Outcome  # noqa: PLC0415

    scheme, registry = workspace.scheme(), workspace.registry
    with locked(workspace.work, "inspect"), workspace.store() as store:
        at = now()
        waiting = [
            group
            for outcome in (Outcome.UNSURE, Outcome.FAIL)
            for group in groups(store, registry, scheme, str(period), round_, outcome=outcome)
        ]
        decisions = sheets.read(file, waiting, registry, at.date())
        acts = actions.review(store, str(period), decisions, at=at)
        runs = judging.judged_sites(store.last_runs(str(period), round_), registry)
        cards = [judging.score_run(store, run, site, registry, scheme) for run, site in runs]
        click.echo(f"收下 {len({one.group for one in decisions})} 组、{len(acts)} 处决定")
        summarise(cards, registry)
        for line in overturned(store, registry, scheme, str(period), round_):
            click.echo(line)
