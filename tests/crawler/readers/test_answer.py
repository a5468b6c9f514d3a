from __future__ import annotations

import pytest

from crawler.readers.page import read_page
from storage.records import Answer, PageKind
from tests.crawler.readers.reading import AS_OF, HOST, PROSE, page

ARTICLE = f"<title>公告</title><div><h1>公告</h1><p>{PROSE * 20}</p></div>"


def titled(title: str) -> str:
    return ARTICLE.replace("公告", title)


@pytest.mark.parametrize(
    "markup",
    [
        "<title>404</title><p>404 Not Found</p>",
        "<title>页面不存在</title><p>页面不存在</p>",
        "<title>某市人民政府</title><p>抱歉，您访问的页面不存在</p><a href=/>返回首页</a>",
        "<title>出错了</title><p>对不起，您要查看的信息已被删除</p>",
        "<p>The requested URL /x was not found on this server.</p>",
        "<p>很抱歉，该文章已删除。</p>",
        "<h1>找不到该页面</h1>",
    ],
)
def test_a_page_that_says_so_is_missing_whatever_its_status(markup: str) -> None:
    assert page(markup).answer is Answer.MISSING
    assert page(markup, home=True).answer is not Answer.MISSING


@pytest.mark.parametrize("status", [404, 410])
def test_the_status_says_missing_too(status: int) -> None:
    assert page(ARTICLE, status=status).answer is Answer.MISSING


@pytest.mark.parametrize(
    "markup",
    [
        "<title>访问被拒绝</title><p>您的访问被拒绝</p>",
        "<title>安全验证</title><p>请完成验证</p>",
        "<p>您的请求可能对网站造成安全威胁，已被拦截</p>",
        "<title>Just a moment...</title>",
        "<p>正在排队，请稍候</p>",
        "<script>document.cookie='__jsl_clearance=1';location.reload()</script>",
        "<title>用户登录</title><form><input name=user></form>",
    ],
)
def test_a_wall_is_a_refusal(markup: str) -> None:
    assert page(markup).answer is Answer.REFUSED


@pytest.mark.parametrize("status", [401, 403, 412, 429, 521])
def test_the_status_says_refused_too(status: int) -> None:
    assert page(ARTICLE, status=status).answer is Answer.REFUSED


@pytest.mark.parametrize("markup", ["", "<html></html>", "<body> &nbsp; </body>", "<!-- 备注 -->"])
def test_a_page_that_shows_nothing_is_empty(markup: str) -> None:
    assert page(markup).answer is Answer.EMPTY


@pytest.mark.parametrize(
    "markup",
    [
        ARTICLE,
        ARTICLE.replace("公告", "关于打不开的网页：您访问的页面不存在怎么办"),
        f"<title>网络安全知识</title><p>{PROSE * 12}您的请求可能对网站造成安全威胁</p>",
        "<img src=/map.jpg>",
        "<iframe src=/x></iframe>",
        "<a href=/1>一</a><a href=/2>二</a><a href=/3>三</a>",
        f"<title>2026年404号公告</title><p>{PROSE}</p>",
        f"<h1>办理结果</h1><p>{PROSE}</p>",
    ],
)
def test_a_page_is_a_page(markup: str) -> None:
    assert page(markup).answer is Answer.PAGE


ROWS = "".join(f"<li><a href=t{n}.html>关于第{n}次会议情况的通报</a><i>2026-01-0{n}</i></li>" for n in range(1, 9))


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        (ARTICLE, PageKind.ARTICLE),
        (f"<ul>{ROWS}</ul>", PageKind.LIST),
        ("<p>短", PageKind.OTHER),
        ("<title>404</title><p>404 Not Found", PageKind.OTHER),
        (f"<meta name=ColumnType content=政策文件>{ARTICLE}", PageKind.ARTICLE),
        (f"<meta name=ColumnType content=政策文件>{titled('关于印发《停车管理办法》的通知')}", PageKind.POLICY),
        (f"<meta name=ColumnType content=政策解读>{ARTICLE}", PageKind.ARTICLE),
        (f"<meta name=ColumnType content=政策解读>{titled('停车管理办法解读')}", PageKind.INTERPRETATION),
        (f"<meta name=ColumnType content=政策解读>{titled('市政府召开常务会议')}", PageKind.ARTICLE),
        (f"<meta name=ColumnType content=信息公开年报>{ARTICLE}", PageKind.REPORT),
        (f"<meta name=ColumnType content=信息公开指南>{ARTICLE}", PageKind.GUIDE),
        (f"<meta name=ColumnType content=政策文件><ul>{ROWS}</ul>", PageKind.LIST),
    ],
)
def test_the_kind_of_a_page_is_known(markup: str, kind: PageKind) -> None:
    assert page(markup).kind is kind
    assert page(markup, home=True).kind is PageKind.HOME


def test_a_page_that_is_tagged_as_home_is_home() -> None:
    assert page(f"<meta name=ColumnType content=首页><ul>{ROWS}</ul>").kind is PageKind.HOME


def test_an_article_that_carries_the_tag_of_home_is_an_article() -> None:
    assert page(f"<meta name=ColumnType content=首页>{ARTICLE}").kind is PageKind.ARTICLE
    assert page("<meta name=ColumnType content=首页>404 Not Found", status=404).kind is PageKind.OTHER


def test_an_article_that_stands_in_the_body_itself_is_one() -> None:
    found = page(f"<title>公告</title><h1>公告</h1><p>{PROSE * 20}</p>")
    assert (found.kind, found.article.text.count(PROSE)) == (PageKind.ARTICLE, 20)


def test_a_reading_says_how_much_was_seen() -> None:
    found = page("<title>公告</title><meta name=SiteName content=某市><p id=a>一二三<ul class=list></ul>" + "字" * 80)
    assert (found.html_title, found.metas, found.ids) == ("公告", {"sitename": "某市"}, ("a",))
    assert found.text_length == 84
    assert found.footer_seen
    shell = "<div id=app></div><script src=a.js></script>"
    assert not page(shell).footer_seen
    assert page(shell, rendered=True).footer_seen


def test_a_page_without_address_is_read() -> None:
    found = read_page(f"<ul>{ROWS}</ul>", url="", encoding=None, as_of=AS_OF)
    assert found.lists[0].items[0].url == "t1.html"
    assert HOST not in str(found.links)
