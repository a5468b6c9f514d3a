"""What a site publishes once a year, found by title."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.readers.duties import items_of, period_of, without_years, year_of
from crawler.survey import survey as survey_columns
from crawler.surveys import Surveyed
from crawler.surveys.duties import survey
from storage.records import Registry, Site, YearlyItem
from tests.crawler.portal import AS_OF, HOST, Portal, navigation


@pytest.mark.parametrize(
    ("title", "items", "year"),
    [
        ("某市教育局2026年部门预算", ("budget",), 2026),
        ("2026年度某市水务局部门预算公开", ("budget",), 2026),
        ("关于某市2025年财政决算和2026年上半年预算执行情况的报告", ("final_accounts",), 2025),
        ("某局2025年度部门决算", ("final_accounts",), 2025),
        ("某某局２０２５年度单位决算公开", ("final_accounts",), 2025),
        ("2026年某区政务公开工作要点", ("open_government_plan",), 2026),
        ("某局关于印发《2026年政务公开工作要点》的通知", ("open_government_plan",), 2026),
        ("2026年政府信息公开工作计划", ("open_government_plan",), 2026),
        ("政府网站工作年度报表（2025年度）", ("website_statement",), 2025),
        ("某市行政事业性收费项目目录清单（2026年）", ("fee_catalogue",), None),
        ("2026年某市重大建设项目清单", ("major_projects",), 2026),
        ("某局2025年建议提案办理总体情况", ("proposal_replies",), 2025),
        ("2025年度政务公开考核评估结果", ("assessment_results",), 2025),
        ("2026年项目绩效目标公开", ("performance_targets",), 2026),
        ("部门预算", ("budget",), None),
        # what only speaks of them
        ("我局召开2026年部门预算编制工作会议", (), 2026),
        ("关于编制2026年部门预算的通知", (), 2026),
        ("一图读懂2026年政务公开工作要点解读", (), 2026),
        ("某市预算绩效管理办法", (), None),
        ("关于征求2026年重大项目清单意见的公告", (), 2026),
        ("某局“十四五”规划（2021—2025年）", ("five_year_plans",), 2021),
        ("某市国民经济和社会发展第十五个五年规划纲要", ("five_year_plans",), 2026),
        ("某市教育局权责清单（2026年版）", ("powers_list",), None),
        ("2026年8月某市空气质量状况", ("air_quality",), 2026),
        ("某区2026年第3季度集中式饮用水水源水质状况", ("water_quality",), 2026),
        ("2026年8月社会保险参保情况", ("social_insurance",), 2026),
        ("某市人民政府公报2026年第8期", ("gazette",), 2026),
    ],
)
def test_titles_name_items_and_years(title: str, items: tuple[str, ...], year: int | None) -> None:
    assert items_of(title) == items
    assert year_of(title) == year or year is None


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("2026年8月某市空气质量状况", "m08"),
        ("某市２０２６年１２月份空气质量月报", "m12"),
        ("2026年第三季度水质状况", "q03"),
        ("2026年3季度水质状况", "q03"),
        ("政府公报2026年第8期", "i08"),
        ("2026年1-8月空气质量状况", None),
        ("2026年13月", None),
        ("2026年度空气质量状况", None),
        ("2026年8月和2026年9月空气质量", None),
    ],
)
def test_titles_name_months_quarters_and_issues(title: str, period: str | None) -> None:
    assert period_of(title) == period


def test_texts_differ_by_more_than_their_years() -> None:
    assert without_years("2025年收入 80 万元") == without_years("2026年收入80万元")
    assert without_years("2025年收入80万元") != without_years("2026年收入90万元")


PLAIN = "<li><a href={url}>{title}</a><span>{day}</span></li>"
BRACKETS = "<li>[{day}] <a href={url} title={title}>{title}</a></li>"
ROWS = "<tr><td>·</td><td><a href={url}>{title}</a></td><td>{day}</td></tr>"
LISTS = [("<ul>", PLAIN, "</ul>"), ("<ul class=list>", BRACKETS, "</ul>"), ("<table>", ROWS, "</table>")]
LONG = "{year}年收入总计{sum}万元，支出总计{sum}万元，收支平衡，主要用于保障机构正常运转和完成日常工作任务。" * 4


def read(listed: str, articles: dict[str, str]) -> list[YearlyItem]:
    portal = Portal({"/": navigation(财政预决算="/cz/"), "/cz/": f"<title>财政预决算</title>{listed}", **articles})
    site = Site(id="own", agency=None, name="某市水务局", kind="portal", url=f"{HOST}/")
    registry = Registry(agencies={}, sites={"own": site})
    columns, entries = survey_columns(portal, site, registry, AS_OF)
    seen = Surveyed(pages=portal, site=site, registry=registry, as_of=AS_OF, columns=columns, entries=entries)
    return list(survey(seen))


def article(year: int, amount: int, extra: str = "") -> str:
    return (
        f"<title>某局{year}年部门预算</title><h1>某局{year}年部门预算</h1><p>发布时间：{year}-02-20</p>"
        f"<div class=TRS_Editor><p>{LONG.format(year=year, sum=amount)}</p>{extra}</div>"
    )


def listed(manner: tuple[str, str, str], *years: int) -> str:
    before, row, after = manner
    rows = (row.format(url=f"/cz/{y}.html", title=f"某局{y}年部门预算", day=f"{y}-02-20") for y in years)
    return before + "".join(rows) + after


@pytest.mark.parametrize("manner", LISTS)
def test_a_series_is_found_in_any_list(manner: tuple[str, str, str]) -> None:
    articles = {f"/cz/{year}.html": article(year, year) for year in (2026, 2025, 2024)}
    found = sorted(read(listed(manner, 2026, 2025, 2024), articles), key=lambda item: item.year or 0)
    assert [(item.item, item.year, item.published) for item in found] == [
        ("budget", year, date(year, 2, 20)) for year in (2024, 2025, 2026)
    ]
    assert [item.copy_of for item in found] == [None, None, None]


def test_last_years_text_under_this_years_title_is_a_copy_and_a_file_beside_it_is_not() -> None:
    def copies(extra: str) -> dict[int | None, str | None]:
        articles = {f"/cz/{year}.html": article(year, 80, extra) for year in (2026, 2025, 2024)}
        return {item.year: item.copy_of for item in read(listed(LISTS[0], 2026, 2025, 2024), articles)}

    assert copies("") == {2026: f"{HOST}/cz/2025.html", 2025: None, 2024: None}
    assert set(copies("<p><a href=/cz/a.pdf>部门预算表.pdf</a></p>").values()) == {None}


def test_an_article_that_no_list_shows_is_found_by_its_page() -> None:
    articles = {f"/cz/{year}.html": article(year, year) for year in (2026, 2025, 2024, 2023)}
    assert {item.year for item in read(listed(LISTS[0], 2025, 2024, 2023), articles)} == {2026, 2025, 2024, 2023}
