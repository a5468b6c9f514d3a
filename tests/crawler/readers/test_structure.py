from __future__ import annotations

import pytest

from crawler.readers.structure import MAX_IDS, anchors, needs_browser, read_breadcrumb, skeleton
from tests.crawler.readers.reading import HOST, PROSE, dom

LINKS = "<a href=/>首页</a> {mark} <a href=/zwgk/>政务公开</a> {mark} 通知公告"


@pytest.mark.parametrize(
    "markup",
    [
        f"<div class=position>当前位置：{LINKS.format(mark='&gt;')}</div>",
        f"<div class=crumbs>{LINKS.format(mark='»')}</div>",
        f"<div class=BreadCrumb>您的位置: {LINKS.format(mark='›')}</div>",
        f"<p>您现在的位置：{LINKS.format(mark='→')}</p>",
        f"<table><td>当前位置：{LINKS.format(mark='&gt;')}</td></table>",
        f"<div><span>所在位置：</span>{LINKS.format(mark='&gt;')}</div>",
    ],
)
def test_the_way_from_home_is_read(markup: str) -> None:
    found = read_breadcrumb(dom(f"<a href=/x>登录</a>{markup}<p>{PROSE}</p>"))
    assert [(crumb.text, crumb.url) for crumb in found] == [
        ("首页", f"{HOST}/"),
        ("政务公开", f"{HOST}/zwgk/"),
        ("通知公告", ""),
    ]


@pytest.mark.parametrize(
    "markup",
    [
        "",
        f"<p>{PROSE}</p>",
        "<p>当前位置：浦东新区</p>",
        "<div class=position>" + "".join(f"<a href=/{number}>链接</a> > " for number in range(20)) + "</div>",
        "<div class=path><a href=/a>地铁</a></div>",
    ],
)
def test_what_is_no_way_from_home_is_none(markup: str) -> None:
    assert read_breadcrumb(dom(markup)) == ()


@pytest.mark.parametrize(
    ("markup", "needed"),
    [
        ("<div id=app></div><script src=/app.js></script>", "script_shell"),
        ("<div id=root></div><script>render()</script>", "script_shell"),
        ("<noscript>请启用 JavaScript 后访问</noscript><div>加载中</div>", "script_shell"),
        ("<script src=/a.js></script>", "empty_body"),
        (f"<p>{PROSE}</p><ul class=list></ul><script>$.get('/list.do', show)</script>", "list_by_script"),
        (f"<p>{PROSE}</p><div id=newsList></div><script>fetch('/api')</script>", "list_by_script"),
        (f"<p>{PROSE}</p><div id=footer></div>", None),
        (f"<p>{PROSE}</p><ul class=list></ul>", None),
        ("", None),
        ("<frameset><frame src=a.html></frameset>", None),
        (f"<div id=app><p>{PROSE * 9}</p></div><script src=/app.js></script>", None),
    ],
)
def test_a_page_that_scripts_build_needs_a_browser(markup: str, needed: str | None) -> None:
    assert needs_browser(dom(markup), items=0, footer_by_script=False) == needed


def test_a_list_that_shows_items_needs_no_browser() -> None:
    page = dom(f"<p>{PROSE}</p><ul class=list></ul><script>$.get('/list.do', show)</script>")
    assert needs_browser(page, items=3, footer_by_script=False) is None


def test_a_footer_by_script_is_the_least_reason() -> None:
    assert needs_browser(dom(f"<p>{PROSE}</p>"), items=0, footer_by_script=True) == "footer_by_script"
    assert (
        needs_browser(dom("<div id=app></div><script src=a></script>"), items=0, footer_by_script=True)
        == "script_shell"
    )


def layout(number: int, items: int) -> str:
    rows = f"<li><a href=/{number}>第{number}条</a></li>" * items
    return f"<div class=top id=p{number}></div><div class=main><ul class=list>{rows}</ul><p>{PROSE}</p></div>"


def test_pages_of_one_template_have_one_skeleton() -> None:
    assert skeleton(dom(layout(1, 3))) == skeleton(dom(layout(22, 40)))
    assert skeleton(dom(layout(1, 3))) != skeleton(dom(layout(1, 3).replace("class=main", "class=side")))


def test_anchors_are_ids_and_names_of_anchors() -> None:
    markup = "<p id=a><a name=b></a><map name=c></map><input name=d><a name=e id=f></a><p id=a>"
    assert anchors(dom(markup)) == ("a", "b", "c", "f", "e")
    assert len(anchors(dom("".join(f"<p id=i{number}>" for number in range(MAX_IDS + 9))))) == MAX_IDS
