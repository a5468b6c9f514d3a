from __future__ import annotations

from datetime import date

import pytest

from crawler.survey import is_further_page, survey
from storage.records import SHANGHAI, Column, ColumnForm, ColumnOverride, Entry, Look, Registry, Sign, Site
from tests.crawler.portal import AS_OF, HOST, PROSE, Portal, items, navigation, surveyed

MENU = "<div class=nav><a href=/>首页</a><a href=/zw/>政务公开</a><a href=/fw/>办事服务</a></div>"
NEW = ("2026-03-05", "2026-03-01", "2026-02-11", "2026-01-05")


def only(portal: Portal, *columns: ColumnOverride) -> tuple[Column, list[Entry]]:
    """The single column of a portal and its entries."""
    (found,), entries = surveyed(portal, *columns)
    return found, entries


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("通知公告", "notice"),
        ("公示公告", "notice"),
        ("政务动态", "news"),
        ("浦东要闻", "news"),
        ("政策文件", "policy_document"),
        ("本市政策解读", "interpretation"),
        ("政府信息公开年报", "annual_report"),
        ("民意征集", "public_consultation"),
    ],
)
def test_a_column_in_the_navigation_is_found_by_any_of_its_names(name: str, role: str) -> None:
    column, entries = only(Portal({"/": navigation(**{name: "/a/"}), "/a/": items("/a/", *NEW)}))
    assert (column.role, column.name, column.url, column.form) == (role, name, f"{HOST}/a/", ColumnForm.LIST)
    assert (column.newest, column.items, column.undated) == (date(2026, 3, 5), 4, 0)
    assert (column.first_level, column.own, column.blank, column.doubt) == (True, True, None, None)
    assert [entry.column for entry in entries] == [f"{HOST}/a/"] * 4
    assert name in column.why


def test_a_section_with_a_link_to_more_is_a_column() -> None:
    home = navigation() + f"<div><h3>通知公告</h3><a href=/a/>更多</a></div>{items('/a/', *NEW)}"
    column, _ = only(Portal({"/": home, "/a/": items("/a/", *NEW)}))
    assert (column.role, column.url, column.first_level) == ("notice", f"{HOST}/a/", True)


def test_a_column_below_a_channel_is_of_the_second_level() -> None:
    channel = f"<title>政务公开</title><div class=nav><a href=/zwgk/a/>通知公告</a></div><p>{PROSE}</p>"
    columns, _ = surveyed(
        Portal({"/": navigation(政务公开="/zwgk/"), "/zwgk/": channel, "/zwgk/a/": items("/zwgk/a/", *NEW)})
    )
    found = {column.role: column.first_level for column in columns}
    assert found["notice"] is False
    assert found["disclosure_home"] is True


def test_a_site_map_names_columns() -> None:
    site_map = f"<title>网站地图</title><ul><li><a href=/b/>通知公告</a></li></ul><p>{PROSE}</p>"
    columns, _ = surveyed(Portal({"/": navigation(网站地图="/map/"), "/map/": site_map, "/b/": items("/b/", *NEW)}))
    assert ("notice", "站点地图“通知公告”，名称相同") in [(column.role, column.why) for column in columns]


def test_a_page_says_by_its_tags_that_it_is_a_column() -> None:
    tagged = f"<meta name=ColumnType content=政策文件><meta name=ColumnName content=规章>{items('/r/', *NEW)}"
    column, _ = only(Portal({"/": navigation(), "/r/": tagged}))
    assert (column.role, column.name, column.url) == ("policy_document", "规章", f"{HOST}/r/")
    assert not column.first_level


def test_a_parent_beats_its_child() -> None:
    parent = f"<div class=nav><a href=/tz/zk/>招考录用</a><a href=/tz/gs/>公示</a></div>{items('/tz/', *NEW)}"
    portal = Portal({"/": navigation(通知公告="/tz/"), "/tz/": parent, "/tz/zk/": items("/tz/zk/", "2020-01-01")})
    column, _ = only(portal)
    assert (column.role, column.url) == ("notice", f"{HOST}/tz/")


def test_a_column_that_is_named_twice_is_one() -> None:
    home = navigation(通知公告="/a/index.html", 公告="/a/") + "<h3>通知公告</h3><a href=/a/#top>更多</a>"
    column, _ = only(Portal({"/": home, "/a/": items("/a/", *NEW), "/a/index.html": items("/a/", *NEW)}))
    assert column.name == "通知公告"


def test_two_columns_of_a_role_are_two() -> None:
    home = navigation(通知公告="/a/", 公示="/b/")
    columns, _ = surveyed(
        Portal({"/": home, "/a/": items("/a/", *NEW), "/b/": items("/b/", "2025-01-01", "2024-12-30")})
    )
    assert [(column.name, column.newest) for column in columns] == [
        ("通知公告", date(2026, 3, 5)),
        ("公示", date(2025, 1, 1)),
    ]


