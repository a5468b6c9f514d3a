from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.readers.dom import plain_text
from tests.crawler.readers.reading import PROSE, URL, dom, page

HANG_S = 10
"""No page may take longer; the usual one takes milliseconds."""

PIECES = (
    *("<div class=nav>", "<ul>", "<li>", "</li>", "</ul>", "</div>", "<table><tr><td>", "<a href=", "'/x?", '">', ">"),
    *(
        "<script>",
        "document.write('",
        "')",
        "</script>",
        "<!--",
        "-->",
        "<style>@import",
        "url(",
        "<svg>",
        "<template>",
    ),
    *("<meta http-equiv=refresh content='0;url=", "<base href=", "<title>", "404", "<h1>", "\0", "\ud800", "\u202e"),
    *(
        "主办单位：",
        "当前位置：首页 > ",
        "共0条",
        "2026-02-30",
        "2026年3月5日",
        "[13-45]",
        "〔2026〕3号",
        "下一页",
        PROSE,
    ),
    *("createPageHTML(99999999999, 0, 'a', 'html')", "location.href='\\u", "<img srcset='a 1x,,,b'", "&#x110000;", "&"),
)
WHOLE = (
    "<html><head><meta name=PubDate content=2026-03-05><title>公告_某市</title></head><body><div class=position>"
    "当前位置：<a href=/>首页</a> &gt; <a href=/tz/>通知公告</a></div><h1>公告</h1><div id=zoom><p>"
    + PROSE
    * 3
    + "</p></div>"
    "<ul class=list><li><a href=a.html>关于第一次会议情况的通报</a><span>2026-03-05</span></li></ul>"
    "<div class=footer>主办单位：某市人民政府<a href=/map>网站地图</a></div>"
    "<script>var ct='1646000000';</script></body></html>"
)


@given(st.text(max_size=200), st.sampled_from(["", URL, "http://[::1]/"]))
def test_no_text_breaks_a_reader(text: str, url: str) -> None:
    assert page(text, url).url == url


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map("".join))
def test_no_markup_breaks_a_reader(markup: str) -> None:
    found = page(markup)
    assert page(markup) == found


@given(st.integers(0, len(WHOLE)), st.integers(0, 40), st.sampled_from(PIECES))
def test_no_mutilation_breaks_a_reader(place: int, length: int, put: str) -> None:
    page(WHOLE[:place] + put + WHOLE[place + length :])
    page(WHOLE[:place])


def noise() -> str:
    letters = random.Random(7)
    return "".join(letters.choices("<>/=\"'& adivpul共0条2026-年月日:：", k=500_000))


HUGE = {
    "nested divs": "<div>" * 50_000 + "字",
    "nested tables": "<table><tr><td>" * 5_000,
    "nested formatting": "<b><i><a href=x>" * 3_000 + PROSE,
    "nested lists with titles": "<ul><li><a href=x>关于第一次会议情况的通报</a>" * 5_000,
    "open links": "<a " * 700_000,
    "links": "<a href=/x>关于第一次会议情况的通报</a>" * 40_000,
    "open tags": "<" * 1_000_000,
    "digits": "1" * 1_000_000,
    "days": "2026-03-05 " * 100_000,
    "days without a year": "3-5" * 300_000,
    "chinese numerals": "二〇二六" * 250_000,
    "blanks": " " * 1_000_000 + "字",
    "wide blanks": "<p>\u3000" * 200_000,
    "one word": "字" * 1_000_000,
    "sponsors": "主办" * 300_000,
    "labels": "发布时间" * 250_000,
    "numbers": "沪府发〔2026" * 100_000,
    "brackets": "〔(【" * 300_000,
    "script strings": "<script>document.write('" + "'+'" * 60_000,
    "script pagers": "<script>" + "createPageHTML(9," * 12_000 + "</script>",
    "script escapes": "<script>location='" + "\\" * 199_000 + "</script>",
    "srcset": "<img srcset='" + "a ," * 300_000 + "'>",
    "styles": "<style>" + "url(" * 200_000 + "/*" * 200_000,
    "attributes": "<div " + " ".join(f"a{number}=b" for number in range(10_000)) + ">",
    "long address": f"<a href='{'a/../' * 400_000}'>公告通知一二三</a>",
    "comments": "<!--" * 300_000,
    "entities": "&lt;" * 300_000,
    "empty containers": "<ul class=list></ul>" * 50_000 + "<script>$.get('/x')</script>",
    "crumbs": "<div class=position>当前位置：</div>" * 5_000,
    "noise": noise(),
}  # fmt: skip


@pytest.mark.parametrize("what", HUGE)
def test_hostile_pages_are_read_in_time(what: str) -> None:
    started = time.monotonic()
    page(HUGE[what])
    plain_text(dom(HUGE[what]).tree)
    assert time.monotonic() - started < HANG_S


@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=8)), max_size=40).map("".join))
def test_the_text_of_a_page_is_the_same_however_it_is_taken(markup: str) -> None:
    assert plain_text(dom(markup).tree) == dom(markup).text


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<div " + " ".join(f"a{number}=b" for number in range(30_000)) + ">", id="attributes"),
        pytest.param("<div class=position>当前位置：" * 8_000, id="nested crumbs"),
        pytest.param("<div class=foot>" * 10_000 + "字", id="nested feet"),
        pytest.param("<div>" * 200_000 + "</p>" * 200_000, id="nested divs"),
        pytest.param("".join(f"<body a{number}=b>" for number in range(30_000)), id="bodies"),
    ],
)
def test_time_grows_with_the_page_not_with_its_square(markup: str) -> None:
    started = time.process_time()
    page(markup)
    assert time.process_time() - started < 0.4
