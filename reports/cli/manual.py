"""``manual``: worksheets out to inspectors, what they saw back in."""

from __future__ import annotations

from pathlib import Path

import click

from reports.cli import options
from reports.errors import UsageError
from reports.periods import Period, now
from reports.workspace import Workspace, locked


@click.group()
def manual() -> None:
    """要由人看的：导出检查员的工作簿，收回填好的。"""


@manual.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@options.workspace
@options.period
@click.option("--seed", type=int, metavar="N", help="抽签的种子，默认由季度得出；每期只抽一次")
@click.option("--by", "person", metavar="人员", help="谁来做：编号或姓名")
def plan(file: Path, workspace: Workspace, period: Period, seed: int | None, person: str | None) -> None:
    """写出检查员的工作簿：要由人认定的指标、电话、办事指南、提问、账号。"""
    from reports import actions  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports.manual import plan as planning  # noqa: PLC0415
    from reports.manual import sheets  # noqa: PLC0415
    from reports.people import acting  # noqa: PLC0415
    from storage.evidence import Evidence  # noqa: PLC0415

    registry, scheme, at = workspace.registry, workspace.scheme(), now()
    by = acting(registry, person, ("inspector", "reviewer"), at.date()) if person else "xuncha"
    with locked(workspace.work, "inspect"), workspace.store() as store:
        expect_inspected(store.last_runs(str(period)), period)
        lot = planning.drawn(store, str(period))
        if lot is not None and seed not in (None, lot.said["seed"]):
            raise UsageError(f"--seed {seed}：{period} 已经用种子 {lot.said['seed']} 抽过，一期只抽一次")
        if lot is None:
            seed = period.year * 10 + period.quarter if seed is None else seed
            guides = planning.draw(store, registry, str(period), seed)
            lot = actions.draw(store, str(period), seed=seed, guides=guides, by=by, at=at)
        planned = planning.plan(store, Evidence(workspace.evidence, store), registry, scheme, str(period), lot)
    sheets.write(file, planned)
    lines = len(planned.together())
    together = f"（没有问题的按行一并填，只要 {lines} 个决定）" if lines else ""
    click.echo(
        f"要由人认定 {len(planned.rows)} 项{together}，"
        f"电话 {len(planned.phones)} 个，办事指南 {len(planned.guides)} 个，"
        f"提问 {len(planned.questions)} 个，账号 {len(planned.accounts)} 个"
    )
    click.echo(f"工作簿：{file}")


@manual.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@options.workspace
@options.period
def import_(file: Path, workspace: Workspace, period: Period) -> None:
    """收回填好的工作簿并重新计分；有一处不对就整本不收。"""
    from reports import actions, judging, observing  # noqa: PLC0415
    from reports.cli.inspecting import summarise  # noqa: PLC0415
    from reports.cli.observing import take  # noqa: PLC0415
    from reports.decisions import Decisions  # noqa: PLC0415
    from reports.manual import answers, questions, sheets  # noqa: PLC0415
    from reports.manual import plan as planning  # noqa: PLC0415
    from storage.evidence import Evidence  # noqa: PLC0415

    registry, scheme, at = workspace.registry, workspace.scheme(), now()
    with locked(workspace.work, "inspect"), workspace.store() as store:
        runs = store.last_runs(str(period))
        expect_inspected(runs, period)
        lot = planning.drawn(store, str(period))
        if lot is None:
            raise UsageError(f"{period} 还没有导出过工作簿，先用 xuncha manual plan FILE --period {period}")
        planned = planning.plan(store, Evidence(workspace.evidence, store), registry, scheme, str(period), lot)
        rows, seen = answers.read(file, planned, scheme, registry, at.date())
        looked = observing.read(file, registry, file.resolve().parent, at, sheet=sheets.ACCOUNTS)
        new = {one.target for one in seen if one.sheet == sheets.ACCOUNTS}
        looked = [one for one in looked if one.account in new]
        judging.check_frozen(store, scheme)
        actions.settle(store, str(period), rows, seen, at=at)
        take(store, workspace, str(period), looked, file.resolve().parent, scheme)
        summarise(judging.score_period(store, str(period), registry, scheme), registry)
        decisions = Decisions.of(store, scheme)
        done = {run.target: decisions.settled(run) for run in runs}
        left = sum(1 for _ in sheets.unsettled(planned, done))
    for line in questions.waiting(planned, seen, at.date()):
        click.echo(line)
    click.echo(f"收下 {len(rows)} 项认定、{len(seen)} 条记录；还有 {left} 项没有认定")


def expect_inspected(runs: object, period: Period) -> None:
    """See that a period was inspected at all.

    Raises:
        UsageError: it was not.
    """
    if not runs:
        raise UsageError(f"{period} 还没有检查过，先用 xuncha inspect --period {period}")
