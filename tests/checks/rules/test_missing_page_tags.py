"""The tags that pages of each kind must carry."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checks.rules.missing_page_tags import missing_page_tags
from storage.records import COLUMN_TAGS, CONTENT_TAGS, SITE_TAGS, Answer, Page, PageKind, TagDifference
from tests.checks.facts import SITE, column, findings, link, page, result, url

SITEWIDE = {"sitename": "明州市民政局", "sitedomain": "www.mz.gov.cn", "siteidcode": "9901000001"}
COLUMN = {"columnname": "动态", "columntype": "工作动态", "columndescription": "动态", "columnkeywords": "动态"}
CONTENT = {"articletitle": "通知", "pubdate": "2026-08-01 09:00", "contentsource": "市民政局"}
HOME_PAGE = page(metas=SITEWIDE | COLUMN)


def article(path: str = "a.html", metas: dict[str, str] | None = None, **changed: Any) -> Page:
    usual: dict[str, Any] = {"kind": PageKind.ARTICLE, "published": date(2026, 8, 1), "published_from": "label"}
    return page(path, metas=SITEWIDE | CONTENT if metas is None else metas, **usual | changed)


def listing(path: str = "news/", metas: dict[str, str] | None = None, **changed: Any) -> Page:
    usual: dict[str, Any] = {"kind": PageKind.LIST, "items": 10}
    return page(path, metas=SITEWIDE | COLUMN if metas is None else metas, **usual | changed)


def without(metas: dict[str, str], tag: str) -> dict[str, str]:
    return {name: value for name, value in metas.items() if name != tag.lower()}


def said(*records: object) -> list[tuple[str, str, str]]:
    return [
        (finding.detail.get("missing", ""), finding.reason, str(finding.outcome))
        for finding in findings(missing_page_tags, *records)
    ]


def test_pages_with_all_their_tags_pass() -> None:
    judged = result(missing_page_tags, HOME_PAGE, listing(), article(), page("about.html", metas=SITEWIDE))
    assert (judged.findings, judged.examined) == ((), 4)


@pytest.mark.parametrize("tag", SITE_TAGS)
def test_the_tags_of_the_site_belong_on_every_page(tag: str) -> None:
    assert said(HOME_PAGE, page("about.html", metas=without(SITEWIDE, tag))) == [(tag, "absent", "fail")]


@pytest.mark.parametrize("tag", COLUMN_TAGS)
def test_the_tags_of_columns_belong_on_home_and_lists(tag: str) -> None:
    assert said(page(metas=without(SITEWIDE | COLUMN, tag))) == [(tag, "absent", "fail")]
    assert said(HOME_PAGE, listing(metas=without(SITEWIDE | COLUMN, tag))) == [(tag, "absent", "fail")]


@pytest.mark.parametrize("tag", CONTENT_TAGS)
def test_the_tags_of_content_belong_on_articles(tag: str) -> None:
    assert said(HOME_PAGE, article(metas=without(SITEWIDE | CONTENT, tag))) == [(tag, "absent", "fail")]


def test_an_empty_tag_is_none() -> None:
    assert said(HOME_PAGE, article(metas=SITEWIDE | CONTENT | {"pubdate": " "})) == [("PubDate", "absent", "fail")]


@pytest.mark.parametrize(
    "unsure",
    [
        article(metas=SITEWIDE, published=None, published_from=None),
        article(metas=SITEWIDE, kind=PageKind.MESSAGE),
        article(metas=SITEWIDE, kind=PageKind.SERVICE_GUIDE),
        listing("search?q=a", SITEWIDE),
        listing("s.html", SITEWIDE, items=0),
        listing("n.html", SITEWIDE | {"articletitle": "通知"}),
    ],
)
def test_of_pages_of_unsure_kind_the_tags_of_the_site_alone_count(unsure: Page) -> None:
    assert said(HOME_PAGE, unsure) == []


def test_the_page_of_a_column_is_no_article() -> None:
    assert said(HOME_PAGE, column("overview", url=url("a.html")), article(metas=SITEWIDE)) == []


@pytest.mark.parametrize(
    "left_out",
    [
        page("a", metas={}, status=404),
        page("a", metas={}, answer=Answer.MISSING),
        page("a", metas={}, answer=Answer.REFUSED),
        page("a", metas={}, text_length=79),
    ],
)
def test_error_pages_and_fragments_are_left_out(left_out: Page) -> None:
    assert said(HOME_PAGE, left_out) == []


def test_what_only_a_frame_shows_is_part_of_another_page() -> None:
    frame = page("top.html", metas={})
    assert said(HOME_PAGE, frame, link("", "top.html", via="iframe")) == []
    assert len(said(HOME_PAGE, frame, link("", "top.html", via="iframe"), link("", "top.html"))) == 3


def test_shells_that_nobody_rendered_are_not_run() -> None:
    assert said(HOME_PAGE, page("a", metas={}, needs_browser="script_shell")) == [("", "unrendered", "not_run")]


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        ("SiteDomain", "www.qqhr.gov.cn"),
        ("SiteDomain", "http://www.mz.gov.cn.evil.com/"),
        ("SiteName", "齐齐哈尔市人民政府"),
        ("SiteIDCode", "2302000001"),
    ],
)
def test_a_tag_copied_from_another_site_differs(tag: str, value: str) -> None:
    wrong = page("about.html", metas=SITEWIDE | {tag.lower(): value})
    [found] = findings(missing_page_tags, HOME_PAGE, wrong)
    assert (found.reason, str(found.outcome), found.detail["missing"]) == ("differs", "fail", tag)
    assert found.detail["said"] == value


@pytest.mark.parametrize(
    ("tag", "value"),
    [
        ("SiteDomain", "mz.gov.cn"),
        ("SiteDomain", "HTTPS://WWW.MZ.GOV.CN/"),
        ("SiteDomain", "www.mz.gov.cn;明州民政.政务"),
        ("SiteName", "中国·明州民政门户网站"),
        ("SiteName", "Mingzhou Civil Affairs"),
        ("SiteIDCode", " 9901000001 "),
    ],
)
def test_other_spellings_of_the_same_site_agree(tag: str, value: str) -> None:
    assert said(HOME_PAGE, page("about.html", metas=SITEWIDE | {tag.lower(): value})) == []


def test_the_domain_of_the_portal_is_not_that_of_a_department() -> None:
    site = replace(SITE, url="https://mzj.mz.gov.cn/")
    there = page("https://mzj.mz.gov.cn/", depth=0, kind=PageKind.HOME, metas=SITEWIDE | COLUMN)
    assert [found.reason for found in result(missing_page_tags, there, site=site).findings] == ["differs"]


def test_a_brand_of_the_whole_site_is_for_a_person_to_judge() -> None:
    brand = SITEWIDE | {"sitename": "天府通"}
    assert said(page(metas=brand | COLUMN), page("a", metas=brand)) == [("SiteName", "contradicting", "unsure")]


def test_a_different_title_counts_where_the_page_is_an_article() -> None:
    told = TagDifference(url=url("a.html"), tag="ArticleTitle", said="甲", shown="乙", certain=True)
    assert said(HOME_PAGE, article(), told) == [("ArticleTitle", "differs", "fail")]
    assert said(HOME_PAGE, article(kind=PageKind.OTHER), told) == []


def test_a_missing_and_a_different_tag_have_different_keys() -> None:
    records = (
        HOME_PAGE,
        page("a", metas=SITEWIDE | {"sitename": ""}),
        page("b", metas=SITEWIDE | {"sitename": "齐齐哈尔市人民政府"}),
    )
    assert len({found.key for found in findings(missing_page_tags, *records)}) == 2


def test_one_tag_missing_on_many_pages_is_one_finding() -> None:
    bare = SITEWIDE | without(CONTENT, "ContentSource")
    [found] = findings(missing_page_tags, HOME_PAGE, *(article(f"{number}.html", bare) for number in range(9)))
    assert (found.detail["pages"], found.detail["examined"], found.detail["on_home"]) == (9, 10, False)
