"""Pages of search results, and the titles that are typed into a search."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from crawler.readers.dom import Dom
from crawler.trials.results import answered, stands
from crawler.trials.titles import sought
from storage.records import Answer, Page, PageKind
from tests.checks.facts import HOME, page

TITLE = "关于开展2026年度残疾人补贴检查的通告"
ARTICLE = "http://www.mz.gov.cn/tzgg/202609/t20260925_12.html"
TODAY = date(2026, 11, 25)


def dom(body: str) -> Dom:
    return Dom(f"<html><body>{body}</body></html>", url="http://www.mz.gov.cn/search?q=x", encoding="utf-8")


@pytest.mark.parametrize(
    "body",
    [
        f"<li><a href=/x>{TITLE}</a>",
        "<li><a href=/x>关于开展<em>2026</em>年度<font color=red>残疾人补贴检查</font>的通告</a>",
        "<li><a href=/x>关于开展２０２６年度残疾人补贴检查的通告 ［全文］</a>",
        "<li><a href=/x>关于开展2026年度残疾人补…</a>",
        "<li><a href=https://mz.gov.cn/tzgg/202609/t20260925_12.html>查看</a>",
        "<li><a href='/jump?to=http%3A%2F%2Fwww.mz.gov.cn%2Ftzgg%2F202609%2Ft20260925_12.html&k=1'>查看</a>",
        f"<div onclick=open(7)><b>{TITLE}</b></div>",
        f"<div class=item><h3>{TITLE}</h3><p>为进一步规范发放，现就有关事项通告如下。</p></div>",
        f"<li><a href=/x title='{TITLE}'>关于开展2026…</a>",
    ],
)
def test_an_article_stands_on_a_page_of_results(body: str) -> None:
    assert stands(dom(body), TITLE, ARTICLE)


@pytest.mark.parametrize(
    "body",
    [
        f"<p>您搜索的“{TITLE}”没有找到相关结果</p>",
        f"<input value={TITLE}><p>共找到 0 条结果</p>",
        f"<p>关键词：{TITLE}</p><li><a href=/x>关于开展2025年度残疾人补贴检查的通告</a>",
        "<li><a href=/x>关于开展…</a>",
        "<li><a href=/tzgg/202609/>通知公告</a>",
    ],
)
def test_an_echo_or_another_article_is_none(body: str) -> None:
    assert not stands(dom(body), TITLE, ARTICLE)


@pytest.mark.parametrize(
    ("body", "came"),
    [
        ("抱歉，没有找到与您的查询相符的结果", "not_found"),
        ("为您找到相关结果约 0 条", "not_found"),
        ("共 35 条 <a href=/x>别的</a>", "not_found"),
        (f"<input value={TITLE}><ul></ul>", "not_found"),
        (f"<input value={TITLE}><iframe src=/r></iframe>", "unclear"),
        ("请输入验证码后继续搜索", "guarded"),
        ("您的搜索过于频繁，请稍后再试", "guarded"),
        ("请先登录", "guarded"),
        ("", "unclear"),
    ],
)
def test_what_a_page_without_the_article_says(body: str, came: str) -> None:
    assert answered(dom(body), Answer.PAGE, TITLE) == came


def article(number: int, days: int = 30, parent: str = "list", **changed: object) -> Page:
    title = f"关于开展第{'一二三四五六七八九'[number]}批补贴检查的通告"
    facts: dict[str, object] = {"kind": PageKind.ARTICLE, "title": title, "name": title, "parent": HOME + parent}
    facts |= {"published": TODAY - timedelta(days=days)} | changed
    return page(f"a/{number}.html", **facts)


def test_titles_come_from_as_many_lists_as_there_are() -> None:
    pages = [article(n, days=10 + n, parent=f"list{n % 3}") for n in range(9)]
    chosen = sought(pages, (), TODAY)
    assert [one.url for one in chosen] == [f"{HOME}a/{n}.html" for n in (0, 1, 2, 3)]


def test_titles_that_a_search_need_not_know_are_left_out() -> None:
    twice = "关于开展第一批补贴检查的通告"
    pages = [
        article(0), article(1, title=twice, name=twice), article(2, days=3), article(3, title="通告", name="通告"),
        article(4, name="详情"), article(5, published=None), article(6, kind=PageKind.LIST),
        article(7, name="关于开展第八批补…"),
    ]  # fmt: skip
    assert [one.url for one in sought(pages, (), TODAY)] == [f"{HOME}a/7.html"]


def test_what_the_home_page_links_to_is_taken_last() -> None:
    pages = [article(n, parent=f"l{n}") for n in range(5)]
    assert [one.url[-6] for one in sought(pages, {f"{HOME}a/0.html"}, TODAY)] == ["1", "2", "3", "4"]
