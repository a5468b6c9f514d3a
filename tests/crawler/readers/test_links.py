from __future__ import annotations

import pytest

from crawler.readers.links import MAX_LINKS
from crawler.readers.reading import RawLink
from tests.crawler.readers.reading import HOST, URL, links

X = f"{HOST}/x"


@pytest.mark.parametrize(
    ("markup", "via"),
    [
        ('<a href="/x">公告</a>', "a"),
        ("<a href=/x>公告</a>", "a"),
        ('<map><area href="/x" alt="公告"></map>', "area"),
        ('<svg><a xlink:href="/x"><text>公告</text></a></svg>', "a"),
        ('<svg><a href="/x"><text>公告</text></a></svg>', "a"),
        ('<svg><image href="/x"/></svg>', "img"),
        ('<img src="/x">', "img"),
        ('<input type="image" src="/x">', "img"),
        ('<img data-src="/x">', "img"),
        ('<img data-original="/x">', "img"),
        ('<img srcset="/x 2x">', "img"),
        ('<img data-srcset="/x 480w">', "img"),
        ('<picture><source srcset="/x 1x"></picture>', "img"),
        ('<script src="/x"></script>', "script"),
        ('<link rel="stylesheet" href="/x">', "css"),
        ('<link rel="alternate stylesheet" href="/x">', "css"),
        ('<link rel="icon" href="/x">', "link"),
        ('<link rel="shortcut icon" href="/x">', "link"),
        ('<link rel="next" href="/x">', "link"),
        ('<link rel="alternate" hreflang="en" href="/x">', "link"),
        ('<iframe src="/x"></iframe>', "iframe"),
        ('<frameset><frame src="/x"></frameset>', "iframe"),
        ('<object data="/x"></object>', "object"),
        ('<embed src="/x">', "object"),
        ('<video src="/x"></video>', "video"),
        ('<video><source src="/x"></video>', "video"),
        ('<audio src="/x"></audio>', "audio"),
        ('<video poster="/x"></video>', "img"),
        ('<video><track src="/x"></video>', "track"),
        ('<table background="/x"></table>', "background"),
        ("<div style=\"background: url('/x') no-repeat\"></div>", "css"),
        ("<div style='background:url(/x)'></div>", "css"),
        ('<style>a { background: url("/x") }</style>', "css"),
        ('<style>@import "/x";</style>', "css"),
        ("<style>@import url(/x);</style>", "css"),
        ('<meta http-equiv="refresh" content="0;url=/x">', "meta"),
        ('<meta http-equiv="REFRESH" content="5; URL=\'/x\'">', "meta"),
        ('<meta property="og:image" content="/x">', "meta"),
        ('<form action="/x"></form>', "form"),
        ('<form method="GET" action="/x"></form>', "form"),
        ('<select><option value="/x">友情链接</option></select>', "option"),
        ('<noscript><a href="/x">公告</a></noscript>', "a"),
        ('<noscript><img src="/x"></noscript>', "img"),
        ("<div onclick=\"window.open('/x')\">公告</div>", "onclick"),
        ("<li onclick=\"location.href='/x'\">公告</li>", "onclick"),
        ("<a href=\"javascript:window.open('/x','_blank')\">公告</a>", "onclick"),
        ("<a href=\"javascript:location.href='/x';\">公告</a>", "onclick"),
        ("<script>window.location = '/x';</script>", "script_text"),
        ('<script>location.replace("/x")</script>', "script_text"),
        ("<script>document.write('<a href=\"/x\">公告</a>')</script>", "script_text"),
        ("<script>document.writeln('<a href=' + '\"/x\">公告<\\/a>');</script>", "script_text"),
    ],
)  # fmt: skip
def test_every_markup_that_names_an_address_is_a_link(markup: str, via: str) -> None:
    assert [(link.url, link.via) for link in links(markup)] == [(X, via)]


