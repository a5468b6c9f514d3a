from __future__ import annotations

import codecs

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crawler.decode import Undecodable, declared_encoding, decode

TEXT = "上海市人民政府关于印发《上海市政务公开工作要点》的通知。" * 20
TRADITIONAL = "臺北市政府資訊公開辦法規定" * 20


@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16le"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "utf-16be"),
    ],
)
def test_a_byte_order_mark_beats_every_declaration(mark: bytes, codec: str, name: str) -> None:
    found = decode(mark + TEXT.encode(codec), "text/html; charset=big5")
    assert (found.text, found.encoding) == (TEXT, name)


@pytest.mark.parametrize(
    "content_type",
    [
        "text/html; charset=gb2312",
        "text/html;charset=GBK",
        'text/html; charset="gb_2312-80"',
        "text/html; Charset = gb18030",
        "text/html; charset=x-gbk",
    ],
)
def test_all_labels_of_gbk_in_the_header_are_gb18030(content_type: str) -> None:
    found = decode(TEXT.encode("gbk"), content_type)
    assert (found.text, found.encoding) == (TEXT, "gb18030")


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="gb2312">',
        "<META CHARSET=GBK>",
        '<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />',
        "<meta content='text/html;charset=gbk' http-equiv=content-type>",
        '<?xml version="1.0" encoding="gb2312"?>',
    ],
)
def test_a_page_that_declares_gbk_in_its_head_is_gb18030(head: str) -> None:
    body = (head + TRADITIONAL + TEXT).encode("gb18030")
    assert declared_encoding(body, None) == "gb18030"
    assert decode(body, "text/html").text == head + TRADITIONAL + TEXT


def test_gb2312_pages_may_name_people_with_rare_characters() -> None:
    assert decode("朱镕基、㑇䶮𠮷".encode("gb18030"), "text/html; charset=gb2312").text == "朱镕基、㑇䶮𠮷"


def test_a_declaration_behind_the_first_1024_bytes_is_none() -> None:
    assert declared_encoding(b" " * 1024 + b"<meta charset=big5>", None) is None


def test_an_unknown_label_is_passed_over_for_the_next() -> None:
    assert declared_encoding(b"<meta charset=nonsense><meta charset=gbk>", "text/html; charset=auto") == "gb18030"


def test_the_header_beats_the_page() -> None:
    body = b"<meta charset=gbk>" + TRADITIONAL.encode("big5")
    assert decode(body, "text/html; charset=big5").encoding == "big5"


@pytest.mark.parametrize(("codec", "name"), [("utf-8", "utf-8"), ("gbk", "gb18030")])
def test_undeclared_chinese_is_recognised_by_its_bytes(codec: str, name: str) -> None:
    found = decode(TEXT.encode(codec), None)
    assert (found.text, found.encoding) == (TEXT, name)


@pytest.mark.parametrize(
    ("header", "meta", "codec", "name"),
    [
        ("utf-8", "gbk", "gbk", "gb18030"),
        ("gbk", "utf-8", "utf-8", "utf-8"),
        ("utf-8", "utf-8", "gbk", "gb18030"),
        ("gbk", "gb2312", "utf-8", "utf-8"),
        ("big5", "big5", "utf-8", "utf-8"),
    ],
)
def test_bytes_that_contradict_a_declaration_beat_it(header: str, meta: str, codec: str, name: str) -> None:
    page = f"<meta charset={meta}>{TEXT}"
    found = decode(page.encode(codec), f"text/html; charset={header}")
    assert (found.text, found.encoding) == (page, name)


def test_a_page_that_names_utf_16_in_ascii_letters_is_utf_8() -> None:
    page = "<meta charset=utf-16>中文"
    assert decode(page.encode(), None).text == page


def test_utf_16_declared_by_the_header_is_believed() -> None:
    found = decode(TEXT.encode("utf-16-le"), "text/html; charset=utf-16le")
    assert (found.text, found.encoding) == (TEXT, "utf-16le")