@pytest.mark.parametrize(
    "links",
    [
        {"友情链接": "/a/"},
        {"关于召开新闻发布会有关情况的公告": "/a/t1.html"},
        {"English": "/a/"},
        {"长者版": "/a/"},
        {"联系我们": "/a/"},
        {"登录": "/a/"},
        {"企业年报公示系统入口": "/a/"},
    ],
)
def test_what_only_looks_like_a_column_is_none(links: dict[str, str]) -> None:
    assert surveyed(Portal({"/": navigation(**links), "/a/": items("/a/", *NEW)})) == ([], [])


def test_a_friendly_link_named_like_a_column_is_kept_elsewhere() -> None:
    home = navigation() + "<div class=yqlj>友情链接：<a href=http://unknown.example.com/>政务公开</a></div>"
    column, entries = only(Portal({"/": home}))
    assert (column.form, column.own, column.elsewhere, entries) == (ColumnForm.ELSEWHERE, False, None, [])


def test_a_column_on_another_site_of_the_registry_names_its_keeper() -> None:
    column, _ = only(Portal({"/": navigation(通知公告="http://other.gov.cn/tz/")}))
    assert (column.form, column.own, column.elsewhere) == (ColumnForm.ELSEWHERE, False, "other")


def test_a_signpost_to_another_site_names_the_keeper() -> None:
    sign = "<div class=main>本栏目内容请见<a href=http://other.gov.cn/tz/>另一网站</a></div>"
    column, _ = only(Portal({"/": navigation(通知公告="/a/"), "/a/": sign}))
    assert (column.form, column.elsewhere) == (ColumnForm.ELSEWHERE, "other")


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("共0条", "zero_total"),
        ("栏目建设中", "under_construction"),
        ("暂无数据", "no_items"),
        ("", "no_items"),
    ],
)
def test_an_empty_column_is_blank_and_says_how(words: str, sign: str) -> None:
    markup = f"<title>通知公告</title>{MENU}<div class=list>{words}</div>"
    column, entries = only(Portal({"/": navigation(通知公告="/a/"), "/a/": markup}))
    assert (column.blank, column.items, column.newest, entries) == (sign, 0, None, [])


def test_a_page_of_text_is_a_column_of_one_page() -> None:
    markup = f"<title>公开指南</title><h1>公开指南</h1><p>发布时间：2026-02-01</p><div id=zoom><p>{PROSE * 5}</p></div>"
    column, _ = only(Portal({"/": navigation(政府信息公开指南="/a.html"), "/a.html": markup}))
    assert (column.form, column.newest, column.newest_url) == (ColumnForm.PAGE, date(2026, 2, 1), f"{HOST}/a.html")


def test_a_folder_of_columns_is_not_blank() -> None:
    markup = f"{MENU}<div><a href=/zw/tz/>通知公告</a><a href=/zw/wj/>政策文件</a></div>"
    columns, _ = surveyed(Portal({"/": navigation(政务公开="/zw/"), "/zw/": markup}))
    found = next(column for column in columns if column.role == "disclosure_home")
    assert (found.form, found.blank) == (ColumnForm.FOLDER, None)


def test_the_newest_is_never_in_the_future() -> None:
    portal = Portal({"/": navigation(通知公告="/a/"), "/a/": items("/a/", "2026-12-01", "2026-03-10", "2026-01-01")})
    column, entries = only(portal)
    assert (column.newest, len(entries)) == (date(2026, 3, 10), 3)


def test_undated_items_are_asked_for_the_date_of_their_article() -> None:
    pages = {"/": navigation(通知公告="/a/"), "/a/": items("/a/", "", "", "")}
    pages["/a/t2.html"] = f"<h1>关于第2次会议</h1><p>发布时间：2026-02-02</p><div id=zoom>{PROSE * 4}</div>"
    column, entries = only(Portal(pages))
    assert (column.newest, column.newest_url) == (date(2026, 2, 2), f"{HOST}/a/t2.html")
    assert (column.undated, column.asked) == (2, 1)
    assert [entry.dated_from for entry in entries] == [None, "article", None]


def test_an_undated_list_is_read_further() -> None:
    pager = "<a href=index_2.html>下一页</a>"
    pages = {"/": navigation(通知公告="/a/"), "/a/": items("/a/", "", "", "") + pager}
    pages["/a/index_2.html"] = items("/a/b", *NEW)
    column, _ = only(Portal(pages))
    assert (column.newest, column.items) == (date(2026, 3, 5), 7)


def test_a_side_box_does_not_freshen_a_stale_column() -> None:
    markup = f"<div>{items('/a/', '2021-03-05', '2021-03-01')}</div><div class=side>{items('/news/', *NEW)}</div>"
    column, _ = only(Portal({"/": navigation(通知公告="/a/"), "/a/": markup}))
    assert column.newest == date(2021, 3, 5)


