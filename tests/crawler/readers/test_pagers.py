from __future__ import annotations

import pytest

from crawler.readers.pagers import MAX_PAGES, read_pager
from tests.crawler.readers.reading import HOST, URL, dom

FOLDER = f"{HOST}/zwgk/tzgg"


def pager(markup: str, url: str = URL) -> list[str]:
    return [found.removeprefix(f"{FOLDER}/") for found in read_pager(dom(markup, url))]


def test_numbers_and_next_name_further_pages_nearest_first() -> None:
    markup = (
        "<a href=index_9.html>尾页</a><a href=index_3.html>3</a><a href=index_2.html>2</a>"
        "<a href=index.html>1</a><a href=index_2.html>下一页</a>"
    )
    assert pager(markup) == ["index_2.html", "index_3.html", "index_9.html"]


@pytest.mark.parametrize("words", ["下一页", "下页", "[下一页]", "下一页 >", "后一页", "Next", "&gt;", "»"])
def test_the_next_page_goes_by_many_names(words: str) -> None:
    assert pager(f"<a href=index_2.html>{words}</a>") == ["index_2.html"]


@pytest.mark.parametrize(
    "link",
    [
        "<a href=\"javascript:location.href='index_2.html'\">2</a>",
        "<a onclick=\"location.href='index_2.html'\">下一页</a>",
    ],
)
def test_scripts_that_turn_the_page_are_read(link: str) -> None:
    assert pager(link) == ["index_2.html"]


def test_an_empty_fragment_does_not_hide_the_script() -> None:
    assert pager("<a href=# onclick=\"location.href='index_2.html'\">2</a>") == ["index_2.html"]


def test_trs_pagers_are_read() -> None:
    assert pager("<script>createPageHTML(3, 0, 'index', 'shtml')</script>") == ["index_1.shtml", "index_2.shtml"]


@pytest.mark.parametrize(
    "link",
    [
        "<a href=index.html>1</a>",
        "<a href=index_0.html>上一页</a>",
        "<a href=/other/2.html>2</a>",
        "<a href=http://other.cn/zwgk/tzgg.html>更多</a>",
        "<a href=t20260305_2.html>2号文件的通知全文</a>",
        "<a href=javascript:;>2</a>",
        "<a>下一页</a>",
    ],
)
def test_other_links_are_no_further_pages(link: str) -> None:
    assert pager(link) == []


def test_pages_by_query_are_siblings() -> None:
    assert pager("<a href=?page=2>2</a><a href=?page=3>3</a>", f"{FOLDER}/list.jsp") == [
        "list.jsp?page=2",
        "list.jsp?page=3",
    ]


def test_the_number_of_pages_is_bounded() -> None:
    assert len(pager("<script>createPageHTML(999999, 0, 'index', 'html')</script>")) == MAX_PAGES
