"""Outward links of pages, and whether the page itself announces them."""

from __future__ import annotations

import pytest

from crawler.readers.dom import Dom
from crawler.readers.outward import outward_links

LINK = "<a href=http://www.shop.com/x>购物</a>"


def read(markup: str) -> list[tuple[tuple[str, ...], bool]]:
    dom = Dom(f"<body>{markup}</body>", url="http://www.a.gov.cn/1.html", encoding="utf-8")
    return [(one.bare, one.scripts) for one in outward_links(dom)]


def test_a_bare_link_is_found() -> None:
    assert read(LINK) == [(("http://www.shop.com/x",), False)]


@pytest.mark.parametrize(
    "markup",
    [
        "<a href=/a.html>本站</a><a href=http://a.gov.cn/>本站</a>",
        "<a href=http://www.mz.gov.cn/>市政府</a><a href=http://bszs.conac.cn/x>标识</a>",
        "<a href=http://www.people.com.cn/>人民网</a><a href=http://www.fudan.edu.cn/>复旦</a>",
        "<a href=/link?url=http://www.shop.com/>购物</a>",
        '<a href=http://www.shop.com/ onclick="return confirm(1)">购物</a>',
        '<ul onclick="leave()"><li><a href=http://www.shop.com/>购物</a></li></ul>',
        "<a href=http://www.shop.com/ onclick=\"tip('您即将离开本网站',this.href);return false\">购物</a>",
        "<a href='mailto:a@shop.com'>邮箱</a><a href='javascript:go()'>购物</a>",
    ],
)
def test_links_that_need_no_notice_or_ask_by_a_handler_are_left_out(markup: str) -> None:
    assert read(markup) == []


@pytest.mark.parametrize(
    ("scripts", "may"),
    [
        ("<script src=/js/all.js></script>", True),
        ("<script>$('a').on('click',f)</script>", True),
        ("<script>document.addEventListener('mouseup',f)</script>", True),
        ("<script src=https://hm.baidu.com/hm.js></script>", False),
        ("<script>var today = new Date();</script>", False),
    ],
)
def test_scripts_that_may_give_notice_for_all_links(scripts: str, may: bool) -> None:
    assert read(LINK + scripts) == [(("http://www.shop.com/x",), may)]


def test_a_handler_that_says_nothing_of_asking_is_for_a_browser_to_try() -> None:
    markup = "<a href=http://www.shop.com/x onclick=\"_hmt.push(['x'])\">购物</a>"
    dom = Dom(f"<body>{markup}</body>", url="http://www.a.gov.cn/1.html", encoding="utf-8")
    [found] = outward_links(dom)
    assert (found.bare, found.handled) == ((), ("http://www.shop.com/x",))
