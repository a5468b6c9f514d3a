"""Portals whose navigation, lists and empty pages are made in ways of their own."""

from __future__ import annotations

import pytest

from storage.records import Column, ColumnForm
from tests.crawler.portal import HOST, PROSE, Portal, items, navigation, surveyed

NEW = ("2026-03-05", "2026-03-01", "2026-02-11", "2026-01-05")
MENU = "<div class=nav><a href=/>首页</a><a href=/zw/>政务公开</a><a href=/fw/>办事服务</a></div>"


def roles(portal: Portal) -> dict[str, Column]:
    return {column.role: column for column in surveyed(portal)[0]}


@pytest.mark.parametrize(
    "entry",
    [
        "<li onclick=\"goPage('/a/')\"><span>通知公告</span></li>",
        '<a href="javascript:void(0)" data-url="/a/">通知公告</a>',
        "<div class=item data-href=/a/>通知公告</div>",
        "<a href=\"javascript:openCol('/a/index.html','_self')\">通知公告</a>",
        "<a href=/a/>【通知公告】</a>",
        "<a href=/a/>通 知 公 告</a>",
        "<a href=/a/>通知公告<i class=en>Notice</i></a>",
        "<a href=/a/>· 通知公告(23)</a>",
        "<a href=/a/ title=通知公告><img src=/t.png></a>",
        "<area href=/a/ alt=通知公告>",
    ],
)
def test_an_entry_of_the_navigation_names_a_column(entry: str) -> None:
    home = f"<div class=nav><ul><a href=/>首页</a>{entry}</ul></div><p>{PROSE}</p>"
    pages = {"/": home, "/a/": items("/a/", *NEW), "/a/index.html": items("/a/", *NEW)}
    assert str(roles(Portal(pages))["notice"].newest) == "2026-03-05"


def test_an_entry_without_any_address_is_not_called_missing() -> None:
    home = f"<div class=nav><ul><li class=on>首页</li><li>通知公告</li><li>政策文件</li></ul></div><p>{PROSE}</p>"
    found = roles(Portal({"/": home}))
    assert {role: column.doubt for role, column in found.items()} == {
        "notice": "unrendered",
        "policy_document": "unrendered",
    }


def test_the_columns_of_a_splash_page_are_those_of_the_page_behind_it() -> None:
    splash = "<title>某市人民政府</title><a href=/index2.html>进入网站</a><img src=/bg.jpg>"
    portal = Portal({"/": splash, "/index2.html": navigation(通知公告="/a/"), "/a/": items("/a/", *NEW)})
    assert roles(portal)["notice"].first_level


def test_the_columns_of_a_frameset_are_those_of_its_frames() -> None:
    frames = "<frameset rows='100,*'><frame src=/top.html><frame src=/main.html></frameset>"
    pages = {"/": frames, "/top.html": navigation(通知公告="/a/"), "/main.html": PROSE, "/a/": items("/a/", *NEW)}
    assert roles(Portal(pages))["notice"].first_level


def test_a_page_that_was_reached_by_a_name_far_below_is_a_column() -> None:
    below = (
        f"{MENU}<p>{PROSE}</p><div class=main><a href=/x/y/z/>政府信息公开指南</a><a href=/q/>其他专题内容</a></div>"
    )
    pages = {"/": navigation(政务公开="/zw/"), "/zw/": f"{MENU}<a href=/m/>更多栏目导览</a>", "/m/": below}
    pages["/x/y/z/"] = (
        f"{MENU}<div class=crumb>当前位置：<a href=/>首页</a> &gt; 政府信息公开指南</div><p>{PROSE * 3}</p>"
    )
    assert roles(Portal(pages))["disclosure_guide"].form is ColumnForm.PAGE


@pytest.mark.parametrize(
    "menu",
    [
        "<dl><dt><a href=/zw/>政务公开</a></dt><dd><a href=/a/>通知公告</a></dd></dl>",
        "<div class=item><a href=/zw/>政务公开</a><div class=sub-nav><a href=/a/>通知公告</a></div></div>",
        "<td><a href=/zw/>政务公开</a><div class=dropdown-menu><a href=/a/>通知公告</a></div></td>",
    ],
)
def test_a_menu_that_opens_below_is_of_the_second_level(menu: str) -> None:
    pages = {"/": f"<div class=nav>{menu}</div><p>{PROSE}</p>", "/zw/": MENU, "/a/": items("/a/", *NEW)}
    assert not roles(Portal(pages))["notice"].first_level


