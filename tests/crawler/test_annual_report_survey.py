"""Which annual reports a site's columns hold, and whether each agrees with the one before."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.survey import survey as survey_columns
from crawler.surveys import Surveyed
from crawler.surveys.annual_reports import survey
from demo.forms import Form, filled, parts
from storage.records import Agency, AnnualReport, Gap, Registry, ReportShelf, Site
from tests.crawler.portal import AS_OF, HOST, PROSE, Portal, navigation

TITLE = "某市某局{year}年政府信息公开工作年度报告"
SAID = {1: ["本年度坚持公开为常态、不公开为例外，按时发布各类信息，依法答复公众提出的申请。" * 4]}
PLAIN = "<li><a href={url}>{title}</a><span>{day}</span></li>"
YEAR_ONLY = "<li><a href={url}>{year}年度</a></li>"
ROW = "<tr><td>{year}</td><td><a href={url} title={title}>{title}</a></td><td>{day}</td></tr>"


def report(year: int, form: Form, style: str = "plain") -> str:
    title = TITLE.format(year=year)
    return (
        f"<title>{title}</title><h1>{title}</h1><p>发布时间：{year + 1}-01-20</p>"
        f"<div class=TRS_Editor>{parts(form, SAID, style=style)}</div>"
    )


def found(listed: str, **reports: str) -> tuple[list[AnnualReport], list[ReportShelf]]:
    """The reports and shelves of a site whose column of reports shows ``listed``; ``reports``: pages by name."""
    pages = {f"/nb/{name.removeprefix('y')}.html": text for name, text in reports.items()}
    portal = Portal(
        {
            "/": navigation(政府信息公开年报="/nb/"),
            "/nb/": f"<title>政府信息公开年报</title>{listed}<p>{PROSE}</p>",
            **pages,
        }
    )
    agency = Agency(id="ju", name="某市某局", short_name="市某局", klass="department")
    site = Site(id="own", agency="ju", name="某市某局", kind="portal", url=f"{HOST}/")
    other = Site(id="city", agency=None, name="某市人民政府", kind="portal", url="http://city.gov.cn/")
    registry = Registry(agencies={"ju": agency}, sites={"own": site, "city": other})
    columns, entries = survey_columns(portal, site, registry, AS_OF)
    seen = Surveyed(pages=portal, site=site, registry=registry, as_of=AS_OF, columns=columns, entries=entries)
    records = list(survey(seen))
    return (
        [record for record in records if isinstance(record, AnnualReport)],
        [record for record in records if isinstance(record, ReportShelf)],
    )


def rows(row: str, *years: int, url: str = "/nb/{year}.html") -> str:
    return "".join(
        row.format(year=year, url=url.format(year=year), title=TITLE.format(year=year), day=f"{year + 1}-01-20")
        for year in years
    )


def broken(report_: AnnualReport) -> dict[str, tuple[Gap, ...]]:
    return {identity.id: identity.gaps for identity in report_.identities if identity.status == "broken"}


def series(*, off: int = 0, style: str = "plain") -> dict[str, str]:
    """Two reports of one body; the later takes over what the earlier carried out, but for ``off``."""
    earlier = filled("2024", scale=6)
    earlier.rules = [[0, 0, 2], [4, 1, 27]]
    carried = list(earlier.carried_out)
    carried[0] += off
    return {"y2024": report(2024, earlier, style), "y2025": report(2025, filled("2025", carried_in=carried), style)}


@pytest.mark.parametrize("listed", [f"<ul>{rows(PLAIN, 2025, 2024)}</ul>", f"<table>{rows(ROW, 2025, 2024)}</table>"])
def test_a_list_of_years_is_a_shelf(listed: str) -> None:
    reports, shelves = found(listed, **series())
    assert [(one.year, one.newest, one.published, one.unread) for one in reports] == [
        (2025, True, date(2026, 1, 20), None),
        (2024, False, date(2025, 1, 20), None),
    ]
    assert [(shelf.years, shelf.unnamed, shelf.doubt) for shelf in shelves] == [((2024, 2025), 0, None)]


def test_years_alone_name_the_reports_of_their_column() -> None:
    reports, [shelf] = found(f"<ul>{rows(YEAR_ONLY, 2025, 2024)}</ul>", **series())
    assert (shelf.years, [one.form for one in reports]) == ((2024, 2025), ["2021", "2021"])


@pytest.mark.parametrize("style", ["plain", "word", "dash", "wide", "nested"])
def test_what_the_year_before_carried_out_is_carried_in(style: str) -> None:
    newest, older = found(f"<ul>{rows(PLAIN, 2025, 2024)}</ul>", **series(style=style))[0]
    assert {identity.id: identity.status for identity in newest.identities}["R4"] == "holds"
    assert {identity.id: identity.status for identity in older.identities}["R4"] == "not_computable"
    assert broken(newest) == {}


@pytest.mark.parametrize("style", ["plain", "word", "dash", "wide", "nested"])
def test_a_number_that_changed_between_two_reports_breaks_the_fourth_identity(style: str) -> None:
    newest, older = found(f"<ul>{rows(PLAIN, 2025, 2024)}</ul>", **series(off=2, style=style))[0]
    gaps = broken(newest)["R4"]
    assert {gap.column for gap in gaps} == {"自然人", "总计"}
    assert all(abs(gap.left - gap.right) == 2 for gap in gaps)
    assert set(broken(newest)) == {"R4"}
    assert broken(older) == {}


def test_a_year_that_is_missing_between_two_reports_leaves_the_fourth_identity_open() -> None:
    pages = series(off=2)
    pages["y2023"] = pages.pop("y2024").replace("2024", "2023")
    newest = found(f"<ul>{rows(PLAIN, 2025, 2023)}</ul>", **pages)[0][0]
    assert {identity.id: identity.status for identity in newest.identities}["R4"] == "not_computable"


def test_a_report_that_is_a_file_has_its_year_and_cannot_be_read() -> None:
    listed = f"<ul>{rows(PLAIN, 2025, 2024, url='/nb/{year}.pdf')}</ul>"
    reports, [shelf] = found(listed)
    assert [(one.year, one.unread, one.tables_unread) for one in reports] == [
        (2025, "unreadable", "unreadable"),
        (2024, "unreadable", "unreadable"),
    ]
    assert shelf.years == (2024, 2025)


def test_a_page_that_only_offers_the_report_as_a_file_is_unread_not_incomplete() -> None:
    title = TITLE.format(year=2025)
    cover = (
        f"<title>{title}</title><h1>{title}</h1><p>报告全文见附件。</p><p><a href=/nb/2025.docx>{title}.docx</a></p>"
    )
    reports, [shelf] = found(f"<ul>{rows(PLAIN, 2025)}</ul>", y2025=cover)
    assert [(one.year, one.unread, one.tables_unread) for one in reports] == [(2025, "unreadable", "unreadable")]
    assert shelf.years == (2025,)


def test_a_report_kept_on_the_portal_is_there_and_judged_there() -> None:
    listed = f"<ul>{rows(PLAIN, 2025, url='http://city.gov.cn/nb/{year}.html')}{rows(PLAIN, 2024)}</ul>"
    reports, [shelf] = found(listed, y2024=series()["y2024"])
    assert [(one.year, one.kept_elsewhere) for one in reports] == [(2025, True), (2024, False)]
    assert shelf.years == (2024, 2025)


def test_a_report_that_was_not_fetched_is_a_doubt() -> None:
    [one] = found(f"<ul>{rows(PLAIN, 2025)}</ul>")[0]
    assert (one.year, one.unread) == (2025, "incomplete_crawl")


def test_links_of_years_beside_the_list_are_reports_too() -> None:
    listed = f"<div class=years>{''.join(f'<a href=/nb/{y}.html>{y}年度报告</a>' for y in (2025, 2024))}</div>"
    assert found(listed, **series())[1][0].years == (2024, 2025)


def test_what_is_no_report_on_disclosure_is_left_out() -> None:
    titles = ("2025年度政府网站工作年度报表", "某市某局2025年部门决算", "2025年法治政府建设年度报告")
    listed = "".join(f"<li><a href=/nb/{n}.html>{t}</a><span>2026-01-0{n}</span></li>" for n, t in enumerate(titles, 1))
    reports, [shelf] = found(f"<ul>{listed}</ul>")
    assert (reports, shelf.years, shelf.unnamed) == ([], (), 1)


def test_an_empty_column_is_a_shelf_without_years() -> None:
    reports, [shelf] = found("<div class=list>暂无数据</div>")
    assert (reports, shelf.years, shelf.unnamed) == ([], (), 0)
