"""The notice: what it says of rounds, rates, problems and figures, and what it leaves unsaid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reports.periods import Period
from reports.publish.model import AccountCard, CityReport, SiteCard
from reports.publish.notice import Facts, notice
from reports.publish.packed import Findings
from reports.publishing import Asked, publication
from reports.rounds import Round
from reports.workspace import Workspace
from storage.records import SHANGHAI, Account
from tests.reports import judged
from tests.reports.conftest import Call

AT = datetime(2026, 10, 20, tzinfo=SHANGHAI)


def round_(number: int, **counts: dict[str, int]) -> Round:
    targets = tuple(f"t{place}" for place in range(sum(sum(tally.values()) for tally in counts.values())))
    return Round(number=number, as_of=AT, targets=targets, counts=counts, scheme="s", revision=1)


@pytest.fixture
def report(call: Call, tmp_path: Path) -> CityReport:
    folder = judged.workspace(tmp_path / "office")
    assert call("judge", "--workspace", folder, "--period", judged.PERIOD).code == 0
    workspace = Workspace.at(folder)
    with workspace.store() as store:
        asked = Asked()
        return publication(store, workspace, workspace.scheme(), Period.parse("2026Q4"), None, asked).report


def settled(report: CityReport, verdict: str, *, findings: bool) -> CityReport:
    def card(one: SiteCard) -> SiteCard:
        score = replace(one.scorecard, verdict=verdict, marks=())
        return replace(one, scorecard=score, findings=one.findings if findings else Findings())

    return replace(report, cards=tuple(card(one) for one in report.cards))


def told(report: CityReport, **facts: Any) -> str:
    known: dict[str, Any] = {"quarter": (10, 12), "rounds": [round_(1, district={"pass": 2})], "figures": {}}
    written = notice(Facts(report=report, **(known | facts)))
    return "\n".join([written.title, *(block.text for block in written.blocks)])


def test_rates_have_both_numbers_and_classes_that_passed_whole_are_named_together(report: CityReport) -> None:
    rounds = [
        round_(1, district={"pass": 15, "fail": 1}, department={"pass": 40}, subsite={"pass": 4}),
        round_(2, district={"pass": 16}, department={"pass": 40}, subsite={"pass": 4}),
    ]
    text = told(report, rounds=rounds)
    assert "检查分2批次进行，共检查120家次（包括复查60家次）。" in text
    assert "第1批（监测时间点10月20日）检查60家，合格率为59/60（98.3%）" in text
    assert "区政府15/16（93.8%），市政府部门、子网站均为100.0%" in text
    assert "第2批（监测时间点10月20日）检查60家，合格率为60/60（100.0%），各类网站均为100.0%。" in text


def test_a_rate_waits_until_every_verdict_is_settled(report: CityReport) -> None:
    text = told(report, rounds=[round_(1, district={"pass": 1, "pending": 1})])
    assert "尚有1家结论待定，合格率待结论全部确定后计算" in text
    assert "50.0%" not in text


def test_before_the_release_nobody_has_failed(report: CityReport) -> None:
    failed = settled(report, "fail", findings=True)
    draft, signed = told(failed), told(failed, signed=date(2027, 1, 8))
    assert "初步判定为不合格的网站2家：" in draft
    assert draft.count("不合格") == draft.count("初步判定为不合格")
    assert "\n不合格的网站2家：明州市政府、明州市教育局。" in signed
    assert "初步判定" not in signed


def test_no_problem_changes_the_sentence(report: CityReport) -> None:
    text = told(settled(report, "pass", findings=False))
    assert "本季度检查到的内容中没有确认的问题。" in text
    assert "部分网站" not in text
    assert "未发现" not in text


def test_a_unit_is_named_in_full_first_and_shortly_after(report: CityReport) -> None:
    text = told(report)
    first = text.index("明州市教育局")
    assert "、教育局" in text[first:] or "：教育局" in text[first:]
    assert "：教育局" not in text[:first]


def test_figures_nobody_entered_are_not_spoken_of(report: CityReport) -> None:
    bare = told(report)
    assert not any(word in bare for word in ("找错", "漏洞", "约谈", "转办"))
    known = {
        "one": {"找错留言": Decimal(7), "找错超期": Decimal(0), "安全扫描高危": Decimal(1)},
        "two": {"找错留言": Decimal(3), "安全扫描中危": Decimal(0), "约谈": Decimal(1)},
    }
    text = told(report, figures=known)
    assert "平台共收到留言10件，均按期办结。" in text
    assert "第三方安全扫描覆盖2家网站，其中1家未扫出高危、中危漏洞，1家有高危或中危漏洞。" in text
    assert "约谈1次" in text


def test_accounts_that_nobody_looked_at_are_not_judged(report: CityReport) -> None:
    account = Account(
        id="a", agency="ed", platform="weibo", name="明州教育", handle=None, url=None, feed=None, registered=True
    )
    registered = (account, replace(account, id="b"), replace(account, id="c", status="closed", filing="备案1号"))
    assert "政务新媒体检查情况\n" not in told(report)
    text = told(replace(report, registered=registered))
    assert "在用的政务新媒体账号共2个，均为微博。另有1个已备案停用，不计入比例。" in text
    assert "没有检查账号的记录，对账号的运行情况不作结论" in text
    seen = replace(report, registered=registered, accounts=(looked_at(report, account, "pass"),))
    assert "抽查1个，抽查比例1/2（50.0%）；合格率为1/1（100.0%）。" in told(seen)


def looked_at(report: CityReport, account: Account, verdict: str, *rows: dict[str, Any]) -> AccountCard:
    card = report.cards[1]
    return AccountCard(
        site=account.target(),
        agency=card.agency,
        run=card.run,
        scorecard=replace(card.scorecard, verdict=verdict, marks=(), kind="account"),
        findings=Findings(rows),
        examined=frozenset({"stale_accounts"}),
        account=account,
    )


def test_a_city_without_sites_is_told_of_its_accounts_alone(report: CityReport) -> None:
    accounts = [
        Account(
            id=f"a{place}",
            agency="ed",
            platform=platform,
            name="教育",
            handle=None,
            url=None,
            feed=None,
            registered=True,
        )
        for place, platform in enumerate(("weibo", "weibo", "douyin"))
    ]
    stale = {"check": "stale_accounts", "outcome": "fail", "state": "open", "key": "k", "detail": {}}
    cards = (
        looked_at(report, accounts[0], "fail", stale),
        looked_at(report, accounts[1], "pass"),
        looked_at(report, accounts[2], "pass"),
    )
    alone = replace(report, cards=(), registered=tuple(accounts), accounts=cards, rounds=())
    text = told(alone, signed=date(2027, 1, 8))
    assert "一、政务新媒体检查情况" in text
    assert "政府网站检查情况\n" not in text
    assert "本季度全部检查，共3个；合格率为2/3（66.7%）；其中微博50.0%、抖音100.0%。" in text
    assert "不合格的账号1个：明州市教育局“教育”（微博）。" in text
    assert "新媒体不更新：教育局“教育”（微博）。" in text


def test_the_day_of_monitoring_is_printed(report: CityReport) -> None:
    assert "监测时间点为2026年11月20日" in told(report)
