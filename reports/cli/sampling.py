"""``sample``: which accounts inspectors look at by hand."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Table

from reports.cli import options
from reports.periods import Period, now
from reports.workspace import Workspace, locked


@click.command()
@options.workspace
@click.option("--share", default="30%", metavar="比例", help="抽多少，形如 30%，默认 30%")
@click.option("--seed", type=int, required=True, metavar="N", help="随机种子：同样的种子抽出同样的账号")
@click.option("--period", "period_", metavar="季度", help="检查期，形如 2026Q4，默认为本季度")
def sample(workspace: Workspace, share: str, seed: int, period_: str | None) -> None:
    """按单位和平台分层抽取账号，上季度不合格的、新登记的、四个季度没有抽到的必抽；结果存入日志。"""
    from reports import sampling  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports.accounts import inspectable_accounts  # noqa: PLC0415

    at, wanted = now(), sampling.share_of(share)
    period = str(Period.parse(period_ or f"{at.year}Q{(at.month + 2) // 3}"))
    registry, scheme = workspace.registry, workspace.settings.office.scheme
    accounts = inspectable_accounts(registry, at)
    with locked(workspace.work, "inspect"), workspace.store() as store:
        drawn = sampling.kept(store, period)
        if drawn is None or (drawn.seed, drawn.share) != (seed, wanted):
            drawn = sampling.draw(
                accounts,
                share=wanted,
                seed=seed,
                failed=sampling.failed_before(store, period, scheme),
                earlier=sampling.earlier(store, period),
            )
        sampling.keep(store, period, drawn, by="xuncha", at=at)
    table = Table(box=None, pad_edge=False)
    for title in ("编号", "平台", "单位", "账号", "抽中原因"):
        table.add_column(title)
    for name, why in drawn.drawn.items():
        account = registry.accounts.get(name)
        agency = registry.agencies.get(account.agency) if account else None
        cells = (account.platform, agency.name if agency else "", account.name) if account else ("", "", "")
        table.add_row(name, *cells, sampling.WHY[why])
    Console(highlight=False).print(table)
    click.echo(f"{period} 抽查 {len(drawn.drawn)}/{len(drawn.known)} 个账号（种子 {drawn.seed}）")