@pytest.mark.parametrize(
    "markup",
    [
        '<!-- <a href="/x">公告</a> -->',
        '<script type="text/template"><a href="/x">公告</a></script>',
        '<script type="text/x-handlebars"><a href="/x">公告</a></script>',
        '<script type="application/ld+json">{"url": "http://a.cn/x", "location": "/x"}</script>',
        '<template><a href="/x">公告</a></template>',
        '<textarea><a href="/x">公告</a></textarea>',
        '<pre>&lt;a href="/x"&gt;公告&lt;/a&gt;</pre>',
        '<code>&lt;img src="/x"&gt;</code>',
        '<title><a href="/x">公告</a></title>',
        '<a href="mailto:a@example.gov.cn">信箱</a>',
        '<a href="tel:12345">热线</a>',
        '<a href="weixin://dl/business">微信</a>',
        '<a href="javascript:void(0)">展开</a>',
        '<a href="javascript:;" onclick="show(1)">展开</a>',
        '<a href="">空</a>',
        "<a>空</a>",
        '<a name="top">空</a>',
        '<link rel="dns-prefetch" href="//cdn.example.com">',
        '<link rel="preconnect" href="https://cdn.example.com">',
        '<link href="/x">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
        '<div style="background: url(data:image/png;base64,iVBORw0KGgo=)"></div>',
        "<style>/* url(/x) */</style>",
        '<form method="post" action="/x"></form>',
        '<select><option value="1">全部</option><option value="zwgk">公开</option></select>',
        '<a href="{{ item.url }}">{{ item.title }}</a>',
        '<a href="${url}">公告</a>',
        "<script>var location_name = '/x';</script>",
        "<script>document.write('<a href=' + url + '>公告</a>')</script>",
        '<meta http-equiv="refresh" content="300">',
        "<p>http://www.example.gov.cn/x</p>",
    ],
)
def test_what_no_visitor_can_follow_is_no_link(markup: str) -> None:
    assert links(markup) == ()


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<a href="/x"> 通知\n  公告 </a>', "通知 公告"),
        ('<a href="/x"><img alt="通知公告" src="data:,"></a>', "通知公告"),
        ('<a href="/x"><span></span><img title="通知公告"></a>', "通知公告"),
        ('<a href="/x" title="通知公告"></a>', "通知公告"),
        ('<a href="/x" aria-label="通知公告"></a>', "通知公告"),
        ('<a href="/x">通知<b>公告</b></a>', "通知公告"),
        ('<a href="/x"></a>', ""),
        ("<a href=\"javascript:window.open('/x')\">通知公告</a>", "通知公告"),
    ],
)
def test_the_text_of_a_link_is_what_a_visitor_meets(markup: str, text: str) -> None:
    assert links(markup) == (RawLink(url=X, text=text, via=links(markup)[0].via),)


def urls(markup: str, url: str = URL, encoding: str = "utf-8") -> list[str]:
    return [link.url for link in links(markup, url, encoding)]


def test_links_are_distinct_and_in_document_order() -> None:
    markup = '<a href="/b">乙</a><a href="/a">甲</a><a href="/b">乙</a><img src="/c">'
    assert urls(markup) == [f"{HOST}/b", f"{HOST}/a", f"{HOST}/c"]


def test_all_candidates_of_a_srcset_are_links() -> None:
    assert urls('<img src="/a" srcset="/b.jpg, /c.jpg 2x,/d,e.jpg 3x">') == [
        f"{HOST}{path}" for path in ("/a", "/b.jpg", "/c.jpg", "/d,e.jpg")
    ]


def test_the_first_base_moves_relative_addresses() -> None:
    assert urls('<base href="/other/"><base href="/unused/"><a href="x">公告</a>') == [f"{HOST}/other/x"]
    assert urls('<base target="_blank"><a href="x">公告</a>') == [f"{HOST}/zwgk/tzgg/x"]
    assert urls('<base href="javascript:;"><a href="x">公告</a>') == [f"{HOST}/zwgk/tzgg/x"]


