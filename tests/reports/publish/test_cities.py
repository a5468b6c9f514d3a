"""Reports over cities of any shape: nothing breaks, nothing is said that was not seen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.publish import audience, writing
from reports.publish.audience import Shown
from reports.publish.model import CityReport, Rectified
from reports.publish.notice import Facts, notice
from tests.reports.publish import cities
from tests.reports.publish.cities import account_card, city, published, row, site_card

FOR_ALL = Shown(points=False, ranking=False, heat_map=False, scorecards=False)
DAY = date(2026, 11, 20)
LONG_AGO = DAY - timedelta(days=40)
STALE = {"reason": "stale", "message": "账号没有更新", "detail": {"days": 40}}
CITIES: Mapping[str, CityReport] = {
    "everything": cities.mixed(),
    "no accounts": city([site_card(0, "pass")]),
    "one site": city([site_card(2, "fail", [row("s2", 1)])]),
    "only accounts": city([], [account_card(1, "fail", LONG_AGO, [row("m1", 1, "stale_accounts", **STALE)])]),
    "zero problems": city([site_card(number, "pass") for number in range(4)], [account_card(0, "pass", DAY)]),
    "all failing": city([site_card(number, "fail", [row(f"s{number}", 1)]) for number in range(12)]),
    "nothing readable": city([site_card(3, "not_assessable")], [account_card(2, "not_assessable", None)]),
    "a draft": replace(cities.mixed(), draft="征求意见稿：尚未签发"),
}


def text_of(report: CityReport, **facts: Any) -> str:
    told = notice(
        Facts(report=report, quarter=(10, 12), rounds=report.rounds, figures={}, signed=cities.SIGNED, **facts)
    )  # type: ignore[arg-type]
    return "\n".join([told.title, *(block.text for block in told.blocks)])


@pytest.mark.parametrize("name", CITIES)
def test_every_format_is_written_over_any_city(name: str, tmp_path: Path) -> None:
    wanted = ["html", "docx", "xlsx", "json", "csv"]
    out = writing.write(published(CITIES[name]), tmp_path / "out", wanted)
    assert (out / "index.html").stat().st_size > 1000
    assert docx.Document(str(out / "notice.docx")).paragraphs
    public = audience.for_the_public(CITIES[name], FOR_ALL)
    folder = writing.write(published(public, FOR_ALL), tmp_path / "public", wanted)
    pages = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.html"))
    assert "page1.html" not in pages
    assert "gone1.html" not in pages


def test_no_site_that_could_be_read_is_no_clean_bill() -> None:
    text = text_of(CITIES["nothing readable"])
    assert "未能检查的网站1家，不作“没有问题”处理" in text
    assert "都未能检查，不计算合格率" in text
    assert "未能检查的网站不在此列" in text
    assert "100.0%" not in text
    assert "0/0" not in text


def test_all_failed_and_nought_passed_has_a_rate_of_nought() -> None:
    text = text_of(CITIES["all failing"])
    assert "合格率为0/12（0.0%）" in text
    assert "等12家" in text


def test_only_accounts_are_told_without_sites() -> None:
    text = text_of(CITIES["only accounts"])
    assert "一、政务新媒体检查情况" in text
    assert "政府网站检查情况" not in text.split("\n", 1)[1]
    assert "均为微博" not in text  # one account is not all of several
    assert "合格率为0/1（0.0%）" in text


def test_zero_problems_change_the_sentence() -> None:
    text = text_of(CITIES["zero problems"])
    assert "本季度检查到的内容中没有确认的问题。" in text
    assert "本季度检查到的账号中没有确认的问题。" in text
    assert "部分网站" not in text
    assert "合格率为4/4（100.0%），各类网站均为100.0%" in text


def test_a_fault_of_a_template_is_told_once_as_the_platforms() -> None:
    text = text_of(CITIES["everything"])
    assert text.count("页脚缺少应列要素") == 1
    assert "某平台平台：" not in text
    assert re.search(r"某平台：.*等3家网站共同存在页脚缺少应列要素：[^；]*，由平台统一整改", text)


def test_what_became_of_last_quarters_faults_is_told_where_it_is_known() -> None:
    assert "上季度要求整改" not in text_of(CITIES["everything"])
    done = [Rectified(target="明州市教育局", agency="明州市教育局", asked=4, mended=3, states="已整改3项、逾期1项")]
    assert "上季度要求整改的问题共4项，已整改3/4（75.0%），详见附件。" in text_of(CITIES["everything"], rectified=done)


def test_a_card_shows_two_hundred_findings_and_names_the_workbook(tmp_path: Path) -> None:
    rows = [row("s0", number) for number in range(190)] + [row("s0", 1000 + n, outcome="unsure") for n in range(30)]
    told = published(city([site_card(0, "pending", rows)]))
    out = writing.write(told, tmp_path / "out", ["html", "docx"])
    page = (out / "sites" / "s0.html").read_text(encoding="utf-8")
    assert page.count('class="finding"') == 200
    assert "另有 20 项没有列在这里，全部见 report.xlsx" in page
    for place in (out / "sites" / "s0.html", out / "agencies" / "a0.html"):
        links = re.findall(r'href="[^"]*#(f-[^"]+)"', place.read_text(encoding="utf-8"))
        assert links
        assert all(f'id="{link}"' in page for link in links)
    document = docx.Document(str(out / "scorecards" / "a0.docx"))
    assert len(document.tables[-1].rows) == 201
    assert any("另有 20 项" in paragraph.text for paragraph in document.paragraphs)


NAMES = st.text(min_size=1, max_size=40)


@given(
    verdicts=st.lists(st.sampled_from(["pass", "fail", "pending", "not_assessable"]), max_size=6),
    media=st.lists(st.sampled_from(["pass", "fail", "pending", "not_assessable"]), max_size=5),
    faults=st.integers(0, 4),
    name=NAMES,
    signed=st.booleans(),
    figure=st.one_of(st.none(), st.integers(0, 30)),
)
@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60)
def test_no_notice_says_what_it_must_not(
    verdicts: list[str], media: list[str], faults: int, name: str, signed: bool, figure: int | None
) -> None:
    sites = [
        site_card(number, verdict, [row(f"s{number}", place) for place in range(faults)] if verdict != "pass" else [])
        for number, verdict in enumerate(verdicts)
    ]
    sites = [replace(card, site=replace(card.site, name=f"{name}局")) for card in sites]
    accounts = [account_card(number, verdict, DAY) for number, verdict in enumerate(media)]
    report = city(sites, accounts, draft=not signed)
    figures = {} if figure is None else {"s0": {"找错留言": Decimal(figure), "找错超期": Decimal(0)}}
    told = notice(
        Facts(
            report=report,
            quarter=(10, 12),
            rounds=report.rounds,
            figures=figures,
            signed=cities.SIGNED if signed else None,
        )
    )
    text = "\n".join(block.text for block in told.blocks if name not in block.text)
    assert "未发现" not in text
    assert "0/0" not in text
    assert not signed or "初步判定" not in text
    assert signed or text.replace("初步判定为不合格", "").count("不合格") == 0
    assert "fail" not in verdicts or not signed or any("不合格的网站" in block.text for block in told.blocks)
    for part, whole, rate in re.findall(r"(\d+)/(\d+)（(\d+\.\d)%）", text):
        assert abs(100 * int(part) / int(whole) - float(rate)) <= 0.0501
    assert "pending" not in verdicts or "合格率待结论全部确定后计算" in text
