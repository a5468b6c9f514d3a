"""Reports made by hand: a city of any shape, without a store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from checks.deadlines import Deadlines
from reports.publish.audience import Shown
from reports.publish.model import (
    AccountCard,
    CityQuarter,
    CityReport,
    Opening,
    Place,
    PlatformRow,
    Quarter,
    SchemeNote,
    SiteCard,
)
from reports.publish.notice import Facts, notice
from reports.publish.packed import Findings
from reports.publish.platforms import platform_rows
from reports.publish.shared import shared_faults
from reports.publish.writing import Publication
from reports.rounds import Round
from storage.records import SHANGHAI, Account, Agency, Coverage, Mark, Run, RunState, Scorecard, Site

AT = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
SIGNED = date(2026, 12, 28)
CLASSES = ("municipal", "district", "department", "department")


def agency(number: int) -> Agency:
    names = ("明州市人民政府", "明州市江城区人民政府", "明州市教育局", "明州市财政局")
    shorts = ("明州市", "江城区", "教育局", "财政局")
    place = number % len(names)
    more = "" if number < len(names) else str(number)
    return Agency(id=f"a{number}", name=names[place] + more, short_name=shorts[place] + more, klass=CLASSES[place])


def row(target: str, number: int, check: str = "broken_links", **facts: Any) -> dict[str, Any]:
    """A finding as published."""
    home = f"http://{target}.mz.gov.cn/"
    told = {
        "key": f"{target}-{check}-{number}",
        "period": "2026Q4",
        "round": 1,
        "agency": None,
        "target": target,
        "check": check,
        "reason": "gone",
        "outcome": "fail",
        "nature": "standing",
        "subject": f"{home}gone{number}.html",
        "page": f"{home}page{number}.html",
        "message": f"链接“第{number}条”的目标不存在（状态 404），涉及 2 个网页",
        "remedy": "请更正或删除这个链接，或恢复目标网页",
        "basis": {"document": "检查指标", "clause": "可用性", "level": "国家", "confidence": "C"},
        "path": ["政务公开"],
        "detail": {"pages": 2, "examples": [f"{home}page{number}.html", f"{home}other.html"]},
        "evidence": [{"at": "2026-11-20T09:00:00+08:00", "method": "get", "outcome": "404", "sha256": None}],
        "state": "open",
        "first_seen": "2026-11-20T09:00:00+08:00",
    }
    return told | facts


def score(target: str, verdict: str, kind: str, rows: Sequence[dict[str, Any]]) -> Scorecard:
    fails = [one["key"] for one in rows if one["outcome"] == "fail"]
    lost = min(Decimal("0.5") * len(fails), Decimal(10))
    marks: tuple[Mark, ...] = (
        Mark(
            row="V2" if kind != "account" else "N2a",
            title="站点无法访问" if kind != "account" else "内容不更新",
            part="veto",
            state="settled",
            veto=verdict == "fail",
            fails=len(fails),
            keys=tuple(fails),
            examined=9,
        ),
    )
    if kind == "portal":
        marks += (
            Mark(
                row="D21",
                title="可用性",
                part="deduction",
                state="settled",
                points=Decimal(10),
                lost=lost,
                lost_at_most=lost,
                uncapped=lost,
                fails=len(fails),
                keys=tuple(fails),
                examined=9,
            ),
            Mark(
                row="D17", title="办理答复", part="deduction", state="manual", points=Decimal(10), note="由人提问两次"
            ),
        )
    points = Decimal(100) - lost if kind == "portal" and verdict != "not_assessable" else None
    return Scorecard(
        period="2026Q4",
        round=1,
        target=target,
        kind=kind,
        klass=None,
        scheme="s",
        revision=1,
        scheme_sha256="0" * 64,
        verdict=verdict,
        points=points if verdict in {"pass", "fail"} else None,
        low=points,
        high=points,
        uncapped=lost,
        bonus=Decimal(0),
        reference=kind != "portal",
        marks=marks,
    )


def run(target: str, verdict: str) -> Run:
    seen = Coverage(known=100, fetched=90, pages=80, failed=1, blocked=0, undecodable=0, rendered=2, needed_browser=0)
    return Run(
        id=1,
        period="2026Q4",
        round=1,
        target=target,
        as_of=AT,
        started_at=AT,
        ended_at=AT,
        state=RunState.COMPLETE,
        trouble="robots" if verdict == "not_assessable" else None,
        coverage=None if verdict == "not_assessable" else seen,
    )


def history(verdict: str, high: Decimal | None) -> tuple[Quarter, ...]:
    return (
        Quarter(period="2026Q2", verdict="pass", low=Decimal(90), high=Decimal(92)),
        Quarter(period="2026Q3", verdict="pass", low=Decimal(95), high=Decimal(95), changed="指标体系有变"),
        Quarter(period="2026Q4", verdict=verdict, low=high, high=high),
    )


def site_card(number: int, verdict: str, rows: Sequence[dict[str, Any]] = (), kind: str = "portal") -> SiteCard:
    owner, target = agency(number), f"s{number}"
    site = Site(
        id=target, agency=owner.id, name=owner.name, kind=kind, url=f"http://{target}.mz.gov.cn/", platform="某平台"
    )
    card = score(target, verdict, kind, rows)
    return SiteCard(
        site=site,
        agency=owner,
        run=run(target, verdict),
        scorecard=card,
        findings=Findings(rows),
        examined=frozenset({"broken_links", "missing_footer_elements"}) if verdict != "not_assessable" else frozenset(),
        began=("2026-11-20T09:00:00+08:00", "2026-08-20T09:00:00+08:00"),
        history=history(verdict, card.high),
        opening=Opening(visits=10, opened=9, least=0.21, median=0.5 + number, most=3.0 + number),
        place=Place(klass="市政府部门", place=1, among=3, left_out=1, points=Decimal(99), median=Decimal(95)),
    )


def account_card(number: int, verdict: str, last: date | None, rows: Sequence[dict[str, Any]] = ()) -> AccountCard:
    owner, target = agency(number % 3), f"m{number}"
    account = Account(
        id=target,
        agency=owner.id,
        platform=("wechat_official", "weibo", "douyin")[number % 3],
        name=f"明州{number}号",
        handle=None,
        url=f"http://weibo.example/{target}",
        feed=None,
        registered=True,
    )
    return AccountCard(
        site=account.target(),
        agency=owner,
        run=replace(run(target, verdict), trouble="blocked" if verdict == "not_assessable" else None, coverage=None),
        scorecard=replace(score(target, verdict, "account", rows), low=None, high=None),
        findings=Findings(rows),
        examined=frozenset({"stale_accounts"}),
        began=("2026-11-20T09:00:00+08:00", None),
        account=account,
        last_post=last,
    )


def city(
    sites: Sequence[SiteCard] = (), accounts: Sequence[AccountCard] = (), *, draft: bool = False, **facts: Any
) -> CityReport:
    platforms: tuple[PlatformRow, ...] = platform_rows(accounts)
    counts: dict[str, dict[str, int]] = {}
    for card in sites:
        tally = counts.setdefault(card.agency.klass if card.agency else "other", {})
        tally[card.scorecard.verdict] = tally.get(card.scorecard.verdict, 0) + 1
    targets = tuple(card.site.id for card in sites)
    report = CityReport(
        office="明州市人民政府办公厅",
        city="明州市",
        period="2026年第四季度",
        round=1,
        as_of=AT,
        scheme=SchemeNote(
            id="s",
            title="国家指标（2019）",
            revision=1,
            sha256="0" * 64,
            confidence={"D21": "C"},
            clauses={"D21": "扣分指标：可用性"},
            deadlines=Deadlines(),
        ),
        cards=tuple(sites),
        accounts=tuple(accounts),
        registered=tuple(card.account for card in accounts),
        rounds=(Round(number=1, as_of=AT, targets=targets, counts=counts, scheme="s", revision=1),) if sites else (),
        platforms=platforms,
        shared=shared_faults(sites),
        history={
            "政府网站": (
                CityQuarter(period="2026Q3", passed=3, judged=4, pending=0),
                CityQuarter(period="2026Q4", passed=4, judged=4, pending=0, changed="计数口径有变"),
            )
            if sites
            else ()
        },
        floor=0.5,
        draft="征求意见稿：尚未签发" if draft else None,
    )
    return replace(report, **facts)


def published(report: CityReport, shown: Shown | None = None, **facts: Any) -> Publication:
    """What is written of a report; signed, unless it is a draft."""
    known: dict[str, Any] = {"quarter": (10, 12), "rounds": report.rounds, "figures": {}}
    known["signed"] = None if report.draft else SIGNED
    told = notice(Facts(report=report, **(known | facts)))
    return Publication(report=report, notice=told, shown=shown or Shown(), cards=shown is None)


def mixed() -> CityReport:
    """A city with everything: passed, failed, unread, shared faults, old and new ones, accounts of all kinds."""
    footer = {
        "reason": "absent",
        "detail": {"element": "icp_number", "pages": 80},
        "message": "80 个网页的页脚没有备案号",
    }
    old = {"first_seen": "2026-08-21T09:00:00+08:00"}
    sites = [
        site_card(0, "pass", [row("s0", 1), row("s0", 2, "missing_footer_elements", **footer)]),
        site_card(
            1,
            "fail",
            [row("s1", number, **(old if number % 2 else {})) for number in range(3)]
            + [row("s1", 9, "missing_footer_elements", **footer)],
        ),
        site_card(2, "pending", [row("s2", 1, outcome="unsure"), row("s2", 2, "missing_footer_elements", **footer)]),
        site_card(3, "not_assessable", [row("s3", 1, outcome="not_run", reason="robots")]),
    ]
    stale = {"reason": "stale", "message": "账号已有 30 天没有更新", "detail": {"days": 30}}
    accounts = [
        account_card(0, "pass", date(2026, 11, 19)),
        account_card(1, "fail", date(2026, 10, 21), [row("m1", 1, "stale_accounts", **stale)]),
        account_card(2, "not_assessable", None, [row("m2", 1, "stale_accounts", outcome="not_run", reason="blocked")]),
    ]
    return city(sites, accounts)
