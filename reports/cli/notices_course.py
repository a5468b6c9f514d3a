"""``notices``: what follows a notice: answers, more time, objections decided, re-checks, settling by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reports.cli import options
from reports.cli.progress import Progress
from reports.errors import UsageError
from reports.workspace import Workspace, locked

if TYPE_CHECKING:
    from reports.rectify.notices import Notice
    from storage.store import Store

OFFICE = ("inspector", "reviewer", "releaser")
DECIDING = ("reviewer", "releaser")

keys_option = click.option(
    "--key", "keys", multiple=True, metavar="编号", help="只办这一项，可重复；默认为全部未办结的"
)
reason_option = click.option("--reason", required=True, metavar="文字", help="理由")
people_option = click.option("--by", "people", multiple=True, required=True, metavar="人员", help="谁来做，可写两人")


@contextmanager
def _opened(workspace: Workspace, as_of: str | None) -> Iterator[tuple[Store, datetime, list[Notice]]]:
    """The store, the moment of acting, and all notices as they stand; nobody else acts on notices meanwhile."""
    from reports.rectify import acts, notices  # noqa: PLC0415 - loaded when used, so that --help stays quick

    with locked(workspace.work, "notices"), workspace.store() as store:
        at = acts.acting_at(store, as_of)
        yield store, at, notices.notices(store, workspace.registry, at)


def _reason(text: str) -> str:
    if not text.strip():
        raise UsageError("--reason：不能为空")
    return text.strip()


@click.command()
@click.argument("what", metavar="FILE或ID")
@options.workspace
@options.acting_person
@options.clock
@keys_option
@click.option("--mended", "text", flag_value="已整改", help="单位说已经改好（写 ID 时用）")
@click.option("--explain", metavar="文字", help="情况说明：已经发生、不能改正的（写 ID 时用）")
@click.option("--contest", metavar="文字", help="有异议的理由（写 ID 时用）")
@click.option("--url", metavar="网址", help="改好以后的网址（写 ID 时用）")
def answer(
    what: str,
    workspace: Workspace,
    person: str,
    as_of: str | None,
    keys: tuple[str, ...],
    text: str | None,
    explain: str | None,
    contest: str | None,
    url: str | None,
) -> None:
    """收回单位的答复：填好的附表（.xlsx），或写通知编号逐项登记。"""
    from reports.people import acting  # noqa: PLC0415
    from reports.rectify import acts, answers  # noqa: PLC0415
    from reports.rectify.notices import named  # noqa: PLC0415
    from reports.rectify.words import EXPLAINED, HOW, MENDED, OBJECTED  # noqa: PLC0415

    given = {MENDED: "" if text else None, EXPLAINED: explain, OBJECTED: contest}
    said = [(how, words) for how, words in given.items() if words is not None]
    file = Path(what)
    with _opened(workspace, as_of) as (store, at, there):
        by = acting(workspace.registry, person, OFFICE, at.date())
        if file.suffix.lower() == ".xlsx" or file.is_file():
            if said or keys or url:
                raise UsageError(f"{what}：收附表时，答复都写在表里")
            found = answers.read(file, there, at.date())
        else:
            if len(said) != 1:
                raise UsageError(f"{what}：要写明答复，--mended、--explain、--contest 选一个；附表请写 .xlsx 文件")
            (notice,) = named(there, [what])
            how, words = said[0]
            reply = answers.said(how, words, url)
            items = [item for item in answers.items_of(notice, keys) if keys or item.fault.event == (how == EXPLAINED)]
            for item in items:
                answers.expect_fitting(notice, item, how, reply["text"], at.date(), f"KEY {item.fault.key}")
            found = {notice.id: {item.fault.key: reply for item in items}} if items else {}
        by_id = {notice.id: notice for notice in there}
        acts.reply(store, [(by_id[name], replies) for name, replies in found.items()], by=by, at=at)
    tally = Counter(reply["how"] for replies in found.values() for reply in replies.values())
    parts = "，".join(f"{word} {tally[how]}" for word, how in HOW.items() if tally[how])
    click.echo(f"收下答复 {tally.total()} 项{'：' + parts if parts else '，没有新的内容'}")


@click.command()
@click.argument("notice_id", metavar="ID")
@options.workspace
@options.acting_person
@options.clock
@keys_option
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True, metavar="日期", help="延到哪一天")
@reason_option
def extend(
    notice_id: str,
    workspace: Workspace,
    person: str,
    as_of: str | None,
    keys: tuple[str, ...],
    until: datetime,
    reason: str,
) -> None:
    """延长整改期限，记下理由和谁同意的。"""
    from reports.people import acting  # noqa: PLC0415
    from reports.rectify import acts, answers  # noqa: PLC0415
    from reports.rectify.notices import named  # noqa: PLC0415
    from storage.calendar import is_working_day  # noqa: PLC0415

    day = until.date()
    with _opened(workspace, as_of) as (store, at, there):
        by = acting(workspace.registry, person, DECIDING, at.date())
        (notice,) = named(there, [notice_id])
        items = answers.items_of(notice, keys)
        if not items:
            raise UsageError(f"{notice_id}：已经全部办结，不用延期")
        for item in items:
            if item.settled:
                raise UsageError(f"KEY {item.fault.key}：已经办结，不用延期")
            if day <= max(item.due_on, at.date()):
                raise UsageError(f"--until {day}：要晚于现在的期限（{item.due_on}）和今天（{at.date()}）")
        said = {item.fault.key: {"until": day.isoformat()} for item in items}
        acts.extend(store, notice, said, _reason(reason), by=by, at=at)
    rest = "" if is_working_day(day) else "（注意：这一天不是工作日）"
    click.echo(f"{notice_id} 的 {len(items)} 项延期到 {day}{rest}")


@click.command()
@click.argument("notice_id", metavar="ID")
@click.argument("key", metavar="KEY")
@options.workspace
@options.clock
@click.option("--adopted", type=click.Choice(["采纳", "不采纳"]), required=True, help="异议采纳还是不采纳")
@reason_option
@people_option
def decide(
    notice_id: str,
    key: str,
    workspace: Workspace,
    as_of: str | None,
    adopted: str,
    reason: str,
    people: tuple[str, ...],
) -> None:
    """裁定一项异议：采纳则撤销这一项（要再签发更正），不采纳则期限顺延等待的工作日。"""
    from reports import judging  # noqa: PLC0415
    from reports.people import acting  # noqa: PLC0415
    from reports.rectify import acts, answers  # noqa: PLC0415
    from reports.rectify.notices import ADOPTED, named  # noqa: PLC0415

    registry = workspace.registry
    with locked(workspace.work, "inspect"), _opened(workspace, as_of) as (store, at, there):
        by = list(dict.fromkeys(acting(registry, person, DECIDING, at.date()) for person in people))
        (notice,) = named(there, [notice_id])
        item = answers.item_of(notice, key, f"KEY {key}")
        if item.objected_on is None:
            raise UsageError(f"KEY {key}：这一项没有待裁定的异议")
        if notice.klass in {"veto", "safety"} and len(by) < 2:
            raise UsageError(f"KEY {key}：牵涉单项否决或内容安全，要由两个人裁定，请再写一个 --by")
        scheme = workspace.scheme()
        if adopted == ADOPTED:
            judging.check_frozen(store, scheme)
        acts.rule(store, notice, key, adopted=adopted, reason=_reason(reason), people=by, at=at)
        if adopted == ADOPTED:
            judging.score_period(store, notice.period, registry, scheme)
    click.echo(f"已裁定：{adopted}")
    if adopted == ADOPTED:
        click.echo(f"这一项已撤销；{notice.period} 的结果要用 xuncha release --correct 签发更正")


@click.command()
@click.argument("notice_id", metavar="ID")
@options.workspace
@options.clock
@keys_option
@click.option("--explain", is_flag=True, help="理由就是单位的情况说明（只用于已经发生、不能改正的）")
@click.option("--by-hand", is_flag=True, help="程序看不到的，两人现场看过，确已改好")
@reason_option
@people_option
def close(
    notice_id: str,
    workspace: Workspace,
    as_of: str | None,
    keys: tuple[str, ...],
    explain: bool,
    by_hand: bool,
    reason: str,
    people: tuple[str, ...],
) -> None:
    """人工办结：情况说明，或两人现场确认已改好；其余的只有复查看到改好才办结。"""
    from reports.people import acting  # noqa: PLC0415
    from reports.rectify import acts, answers  # noqa: PLC0415
    from reports.rectify.notices import named  # noqa: PLC0415

    with _opened(workspace, as_of) as (store, at, there):
        by = list(dict.fromkeys(acting(workspace.registry, person, OFFICE, at.date()) for person in people))
        (notice,) = named(there, [notice_id])
        if explain == by_hand:
            raise UsageError("要写明凭什么办结：--explain（情况说明）或 --by-hand（两人现场看过），选一个")
        items = [item for item in answers.items_of(notice, keys) if keys or item.fault.event == explain]
        if not items:
            raise UsageError(f"{notice_id}：没有可以这样办结的项目")
        for item in items:
            if item.settled:
                raise UsageError(f"KEY {item.fault.key}：已经办结")
            if item.fault.event != explain:
                why = "已经发生、不能改正，只能用 --explain" if item.fault.event else "可以改正，不能只作说明"
                raise UsageError(f"KEY {item.fault.key}：{why}")
        if by_hand and len(by) < 2:
            raise UsageError("--by-hand：要两个人看过，请再写一个 --by")
        state = "explained" if explain else "mended"
        said = {item.fault.key: {"as": state, "reason": _reason(reason)} for item in items}
        acts.close(store, notice, said, by, at=at)
    click.echo(f"{notice_id} 办结 {len(items)} 项：{'已说明' if explain else '已整改'}")


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@options.workspace
@options.clock
@click.option("--by", "person", default="xuncha", show_default=True, metavar="人员", help="谁来复查；定时任务不用写")
@click.option("--all", "every", is_flag=True, help="没有答复的和已整改的也复查（看是否再次出现）")
@keys_option
@click.option("--confirm-after", type=click.FloatRange(min=0), metavar="秒", help="两次查看之间至少隔多久")
def recheck(
    ids: tuple[str, ...],
    workspace: Workspace,
    as_of: str | None,
    person: str,
    every: bool,
    keys: tuple[str, ...],
    confirm_after: float | None,
) -> None:
    """复查：只访问问题提到的地址，看两次；改好的办结，访问不到的绝不办结。"""
    from reports.people import acting  # noqa: PLC0415
    from reports.rectify import acts, notices, rechecking  # noqa: PLC0415
    from reports.rectify.words import STATES  # noqa: PLC0415

    registry, scheme = workspace.registry, workspace.scheme()
    with locked(workspace.work, "recheck"), workspace.store() as store:
        at = acts.acting_at(store, as_of)
        by = person if person == "xuncha" else acting(registry, person, OFFICE, at.date())
        there = notices.notices(store, registry, at)
        chosen = rechecking.chosen(notices.named(there, ids) if ids else there, every=every or bool(ids), keys=keys)
        if not chosen:
            click.echo("没有要复查的项目")
            return
        settings = workspace.settings.crawl_settings(confirm_after_s=confirm_after)
        with Progress({site.id: site.name for site in registry.sites.values()}) as progress:
            seen = rechecking.recheck(
                store, registry, scheme, chosen, rechecking.Place.of(workspace, settings, at), progress
            )
        with locked(workspace.work, "notices"):
            for notice, items in chosen:
                said = {item.fault.key: seen.results[item.fault.key] for item in items}
                acts.looked(store, notice, said, seen.kept, by=by, at=at)
    tally = Counter(str(one["outcome"]) for one in seen.results.values())
    parts = "，".join(f"{STATES[state]} {tally[state]}" for state in STATES if tally[state])
    click.echo(f"复查 {tally.total()} 项：{parts}")
    for notice, items in chosen:
        for item in items:
            said_of = seen.results[item.fault.key]
            if said_of["outcome"] != "mended":
                click.echo(f"  {notice.id} {item.fault.key} {STATES[said_of['outcome']]}：{said_of['why']}")
