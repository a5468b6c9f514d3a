"""``rounds``: the rounds of a period and what each showed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reports.cli import options
from reports.errors import UsageError
from reports.periods import Period, now
from reports.workspace import Workspace, locked

if TYPE_CHECKING:
    from reports.rounds import Round


@click.group()
def rounds() -> None:
    """一个检查期的各轮检查。"""


@rounds.command("list")
@options.workspace
@options.period
def list_(workspace: Workspace, period: Period) -> None:
    """各轮的监测时间点、检查对象和分类合格率。"""
    from reports import rounds as counted  # noqa: PLC0415 - loaded when used, so that --help stays quick

    with workspace.store() as store:
        found = counted.rounds(store, workspace.registry, workspace.scheme(), str(period))
    if not found:
        raise UsageError(f"{period} 还没有检查过，先用 xuncha inspect --period {period}")
    for one in found:
        for line in lines(one):
            click.echo(line)


@rounds.command()
@options.workspace
@options.period
@click.option("--round", "round_", type=click.IntRange(min=1), required=True, metavar="N", help="第几轮")
@options.acting_person
def close(workspace: Workspace, period: Period, round_: int, person: str) -> None:
    """结束一轮，各类合格数从此不变；开始下一轮时会自动结束前一轮。"""
    from reports import actions  # noqa: PLC0415
    from reports import rounds as counted  # noqa: PLC0415
    from reports.people import acting  # noqa: PLC0415

    registry, scheme, at = workspace.registry, workspace.scheme(), now()
    with locked(workspace.work, "inspect"), workspace.store() as store:
        by = acting(registry, person, ("inspector", "reviewer", "releaser"), at.date())
        if round_ in counted.frozen(store, str(period)):
            raise UsageError(f"--round {round_}：{period} 第 {round_} 轮已经结束")
        waiting = {one.number: one for one in counted.unfrozen(store, registry, scheme, str(period), round_ + 1)}
        if round_ not in waiting:
            raise UsageError(f"--round {round_}：{period} 没有这一轮，或还没有抓完")
        actions.close_round(store, str(period), waiting[round_], by=by, at=at)
    for line in lines(waiting[round_]):
        click.echo(line)


def lines(one: Round) -> list[str]:
    """A round in words: one line on it, one for each class."""
    from reports.rounds import CLASSES  # noqa: PLC0415

    fixed = f"，{one.frozen:%Y-%m-%d %H:%M} 结束" if one.frozen else ""
    told = [f"第 {one.number} 轮：监测时间点 {one.as_of:%Y-%m-%d %H:%M}，检查 {len(one.targets)} 个{fixed}"]
    told.append(f"  合格 {share(*one.rate())}")
    told += [f"  {CLASSES[name]} {share(*one.rate(name))}" for name in one.counts]
    return told


def share(part: int, whole: int) -> str:
    """A rate with its numerator and denominator."""
    from reports.publish.words import share as shared  # noqa: PLC0415

    return shared(part, whole)