@pytest.mark.parametrize(
    ("written", "url"),
    [
        (" /x ", X),
        ("/\n  x", f"{HOST}/  x".replace(" ", "%20")),
        ("..\\..\\x", X),
        ("/x?a=1&amp;b=2", f"{X}?a=1&b=2"),
        ("/x?a=1&b=2", f"{X}?a=1&b=2"),
        ("/&#120;", X),
        ("/公开/指南.pdf", f"{HOST}/%E5%85%AC%E5%BC%80/%E6%8C%87%E5%8D%97.pdf"),
        ("/x#第一章", f"{X}#%E7%AC%AC%E4%B8%80%E7%AB%A0"),
        ("./t20260301_1.html", f"{HOST}/zwgk/tzgg/t20260301_1.html"),
        ("//www.example.gov.cn/x", X),
    ],
)
def test_sloppily_written_addresses_are_read_as_browsers_do(written: str, url: str) -> None:
    assert urls(f'<a href="{written}">公告</a>') == [url]


def test_a_query_goes_out_in_the_encoding_of_its_page() -> None:
    assert urls('<a href="/s?q=公开">查</a>', encoding="gb18030") == [f"{HOST}/s?q=%B9%AB%BF%AA"]


def test_without_an_address_of_the_page_links_stay_as_written() -> None:
    assert urls('<a href="./x.html">公告</a><a href="http://a.cn">甲</a>', "") == ["./x.html", "http://a.cn/"]


@pytest.mark.parametrize(
    ("written", "fault"), [("http://", "malformed"), ("C:\\公告.doc", "local_path"), ("file:///D:/a.htm", "local_path")]
)
def test_faulty_addresses_are_listed_with_their_fault(written: str, fault: str) -> None:
    assert links(f'<a href="{written}">公告</a>') == (RawLink(url=written, text="公告", via="a", fault=fault),)


def test_trs_pagers_name_their_pages() -> None:
    markup = '<script>createPageHTML(4, 0, "index", "html");</script>'
    assert urls(markup) == [f"{HOST}/zwgk/tzgg/index_{number}.html" for number in (1, 2, 3)]
    assert {link.via for link in links(markup)} == {"pager"}


@pytest.mark.parametrize(
    "call", ["createPageHTML(1, 0, 'index', 'html')", "createPageHTML(countPage)", "createPageHTML()"]
)
def test_a_list_of_one_page_has_no_further_ones(call: str) -> None:
    assert links(f"<script>{call}</script>") == ()


def test_the_number_of_links_of_a_page_is_bounded() -> None:
    markup = "".join(f'<a href="/{number}">公告</a>' for number in range(MAX_LINKS + 50))
    assert len(links(markup)) == MAX_LINKS


@pytest.mark.parametrize(
    "script",
    [
        "// location.href = '/x'",
        "var a = 1; // window.open('/x')",
        "/* location = '/x'; */",
        "/**\n * document.write('<a href=/x>公告</a>')\n */",
        "//createPageHTML(4, 0, 'index', 'html')",
    ],
)
def test_what_a_script_says_in_comments_is_no_link(script: str) -> None:
    assert links(f"<script>\n{script}\n</script>") == ()


@pytest.mark.parametrize(
    "script",
    [
        "var home = 'http://a.cn/'; location.href = '/x'",
        "/* hint */ location.href = '/x'",
        "var a = ' // '; location.href = '/x'",
        "// hint\nlocation.href = '/x'",
    ],
)
def test_slashes_that_begin_no_comment_hide_nothing(script: str) -> None:
    assert [link.url for link in links(f"<script>{script}</script>")] == [X]


@pytest.mark.parametrize("acts", ["onclick=show(2)", "data-toggle=tab", "role=tab"])
def test_an_anchor_on_which_a_script_acts_is_no_link(acts: str) -> None:
    assert links(f'<a href="#panel" {acts}>部门</a>') == ()
    assert len(links(f'<a href="#" {acts}>部门</a>')) == 1
