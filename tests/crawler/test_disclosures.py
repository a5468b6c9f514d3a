"""Platforms that are laid out by the items of article 20, in the manners of many sites."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from crawler.readers.catalogues import disclosure_items, item_named, items_in
from crawler.survey import survey as survey_columns
from crawler.surveys import Surveyed
from crawler.surveys.disclosures import survey
from storage.records import (
    DISCLOSURE_ITEMS,
    DisclosureCatalogue,
    DisclosureEntry,
    ProjectPage,
    Registry,
    Site,
)
from tests.crawler.portal import AS_OF, HOST, PROSE, Portal, items, navigation

Names = Mapping[str, str]

NAMED = {
    "机构职能": "jg",
    "规划信息": "gh",
    "统计信息": "tj",
    "行政许可": "xk",
    "行政处罚": "cf",
    "财政预决算": "ys",
    "行政事业性收费": "sf",
    "政府采购": "cg",
    "应急管理": "yj",
}
LEAF = "本机关依法公开这方面的内容，具体的项目、依据、标准和办理结果如下，欢迎社会各界监督。" * 3
ITEMS = {"organization", "plans", "statistics", "licensing", "penalty", "budget", "fees", "procurement", "emergency"}


def _links(names: Names, row: str) -> str:
    return "".join(row.format(name=name, href=f"/gk/{slug}/") for name, slug in names.items())


LAYOUTS: dict[str, Callable[[Names], str]] = {
    "left menu": lambda names: f"<ul class=left>{_links(names, '<li><a href={href}>{name}</a></li>')}</ul>",
    "old table": lambda names: (
        f"<table><tr><td><table>{_links(names, '<tr><td>·</td><td><a href={href}>{name}</a></td></tr>')}"
        "</table></td></tr></table>"
    ),
    "one row of cells": lambda names: f"<table><tr>{_links(names, '<td><a href={href}>{name}</a></td>')}</tr></table>",
    "drawers": lambda names: f"<dl>{_links(names, '<dt>{name}</dt><dd><a href={href}>{name}</a></dd>')}</dl>",
    "tabs": lambda names: (
        "<div class=tab><span>法定主动公开内容</span></div>"
        f"<div class=pane>{_links(names, '<a href={href}>{name}</a>')}</div>"
    ),
    "pictures": lambda names: f"<div>{_links(names, '<a href={href}><img src=a.png alt={name}></a>')}</div>",
    "titles": lambda names: f"<div>{_links(names, '<a href={href} title={name}><i class=icon></i></a>')}</div>",
    "icons in divs": lambda names: (
        f"<div class=grid>{_links(names, '<div><p><b><a href={href}><span>{name}</span></a></b></p></div>')}</div>"
    ),
    "tree": lambda names: (
        f"<ul><li>第二十条<ul>{_links(names, '<li><i></i><a href={href}>{name}</a><ul></ul></li>')}</ul></ul>"
    ),
    "fonts": lambda names: f"<p>{_links(names, '<font>◆</font><a href={href}>{name}</a><br>')}</p>",
}


def found(
    markup: dict[str, str], site_: str = "某市人民政府"
) -> tuple[list[DisclosureCatalogue], list[DisclosureEntry]]:
    records = _surveyed(markup, site_)
    return (
        [record for record in records if isinstance(record, DisclosureCatalogue)],
        [record for record in records if isinstance(record, DisclosureEntry)],
    )


def _surveyed(markup: dict[str, str], name: str = "某市人民政府") -> list[object]:
    portal = Portal(markup)
    site = Site(id="own", agency=None, name=name, kind="portal", url=f"{HOST}/")
    registry = Registry(agencies={}, sites={"own": site})
    columns, entries = survey_columns(portal, site, registry, AS_OF)
    seen = Surveyed(pages=portal, site=site, registry=registry, as_of=AS_OF, columns=columns, entries=entries)
    return list(survey(seen))


def platform(names: Names, layout: str = "left menu", **pages: str) -> dict[str, str]:
    """A site with a platform by items, each with a page of its own unless ``pages`` says otherwise (by slug)."""
    home = navigation(法定主动公开内容="/gk/")
    leaves = {f"/gk/{slug}/": pages.get(slug, f"<title>{name}</title><p>{LEAF}</p>") for name, slug in names.items()}
    return {"/": home, "/gk/": f"<title>法定主动公开内容</title>{LAYOUTS[layout](names)}<p>{PROSE}</p>", **leaves}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_catalogue_is_read_whatever_draws_it(layout: str) -> None:
    [catalogue], entries = found(platform(NAMED, layout))
    assert (set(catalogue.named), entries, catalogue.doubt) == (ITEMS, [], None)
    assert set(catalogue.shown) >= ITEMS
    assert "major_projects" not in catalogue.shown


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_entry_whose_page_shows_nothing_is_empty(layout: str) -> None:
    menu = "<div class=nav><a href=/>首页</a><a href=/gk/>法定主动公开内容</a></div>"
    shell = f"<title>行政事业性收费</title>{menu}<h2>行政事业性收费</h2><ul class=list></ul><p>{PROSE}</p>"
    [catalogue], entries = found(platform(NAMED, layout, sf=shell))
    assert [(entry.item, entry.state, entry.url) for entry in entries] == [("fees", "empty", f"{HOST}/gk/sf/")]
    assert "fees" not in catalogue.shown


def test_an_entry_without_a_link_leads_nowhere() -> None:
    markup = platform(NAMED)
    markup["/gk/"] = markup["/gk/"].replace("href=/gk/sf/", "href=javascript:;")
    del markup["/gk/sf/"]
    [catalogue], [entry] = found(markup)
    assert (entry.item, entry.state, entry.url) == ("fees", "nowhere", None)
    assert "fees" not in catalogue.shown


def test_an_article_anywhere_on_the_site_shows_an_item() -> None:
    markup = platform(NAMED) | {
        "/tz/1.html": "<title>x</title><h1>2026年重大建设项目推进情况</h1>" + f"<p>{PROSE}</p>" * 3
    }
    [catalogue], _ = found(markup)
    assert "major_projects" in catalogue.shown


def test_an_entry_that_was_not_seen_makes_the_catalogue_doubtful() -> None:
    markup = platform(NAMED)
    del markup["/gk/sf/"]
    [catalogue], [entry] = found(markup)
    assert (entry.state, catalogue.doubt) == ("unseen", "incomplete_crawl")


def test_a_menu_of_the_site_is_no_catalogue() -> None:
    menu = LAYOUTS["left menu"](NAMED)
    markup = platform(NAMED)
    markup["/"] = f"{markup['/']}{menu}"
    assert found(markup) == ([], [])


def test_a_list_of_articles_is_no_catalogue() -> None:
    titles = (
        "关于2026年部门预算的公告",
        "某局2026年政府采购意向公开",
        "某市2025年统计公报",
        "行政处罚决定书（2026年第1号）",
    )
    rows = "".join(f"<li><a href=/gk/{n}.html>{title}</a></li>" for n, title in enumerate((*titles, "2026年应急预案")))
    assert found(
        {"/": navigation(法定主动公开内容="/gk/"), "/gk/": f"<title>法定主动公开内容</title><ul>{rows}</ul>"}
    ) == ([], [])


def test_few_names_are_no_catalogue() -> None:
    few = dict(list(NAMED.items())[:4])
    assert found(platform(few)) == ([], [])


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("行政法规、规章和规范性文件", "regulations"),
        ("机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名", "organization"),
        ("国民经济和社会发展规划、专项规划、区域规划及相关政策", "plans"),
        ("国民经济和社会发展统计信息", "statistics"),
        ("办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果", "licensing"),
        ("实施行政处罚、行政强制的依据、条件、程序以及决定", "penalty"),
        ("财政预算、决算信息", "budget"),
        ("行政事业性收费项目及其依据、标准", "fees"),
        ("政府集中采购项目的目录、标准及实施情况", "procurement"),
        ("重大建设项目的批准和实施情况", "major_projects"),
        ("扶贫、教育、医疗、社会保障、促进就业等方面的政策", "livelihood"),
        ("突发公共事件的应急预案、预警信息及应对情况", "emergency"),
        ("环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况", "supervision"),
        ("公务员招考的职位、名额、报考条件等事项以及录用结果", "civil_service"),
        ("其他法定信息", "other_statutory"),
        ("权责清单", "licensing"),
        ("民生实事项目", "major_projects"),
        ("领导信息", "organization"),
        ("◆ 财 政 资 金", "budget"),
        ("关于2026年部门预算的公告", None),
        ("首页", None),
        ("新闻中心", None),
    ],
)
def test_the_words_of_the_law_and_of_sites_name_items(name: str, item: str | None) -> None:
    assert item_named(name) == item


def test_a_title_may_speak_of_several_items() -> None:
    assert items_in("2026年教育局政府采购预算") >= {"livelihood", "procurement", "budget"}
    assert items_in("会议召开") == frozenset()


def test_the_lexicon_knows_every_item_of_the_law() -> None:
    assert set(disclosure_items()) == set(DISCLOSURE_ITEMS)


def test_approvals_of_projects_are_asked_for_their_code() -> None:
    text = "你单位报来的申请报告收悉，经研究，同意该项目建设，现就有关事项批复如下。" * 3
    titles = (
        "关于某路改建工程可行性研究报告的批复",
        "关于某水厂项目核准的批复",
        "2026年重大建设项目清单",
        "某项目备案证明",
    )
    rows = "".join(
        f"<li><a href=/xm/{n}.html>{title}</a><span>2026-02-0{n}</span></li>" for n, title in enumerate(titles, 1)
    )
    article = "<title>{0}</title><h1>{0}</h1><div class=TRS_Editor><p>{1}{2}</p></div>"
    pages = {f"/xm/{n}.html": article.format(title, text, "") for n, title in enumerate(titles, 1)}
    pages["/xm/1.html"] = article.format(titles[0], text, "项目代码：2603—330100—48—01—123456。")
    pages["/xm/4.html"] = article.format(titles[3], text, "<a href=/f/1.pdf>附件</a>")
    said = _surveyed(
        {"/": navigation(重大建设项目="/xm/"), "/xm/": f"<title>重大建设项目</title><ul>{rows}</ul>", **pages}
    )
    assert {record.url: record.coded for record in said if isinstance(record, ProjectPage)} == {
        f"{HOST}/xm/1.html": True,
        f"{HOST}/xm/2.html": False,
    }


def test_columns_of_articles_do_not_make_a_platform() -> None:
    markup = {"/": navigation(法定主动公开内容="/gk/"), "/gk/": items("/gk/", "2026-03-01", "2026-02-01", "2026-01-05")}
    assert found(markup) == ([], [])


def test_the_menu_of_the_catalogue_is_no_content_of_its_pages() -> None:
    menu = LAYOUTS["left menu"](NAMED)
    markup = platform(NAMED)
    for slug in NAMED.values():
        markup[f"/gk/{slug}/"] = f"{menu}{'' if slug == 'sf' else markup[f'/gk/{slug}/']}"
    _, entries = found(markup)
    assert [(entry.item, entry.state) for entry in entries] == [("fees", "empty")]


def test_a_page_that_shows_the_platform_again_is_not_called_empty() -> None:
    markup = platform(NAMED)
    markup["/gk/sf/"] = markup["/gk/"]
    assert found(markup)[1] == []


def test_a_breadcrumb_and_a_menu_of_long_names_are_no_content() -> None:
    name = "行政事业性收费项目及其依据、标准"
    long = {name if slug == "sf" else short: slug for short, slug in NAMED.items()}
    menu, crumb = LAYOUTS["left menu"](long), f"您当前所在位置：<a href=/>首页</a> / <a href=/gk/sf/>{name}</a>"
    markup = platform(long)
    markup["/gk/sf/"] = f"<title>{name}</title>{menu}<p>{crumb}</p>"
    [catalogue], entries = found(markup)
    assert [(entry.item, entry.state) for entry in entries] == [("fees", "empty")]
    assert "fees" not in catalogue.shown
