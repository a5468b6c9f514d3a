"""Catalogues of open government: tables and lists of matters, and what stands behind their links."""

from __future__ import annotations

import pytest

from crawler.survey import survey as survey_columns
from crawler.surveys import Surveyed
from crawler.surveys.standard_catalogues import survey
from storage.records import Registry, Site, StandardEntry
from tests.crawler.portal import AS_OF, HOST, PROSE, Portal, navigation

FRAME = f"<div class=nav><a href=/>首页</a><a href=/zw/>政务公开</a><a href=/bz/>标准目录</a></div><p>{PROSE}</p>"
HEAD = "<tr><th>序号</th><th>公开事项</th><th>公开内容</th><th>公开链接</th></tr>"
PLAIN = (
    f"<table>{HEAD}<tr><td>1</td><td>养老保险</td><td>待遇申请条件</td><td><a href=/bz/1.html>查看</a></td></tr>"
    "<tr><td>2</td><td>工伤认定</td><td>申请材料</td><td><a href=/bz/2.html>查看</a></td></tr></table>"
)
SPANS = (
    f"<table>{HEAD}<tr><td>1</td><td rowspan=2>养老保险</td><td>待遇申请条件</td>"
    "<td><a href=/bz/1.html>查看</a></td></tr>"
    "<tr><td>2</td><td>缴费标准</td><td><a href=/bz/2.html>查看</a></td></tr></table>"
)
SHEET = (
    "<table border=0 cellspacing=0 style='border-collapse:collapse'><colgroup><col width=72></colgroup>"
    "<tr height=40><td colspan=4 class=xl65>社会保险领域基层政务公开标准目录</td></tr>"
    "<tr><td rowspan=2 class=xl66>序号</td><td colspan=2 class=xl66>公开事项</td>"
    "<td rowspan=2 class=xl66>链接</td></tr>"
    "<tr><td class=xl66>一级事项</td><td class=xl66>二级事项</td></tr>"
    "<tr><td class=xl67>1</td><td rowspan=2 class=xl67>社会保险登记</td><td class=xl67>养老保险登记</td>"
    "<td class=xl67><a href=/bz/1.html><font>点击查看</font></a></td></tr>"
    "<tr><td class=xl67>2</td><td class=xl67>工伤认定登记</td>"
    "<td class=xl67><a href=/bz/2.html>点击查看</a></td></tr></table>"
)
NAMED = (
    f"<table>{HEAD}<tr><td>1</td><td><a href=/bz/1.html>养老保险待遇</a></td><td>条件</td><td>本网站</td></tr>"
    "<tr><td>2</td><td><a href=/bz/2.html>工伤认定</a></td><td>材料</td><td>本网站</td></tr></table>"
)
LISTED = "<ul><li><a href=/bz/1.html>养老保险待遇申请</a></li><li><a href=/bz/2.html>工伤认定申请材料</a></li></ul>"
PAID = "参加基本养老保险的个人，达到法定退休年龄的，按月领取养老金。" * 3
HURT = "职工发生事故伤害的，所在单位应当提出工伤认定申请，缴费标准另定。" * 3
ONE = f"<title>养老保险</title><h1>养老保险</h1><p>{PAID}</p>"
TWO = f"<title>工伤认定</title><h1>工伤认定</h1><p>{HURT}</p>"


def found(catalogue: str, one: str = ONE, two: str = TWO, **more: str) -> dict[str, StandardEntry]:
    markup = {
        "/": navigation(标准目录="/bz/"),
        "/bz/": f"<title>标准目录</title>{FRAME}{catalogue}",
        "/bz/1.html": one,
        "/bz/2.html": two,
    }
    portal = Portal({path: text for path, text in (markup | more).items() if text})
    site = Site(id="own", agency=None, name="某区", kind="portal", url=f"{HOST}/")
    registry = Registry(agencies={}, sites={"own": site})
    columns, entries = survey_columns(portal, site, registry, AS_OF)
    seen = Surveyed(pages=portal, site=site, registry=registry, as_of=AS_OF, columns=columns, entries=entries)
    return {entry.url.removeprefix(HOST): entry for entry in survey(seen)}


@pytest.mark.parametrize(
    ("catalogue", "names"),
    [
        (PLAIN, ("养老保险", "工伤认定")),
        (SPANS, ("养老保险", "养老保险")),
        (SHEET, ("养老保险登记", "工伤认定登记")),
        (NAMED, ("养老保险待遇", "工伤认定")),
        (LISTED, ("养老保险待遇申请", "工伤认定申请材料")),
    ],
)
def test_matters_are_read_from_tables_and_lists(catalogue: str, names: tuple[str, str]) -> None:
    entries = found(catalogue)
    assert tuple(entries[f"/bz/{number}.html"].name for number in (1, 2)) == names
    assert entries["/bz/1.html"].state == "fits"
    assert entries["/bz/1.html"].field == f"{HOST}/bz/"


@pytest.mark.parametrize("catalogue", [PLAIN, SPANS, SHEET, NAMED, LISTED])
@pytest.mark.parametrize("says", ["", "<p>暂无内容</p>", "<p>栏目建设中</p>"])
def test_a_page_that_shows_nothing_is_empty(catalogue: str, says: str) -> None:
    shell = f"<title>养老保险</title>{FRAME}<div class=con>{says}</div>"
    assert found(catalogue, shell)["/bz/1.html"].state == "empty"


def test_a_page_about_something_else_does_not_fit() -> None:
    other = f"<title>植树</title><h1>义务植树</h1><p>{'春季组织志愿者参加绿化劳动，种下树苗两百余株。' * 4}</p>"
    assert found(PLAIN, other)["/bz/1.html"].state == "unfit"


def test_a_page_that_offers_a_file_may_fit() -> None:
    other = "<title>下载</title><h1>下载专区</h1><p>请下载下列材料阅读。</p><p><a href=/f/1.pdf>下载材料.pdf</a></p>"
    assert found(PLAIN, other)["/bz/1.html"].state == "fits"


def test_names_of_common_words_fit_every_page() -> None:
    assert (
        found(PLAIN.replace("养老保险", "其他相关信息").replace("待遇申请条件", "其他"))["/bz/1.html"].state == "fits"
    )


def test_what_was_not_fetched_is_unseen_and_other_sites_are_left_alone() -> None:
    assert found(PLAIN, "")["/bz/1.html"].state == "unseen"
    assert found(PLAIN.replace("/bz/1.html", "http://zwfw.gov.cn/1"))["http://zwfw.gov.cn/1"].state == "other"


def test_the_fields_below_a_catalogue_are_read() -> None:
    fields = "<ul><li><a href=/bz/sb.html>社会保险领域标准目录</a><li><a href=/bz/gs.html>工伤领域标准目录表</a></ul>"
    entries = found(fields, **{"/bz/sb.html": f"<title>社会保险领域</title>{SHEET}"})
    assert entries["/bz/2.html"].field == f"{HOST}/bz/sb.html"
    assert entries["/bz/2.html"].name == "工伤认定登记"
