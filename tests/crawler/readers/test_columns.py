from __future__ import annotations

import pytest

from crawler.readers.columns import TYPES, lexicon, read_column, role_of
from crawler.readers.reading import ColumnHint
from crawler.readers.structure import read_breadcrumb
from tests.crawler.readers.reading import dom


@pytest.mark.parametrize(
    ("name", "role", "how"),
    [
        ("通知公告", "notice", "exact"),
        (" 通 知 公 告 ", "notice", "exact"),
        ("· 通知公告 >>", "notice", "exact"),
        ("通知公告（12）", "notice", "exact"),
        ("市政府文件", "policy_document", "exact"),
        ("本区政策解读", "interpretation", "normalised"),
        ("通知公告栏", "notice", "normalised"),
        ("浦东要闻", "news", "normalised"),
        ("走进黄浦", "overview", "normalised"),
        ("张书记信箱", "consultation", "normalised"),
        ("政府信息公开年报", "annual_report", "exact"),
        ("浦东新区财政预决算", "budget", "normalised"),
        ("财政预算与决算", "budget", "fuzzy"),
    ],
)
def test_a_name_means_a_role(name: str, role: str, how: str) -> None:
    found = role_of(name)
    assert found is not None
    assert (found.role, found.how) == (role, how)


@pytest.mark.parametrize(
    "name",
    [
        *("", "公", "首页", "友情链接", "更多", "登录", "企业年报公示系统", "统计年报"),
        *("关于印发某市政务公开工作要点的通知公告的函件和说明书全文", "EnglishVersion", "12345"),
    ],
)
def test_other_words_mean_none(name: str) -> None:
    assert role_of(name) is None


def test_what_stands_in_brackets_behind_a_name_does_not_count() -> None:
    found = role_of("公示（旧）")
    assert found is not None
    assert (found.role, found.how) == ("notice", "normalised")


def test_excluded_words_take_a_name_out_of_its_role() -> None:
    found = role_of("政策文件解读")
    assert found is not None
    assert found.role == "interpretation"


def test_every_name_of_the_lexicon_means_its_first_role() -> None:
    wrong = [
        (name, role) for name, role in lexicon().roles.items() if (found := role_of(name)) is None or found.role != role
    ]
    assert wrong == []


@pytest.mark.parametrize(("kind", "role"), TYPES.items())
def test_the_page_tag_column_type_beats_all(kind: str, role: str) -> None:
    markup = f"<meta name=ColumnType content='{kind}'><meta name=ColumnName content=其他><title>通知公告</title>"
    assert read_column(dom(markup), ()) == ColumnHint(role=role, name="其他", why=f"ColumnType={kind}")


CRUMB = (
    "<div class=position>当前位置：<a href=/>首页</a> > <a href=/zwgk/>政务公开</a> > <a href=/tz/>通知公告</a></div>"
)


@pytest.mark.parametrize(
    ("markup", "hint"),
    [
        ("<meta name=ColumnName content=通知公告>", ("notice", "通知公告", "ColumnName=通知公告")),
        ("<meta name=ColumnType content=无><meta name=ColumnName content=公告>", ("notice", "公告", "ColumnName=公告")),
        (CRUMB, ("notice", "通知公告", "breadcrumb")),
        ("<meta name=ColumnName content=部门之家>" + CRUMB, ("notice", "通知公告", "breadcrumb")),
        ("<meta name=ColumnName content=部门之家>", ("", "部门之家", "ColumnName=部门之家")),
        ("<title>通知公告-某市人民政府</title>", ("notice", "通知公告", "title")),
    ],
)
def test_a_page_says_which_column_it_belongs_to(markup: str, hint: tuple[str, str, str]) -> None:
    page = dom(markup)
    found = read_column(page, read_breadcrumb(page))
    assert found is not None
    assert (found.role, found.name, found.why) == hint


@pytest.mark.parametrize("markup", ["", "<title>某市人民政府</title>", "<title>关于某事的通知公告-某市</title>"])
def test_a_page_that_says_nothing_belongs_to_none(markup: str) -> None:
    assert read_column(dom(markup), ()) is None
