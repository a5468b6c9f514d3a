"""Barriers that the source of a page shows: each rule broken, kept, and not concerned."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.readers.barriers import MAX_A_PAGE, read_barriers, rule_ids
from crawler.readers.dom import Dom

PAGE = '<!DOCTYPE html><html lang="zh-CN"><head><title>通知公告</title></head><body>{}</body></html>'


def barriers(body: str, page: str = PAGE) -> tuple[tuple[str, str], ...]:
    return read_barriers(Dom(page.replace("{}", body), url="", encoding="utf-8"))


def rules(body: str, page: str = PAGE) -> set[str]:
    return {rule for rule, _ in barriers(body, page)}


BROKEN = [
    ("image-alt", '<img src="a.jpg">'),
    ("image-alt", '<img src="a.jpg" alt=" ">'),
    ("image-alt-file-name", '<img src="a.jpg" alt="DSC_0012.JPG">'),
    ("role-img-alt", '<div role="img"></div>'),
    ("svg-img-alt", '<svg role="img"><path d="M0 0"/></svg>'),
    ("input-image-alt", '<input type="image" src="go.gif">'),
    ("area-alt", '<img src="m.png" alt="图" usemap="#m"><map name="m"><area href="a.html"></map>'),
    ("object-alt", '<object data="a.swf"></object>'),
    ("presentation-role-conflict", '<img src="a.png" alt="" tabindex="0">'),
    ("label", '<input type="text" id="q">'),
    ("label", '<label for="other">关键词</label><input id="q">'),
    ("select-name", "<select><option>全部</option></select>"),
    ("aria-input-field-name", '<div role="textbox" contenteditable></div>'),
    ("aria-toggle-field-name", '<div role="checkbox" aria-checked="true"></div>'),
    ("autocomplete-valid", '<input aria-label="姓名" autocomplete="xingming">'),
    ("link-name", '<a href="a.html"></a>'),
    ("link-name", '<a href="a.html"><img src="a.png" alt=""></a>'),
    ("link-name", '<a href="a.html"><span style="display:none">首页</span></a>'),
    ("button-name", "<button><i class=icon></i></button>"),
    ("input-button-name", '<input type="button">'),
    ("summary-name", "<details><summary></summary>内容</details>"),
    ("aria-command-name", '<div role="button" tabindex="0"></div>'),
    ("aria-dialog-name", '<div role="dialog">提示</div>'),
    ("frame-title", '<iframe src="a.html"></iframe>'),
    ("nested-interactive", '<button>提交<a href="#">帮助</a></button>'),
    ("tabindex", '<a href="a.html" tabindex="3">首页</a>'),
    ("aria-hidden-focus", '<div aria-hidden="true"><a href="a.html">首页</a></div>'),
    ("valid-lang", '<p lang="zhongwen">通知</p>'),
    ("meta-refresh", '<meta http-equiv="refresh" content="5;url=a.html">'),
    ("meta-viewport", '<meta name="viewport" content="width=device-width,user-scalable=no">'),
    ("meta-viewport", '<meta name="viewport" content="maximum-scale=1.0">'),
    ("empty-heading", "<h2> </h2>"),
    ("heading-order", "<h1>部门</h1><h4>通知</h4>"),
    ("list", "<ul><a href='a.html'>通知</a></ul>"),
    ("listitem", "<div><li>通知</li></div>"),
    ("definition-list", "<dl><p>名称</p><dt>名</dt><dd>值</dd></dl>"),
    ("dlitem", "<div><dt>名称</dt></div>"),
    ("td-headers-attr", '<table><tr><th id="a">年</th></tr><tr><td headers="b">1</td></tr></table>'),
    ("scope-attr-valid", '<table><tr><th scope="column">年</th></tr><tr><td>1</td></tr></table>'),
    ("th-has-data-cells", "<table><tr><th>年</th><th>数</th></tr><tr><td>2026</td></tr></table>"),
    ("aria-roles", '<div role="daohang">导航</div>'),
    ("aria-valid-attr", '<div aria-lable="导航">导航</div>'),
    ("aria-valid-attr-value", '<div role="navigation" aria-expanded="yes">导航</div>'),
    ("aria-allowed-attr", '<div aria-checked="true">导航</div>'),
    ("aria-prohibited-attr", '<p aria-label="导航">导航</p>'),
    ("aria-required-attr", '<div role="switch">开关</div>'),
    ("aria-required-children", '<div role="tablist"><span>一</span></div>'),
    ("aria-required-parent", '<div role="tab">一</div>'),
    ("duplicate-id-aria", '<label for="q">词</label><input id="q"><span id="q"></span>'),
    ("label-content-name-mismatch", '<a href="a.html" aria-label="返回">首页</a>'),
    ("marquee", "<marquee>欢迎</marquee>"),
    ("blink", "<blink>最新</blink>"),
    ("no-autoplay-audio", '<audio src="a.mp3" autoplay></audio>'),
    ("avoid-inline-spacing", '<p style="letter-spacing:0.01em !important">通知公告</p>'),
    ("css-orientation-lock", "<style>@media (orientation:portrait){html{transform:rotate(90deg)}}</style>"),
    ("link-text-vague", '<div class="more"><a href="a.html">更多</a></div>'),
    ("captcha-alternative", '<form><input aria-label="验证码"><img src="/captcha.jpg" alt="验证码"></form>'),
    ("floating-window", '<div id="floatAd" style="position:absolute"><a href="a.html">广告</a></div>'),
    ("pop-up", ""),
]

KEPT = [
    ("image-alt", '<img src="a.jpg" alt="办事大厅"><img src="line.gif" alt=""><img src="b.jpg" title="大厅">'),
    ("image-alt", '<img src="a.jpg" aria-hidden="true"><img src="b.jpg" role="presentation">'),
    ("image-alt", '<div style="display:none"><img src="a.jpg"></div><style>.tc{display:none}</style><img class="tc">'),
    ("image-alt-file-name", '<img src="a.jpg" alt="图1.办事大厅">'),
    ("svg-img-alt", '<svg role="img"><title>国徽</title></svg><svg><path d="M0 0"/></svg>'),
    (
        "label",
        '<label>关键词<input></label><label for="a">词</label><input id="a"><input title="词"><input type="hidden">',
    ),
    ("label", '<input placeholder="请输入关键词"><input type="submit">'),
    ("autocomplete-valid", '<input aria-label="姓名" autocomplete="name"><input aria-label="词" autocomplete="off">'),
    (
        "link-name",
        '<a href="a.html"><img src="a.png" alt="首页"></a><a href="b.html" title="搜索"></a><a name="top"></a>',
    ),
    ("link-name", '<a href="a.html"><span><b>首</b>页</span></a><a href="b.html" aria-label="微信"><i></i></a>'),
    ("button-name", '<button>搜索</button><button title="搜索"><i></i></button><button hidden></button>'),
    ("frame-title", '<iframe title="天气" src="a.html"></iframe><iframe width="0" height="0" src="b.html"></iframe>'),
    ("aria-hidden-focus", '<div aria-hidden="true"><a href="a.html" tabindex="-1">首页</a><a>文字</a></div>'),
    ("valid-lang", '<p lang="en">News</p><p lang="bo">སྐད</p><p lang="ug">خەۋەر</p>'),
    ("meta-refresh", '<meta http-equiv="refresh" content="0;url=a.html">'),
    ("meta-viewport", '<meta name="viewport" content="width=device-width, initial-scale=1, maximum-scale=3">'),
    ("heading-order", "<h1>部门</h1><h2>通知</h2><h3>一</h3><h2>新闻</h2>"),
    ("list", "<ul><li>通知</li><script></script></ul><ul role='tablist'><div role='tab'>一</div></ul>"),
    ("listitem", "<ul><li>一</li></ul><ol><li>二</li></ol><menu><li>三</li></menu>"),
    ("td-headers-attr", '<table><tr><th id="a">年</th></tr><tr><td headers="a">1</td></tr></table>'),
    ("th-has-data-cells", "<table><tr><th>年</th><th>数</th></tr><tr><td>2026</td><td>1</td></tr></table>"),
    ("th-has-data-cells", "<table><tr><th rowspan=2>年</th><td>1</td></tr><tr><td>2</td></tr></table>"),
    ("aria-valid-attr-value", '<button aria-expanded="false" aria-controls="later">菜单</button>'),
    ("aria-allowed-attr", '<button aria-expanded="true">菜单</button><div role="tab" aria-selected="true">一</div>'),
    ("aria-prohibited-attr", '<nav aria-label="主导航"></nav><div role="group" aria-label="工具"></div>'),
    ("aria-required-attr", '<input type="checkbox" role="switch" aria-label="开"><h2 role="heading">一</h2>'),
    ("aria-required-children", '<ul role="tablist"><li role="presentation"><a role="tab" href="#a">一</a></li></ul>'),
    ("aria-required-parent", '<div role="tablist"><div><span role="tab">一</span></div></div>'),
    ("no-autoplay-audio", '<audio src="a.mp3" autoplay controls></audio><video src="a.mp4" autoplay muted></video>'),
    (
        "link-text-vague",
        '<div><h3>通知公告</h3><a href="a.html">更多</a></div><a href="b.html" title="更多新闻">更多</a>',
    ),
    (
        "captcha-alternative",
        '<form><input aria-label="码"><img src="/captcha.jpg" alt="码"><a href="#">语音验证码</a></form>',
    ),
    ("floating-window", '<div class="float-left" style="position:absolute"><a href="a.html">广告</a></div>'),
    ("pop-up", ""),
]


@pytest.mark.parametrize(("rule", "body"), BROKEN)
def test_a_broken_rule_is_found(rule: str, body: str) -> None:
    page = PAGE.replace("<body>", "<body onload=\"window.open('tz.html')\">") if rule == "pop-up" else PAGE
    assert rule in rules(body, page)


@pytest.mark.parametrize(("rule", "body"), KEPT)
def test_a_kept_rule_is_silent(rule: str, body: str) -> None:
    assert rule not in rules(body)


def test_a_page_without_any_of_it_has_no_barriers() -> None:
    assert barriers("<h1>通知公告</h1><p>各单位：</p>") == ()


@pytest.mark.parametrize(
    ("rule", "page"),
    [
        ("html-has-lang", "<html><title>一</title><body>通知"),
        ("html-has-lang", '<html lang=" "><title>一</title><body>通知'),
        ("html-lang-valid", '<html lang="chinese"><title>一</title><body>通知'),
        ("html-lang-valid", '<html lang="chi"><title>一</title><body>通知'),
        ("html-xml-lang-mismatch", '<html lang="zh" xml:lang="en"><title>一</title><body>通知'),
        ("document-title", '<html lang="zh"><body>通知'),
        ("document-title", '<html lang="zh"><title> </title><body>通知<svg><title>图</title></svg>'),
        ("aria-hidden-body", '<html lang="zh"><title>一</title><body aria-hidden="true">通知'),
    ],
)
def test_the_page_as_a_whole_has_rules_of_its_own(rule: str, page: str) -> None:
    assert rule in rules("", page)


@pytest.mark.parametrize("written", ["zh", "zh-CN", "zh-Hans-CN", "ZH-cn", "en", "bo", "mn"])
def test_a_language_that_exists_is_valid(written: str) -> None:
    assert not rules("", f'<html lang="{written}"><title>一</title><body>通知')


def test_a_piece_that_a_script_puts_into_pages_needs_neither_language_nor_title() -> None:
    assert rules("", '<div class="foot">主办单位：民政局</div>') == set()


def test_every_rule_has_a_broken_example() -> None:
    whole = {"html-has-lang", "html-lang-valid", "html-xml-lang-mismatch", "document-title", "aria-hidden-body"}
    rare = {"meta-refresh-no-exceptions", "frame-focusable-content"}  # the ACT cases have these
    named = {f"aria-{name}-name" for name in ("meter", "progressbar", "tooltip", "treeitem")}
    assert rule_ids() - {rule for rule, _ in BROKEN} - whole - rare - named == set()


def test_a_fault_of_a_template_has_one_selector_on_all_its_pages() -> None:
    first = '<div id="top"><div class="logo"><a href="/"><img src="1.png"></a></div></div><p>一</p>'
    second = '<div id="top"><div class="logo on"><a href="/"><img src="2.png"></a></div></div><p>二</p><p>三</p>'
    assert barriers(first) == barriers(second) == (("image-alt", "#top .logo img"), ("link-name", "#top .logo a"))


def test_numbers_positions_and_states_do_not_enter_a_selector() -> None:
    body = '<ul class="list"><li class="item3 cur"><img src="a.png"></li><li class="item4"><img src="b.png"></li></ul>'
    assert barriers(body) == (("image-alt", ".list img"),)


def test_fields_are_told_apart_by_their_names() -> None:
    found = barriers('<form id="search"><input name="title"><input name="number"></form>')
    assert found == (("label", '#search input[name="number"]'), ("label", '#search input[name="title"]'))


def test_a_page_full_of_barriers_gives_a_bounded_number() -> None:
    kinds = ("<h2></h2>", "<img>", "<a href=a></a>", "<input>", "<select></select>", "<button></button>", "<iframe>")
    letters = "abcdefghijklmnopqrstuvwxyz"
    body = "".join(f'<div class="{letter}">{kind}</div>' for letter in letters for kind in kinds[:-1])
    assert len(barriers(body)) == MAX_A_PAGE


@pytest.mark.parametrize(
    "piece",
    [
        "<a href=a>",
        '<div role="button">',
        '<ul><div role="list">',
        "<label><input>",
        '<div aria-hidden="true"><a href="a">',
        "<table><tr><th>",
        '<span aria-labelledby="a" id="a">',
        '<style>.a{display:none}</style><b class="a">',
        '<p style="word-spacing:0 !important">一',
        "<details><summary>",
        '<div role="row"><div role="grid">',
    ],
)
def test_hostile_markup_takes_linear_time(piece: str) -> None:
    start = time.process_time()
    barriers(piece * 20_000)
    assert time.process_time() - start < 8


PIECES = (
    *("<a href=x>", "</a>", "<img>", "<ul>", "<li>", "<div role=menu>", "<div role=>", "<input id=a>", "<label for=a>"),
    *("<table>", "<tr>", "<th>", "<td headers=a>", "<svg role=img>", "<h3>", "</div>", "字", "<p lang=>", "<dl>"),
    *(
        '<p aria-labelledby="a b">',
        "<html lang>",
        "<style>a{",
        "}</style>",
        "<dd tabindex=1>",
        "\x00",
        "<object data=a.b>",
    ),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_markup_gives_each_place_once_and_sorted(pieces: list[str]) -> None:
    found = barriers("".join(pieces))
    assert list(found) == sorted(set(found))
    assert {rule for rule, _ in found} <= rule_ids()
