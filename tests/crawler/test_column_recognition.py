from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from crawler.readers.columns import role_of
from storage.records import Column, ColumnForm
from tests.crawler.portal import HOST, PROSE, Portal, items, navigation, surveyed

MENU = "<div class=nav><a href=/>首页</a><a href=/zw/>政务公开</a><a href=/fw/>办事服务</a></div>"
NEW = ("2026-03-05", "2026-03-01", "2026-02-11", "2026-01-05")


def only_column(portal: Portal) -> Column:
    (found,), _ = surveyed(portal)
    return found


def test_a_page_that_says_in_words_where_its_column_is_kept_names_the_keeper() -> None:
    sign = f"{MENU}<div class=main>依申请公开请登录另一网站办理。</div>"
    column = only_column(Portal({"/": navigation(依申请公开="/a/"), "/a/": sign}))
    assert (column.form, column.elsewhere, column.own) == (ColumnForm.ELSEWHERE, "other", False)


def test_a_column_that_opens_below_another_of_the_menu_is_of_the_second_level() -> None:
    menu = "<ul class=nav><li><a href=/zw/>政务公开</a><ul><li><a href=/a/>通知公告</a></li></ul></li></ul>"
    pages = {"/": menu, "/zw/": MENU, "/a/": items("/a/", *NEW)}
    assert {column.role: column.first_level for column in surveyed(Portal(pages))[0]}["notice"] is False
    shown = {**pages, "/": f"{menu}<div><h3>通知公告</h3><a href=/a/>更多</a></div>"}
    assert {column.role: column.first_level for column in surveyed(Portal(shown))[0]}["notice"] is True


@pytest.mark.parametrize(
    "menu",
    [
        "<img usemap=#m><map name=m><area href=/a/ alt=通知公告></map>",
        "<script>document.write('<li><a href=/a/>通知公告</a></li>')</script>",
        "<div onclick=\"location.href='/a/'\">通知公告</div>",
    ],
)
def test_a_menu_of_areas_or_scripts_names_columns(menu: str) -> None:
    assert only_column(Portal({"/": f"{menu}<p>{PROSE}</p>", "/a/": items("/a/", *NEW)})).name == "通知公告"


def test_parts_in_other_languages_and_archives_are_no_columns() -> None:
    home = navigation(通知公告="/en/a/", 政策文件="/archive/b/")
    assert surveyed(Portal({"/": home, "/en/a/": items("/en/a/", *NEW), "/archive/b/": items("/b/", *NEW)})) == ([], [])
    assert only_column(Portal({"/": navigation(办事服务="/fr/"), "/fr/": items("/fr/", *NEW)})).role == "service"


def test_a_list_that_two_roles_lead_to_has_one_address() -> None:
    home = navigation(通知公告="/a/", 政策文件="/a/index.html")
    columns, _ = surveyed(Portal({"/": home, "/a/": items("/a/", *NEW), "/a/index.html": items("/a/", *NEW)}))
    assert [(column.role, column.url) for column in columns] == [
        ("notice", f"{HOST}/a/"),
        ("policy_document", f"{HOST}/a/"),
    ]


def test_a_page_of_names_and_portraits_is_not_blank() -> None:
    leader = "<div><img src=/ld{n}.jpg><h3>张三</h3><p>局长，主持全面工作，分管办公室</p></div>"
    markup = MENU + leader.format(n=1) + leader.format(n=2)
    column = only_column(Portal({"/": navigation(领导信息="/a/"), "/a/": markup}))
    assert (column.form, column.blank) == (ColumnForm.PAGE, None)


def test_columns_of_real_sites_are_named_as_the_lexicon_expects(testdata: Path) -> None:
    """131 of 136 have a role; the rest are home pages (3) and lists of whatever is newest (2)."""
    listed = json.loads((testdata / "site-lists" / "gov_site_list_notice_columns.json").read_text("utf-8"))
    roles = Counter(match.role if (match := role_of(row["column"])) else None for row in listed)
    assert roles == {
        "policy_document": 87,
        "notice": 34,
        "disclosure_home": 8,
        "public_consultation": 1,
        "statutory_disclosure": 1,
        None: 5,
    }
