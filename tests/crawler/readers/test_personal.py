"""Numbers of persons: what is one, how it may be written, and what only looks like one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.readers import personal
from crawler.readers.page import read_page
from crawler.readers.reading import Reading
from storage.records import PersonalNumbers
from tests.crawler.persons import bank_card, id_number

TODAY = date(2026, 3, 1)
ID = id_number()
CARD = bank_card()


def read(body: str, head: str = "") -> Reading:
    text = f"<html><head><title>公示</title>{head}</head><body>{body}</body></html>"
    return read_page(text, url="http://a.gov.cn/1.html", encoding="utf-8", as_of=TODAY)


def kinds(reading: Reading) -> list[tuple[str, bool]]:
    return [(record.kind, record.certain > 0) for record in told(reading)]


def told(reading: Reading) -> list[PersonalNumbers]:
    return [record for record in reading.records if isinstance(record, PersonalNumbers)]


def test_the_numbers_of_the_standards_are_told_apart() -> None:
    assert personal.is_id_number("11010519491231002X", TODAY)
    assert not personal.is_id_number("110105194912310021", TODAY)
    assert personal.is_credit_code("91350100M000100Y43")
    assert not personal.is_credit_code("91350100M000100Y44")
    assert personal.is_bank_card(CARD)
    assert not personal.is_bank_card(CARD[:-1] + str((int(CARD[-1]) + 1) % 10))


@pytest.mark.parametrize("number", ["310105199902300014", "990105194912310022", "310100194912310022"])
def test_no_such_day_or_region(number: str) -> None:
    assert not personal.is_id_number(number, TODAY)


def test_nobody_is_born_after_the_day_of_the_verdict() -> None:
    tomorrow = id_number(born="20260302")
    assert not personal.is_id_number(tomorrow, TODAY)
    assert personal.is_id_number(tomorrow, date(2026, 3, 2))


@pytest.mark.parametrize(
    "written",
    [
        f"<p>张三 {ID}</p>",
        f"<p>{ID[:6]} {ID[6:14]} {ID[14:]}</p>",
        f"<p>{ID[:6]}-{ID[6:14]}-{ID[14:]}</p>",
        f"<p>{ID[:6]}<span style='color:red'>{ID[6:]}</span></p>",
        f"<p>{''.join(f'<font>{digit}</font>' for digit in ID)}</p>",
        f"<p>{''.join(f'&#{ord(digit)};' for digit in ID)}</p>",
        f"<p>{''.join(f'&#x{ord(digit):x};' for digit in ID)}</p>",
        f"<p>{''.join(chr(ord(digit) + 0xFEE0) for digit in ID)}</p>",
        f"<p>{ID[:3]}\u200b{ID[3:]}</p>",
        f"<p>{ID[:4]}<ruby>{ID[4:]}</ruby></p>",
        f"<p title='{ID}'>张三</p><p>身份证号</p>",
        f"<!-- 身份证 {ID} --><p>公示</p>",
        f"<script>var idcard = '{ID}';</script>",
        f"<a href='/q?sfz={ID}'>查询</a>",
        f"<input type=hidden name=idcard value={ID}>",
    ],
)
def test_a_number_is_found_however_it_is_written_and_nothing_keeps_it(written: str) -> None:
    reading = read(written)
    assert kinds(reading) == [("id_number", True)]
    assert reading.redacted is not None
    again = read_page(reading.redacted, url="", encoding=None, as_of=TODAY)
    assert not told(again)
    kept = repr(reading)
    assert ID not in kept
    assert ID[6:14] not in kept


def test_a_last_letter_is_part_of_the_number() -> None:
    number = next(number for serial in range(100) if (number := id_number(serial=f"{serial:03}")).endswith("X"))
    for written in (number, number.lower(), f"{number[:17]}<b>x</b>"):
        assert told(read(f"<p>身份证：{written}</p>"))[0].count == 1
    assert not told(read(f"<p>{number}YZ</p>"))


def test_masked_digits_keep_their_places() -> None:
    reading = read(f"<p>张三，{ID}，李四，{ID}</p>")
    assert reading.redacted is not None
    assert "张三，******************，李四，******************" in reading.redacted
    [record] = told(reading)
    assert record.count == 1
    assert record.excerpt == f"张三，{'*' * 18}，李四，****"


def test_a_number_is_known_again_by_its_mark_and_not_by_its_digits() -> None:
    first, second = (told(read(f"<p>{number}</p>"))[0].marks for number in (ID, id_number(serial="004")))
    assert told(read(f"<p>另一页 {ID}</p>"))[0].marks == first
    assert first != second


@pytest.mark.parametrize(
    "clean",
    [
        "<p>310***********1234</p>",
        f"<p>{ID[:6]}********{ID[14:]}</p>",
        "<p>统一社会信用代码：91350100M000100Y43</p>",
        f"<img src='/W0{ID}.jpg'>",
        f"<p>a{ID}</p><p>{ID}b</p><p>1{ID}</p><p>{ID}1</p><p>0.{ID}</p>",
        "<p>2023-01-01 2023-01-02 2023-01-03</p>",
        f"<table><tr><td>{ID[:6]}</td><td>{ID[6:]}</td></tr></table>",
        f"<p>订单 {CARD}</p>",
        "<p>联系电话：13812345678</p>",
    ],
)
def test_what_is_no_whole_number_of_a_person_is_left_alone(clean: str) -> None:
    reading = read(clean)
    assert not told(reading)
    assert reading.redacted is None


def test_a_number_of_a_permit_is_no_proof() -> None:
    permit = next(
        number for day in range(1, 29) if (number := id_number(born=f"202304{day:02}", serial="010"))[-1] != "X"
    )
    assert kinds(read(f"<p>施工许可证编号：{permit}</p>")) == [("id_number", False)]
    assert kinds(read(f"<script>var a='{ID}'</script><p>公示</p>")) == [("id_number", False)]


def test_a_card_needs_its_name_and_a_person() -> None:
    assert kinds(read(f"<p>张三，银行卡号 {CARD}</p>")) == [("bank_card", True)]
    assert kinds(read(f"<p>卡号：{CARD[:4]} {CARD[4:8]} {CARD[8:12]} {CARD[12:16]} {CARD[16:]}</p>")) == [
        ("bank_card", True)
    ]
    assert kinds(read(f"<p>户名：某市慈善基金会 账号：{CARD}</p>")) == [("bank_card", False)]


def test_telephones_of_a_list_of_persons_are_in_doubt_and_those_by_duty_are_not() -> None:
    numbers = [f"1381234567{n}" for n in range(6)]
    rows = "".join(f"<tr><td>张{n}</td><td>{number}</td></tr>" for n, number in enumerate(numbers))
    reading = read(f"<h1>困难学生名单</h1><table><tr><td>姓名</td><td>手机</td></tr>{rows}</table>")
    assert kinds(reading) == [("phone", False)]
    assert not any(number in repr(reading) for number in numbers)
    assert not told(read(f"<h1>各镇河长名单</h1><table><tr><td>姓名</td><td>手机</td></tr>{rows}</table>"))


@given(st.text(max_size=300))
def test_no_text_is_too_odd(text: str) -> None:
    numbers = personal.numbers_of(text, TODAY)
    assert not personal.numbers_of(personal.masked(text, numbers), TODAY)


@given(st.dates(date(1900, 1, 1), TODAY), st.integers(0, 999), st.text(alphabet=" \u3000，。;张", max_size=20))
def test_every_number_with_its_check_digit_is_found(born: date, serial: int, around: str) -> None:
    number = id_number(born=f"{born:%Y%m%d}", serial=f"{serial:03}")
    [found] = personal.numbers_of(f"{around}{number}{around}", TODAY)
    assert found.digits == number


def test_a_hostile_run_of_digits_ends() -> None:
    assert read("<p>" + "1 " * 50_000 + "</p>").answer
    assert read("<p>" + "1" * 500_000 + "</p>").answer
