"""Document numbers in all their spellings."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.policies.numbers import find_numbers, first_number, is_standard


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("沪府规〔2026〕1号", "沪府规〔2026〕1号"),
        ("沪府规 [ 2026 ] 第 001 号", "沪府规〔2026〕1号"),
        ("沪府规（２０２６）１号", "沪府规〔2026〕1号"),
        ("沪府发【2020】12号", "沪府发〔2020〕12号"),
        ("粤律协﹝2020﹞41号", "粤律协〔2020〕41号"),
        ("关于印发办法的通知沪府发〔2020〕12号", "沪府发〔2020〕12号"),
        ("沪经信规范〔2026〕4号", "沪经信规范〔2026〕4号"),
        ("上海市人民政府令第35号", "上海市人民政府令第35号"),
        ("沪府令 35 号", "沪府令35号"),
        ("公安部第157号令", "公安部令第157号"),
        ("国家税务总局公告2023年第5号", "国家税务总局公告2023年第5号"),
        ("中华人民共和国国务院令 第711号", "中华人民共和国国务院令第711号"),
    ],
)
def test_every_spelling_is_read(printed: str, read: str) -> None:
    assert str(first_number(printed)) == read


def test_short_and_long_decrees_are_one_number() -> None:
    one, two = first_number("沪府令35号"), first_number("上海市人民政府令第35号")
    assert one is not None
    assert two is not None
    assert one.key == two.key


@pytest.mark.parametrize("text", ["", "第35号", "2026年1月1日", "咨询电话12345号", "一号文件", "命令5号"])
def test_what_is_no_number_is_not_read(text: str) -> None:
    assert first_number(text) is None


def test_only_the_standard_form_is_standard() -> None:
    assert is_standard("沪府规〔2026〕1号")
    assert is_standard("沪府令35号")
    assert not is_standard("沪府规[2026]1号")
    assert not is_standard("沪府规〔2026〕第1号")
    assert not is_standard("沪府规〔2026〕01号")


def test_numbers_of_shanghai(testdata: Path) -> None:
    with (testdata / "policies" / "shanghai_documents_gold.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 36
    for row in rows:
        number = first_number(row["document_number"])
        assert number is not None
        assert (number.code, number.year, number.serial) == (row["issuer_code"], int(row["year"]), int(row["serial"]))
        assert str(number) == row["document_number"]


@given(st.text(alphabet="沪府发规〔〕[]()2026第0123456789号令公告年 　（）関于", max_size=60))
def test_any_text_is_searched_without_a_crash(text: str) -> None:
    for number in find_numbers(text):
        assert 0 <= number.start < number.end <= len(text)
        assert first_number(str(number)) is not None
