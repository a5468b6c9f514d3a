"""``observations``: what inspectors saw of accounts by hand, taken in from a sheet."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reports.cli import options
from reports.periods import Period, now
from reports.workspace import Workspace, locked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from checks.scheme import Scheme
    from reports.observing import Observed
    from storage.records import Scorecard
    from storage.store import Store


@click.group()
def observations() -> None:
    """人工看到的账号情况：收进观察表。"""


@observations.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@options.workspace
@options.period
@click.option("--by", "person", metavar="人员", help="表里没有检查员一列时，谁看的")
@click.option(
    "--shots", type=click.Path(path_type=Path, file_okay=False, exists=True), metavar="DIR", help="截图所在目录"
)
def import_(file: Path, workspace: Workspace, period: Period, person: str | None, shots: Path | None) -> None:
    """收进观察表（XLSX 或 CSV）并重新判定这些账号；有一处不对就整本不收。

    每行一个账号：编号，或平台和名称；最近发布、近 14 天条数、能打开、互动、菜单、现名、截图、检查员、复核人。
    决定否决的要有两个人：复核人，或另一个人也这样看到。
    """
    from reports import observing  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports.cli.inspecting import summarise  # noqa: PLC0415
    from reports.people import acting  # noqa: PLC0415

    registry, scheme, at = workspace.registry, workspace.scheme(), now()
    by = acting(registry, person, ("inspector", "reviewer"), at.date()) if person else None
    folder = shots or file.resolve().parent
    with locked(workspace.work, "inspect"), workspace.store() as store:
        store.expect_writable()
        seen = observing.read(file, registry, folder, at, by)
        cards = take(store, workspace, str(period), seen, folder, scheme)
        summarise(cards, registry)
    waiting = len({one.account for one in seen}) - len(cards)
    counted = Counter(one.by for one in seen)
    click.echo(f"收下 {len(seen)} 条记录（{'，'.join(f'{name} {number}' for name, number in counted.items())}）")
    if waiting:
        click.echo(f"其中 {waiting} 个账号 {period} 还没有检查过，检查时会用上这些记录")


def take(
    store: Store, workspace: Workspace, period: str, seen: Sequence[Observed], folder: Path, scheme: Scheme
) -> list[Scorecard]:
    """Keep what was seen with its screenshots, and judge again the accounts that were inspected in the period."""
    from reports import actions, judging  # noqa: PLC0415
    from reports.decisions import Decisions  # noqa: PLC0415
    from storage.evidence import Evidence  # noqa: PLC0415

    judging.check_frozen(store, scheme)
    shots = [folder / str(one.said["evidence"]) for one in seen if "evidence" in one.said]
    if shots:
        evidence = Evidence(workspace.evidence, store, name="shots")
        try:
            for shot in dict.fromkeys(shots):
                evidence.put(shot.read_bytes())
        finally:
            evidence.close()
    actions.observe_accounts(store, period, seen, at=now())
    accounts, decisions = {one.account for one in seen}, Decisions.of(store, scheme)
    return [
        judging.judge_run(store, run, target, workspace.registry, scheme, decisions=decisions)
        for run, target in judging.judged_targets(store.last_runs(period), workspace.registry)
        if target.id in accounts
    ]
