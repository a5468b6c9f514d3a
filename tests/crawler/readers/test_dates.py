from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.readers import dates
from storage.records import SHANGHAI

DAY = date(2026, 11, 3)


@pytest.mark.parametrize(
    "printed",
    [
        "2026年11月3日",
        "2026年11月03日",
        "2026 年 11 月 3 日",
        "２０２６年１１月３日",
        "2026-11-03",
        "2026-11-3",
        "2026/11/3",
        "2026/11/03",
        "2026.11.03",
        "[2026-11-03]",
        "（2026-11-03）",
        "发布时间：2026-11-03",
        "日期:2026-11-03来源:市政府办公厅",
        "二〇二六年十一月三日",
        "二○二六年十一月三日",
        "二零二六年十一月三日",
        "20261103",
        "03 2026-11",
        "03 2026/11",
    ],
)
def test_a_printed_day_is_read(printed: str) -> None:
    assert dates.first_full(printed) == DAY


@pytest.mark.parametrize(
    ("printed", "hour", "minute", "second"),
    [
        ("2026-11-03 08:05", 8, 5, 0),
        ("2026-11-03 08:05:09", 8, 5, 9),
        ("2026-11-03T08:05:09+08:00", 8, 5, 9),
        ("2026年11月3日 8:05", 8, 5, 0),
        ("2026年11月3日 08时05分", 8, 5, 0),
        ("2026/11/03 23:59:59", 23, 59, 59),
    ],
)
def test_a_printed_time_is_read_too(printed: str, hour: int, minute: int, second: int) -> None:
    assert dates.first_full(printed) == datetime(2026, 11, 3, hour, minute, second, tzinfo=SHANGHAI)


def test_minutes_of_one_digit_are_read() -> None:
    assert dates.first_full("2026年11月3日8时5分") == datetime(2026, 11, 3, 8, 5, tzinfo=SHANGHAI)


def test_a_time_in_the_afternoon_is_read() -> None:
    assert dates.first_full("2026年11月3日 下午3:05") == datetime(2026, 11, 3, 15, 5, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("printed", "hour", "minute"),
    [
        ("上午8:05", 8, 5),
        ("上午12:05", 0, 5),
        ("凌晨1点30分", 1, 30),
        ("中午12时05分", 12, 5),
        ("中午11:50", 11, 50),
        ("下午 12:30", 12, 30),
        ("下午15:05", 15, 5),
        ("晚上9点5分", 21, 5),
    ],
)
def test_the_part_of_the_day_tells_the_hour(printed: str, hour: int, minute: int) -> None:
    assert dates.first_full(f"2026年11月3日{printed}") == datetime(2026, 11, 3, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "printed", ["2026-11-03T18:05:09Z", "2026-11-03T18:05:09.123+00:00", "2026-11-03T13:05:09-0500"]
)
def test_a_time_in_utc_is_read_as_such(printed: str) -> None:
    found = dates.first_full(printed)
    assert found == datetime(2026, 11, 4, 2, 5, 9, tzinfo=SHANGHAI)
    assert found is not None
    assert dates.day_of(found) == date(2026, 11, 4)


def test_a_range_of_hours_is_no_offset() -> None:
    assert dates.first_full("2026-11-03 09:00-11:30") == datetime(2026, 11, 3, 9, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "printed",
    [
        *("2026-13-45", "2026-02-30", "2026年13月1日", "2026年2月31日", "2026-00-00", "2026-11", "2026年11月"),
        *("1899-01-01", "1948-12-31", "3026-11-03", "192.168.11.3", "电话021-2026-1103", "二〇二六年十三月一日"),
        *("二〇二六年二月三十日", "", "第2026110号", "2026-11-031", "202611031"),
    ],
)
def test_what_is_no_day_is_not_read(printed: str) -> None:
    assert dates.first_full(printed) is None


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ("[11-03]", (11, 3)),
        ("11-03", (11, 3)),
        ("(11/3)", (11, 3)),
        ("11月3日", (11, 3)),
        ("11.03", (11, 3)),
        ("【11-03】", (11, 3)),
        ("２-２９", (2, 29)),
        ("13-45", None),
        ("02-30", None),
        ("2026-11", None),
        ("2026-11-03", None),
        ("5/10/15", None),
        ("11.03%", None),
        ("12:11-03", None),
    ],
)
def test_a_day_without_its_year_is_read(printed: str, found: tuple[int, int] | None) -> None:
    assert dates.month_and_day(printed) == found


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("http://a.gov.cn/zwgk/202611/t20261103_1.html", DAY),
        ("http://a.gov.cn/art/2026/11/3/art_1_2.html", DAY),
        ("http://a.gov.cn/2026-11/03/content_1.htm", DAY),
        ("http://a.gov.cn/2026/1103/c1-2.html", None),
        ("http://a.gov.cn/20261103/x.html", DAY),
        ("http://a.gov.cn/c/20261103123000.html", DAY),
        ("http://a.gov.cn/t20261345_1.html", None),
        ("http://a.gov.cn/t20260230_1.html", None),
        ("http://a.gov.cn/19491001/x.html", None),
        ("http://a.gov.cn/index.html", None),
        ("http://a.gov.cn/content/202611031234567890123.html", None),
    ],
)
def test_a_day_in_an_address_is_a_hint(url: str, found: date | None) -> None:
    assert dates.url_date(url) == found


