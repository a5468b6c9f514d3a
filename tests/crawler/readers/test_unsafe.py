"""Words and hidden parts that somebody else put into a page, and what only looks like them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawler.decode import decode
from crawler.lexicons import lexicons
from crawler.readers import spam
from crawler.readers.page import read_page
from crawler.readers.unsafe import spam_words
from storage.records import HiddenBlock, SpamWords

TODAY = date(2026, 3, 1)
PROSE = "为贯彻落实国务院办公厅关于政府网站建设的要求，结合本市实际情况，现将有关事项通知各单位，请认真贯彻执行。"
FAR = "<a href='http://www.x8899.top/'>更多</a>"


def seen(body: str, head: str = "") -> tuple[list[SpamWords], list[HiddenBlock]]:
    text = f"<html><head>{head or '<title>通知</title>'}</head><body><p>{PROSE}</p>{body}<p>{PROSE}</p></body></html>"
    records = read_page(text, url="http://a.gov.cn/1.html", encoding="utf-8", as_of=TODAY).records
    return (
        [record for record in records if isinstance(record, SpamWords)],
        [record for record in records if isinstance(record, HiddenBlock)],
    )


@pytest.mark.parametrize(
    "written",
    [
        "开户送彩金",
        "開戶送彩金",
        "开 户 送 彩 金",
        "开★户★送★彩★金",
        "开\u200b户\u200b送\u200b彩\u200b金",
        "ＢＥＴ３６５",
        "b_e_t_3_6_5",
        "&#x5f00;户送彩金",
    ],
)
def test_a_word_is_found_whatever_stands_between_or_instead_of_its_letters(written: str) -> None:
    [words], _ = seen(f"<p>欢迎来玩{written}大厅</p>")
    assert len(words.strong) == 1


@pytest.mark.parametrize(
    "text",
    [
        "公安机关打击网络赌博，查处bet365、pg电子等赌博平台代理人员。",
        "法院判决：被告人利用“365bet”网站开设赌场，构成犯罪。",
        "税务机关提醒：代开发票的短信多为不法分子所发。",
        "关于福利彩票双色球投注站设置的公告，欢迎广大彩民理性投注。",
        "老年棋牌室正式开放，举行象棋、围棋棋牌比赛。",
        "flagbbins 和 tagpg电子档案",
        "市民可到百家乐超市购买。",
    ],
)
def test_offices_speak_of_these_things_in_their_own_way(text: str) -> None:
    assert spam_words("http://a.gov.cn/", PROSE + text + PROSE) is None


def test_a_phrase_before_a_sentence_is_glued() -> None:
    glued = spam_words("http://a.gov.cn/", PROSE + "pg电子加强生态环境监管执法信息公开。" + PROSE)
    assert glued is not None
    assert glued.glued
    alone = spam_words("http://a.gov.cn/", PROSE[:-1] + "，如凯发娱乐。" + PROSE)
    assert alone is not None
    assert not alone.glued


def test_a_swapped_head_is_told_from_a_clean_text() -> None:
    [words], _ = seen("", "<title>&#x5f00;&#x6237;&#x9001;&#x5f69;&#x91d1;-某市政府</title>")
    assert words.where == "title"


@pytest.mark.parametrize(
    ("style", "way"),
    [
        ("position:absolute;left:-9999px", "off_screen"),
        ("text-indent:-9999em", "off_screen"),
        ("font-size:0", "tiny"),
        ("height:1px;overflow:hidden", "tiny"),
        ("overflow:hidden; width:0", "tiny"),
        ("opacity:0", "transparent"),
        ("display:none", "not_displayed"),
        ("visibility: hidden", "not_displayed"),
    ],
)
def test_a_hidden_part_is_seen_by_what_hides_it(style: str, way: str) -> None:
    _, [block] = seen(f"<div style='{style}'>{FAR}</div>")
    assert (block.ways, block.targets, block.reasoned) == ((way,), ("http://www.x8899.top/",), False)


def test_rules_of_the_page_and_moving_text_hide_as_well() -> None:
    _, [block] = seen(f"<style>.zz{{position:absolute;top:-5000px}}</style><div class=zz>{FAR}</div>")
    assert block.ways == ("off_screen",)
    _, [block] = seen(f"<marquee width=1 height=1>{FAR}</marquee>")
    assert block.ways == ("marquee",)


@pytest.mark.parametrize(
    "body",
    [
        "<div style='display:none'><a href='/a.html'>本站</a></div>",
        "<div style='opacity:0.5'>" + FAR + "</div>",
        "<div style='left:-20px'>" + FAR + "</div>",
        "<img style='display:none' src='/x.png'>",
        "<div style='height:1px;overflow:hidden'></div>",
        f"<div style='font-size:0.9em'>{FAR}</div>",
        f"<div style='font-size:16px;height:100px;overflow:hidden'>{FAR}</div>",
    ],
)
def test_what_can_be_seen_or_leads_nowhere_else_is_no_hidden_block(body: str) -> None:
    assert seen(body) == ([], [])


def test_a_menu_is_hidden_for_good_reason() -> None:
    _, [block] = seen(f"<ul class=dropdown-menu style='display:none'>{FAR}</ul>")
    assert block.reasoned


def test_hidden_spam_is_told_once() -> None:
    words, [block] = seen("<div style='display:none'><a href='http://x.top/'>bet365 开户送彩金</a></div>")
    assert not words
    assert block.words == ("开户送彩金", "bet365") or set(block.words) == {"开户送彩金", "bet365"}


def test_a_script_that_cloaks_is_told_by_where_it_sends_whom() -> None:
    script = "var s=document.referrer;if(s.indexOf('baidu')>0||s.indexOf('sogou')>0){location.href='http://x.top/a'}"
    _, [block] = seen(f"<script>{script}</script>")
    assert (block.ways, block.targets) == (("script",), ("http://x.top/",))
    mobile = "if(/Android|iPhone/i.test(navigator.userAgent)){location.href='http://m.a.gov.cn/'}"
    assert seen(f"<script>{mobile}</script>") == ([], [])
    counter = "var hm=document.createElement('script');hm.src='https://hm.baidu.com/hm.js';var r=document.referrer;"
    assert seen(f"<script>{counter}</script>") == ([], [])


def test_of_the_source_documents_one_is_injected_and_the_others_are_clean(testdata: Path) -> None:
    found = {}
    for file in sorted((testdata.parent / "seeds").glob("*.txt")):
        words = spam_words("http://a.gov.cn/", file.read_text("utf-8"))
        if words is not None:
            found[file.name[:3]] = words
    assert set(found) == {"001"}
    assert found["001"].glued
    assert "pg电子" in found["001"].strong


def test_saved_pages_of_a_real_site_are_clean(testdata: Path) -> None:
    files = [file for file in (testdata / "gov-pages").rglob("*.html") if file.is_file()]
    assert files
    for file in files:
        decoded = decode(file.read_bytes(), None)
        reading = read_page(decoded.text, url="http://wsjkw.sh.gov.cn/1.html", encoding=decoded.encoding, as_of=TODAY)
        told = [record for record in reading.records if isinstance(record, SpamWords | HiddenBlock)]
        assert not told, file


def test_the_lexicon_is_written_as_it_is_compared() -> None:
    known = lexicons().spam
    assert all(spam.plain(word) == word for word in (*known.strong, *known.weak))
