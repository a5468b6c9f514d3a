"""``release``: the chain of signatures, and the paper that is signed."""

from __future__ import annotations

import click

from reports.cli import options
from reports.errors import UsageError
from reports.periods import Period, now
from reports.workspace import Workspace, locked


@click.command()
@options.workspace
@options.period
@click.option("--by", "person", metavar="人员", help="谁签：编号或姓名；不写则只看呈批件")
@click.option("--correct", "reason", metavar="理由", help="签发以后又改了结果：作为更正再走一遍签批")
def release(workspace: Workspace, period: Period, person: str | None, reason: str | None) -> None:
    """逐级签批，打印一页呈批件；签的是内容指纹，此后任何改动都使签名作废。"""
    from reports import actions, judging  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports import feedback as hearing  # noqa: PLC0415
    from reports.release import chain, seal  # noqa: PLC0415
    from reports.release.paper import Paper  # noqa: PLC0415
    from reports.reporting import city_report  # noqa: PLC0415
    from reports.rounds import rounds  # noqa: PLC0415

    registry, scheme, at = workspace.registry, workspace.scheme(), now()
    office, settings = workspace.settings.office, workspace.settings.release
    with locked(workspace.work, "inspect"), workspace.store() as store:
        judging.check_frozen(store, scheme)
        digest = seal.sealed(store, registry, scheme, str(period))
        standing = chain.standing(store, str(period), digest)
        verdicts = seal.snapshot(store, str(period), scheme)
        if person is not None:
            if left := hearing.waiting(store, registry, scheme, str(period)):
                raise UsageError(f"还有 {len(left)} 项异议没有答复，不能签批，见 xuncha feedback close")
            why = chain.reason(standing, reason)
            by, step = chain.signer(store, registry, settings, standing, str(period), person, at.date())
            actions.sign(
                store,
                str(period),
                seal=digest,
                step=step,
                last=len(standing.signed) == len(settings.chain) - 1,
                reason=why,
                number=standing.corrections + 1,
                before=standing.published.said["verdicts"] if standing.published is not None else None,
                verdicts=verdicts,
                by=by,
                at=at,
            )
            standing = chain.standing(store, str(period), digest)
        paper = Paper(
            store=store,
            registry=registry,
            settings=settings,
            report=city_report(store, registry, scheme, period, None, office=office.name, city=office.city),
            rounds=rounds(store, registry, scheme, str(period)),
            period=str(period),
            now=standing,
            verdicts=verdicts,
        )
        for line in paper.lines():
            click.echo(line)
