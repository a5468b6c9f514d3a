"""``notices``: notices to agencies: issued, listed, printed again. What follows is in ``notices_course``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from reports.cli import options
from reports.cli.notices_course import answer, close, decide, extend, recheck
from reports.errors import UsageError
from reports.periods import Period, moment
from reports.workspace import Workspace, locked
from storage.records import Registry

if TYPE_CHECKING:
    from reports.rectify.issuing import Draft, Found
    from reports.rectify.notices import Notice

ROLES = ("inspector", "reviewer", "releaser")


@click.group()
def notices() -> None:
    """整改通知：发出、列出、收回答复、延期、复查、办结。"""


for command in (answer, extend, decide, recheck, close):
    notices.add_command(command)


def _any_period(_context: click.Context, _option: click.Parameter, value: str | None) -> Period | None:
    return Period.parse(value) if value else None


any_period = click.option("--period", metavar="季度", callback=_any_period, help="检查期，形如 2026Q4；默认为全部")


formats_option = click.option(
    "--format", "formats", default="docx,pdf,xlsx", show_default=True, metavar="格式，…", help="写哪几种文件"
)
out_option = click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="DIR", help="默认在 reports 里"
)


@notices.command()
@options.workspace
@options.period
@click.option("--by", "people", multiple=True, required=True, metavar="人员", help="谁来发；紧急的可写两人，都算确认")
@options.clock
@click.option("--agency", metavar="编号", help="只发给这个单位")
@click.option("--key", "keys", multiple=True, metavar="编号", help="只发这一项，可重复")
@click.option("--due", type=click.DateTime(["%Y-%m-%d"]), metavar="日期", help="期限；默认按问题类别算工作日")
@click.option("--urgent", is_flag=True, help="内容安全问题，两人确认后不等签发就发，一个工作日")
@click.option("--called", metavar="谁", help="紧急通知电话告知了谁（姓名、电话）")
@click.option("--called-at", metavar="时间", help="何时打的电话，默认为现在")
@formats_option
@out_option
def issue(
    workspace: Workspace,
    period: Period,
    people: tuple[str, ...],
    as_of: str | None,
    agency: str | None,
    keys: tuple[str, ...],
    due: datetime | None,
    urgent: bool,
    called: str | None,
    called_at: str | None,
    formats: str,
    out: Path | None,
) -> None:
    """签发以后发出整改通知：每个单位每类问题一份，附公文和附表。"""
    from reports.people import acting  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports.rectify import acts, issuing, letter  # noqa: PLC0415
    from reports.rectify import notices as noticing  # noqa: PLC0415

    registry, scheme = workspace.registry, workspace.scheme()
    if agency is not None and agency not in registry.agencies:
        raise UsageError(f"--agency {agency}：登记表里没有这个单位")
    letter.formats(formats)
    if urgent != bool((called or "").strip()):
        raise UsageError("--urgent 和 --called 要一起写：紧急通知先打电话，写明告知了谁")
    with locked(workspace.work, "inspect"), workspace.store() as store:
        at = acts.acting_at(store, as_of)
        by = list(dict.fromkeys(acting(registry, person, ROLES, at.date()) for person in people))
        found = [
            one
            for one in issuing.faults(store, registry, scheme, str(period))
            if agency in (None, one.agency.id) and (not keys or one.fault.key in keys)
        ]
        said = None
        if urgent:
            found, said = _urgent(found, called or "", called_at, at, by)
        else:
            released = issuing.expect_released(store, registry, scheme, str(period))
            if at.date() < released:
                raise UsageError(f"--as-of {as_of}：早于签发的那天（{released}）")
        made = issuing.drafts(store, scheme, str(period), found, at=at, due=due.date() if due else None, called=said)
        acts.issue(store, str(period), made, by=by[0], at=at)
        names = {draft.id for draft in made}
        told = [one for one in noticing.notices(store, registry, at, period=str(period)) if one.id in names]
    if not told:
        click.echo(f"{period} 没有要新发的整改通知")
        return
    _tell_issued(made)
    _write(workspace, told, formats, out)


def _urgent(
    found: Iterable[Found], called: str, called_at: str | None, at: datetime, by: Sequence[str]
) -> tuple[list[Found], dict[str, Any]]:
    """The safety faults of one agency that two people stand for, those who issue among them; and the call as kept."""
    from reports.rectify.issuing import CONFIRMED_BY  # noqa: PLC0415

    grave = [one for one in found if one.klass == "safety"]
    ready = [one for one in grave if len(one.confirmed.union(by)) >= CONFIRMED_BY]
    if not ready:
        lines = [f"  {one.fault.key} {one.agency.name}：{len(one.confirmed)} 人确认" for one in grave]
        raise UsageError(
            "\n".join(
                ["没有两人确认过的内容安全问题（用 xuncha review 认定，发的人也算一个，可再写一个 --by）", *lines]
            )
        )
    agencies = list(dict.fromkeys(one.agency.id for one in ready))
    if len(agencies) > 1:
        raise UsageError(f"电话要逐个单位打：请用 --agency 指定一个单位，有 {'、'.join(agencies)}")
    when = moment(called_at) if called_at else at
    if when > at:
        raise UsageError(f"--called-at {called_at}：晚于现在（{at:%Y-%m-%d %H:%M}）")
    confirmed = sorted(frozenset(by).union(*(one.confirmed for one in ready)))
    return ready, {"to": called.strip(), "at": when.isoformat(), "by": by[0], "confirmed": confirmed}


def _tell_issued(made: Iterable[Draft]) -> None:
    from reports.rectify.words import CLASSES  # noqa: PLC0415

    for draft in made:
        provisional = "（放假安排未公布，暂定）" if draft.said["provisional"] else ""
        click.echo(
            f"{draft.id}  {draft.agency.name}  {CLASSES[draft.klass]} {len(draft.faults)} 项，"
            f"{draft.said['due_on']:%Y-%m-%d} 前整改{provisional}"
        )


def _write(workspace: Workspace, told: list[Notice], formats: str, out: Path | None) -> None:
    """Write notices of one period."""
    from reports.rectify import letter  # noqa: PLC0415

    own = workspace.document_template
    folder = out or workspace.reports / f"{told[0].period}-notices"
    without = letter.write(
        folder,
        told,
        workspace.registry,
        workspace.settings.office,
        wanted=letter.formats(formats),
        template=own if own.is_file() else None,
    )
    click.echo(f"已写出 {len(told)} 份整改通知：{folder}")
    if without is not None:
        click.echo(f"没有写 PDF：{without}", err=True)


@notices.command("print")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@options.workspace
@any_period
@options.clock
@formats_option
@out_option
def print_(
    ids: tuple[str, ...],
    workspace: Workspace,
    period: Period | None,
    as_of: str | None,
    formats: str,
    out: Path | None,
) -> None:
    """重新写出整改通知的公文和附表；期限按现在的算。"""
    told = _chosen(workspace, period, as_of, ids)
    for one in sorted({notice.period for notice in told}):
        _write(workspace, [notice for notice in told if notice.period == one], formats, out)


@notices.command("list")
@options.workspace
@any_period
@options.clock
@click.option("--agency", metavar="编号", help="只列这个单位的")
@click.option("--state", metavar="状态", help="只列这种状态的：issued、answered、overdue、closed……")
@click.option("--items", is_flag=True, help="逐项列出")
@click.option("--repeat", is_flag=True, help="列出多个季度反复出问题的单位（约谈）")
def list_(
    workspace: Workspace,
    period: Period | None,
    as_of: str | None,
    agency: str | None,
    state: str | None,
    items: bool,
    repeat: bool,
) -> None:
    """整改通知现在的状态：期限、办理、逾期。"""
    from reports.rectify.words import CLASSES, STATES  # noqa: PLC0415

    if state is not None and state not in STATES:
        raise UsageError(f"--state {state}：应为 {'、'.join(STATES)} 之一")
    registry = workspace.registry
    if repeat:
        _tell_repeaters(workspace, period, as_of, agency)
        return
    told = [one for one in _chosen(workspace, period, as_of, ()) if agency in (None, one.agency)]
    for one in told:
        if state not in (None, one.state):
            continue
        tally = Counter(item.state for item in one.items)
        parts = "，".join(f"{STATES[name]} {tally[name]}" for name in STATES if tally[name])
        name = registry.agencies[one.agency].name if one.agency in registry.agencies else one.agency
        closed = f"，{one.closed_on} 办结" if one.closed_on else ""
        click.echo(
            f"{one.id}  {name}  {'紧急 ' if one.urgent else ''}{CLASSES[one.klass]}  {one.issued_on} 发出，"
            f"{one.due_on} 到期{closed}  {STATES[one.state]}（{parts}）"
        )
        if items:
            _tell_items(one, registry)
    if not told:
        click.echo("没有整改通知")


def _tell_items(one: Notice, registry: Registry) -> None:
    from checks import messages  # noqa: PLC0415
    from reports.rectify.letter import target_name  # noqa: PLC0415
    from reports.rectify.words import STATES  # noqa: PLC0415

    for item in one.items:
        done = f"，{item.done_on} 完成{'（逾期）' if item.late else ''}" if item.done_on else ""
        again = f"，{'、'.join(item.fault.again)} 也通知过" if item.fault.again else ""
        click.echo(
            f"  {item.fault.key}  {target_name(item.fault.target, registry)} {messages.title(item.fault.check)}  "
            f"{STATES[item.state]}，{item.due_on} 到期{done}{again}"
        )


def _tell_repeaters(workspace: Workspace, period: Period | None, as_of: str | None, agency: str | None) -> None:
    from reports.rectify import acts  # noqa: PLC0415
    from reports.rectify.repeats import repeaters  # noqa: PLC0415

    with workspace.store() as store:
        at = acts.standing_at(store, as_of)
        found = repeaters(store, workspace.registry, at, str(period) if period else None)
    found = [one for one in found if agency in (None, one.agency)]
    for one in found:
        click.echo(f"{one.agency}  {one.name}：{'；'.join(one.reasons)}")
    if not found:
        click.echo("没有反复出问题的单位")


def _chosen(workspace: Workspace, period: Period | None, as_of: str | None, ids: tuple[str, ...]) -> list[Notice]:
    """The notices of a period as they stand, all or those named."""
    from reports.rectify import acts  # noqa: PLC0415
    from reports.rectify import notices as noticing  # noqa: PLC0415

    with workspace.store() as store:
        at = acts.standing_at(store, as_of)
        found = noticing.notices(store, workspace.registry, at, period=str(period) if period else None)
    return noticing.named(found, ids) if ids else found