@pytest.mark.parametrize(("codec", "name"), [("utf-8", "utf-8"), ("gbk", "gb18030")])
def test_utf_16_declared_of_a_page_that_is_none_is_not_believed(codec: str, name: str) -> None:
    found = decode(TEXT.encode(codec), "text/html; charset=utf-16")
    assert (found.text, found.encoding) == (TEXT, name)


@pytest.mark.parametrize("cut", [1, 2])
@pytest.mark.parametrize("content_type", [None, "text/html; charset=utf-8"])
def test_a_page_cut_within_a_character_keeps_its_encoding(cut: int, content_type: str | None) -> None:
    found = decode(TEXT.encode()[:-cut], content_type)
    assert found.encoding == "utf-8"
    assert TEXT.startswith(found.text)
    assert len(found.text) >= len(TEXT) - 3


def test_a_page_cut_within_a_character_loses_that_character_alone() -> None:
    assert decode(TEXT.encode()[:-1], None).text == TEXT[:-1]


def test_gbk_cut_within_a_character_is_still_gbk() -> None:
    found = decode(TEXT.encode("gbk")[:-1], None)
    assert (found.encoding, found.text[:-1]) == ("gb18030", TEXT[:-1])


def test_a_trace_of_bad_bytes_is_borne() -> None:
    body = TEXT.encode("gbk")
    found = decode(body[:100] + b"\xff" + body[100:], "text/html; charset=gbk")
    assert found.encoding == "gb18030"
    assert found.text.count("�") <= 2


@pytest.mark.parametrize(
    "body", [bytes(range(128, 256)) * 20, b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 30, b"\0" * 50]
)
@pytest.mark.parametrize("content_type", [None, "text/html; charset=utf-8", "text/html; charset=gb2312"])
def test_bytes_that_are_no_text_are_undecodable(body: bytes, content_type: str | None) -> None:
    with pytest.raises(Undecodable):
        decode(body, content_type)


def test_nothing_is_an_empty_text() -> None:
    assert decode(b"", None).text == ""


def test_nul_bytes_are_left_out() -> None:
    assert decode(b"a\0b\0", None).text == "ab"


def chinese(codec: str) -> st.SearchStrategy[str]:
    """Text of the letters that an encoding has, without those that stand for failure or go lost."""
    return st.text(st.characters(codec=codec, exclude_characters="\0�", exclude_categories=["Cs", "Co", "Cn"]))


@given(chinese("utf-8"), st.booleans())
def test_declared_utf_8_decodes_to_itself(text: str, in_header: bool) -> None:
    decodes_to_itself(text, "utf-8", in_header)


@given(chinese("gb18030"), st.booleans())
def test_declared_gb18030_decodes_to_itself(text: str, in_header: bool) -> None:
    decodes_to_itself(text, "gb18030", in_header)


@given(chinese("big5hkscs"), st.booleans())
def test_declared_big5_decodes_to_itself(text: str, in_header: bool) -> None:
    decodes_to_itself(text, "big5", in_header, codec="big5hkscs")


def decodes_to_itself(text: str, label: str, in_header: bool, codec: str | None = None) -> None:
    page = f"<p>{text}" if in_header else f"<meta charset={label}>{text}"
    body = page.encode(codec or label)
    # two letters of Big5 may by accident be a letter of UTF-8: nothing tells such a page apart
    assume(label == "utf-8" or text.isascii() or "\ufffd" in body.decode("utf-8", "replace"))
    found = decode(body, f"text/html; charset={label}" if in_header else None)
    assert found.text == page
    assert found.encoding == label


@given(
    st.binary(max_size=400), st.sampled_from([None, "text/html; charset=gbk", "text/html; charset=big5", "charset="])
)
def test_no_bytes_break_it(body: bytes, content_type: str | None) -> None:
    try:
        assert "\0" not in decode(body, content_type).text
    except Undecodable:
        assert body