def test_a_list_in_a_frame_of_its_own_is_that_of_the_column() -> None:
    page = f"{MENU}<h2>通知公告</h2><iframe src=/inner/list.html?cat=3></iframe>"
    pages = {"/": navigation(通知公告="/a/"), "/a/": page, "/inner/list.html?cat=3": items("/c/", *NEW)}
    column = roles(Portal(pages))["notice"]
    assert (column.url, column.items, str(column.newest)) == (f"{HOST}/a/", 4, "2026-03-05")


def test_a_frame_that_was_not_read_leaves_a_column_unjudged() -> None:
    page = f"{MENU}<h2>通知公告</h2><iframe src=/inner/list.html></iframe>"
    column = roles(Portal({"/": navigation(通知公告="/a/"), "/a/": page}))["notice"]
    assert column.blank is None


def test_an_empty_container_that_a_script_file_may_fill_is_not_called_blank() -> None:
    page = f"{MENU}<h2>通知公告</h2><div id=newsList></div><script src=/js/list.js></script>"
    assert roles(Portal({"/": navigation(通知公告="/a/"), "/a/": page}))["notice"].doubt == "unrendered"


def test_an_empty_container_that_no_script_fills_is_blank() -> None:
    page = f"{MENU}<h2>通知公告</h2><div id=newsList></div>"
    assert roles(Portal({"/": navigation(通知公告="/a/"), "/a/": page}))["notice"].blank == "no_items"


def test_a_widget_that_has_nothing_does_not_make_a_page_of_text_blank() -> None:
    page = f"{MENU}<div class=content><p>{PROSE * 4}</p></div><div class=box><p>暂无数据</p></div>"
    column = roles(Portal({"/": navigation(机构职能="/a/"), "/a/": page}))["organization"]
    assert (column.form, column.blank) == (ColumnForm.PAGE, None)


def test_a_running_band_does_not_make_a_stale_column_fresh() -> None:
    band = "".join(f"<a href=/d/{n}.html>全市重点项目建设推进会召开第{n}期(2026-03-0{n})</a>" for n in range(1, 8))
    page = f"{MENU}<marquee>{band}</marquee><div>{items('/content/', '2025-01-06', '2025-01-02')}</div>"
    column = roles(Portal({"/": navigation(通知公告="/a/"), "/a/": page}))["notice"]
    assert str(column.newest) == "2025-01-06"


def test_days_said_as_so_many_ago_count_from_the_visit() -> None:
    rows = "".join(f"<li><a href=/a/{n}.html>关于第{n}次会议情况的通报</a><span>{n}天前</span></li>" for n in (3, 5))
    column = roles(Portal({"/": navigation(通知公告="/a/"), "/a/": f"<ul>{rows}</ul>"}))["notice"]
    assert str(column.newest) == "2026-03-07"


def test_a_catalogue_with_one_link_to_another_site_is_not_kept_there() -> None:
    rows = "".join(
        f"<tr><td>事项{n}</td><td><a href={to}>查看</a></td></tr>" for n, to in enumerate(("/zw/", "/b/"), 1)
    )
    page = f"{MENU}<div class=main><table>{rows}<tr><td><a href=http://other.gov.cn/x/>查看</a></td></tr></table></div>"
    column = roles(Portal({"/": navigation(标准目录="/a/"), "/a/": page}))["open_standard"]
    assert column.form is not ColumnForm.ELSEWHERE


@pytest.mark.parametrize(
    ("menu", "needed"),
    [
        ("<ul id=nav></ul><script src=/nav.js></script>", True),
        ("<ul id=nav><li><a href=/a/>通知公告</a></li></ul><script src=/nav.js></script>", False),
        ("<ul id=nav></ul>", False),
    ],
)
def test_a_menu_that_scripts_build_needs_a_browser(menu: str, needed: bool) -> None:
    page = Portal({"/": f"{menu}<div class=main><p>{PROSE}</p>{items('/d/', *NEW)}</div>"}).page(f"{HOST}/")
    assert page is not None
    assert (page.needs_browser == "menu_by_script") is needed


def test_an_empty_list_that_a_script_file_may_fill_needs_a_browser() -> None:
    page = f"{MENU}<div class=crumb><a href=/>首页</a> &gt; 通知公告</div><ul id=list></ul><script src=/l.js></script>"
    assert roles(Portal({"/": navigation(通知公告="/a/"), "/a/": page}))["notice"].doubt == "unrendered"