def look(**facts: object) -> tuple[Look, ...]:
    return (Look(url=f"{HOST}/a/", at=AS_OF, **facts),)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("looks", "doubt"),
    [
        ((), "incomplete_crawl"),
        (look(status=500), "unreadable"),
        (look(signs=(Sign.ROBOTS,)), "robots"),
        (look(signs=(Sign.PRIVATE,)), "private_address"),
        (look(status=200, signs=(Sign.UNDECODABLE,)), "undecodable"),
        (look(status=412, signs=(Sign.CHALLENGE,)), "blocked"),
    ],
)
def test_a_column_that_was_not_seen_is_a_doubt_not_a_fault(looks: tuple[Look, ...], doubt: str) -> None:
    column, _ = only(Portal({"/": navigation(通知公告="/a/")}, seen={"/a/": looks}))
    assert (column.doubt, column.blank, column.looks) == (doubt, None, looks)


@pytest.mark.parametrize(
    ("markup", "status", "doubt"),
    [
        ("<title>安全验证</title>请完成验证", 200, "blocked"),
        ("<title>404</title>404 Not Found", 404, "unreadable"),
        (f"{MENU}<p>{PROSE}</p><ul class=list></ul><script>$.get('/l')</script>", 200, "unrendered"),
        ("<div id=app>正在加载，请您稍候片刻</div><script src=/app.js></script>", 200, "unrendered"),
    ],
)
def test_a_column_that_shows_something_else_is_a_doubt(markup: str, status: int, doubt: str) -> None:
    column, _ = only(Portal({"/": navigation(通知公告="/a/"), "/a/": markup}, status={"/a/": status}))
    assert (column.doubt, column.blank) == (doubt, None)


def test_a_column_that_is_an_empty_shell_was_not_rendered() -> None:
    shell = "<div id=app></div><script src=/app.js></script>"
    column, _ = only(Portal({"/": navigation(通知公告="/a/"), "/a/": shell}))
    assert column.doubt == "unrendered"


def test_a_column_with_a_single_item_is_not_blank() -> None:
    markup = (
        f"{MENU}<div class=main>{items('/a/', '2026-03-05')}</div><div class=foot>主办单位：某市人民政府办公厅</div>"
    )
    column, _ = only(Portal({"/": navigation(通知公告="/a/"), "/a/": markup}))
    assert (column.items, column.newest, column.blank) == (1, date(2026, 3, 5), None)


def test_a_column_with_a_single_undated_item_is_not_blank() -> None:
    markup = f"{MENU}<div class=main>{items('/a/', '')}</div>"
    column, entries = only(Portal({"/": navigation(通知公告="/a/"), "/a/": markup}))
    assert (column.items, column.undated, column.blank) == (1, 1, None)
    assert entries[0].url == f"{HOST}/a/t1.html"


def test_a_column_is_followed_to_where_it_has_moved() -> None:
    moved = {"/old/": look(status=200, final_url=f"{HOST}/a/")}
    column, _ = only(Portal({"/": navigation(通知公告="/old/"), "/a/": items("/a/", *NEW)}, seen=moved))
    assert (column.url, column.newest) == (f"{HOST}/a/", date(2026, 3, 5))


def test_the_profile_of_the_office_beats_the_readers() -> None:
    markup = f"<div class=x>{items('/a/', *NEW)}</div><div id=own><p><a href=b.html>短</a> 2025-01-01</p></div>"
    override = ColumnOverride(role="notice", name="告示", url=f"{HOST}/b/", list="#own", item="p")
    portal = Portal({"/": navigation(通知公告="/a/"), "/a/": items("/a/", *NEW), "/b/": markup})
    column, entries = only(portal, override)
    assert (column.name, column.url, column.newest, column.why) == ("告示", f"{HOST}/b/", date(2025, 1, 1), "网站档案")
    assert [entry.title for entry in entries] == ["短"]


def test_the_home_page_is_kept_with_what_its_lists_show() -> None:
    site = Site(id="own", agency="a", name="某市", kind="portal", url=f"{HOST}/")
    portal = Portal({"/": navigation() + items("/a/", *NEW)})
    (home,), entries = survey(portal, site, Registry(agencies={}, sites={}), AS_OF.astimezone(SHANGHAI))
    assert (home.role, home.form, home.newest, home.items) == ("home", ColumnForm.PAGE, date(2026, 3, 5), 4)
    assert len(entries) == 4


def test_a_site_without_a_home_page_has_no_columns() -> None:
    assert surveyed(Portal({})) == ([], [])


@pytest.mark.parametrize(
    ("url", "first", "further"),
    [
        ("/a/index_2.html", "/a/index.html", True),
        ("/a/index_2.html", "/a/", True),
        ("/a/list-3.htm", "/a/list.htm", True),
        ("/a/list?page=2", "/a/list", True),
        ("/a/list?curPage=12&x=1", "/a/list?curPage=1&x=1", True),
        ("/a/12/2.html", "/a/12.html", True),
        ("/a/index.html", "/a/index.html", False),
        ("/a/t20260305_1.html", "/a/index.html", False),
        ("/b/index_2.html", "/a/index.html", False),
        ("/a/index_new.html", "/a/index.html", False),
        ("/a/index_20260305.html", "/a/index.html", False),
    ],
)
def test_later_pages_of_a_list_are_no_columns_of_their_own(url: str, first: str, further: bool) -> None:
    assert is_further_page(HOST + url, HOST + first) is further
