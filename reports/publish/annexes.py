"""The tables behind the notice: sites, what failed, accounts by platform and one by one, last quarter's faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from checks import messages
from reports.publish.naming import one_line
from reports.publish.unfit import unfit
from reports.publish.words import PLATFORMS, VERDICTS, share

if TYPE_CHECKING:
    from reports.publish.model import CityReport, TargetCard
    from reports.publish.notice import Facts

UNREAD = {
    "blocked": "平台拒绝访问或要求登录",
    "robots": "平台的 robots.txt 不允许访问",
    "our_network": "本机的网络不通",
    "unreadable": "没有读到内容",
}
"""Why an account could not be inspected."""

STANDING_OUT = 3
"""Problems of one target that the annex names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """A table behind the notice. ``widths``: shares of its columns."""

    title: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


def annexes(facts: Facts) -> Iterator[Annex]:
    """The annexes that have anything to say, in their order."""
    report = facts.report
    if report.cards:
        yield _sites(facts)
    failed = tuple(_failed(facts))
    if failed:
        yield Annex(
            title=f"{facts.fails_word}的网站和账号情况表",
            columns=("序号", "网站或账号", "主办单位", "指标", "认定的问题"),
            widths=(8, 26, 26, 26, 14),
            rows=tuple((str(number), *row) for number, row in enumerate(failed, 1)),
        )
    if report.registered:
        yield Annex(
            title="政务新媒体分平台检查情况表",
            columns=("平台", "在用账号", "已备案停用", "检查", "合格", "待定", "未能检查", "合格率"),
            widths=(22, 11, 13, 10, 10, 10, 11, 18),
            rows=tuple(_platforms(report)),
        )
    if report.accounts:
        yield _accounts(facts)
    if facts.rectified:
        yield Annex(
            title="上季度问题整改情况表",
            columns=("序号", "网站或账号", "主办单位", "要求整改", "已整改", "办理情况"),
            widths=(8, 26, 26, 11, 11, 18),
            rows=tuple(
                (
                    str(number),
                    one_line(one.target),
                    one_line(one.agency),
                    f"{one.asked}项",
                    f"{one.mended}项",
                    one.states,
                )
                for number, one in enumerate(facts.rectified, 1)
            ),
        )


def _sites(facts: Facts) -> Annex:
    return Annex(
        title="政府网站检查情况表",
        columns=("序号", "网站名称", "主办单位", "检查情况", "存在的突出问题", "整改情况"),
        widths=(8, 20, 20, 12, 28, 12),
        rows=tuple(
            (
                str(number),
                one_line(card.site.name),
                _body(card),
                _verdict(card, facts),
                _standing_out(card),
                f"检查期间已整改{len(card.mended)}项" if card.mended else "待整改" if card.count("fail") else "",
            )
            for number, card in enumerate(facts.report.cards, 1)
        ),
    )


def _accounts(facts: Facts) -> Annex:
    order = {name: place for place, name in enumerate(PLATFORMS)}
    cards = sorted(facts.report.accounts, key=lambda card: order.get(card.account.platform, len(order)))
    return Annex(
        title="政务新媒体账号检查情况表",
        columns=("序号", "平台", "账号名称", "主办单位", "检查情况", "最近一条", "存在的问题"),
        widths=(8, 15, 18, 20, 12, 14, 20),
        rows=tuple(
            (
                str(number),
                PLATFORMS.get(card.account.platform, card.account.platform),
                one_line(card.site.name),
                _body(card),
                _verdict(card, facts),
                card.last_post.isoformat() if card.last_post else "没有读到",
                _standing_out(card),
            )
            for number, card in enumerate(cards, 1)
        ),
    )


def _body(card: TargetCard) -> str:
    return one_line(card.agency.name) if card.agency else ""


def _verdict(card: TargetCard, facts: Facts) -> str:
    return facts.fails_word if card.scorecard.verdict == "fail" else VERDICTS[card.scorecard.verdict]


def _failed(facts: Facts) -> Iterator[tuple[str, str, str, str]]:
    for card in facts.report.targets:
        if card.scorecard.verdict != "fail":
            continue
        for mark in card.vetoes:
            yield (one_line(card.site.name), _body(card), mark.title, f"{mark.fails}项")
        if not card.vetoes:
            yield (one_line(card.site.name), _body(card), "得分低于合格线", f"{card.count('fail')}项")


def _platforms(report: CityReport) -> Iterator[tuple[str, ...]]:
    names = {account.platform for account in report.registered}
    in_service = {account.id for account in report.used}
    for platform in [*PLATFORMS, *sorted(names - PLATFORMS.keys())]:
        mine = [account for account in report.registered if account.platform == platform]
        if not mine:
            continue
        used = sum(account.id in in_service for account in mine)
        tally = Counter(card.scorecard.verdict for card in report.accounts if card.account.platform == platform)
        yield (PLATFORMS.get(platform, platform), str(used), str(len(mine) - used), *_verdicts(tally))


def _verdicts(tally: Counter[str]) -> tuple[str, str, str, str, str]:
    """Inspected, passed, pending, not assessable, rate: what was not looked at has no rate, nor what is still open."""
    judged = tally.total() - tally["not_assessable"]
    if not tally.total():
        return "未检查", "—", "—", "—", "—"
    counts = (str(tally[name]) for name in ("pass", "pending", "not_assessable"))
    return str(tally.total()), *counts, "—" if tally["pending"] or not judged else share(tally["pass"], judged)  # type: ignore[return-value]


def unread_because(card: TargetCard) -> str:
    """Why a target could not be inspected."""
    if card.site.kind == "account":
        return UNREAD.get(card.run.trouble or "", UNREAD["unreadable"])
    return "首页打不开" if card.scorecard.verdict != "not_assessable" else unfit(card)[0]


def _standing_out(card: TargetCard) -> str:
    if not card.reachable:
        return f"未能检查：{unread_because(card)}"
    most = card.tally["fail"].most_common(STANDING_OUT)
    if not most:
        if card.scorecard.verdict == "not_assessable":
            return "未能检查"
        return "检查到的内容中没有确认的问题" if card.examined else "未检查"
    return "；".join(f"{messages.title(check)}（{count}）" for check, count in most)
