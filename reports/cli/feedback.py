"""``feedback``: drafts out to agencies, objections in, answers one by one."""

from __future__ import annotations

from pathlib import Path

import click

from reports.cli import options
from reports.errors import UsageError
from reports.periods import Period, now
from reports.workspace import Workspace, locked

DAYS = 5
"""Working days that agencies have where the office names no number."""


@click.group()
def feedback() -> None:
    """征求意见：发出征求意见稿，收回异议，逐项答复。"""


@feedback.command()
@options.workspace
@options.period
@options.acting_person
@click.option("--days", type=click.IntRange(min=1, max=60), default=DAYS, show_default=True, help="几个工作日内反馈")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="默认在 reports 里")
def send(workspace: Workspace, period: Period, person: str, days: int, out: Path | None) -> None:
    """为每个单位写出评分卡（征求意见稿）和意见表，并记下发出了什么。"""
    from reports import actions  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports import feedback as hearing  # noqa: PLC0415
    from reports.people import acting  # noqa: PLC0415
    from reports.reporting import city_report  # noqa: PLC0415
    from storage.calendar import add_working_days  # noqa: PLC0415

    registry, scheme, at = workspace.registry, workspace.scheme(), now()
    by = acting(registry, person, ("inspector", "reviewer", "releaser"), at.date())
    due = add_working_days(at.date(), days).day
    office = workspace.settings.office
    folder = out or workspace.reports / f"{period}-feedback"
    with locked(workspace.work, "inspect"), workspace.store() as store:
        report = city_report(store, registry, scheme, period, None, office=office.name, city=office.city)
        found = hearing.drafts(store, registry, scheme, report, str(period))
        hearing.write(folder, found, report, due)
        for one in found:
            actions.send_draft(
                store,
                str(period),
                agency=one.agency.id,
                due_on=due,
                findings=one.findings,
                verdicts=one.verdicts,
                by=by,
                at=at,
            )
    click.echo(f"已为 {len(found)} 个单位写出征求意见稿，{due} 前反馈：{folder}")


@feedback.command("import")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@options.workspace
@options.period
@options.acting_person
def import_(file: Path, workspace: Workspace, period: Period, person: str) -> None:
    """收回一个单位的意见表；有异议的项目在答复以前算作待定。"""
    from reports import actions, judging  # noqa: PLC0415
    from reports import feedback as hearing  # noqa: PLC0415
    from reports.people import acting  # noqa: PLC0415

    registry, scheme, at = workspace.registry, workspace.scheme(), now()
    by = acting(registry, person, ("inspector", "reviewer", "releaser"), at.date())
    with locked(workspace.work, "inspect"), workspace.store() as store:
        agency, found = hearing.read(file, store, registry, scheme, str(period), at.date())
        judging.check_frozen(store, scheme)
        actions.object_(store, str(period), found, by=by, at=at)
        judging.score_period(store, str(period), registry, scheme)
    late = "（逾期）" if any(one.late for one in found) else ""
    click.echo(f"收下 {registry.agencies[agency].name if agency else ''} 的 {len(found)} 项新异议{late}")


@feedback.command()
@click.argument("key", required=False)
@options.workspace
@options.period
@click.option("--answer", type=click.Choice(["采纳", "部分采纳", "不采纳"]), help="对这项异议的答复")
@click.option("--reason", metavar="文字", help="答复的理由")
@click.option("--by", "people", multiple=True, required=True, metavar="人员", help="谁答复；牵涉否决的要写两个人")
def close(
    key: str | None,
    workspace: Workspace,
    period: Period,
    answer: str | None,
    reason: str | None,
    people: tuple[str, ...],
) -> None:
    """答复一项异议（写 KEY）；不写 KEY 则在全部答复以后结束征求意见。"""
    from reports import actions, judging  # noqa: PLC0415
    from reports import feedback as hearing  # noqa: PLC0415
    from reports.decisions import digest  # noqa: PLC0415
    from reports.people import acting  # noqa: PLC0415
    from reports.review.overturned import overturned  # noqa: PLC0415

    registry, scheme, at = workspace.registry, workspace.scheme(), now()
    by = list(dict.fromkeys(acting(registry, person, ("reviewer", "releaser"), at.date()) for person in people))
    with locked(workspace.work, "inspect"), workspace.store() as store:
        if key is None:
            left = hearing.waiting(store, registry, scheme, str(period))
            if left:
                lines = [f"  {finding.key} {site.name}：{act.said['reason']}" for site, finding, act in left]
                raise UsageError("\n".join([f"还有 {len(left)} 项异议没有答复，不能结束：", *lines]))
            actions.end_hearing(store, str(period), by=by[0], at=at)
            click.echo(f"{period} 的征求意见已结束")
            for line in overturned(store, registry, scheme, str(period), None):
                click.echo(line)
            return
        if answer is None or not (reason or "").strip():
            raise UsageError("答复异议要写 --answer 和 --reason")
        finding, vetoes = hearing.contested(store, registry, scheme, str(period), key)
        if vetoes and len(by) < 2:
            raise UsageError(f"KEY {key}：牵涉单项否决，要由两个人答复，请再写一个 --by")
        judging.check_frozen(store, scheme)
        actions.answer(
            store,
            str(period),
            key=key,
            target=finding.target,
            digest=digest(finding),
            adopted=answer,
            reason=(reason or "").strip(),
            by=by,
            at=at,
        )
        judging.score_period(store, str(period), registry, scheme)
    click.echo(f"已答复：{answer}")
