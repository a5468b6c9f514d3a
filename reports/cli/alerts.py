"""``alerts``: digests of what is due, overdue or about to go wrong; and the watch that feeds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reports.cli import options
from reports.cli.progress import Progress
from reports.errors import IncompleteError, UsageError
from reports.periods import moment, now
from reports.workspace import Workspace, locked

if TYPE_CHECKING:
    from reports.alerts.sending import Parcel, Sent


@click.group()
def alerts() -> None:
    """提醒：到期、逾期、再次出现，和检查之间发现的苗头。"""


@alerts.command()
@options.workspace
@click.option("--dry-run", is_flag=True, help="只看会发给谁、发什么，不发也不记")
@options.clock
def send(workspace: Workspace, dry_run: bool, as_of: str | None) -> None:
    """把还没有告知过的情况合并成一条，发给本办和各单位；同一情况不发第二遍。"""
    from reports.alerts import sending  # noqa: PLC0415 - loaded when used, so that --help stays quick
    from reports.alerts.channels import channels  # noqa: PLC0415
    from reports.alerts.digest import Composer  # noqa: PLC0415

    settings, registry = workspace.settings, workspace.registry
    found, wrong = sending.sorted_out(channels(settings, registry, workspace.folder))
    composer = Composer(workspace.folder / "templates", settings.office.name)
    with locked(workspace.work, "alerts"), workspace.store() as store:
        at = moment(as_of) if as_of else now()
        there = sending.told(store, registry, settings.alerts, at)
        reached = {channel.recipient for channel in found}
        for recipient in there:
            if recipient not in reached:
                name = registry.agencies[recipient].name if recipient in registry.agencies else "本办"
                click.echo(f"没有通道：{name}有 {len(there[recipient])} 条提醒发不出去", err=True)
        quiet = sending.resting(settings.alerts, at)
        if dry_run:
            _preview(list(sending.preview(store, found, there, composer, registry, at)), quiet=quiet)
        elif quiet:
            click.echo("现在是休息时间或休息日，等上班时间再发")
        else:
            _tell(sending.send(store, found, there, composer, registry, settings.alerts, at))
    if wrong:
        raise UsageError("\n".join(["有通道地址用不了，其余的已照办：", *(f"  {one.sentence}" for one in wrong)]))


def _preview(parcels: list[Parcel], *, quiet: bool) -> None:
    for parcel in parcels:
        click.echo(f"== {parcel.recipient or '本办'} · {parcel.channel.service}（{parcel.channel.place}）")
        click.echo(f"标题：{parcel.message.title}")
        click.echo(parcel.message.text)
    click.echo(f"共 {len(parcels)} 条消息{'；现在是休息时间，不会发出' if quiet else ''}")


def _tell(result: Sent) -> None:
    for parcel in result.sent:
        click.echo(f"已发给 {parcel.recipient or '本办'}（{parcel.channel.place}）：{parcel.alerts} 条提醒")
    if not result.sent and not result.failed:
        click.echo("没有新的提醒")
    failing = [*result.failed, *result.waiting]
    if failing:
        lines = [f"  {channel.place}（{channel.service}）" for channel in dict.fromkeys(failing)]
        raise IncompleteError("\n".join([f"{len(lines)} 个通道发不出去，消息已留存，下次再发：", *lines]))


@alerts.command()
@options.workspace
@options.clock
@click.option("--site", "sites", multiple=True, metavar="编号", help="只看这个网站，可重复")
@click.option("--account", "accounts", multiple=True, metavar="编号", help="只看这个账号，可重复")
def watch(workspace: Workspace, as_of: str | None, sites: tuple[str, ...], accounts: tuple[str, ...]) -> None:
    """两次检查之间看一眼：各网站首页、更新快的栏目和账号，记下快要超期的和疑似暗链。"""
    from reports.accounts import inspectable_accounts  # noqa: PLC0415
    from reports.alerts import watching  # noqa: PLC0415
    from reports.alerts.states import KINDS  # noqa: PLC0415
    from reports.inspecting import inspectable  # noqa: PLC0415

    registry, at = workspace.registry, moment(as_of) if as_of else now()
    chosen = inspectable(registry, at, sites) if sites or not accounts else ()
    named = inspectable_accounts(registry, at, accounts) if accounts or not sites else ()
    settings = workspace.settings.crawl_settings()
    with locked(workspace.work, "watch"), workspace.store() as store:
        names = {site.id: site.name for site in registry.sites.values()}
        with Progress(names) as progress:
            seen = watching.watch(workspace, store, workspace.scheme(), chosen, named, settings, at, progress)
    click.echo(f"看了 {len(seen)} 个网站和账号")
    for target, found in seen.items():
        for concern in found.concerns:
            newest = f" {concern.newest}" if concern.newest else ""
            click.echo(f"  {target}：{KINDS[concern.kind]} {concern.name}{newest}")
