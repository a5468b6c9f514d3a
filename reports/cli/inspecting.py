"""``inspect`` and ``judge``: from the registry to stored verdicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.table import Table

from reports.cli import options
from reports.cli.progress import Progress
from reports.errors import IncompleteError, UsageError
from reports.periods import Period, in_future, moment, now
from reports.workspace import Workspace, locked
from storage.records import Outcome, Registry, RunState, Scorecard

if TYPE_CHECKING:
    from checks.scheme import Scheme
    from storage.store import Store

PROGRAM = "xuncha"
"""Who acts where no person does: a later round ends the one before it."""

PICTURES_S = 60
"""Time that an inspection spends on pictures; the rest are drawn when somebody asks for them."""

VERDICTS = {"pass": "合格", "fail": "不合格", "pending": "待定", "not_assessable": "未能检查"}


@click.command()
@options.workspace
@options.period
@options.round_number
@click.option("--as-of", metavar="时间", help="监测时间点；日期指当天结束时，默认为现在")
@click.option("--site", "sites", multiple=True, metavar="编号", help="只查这个网站，可重复")
@click.option("--account", "accounts", multiple=True, metavar="编号", help="只查这个账号，可重复")
@click.option("--confirm-after", type=click.FloatRange(min=0), metavar="秒", help="两次查看之间至少隔多久")
@click.option("--resume", is_flag=True, help="接着没有做完的一轮")
@options.fail_on
def inspect(
    workspace: Workspace,
    period: Period,
    round_: int | None,
    as_of: str | None,
    sites: tuple[str, ...],
    accounts: tuple[str, ...],
    confirm_after: float | None,
    resume: bool,
    fail_on: str | None,
) -> int:
    """抓取、复核、判定、评分。"""
    from reports import actions, inspecting, judging  # noqa: PLC0415
    from reports.accounts import inspectable_accounts  # noqa: PLC0415
    from reports.rounds import unfrozen  # noqa: PLC0415

    registry = workspace.registry
    at = moment(as_of) if as_of else now()
    if in_future(at):
        click.echo(f"注意：监测时间点 {as_of} 在将来，到期与否按那一天算", err=True)
    chosen = inspecting.inspectable(registry, at, sites) if sites or not accounts else ()
    watched = inspectable_accounts(registry, at, accounts) if accounts or not sites else ()
    targets = [*chosen, *(account.target() for account in watched)]
    settings = workspace.settings.crawl_settings(confirm_after_s=confirm_after)
    scheme = workspace.scheme()
    with locked(workspace.work, "inspect"), workspace.store() as store:
        store.expect_writable()
        judging.check_frozen(store, scheme)
        if resume:
            begun = round_ or inspecting.open_round(store, str(period), targets)
            if begun is None:
                raise UsageError(f"--resume：{period} 没有未完成的一轮")
            round_ = begun
        plan = inspecting.Plan(
            period=str(period),
            round=round_ or inspecting.next_round(store, str(period), targets),
            as_of=at,
            registry=registry,
            sites=chosen,
            accounts=watched,
            known_good_accounts=tuple(workspace.settings.new_media.known_good),
            root=workspace.folder,
            lexicons=workspace.lexicons,
            settings=settings,
            database=workspace.database,
            evidence=workspace.evidence,
            work=workspace.work,
        )
        if chosen:
            for ended in unfrozen(store, registry, scheme, str(period), plan.round):
                actions.close_round(store, str(period), ended, by=PROGRAM, at=now())
        with Progress({site.id: site.name for site in targets}) as progress:
            cards = inspecting.inspect(plan, store, scheme, progress, resume=resume)
        summarise(cards, registry)
        tell_accounts(store, registry, cards)
        tell_expired(store, registry, cards)
        draw(workspace, store, scheme, str(period), plan.round)
        if cards and all(
            card.verdict == "not_assessable" or (card.low is None and card.kind != "account") for card in cards
        ):
            raise IncompleteError("没有一个网站或账号可供判定（见各项 not_run 的原因），所见都已保存")
        return met(fail_on, store, cards)


@click.command()
@options.workspace
@options.period
@options.round_number
@click.option("--scheme", "scheme_id", metavar="编号", help="用哪一套指标，默认为本办设置的")
@click.option("--reread", is_flag=True, help="先用现在的读取规则重读已存的网页")
@options.fail_on
def judge(
    workspace: Workspace,
    period: Period,
    round_: int | None,
    scheme_id: str | None,
    reread: bool,
    fail_on: str | None,
) -> int:
    """用已存的事实重新判定、评分，不联网。"""
    from reports import judging  # noqa: PLC0415
    from reports.decisions import Decisions  # noqa: PLC0415
    from reports.review.groups import groups, needed  # noqa: PLC0415

    registry = workspace.registry
    scheme = workspace.scheme(scheme_id)
    with locked(workspace.work, "inspect"), workspace.store() as store:
        store.expect_writable()
        judging.check_frozen(store, scheme)
        runs = store.last_runs(str(period), round_)
        if not runs:
            raise UsageError(f"{period} 还没有检查过，先用 xuncha inspect --period {period}")
        judged = list(judging.judged_targets(runs, registry))
        with Progress({}) as progress:
            if reread:
                from crawler import reread as rereading  # noqa: PLC0415
                from reports.accounts import reread_account  # noqa: PLC0415
                from reports.matching import match_round  # noqa: PLC0415
                from storage.evidence import Evidence  # noqa: PLC0415

                progress.stage("reread", [site.id for _, site in judged])
                evidence = Evidence(workspace.evidence, store)
                for run, site in judged:
                    if site.kind == "account":
                        reread_account(store, evidence, run, registry.accounts[site.id])
                    elif run.trouble is None:
                        rereading.reread(store, evidence, run, site, registry, workspace.lexicons)
                    progress.done(site.id, 0)
                for number in sorted({run.round for run, _ in judged}):
                    match_round(store, registry, str(period), number)
            progress.stage("judge", [site.id for _, site in judged])
            cards, decisions = [], Decisions.of(store, scheme)
            for run, site in judged:
                if run.state is RunState.OPEN:
                    raise UsageError(f"{site.id} 在 {period} 第 {run.round} 轮还没有抓完，请先 xuncha inspect --resume")
                cards.append(judging.judge_run(store, run, site, registry, scheme, decisions=decisions))
        ours = workspace.settings.office.scheme
        beside = store.scorecards(str(period), round_, ours) if scheme.id != ours else []
        summarise(cards, registry, beside)
        tell_accounts(store, registry, cards)
        tell_expired(store, registry, cards)
        click.echo(needed(groups(store, registry, scheme, str(period), round_, outcome=Outcome.UNSURE)))
        return met(fail_on, store, cards)


def summarise(cards: Sequence[Scorecard], registry: Registry, beside: Sequence[Scorecard] = ()) -> None:
    """Print one line a site and the tally of verdicts; ``beside``: the same targets under another scheme."""
    table = Table(box=None, pad_edge=False)
    others = {card.target: card for card in beside}
    name = beside[0].scheme if beside else ""
    for title in ("网站", "结论", "得分", *([f"{name} 结论", f"{name} 得分"] if beside else [])):
        table.add_column(title)
    for card in cards:
        if card.kind == "account":
            continue
        cells = [registry.sites[card.target].name, VERDICTS[card.verdict], points(card)]
        if beside:
            other = others.get(card.target)
            cells += ["—", "—"] if other is None else [VERDICTS[other.verdict], points(other)]
        table.add_row(*cells)
    console = Console(highlight=False)
    if table.row_count:
        console.print(table)
    for name, chosen in (
        ("网站", [c for c in cards if c.kind != "account"]),
        ("账号", [c for c in cards if c.kind == "account"]),
    ):
        tally = Counter(card.verdict for card in chosen)
        parts = [f"{word} {tally[verdict]}" for verdict, word in VERDICTS.items() if tally[verdict]]
        if chosen:
            console.print(f"共 {len(chosen)} 个{name}：{'，'.join(parts)}")


def draw(workspace: Workspace, store: Store, scheme: Scheme, period: str, round_: int) -> None:
    """Say how many decisions people have to make, and draw pictures of what they will look at, within bounds."""
    from reports.pictures.album import album  # noqa: PLC0415
    from reports.review.groups import groups, needed, pictured  # noqa: PLC0415
    from storage.evidence import Evidence  # noqa: PLC0415

    registry, crawl = workspace.registry, workspace.settings.crawl
    doubts, faults = (
        groups(store, registry, scheme, period, round_, outcome=outcome) for outcome in (Outcome.UNSURE, Outcome.FAIL)
    )
    wanted = pictured(doubts, faults, most=0 if crawl.render == "never" else crawl.screenshots)
    if wanted:
        with album(store, Evidence(workspace.evidence, store), workspace.evidence) as kept:
            found = kept.pictures((group.first for group in wanted), within_s=PICTURES_S)
            drawn = sum(picture is not None for picture in found)
        click.echo(f"截图 {drawn} 张，保存在 {workspace.evidence}")
    click.echo(needed(doubts))


def tell_accounts(store: Store, registry: Registry, cards: Iterable[Scorecard]) -> None:
    """Say which platforms could not be read, once for each, and what was drawn."""
    from reports.cli.telling_accounts import lines  # noqa: PLC0415

    for line in lines(store, registry, cards):
        click.echo(line)


def tell_expired(store: Store, registry: Registry, cards: Iterable[Scorecard]) -> None:
    """Name the exceptions that no longer hold: what they covered counts again."""
    from reports.decisions import expired  # noqa: PLC0415

    for card in cards:
        site = registry.sites.get(card.target)
        if site is None:
            continue
        for one in expired(site, store.runs(card.period, card.round, card.target)[0]):
            click.echo(f"例外已过期：{site.name} {one.check} {one.subject}，{one.until} 到期，{one.by}：{one.reason}")


def points(card: Scorecard) -> str:
    """A card's points as people read them: settled, a range while doubts are open, or a reference."""
    if card.points is not None:
        text = shown(card.points)
    elif card.low is not None and card.high is not None:
        text = shown(card.low) if card.low == card.high else f"{shown(card.low)}~{shown(card.high)}"
    else:
        return "—"
    if card.bonus:
        text += f" + 加分 {shown(card.bonus)}"
    return f"{text}（参考）" if card.reference else text


def shown(value: Decimal) -> str:
    """One decimal, half up."""
    return str(value.quantize(Decimal("0.1"), ROUND_HALF_UP))


def met(fail_on: str | None, store: Store, cards: Iterable[Scorecard]) -> int:
    """1 where a finding of the named outcome (or a graver one) is there, else 0."""
    if fail_on is None:
        return 0
    grave = {Outcome.FAIL} if fail_on == "fail" else {Outcome.FAIL, Outcome.UNSURE}
    for card in cards:
        run = store.runs(card.period, card.round, card.target)[0]
        if any(finding.outcome in grave for finding in store.findings(run.id, card.scheme)):
            return 1
    return 0