def test_years_are_given_by_the_falling_order_of_a_list() -> None:
    printed: list[tuple[int, int] | date | None] = [(2, 3), (1, 5), (12, 30), None, (6, 1)]
    assert dates.resolve_years(printed, date(2026, 3, 10)) == [
        *(date(2026, 2, 3), date(2026, 1, 5), date(2025, 12, 30), None, date(2025, 6, 1)),
    ]


def test_a_day_later_in_the_year_than_today_is_of_last_year() -> None:
    assert dates.resolve_years([(11, 3)], date(2026, 3, 10)) == [date(2025, 11, 3)]
    assert dates.resolve_years([(3, 10)], date(2026, 3, 10)) == [date(2026, 3, 10)]


def test_days_with_years_lead_those_without() -> None:
    assert dates.resolve_years([date(2024, 2, 1), (1, 5), (12, 30)], date(2026, 3, 10)) == [
        *(date(2024, 2, 1), date(2024, 1, 5), date(2023, 12, 30)),
    ]


def test_in_an_unordered_list_every_day_is_the_latest_possible() -> None:
    printed: list[tuple[int, int] | date | None] = [(1, 5), (2, 3), (1, 9), (3, 1), (2, 2), (3, 9)]
    assert {day.year for day in dates.resolve_years(printed, date(2026, 3, 10)) if day} == {2026}


def test_the_29th_of_february_is_of_a_leap_year() -> None:
    assert dates.latest_before(2, 29, date(2026, 3, 10)) == date(2024, 2, 29)
    assert dates.latest_before(2, 30, date(2026, 3, 10)) is None


def test_a_day_after_the_inspection_is_soon() -> None:
    assert dates.soon(date(2026, 3, 11), date(2026, 3, 10))
    assert not dates.soon(date(2026, 3, 10), date(2026, 3, 10))


def test_all_days_of_a_text_come_in_its_order() -> None:
    text = "2026年1月2日印发，二〇二五年三月四日起施行，2030-12-31止"
    assert [dated.day for dated in dates.full_dates(text)] == [date(2026, 1, 2), date(2025, 3, 4), date(2030, 12, 31)]
    assert [text[dated.start : dated.end] for dated in dates.full_dates(text)][1] == "二〇二五年三月四日"


FORMS = (
    *("{0.year}-{0.month:02}-{0.day:02}", "{0.year}/{0.month}/{0.day}", "{0.year}年{0.month}月{0.day}日"),
    *("{0.year}.{0.month}.{0.day}", "[{0.year}-{0.month}-{0.day}]", "{0.year} 年 {0.month:02} 月 {0.day:02} 日"),
)
DAYS = st.dates(date(1949, 1, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from(FORMS), st.sampled_from(["", "发布时间：", "来源：市府 ", "（"]), st.booleans())
def test_every_day_reads_back_in_every_form(day: date, form: str, before: str, wide: bool) -> None:
    printed = form.format(day)
    if wide:
        printed = printed.translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    assert dates.first_full(f"{before}{printed}") == day


@given(DAYS, st.times(), st.sampled_from(["%H:%M", "%H:%M:%S", "%H时%M分"]))
def test_every_time_reads_back(day: date, moment: time, form: str) -> None:
    kept = moment.replace(microsecond=0, second=moment.second if "S" in form else 0, tzinfo=SHANGHAI)
    printed = f"{day.year}-{day.month:02}-{day.day:02} {moment.strftime(form)}"
    assert dates.first_full(printed) == datetime.combine(day, kept)


NUMERALS = "〇一二三四五六七八九"


def spoken(number: int) -> str:
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return head + (NUMERALS[ones] if ones else "")


@given(DAYS)
def test_every_day_in_chinese_numerals_reads_back(day: date) -> None:
    year = "".join(NUMERALS[int(digit)] for digit in str(day.year))
    assert dates.first_full(f"{year}年{spoken(day.month)}月{spoken(day.day)}日") == day


@given(DAYS)
def test_every_day_in_an_address_reads_back(day: date) -> None:
    for path in (f"x/t{day.year}{day:%m%d}_12.html", f"art/{day.year}/{day.month}/{day.day}/a.html"):
        assert dates.url_date(f"http://a.cn/{path}") == (day if day.year >= 1990 else None)


@given(st.lists(st.dates(date(2020, 1, 1), date(2026, 3, 10)), max_size=30))
def test_the_newest_of_a_falling_list_without_years_is_of_the_last_twelve_months(days: list[date]) -> None:
    as_of = date(2026, 3, 10)
    printed: list[tuple[int, int] | date | None] = [(day.month, day.day) for day in sorted(days, reverse=True)]
    found = dates.resolve_years(printed, as_of)
    assert [(day.month, day.day) for day in found if day] == printed
    if found and found[0]:
        leap = (found[0].month, found[0].day) == (2, 29)
        assert as_of - timedelta(days=366 * (4 if leap else 1)) < found[0] <= as_of


@given(st.text(max_size=80))
def test_no_text_breaks_it(text: str) -> None:
    dates.first_full(text)
    dates.month_and_day(text)
    dates.url_date(text)
