"""Boxes in which a visitor searches a site, on home pages of many makes."""

from __future__ import annotations

import pytest

from crawler.readers.dom import Dom
from crawler.readers.search_boxes import read_search_boxes
from storage.records import SearchBox

URL = "http://www.mz.gov.cn/"


def boxes(body: str, *, shown: bool = False) -> tuple[SearchBox, ...]:
    dom = Dom(f"<html><body>{body}</body></html>", url=URL, encoding="utf-8")
    return read_search_boxes(dom, shown=shown)


def first(body: str) -> tuple[str, str | None, str, int | None]:
    box = boxes(body)[0]
    return box.form, box.address, box.field, box.place


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("<form action=/search><input name=q><button>搜索</button></form>", ("get", URL + "search", "q", 0)),
        (
            "<form action=/so/ method=post><input type=hidden name=s><input name=word><input type=submit></form>",
            ("post", URL + "so/", "word", 1),
        ),
        (
            "<form action=http://so.mz.gov.cn/s onsubmit='return check()'><input name=qt value=请输入关键字></form>",
            ("get", "http://so.mz.gov.cn/s", "qt", 0),
        ),
        ("<div><input id=searchword><a href=javascript:go()>搜索</a></div>", ("script", None, "", 0)),
        ("<div><input id=x placeholder=请输入关键词></div>", ("script", None, "", 0)),
        (
            "<table><td><input id=nr></td><td><img alt=搜索 onclick=go()></td></table>",
            ("script", None, "", 0),
        ),
        ("<form action='javascript:void(0)'><input name=key title=检索></form>", ("script", None, "key", 0)),
        ("<form><input name=q placeholder=搜一搜><button>搜</button></form>", ("get", URL, "q", 0)),
        ("<a href=/jsearch/>搜索</a>", ("link", URL + "jsearch/", "", None)),
        ("<a href=/search.html><img src=s.png alt=站内搜索></a>", ("link", URL + "search.html", "", None)),
        (
            "<form action=/login><input name=username><input type=password name=p></form>"
            "<form action=/search><input type=radio name=t><input type=radio name=t checked><input name=q></form>",
            ("get", URL + "search", "q", 4),
        ),
    ],
)
def test_a_box_is_seen(body: str, expected: tuple[str, str | None, str, int | None]) -> None:
    assert first(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "<form action=/login><input name=username placeholder=用户名><input name=code placeholder=验证码></form>",
        "<form action=/jdcx><input name=no placeholder=请输入受理编号><button>查询</button></form>",
        "<form action=/dingyue><input name=email placeholder=请输入邮箱><button>订阅</button></form>",
        "<p>请使用搜索引擎搜索本站</p><a href=/sstj/>搜索热词统计</a>",
        "<form action=/gjss><input name=title><input name=docno><input name=year><input name=organ></form>",
    ],
)
def test_other_inputs_are_no_boxes(body: str) -> None:
    assert boxes(body) == ()


def test_what_a_browser_sends_with_the_words_is_read() -> None:
    [box] = boxes(
        "<form action=/s><input name=q><input type=hidden name=siteid value=12><select name=r><option>甲"
        "<option value=b selected>乙</select><input type=checkbox name=c><input type=submit name=go value=搜索></form>"
    )
    assert box.others == (("siteid", "12"), ("r", "b"))


def test_the_search_of_the_site_stands_before_that_of_a_list() -> None:
    found = boxes(
        "<form action=/list><input name=title></form>"
        "<form class=search action=/search><input name=q title=搜索><button>搜索</button></form>"
    )
    assert found[0].address == URL + "search"


def test_where_scripts_may_bring_a_box_one_stands_for_it_until_a_browser_looks() -> None:
    body = "<p>首页</p><script src=/js/top.js></script>"
    assert [(box.form, box.address, box.place) for box in boxes(body)] == [("script", None, None)]
    assert boxes(body, shown=True) == ()
    assert boxes("<p>首页</p><script src=/js/jquery.min.js></script>") == ()
