"""Lists that owners exported, however their programs write them."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.platforms import read
from crawler.platforms.posts import Saved, UnreadableError
from crawler.platforms.printed import machine, order_of
from storage.records import SHANGHAI
from tests.crawler.platforms.saved import CAPTURED, at, timeline


def workbook(*sheets: list[list[Any]]) -> bytes:
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet(f"第{number + 1}页")
        for row in rows:
            sheet.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


MINUTE = at(2026, 11, 3, 15, 5)


@pytest.mark.parametrize(
    "printed",
    [
        "2026/11/3 下午3:05",
        "2026年11月3日 15时5分",
        "2026-11-03T07:05:00Z",
        "2026-11-03T15:05:00.000+08:00",
        "20261103T070500Z",
        "20261103150500",
        "1793689500",
        "1793689500000",
        "11/3/2026 3:05 PM",
        "2026-11-03 3:05 PM",
        "Nov 3, 2026 3:05 PM",
        "3 November 2026 15:05",
        "26-11-03 15:05",
        "２０２６－１１－０３　１５：０５",
        "2026-11-03(周二) 15:05",
        "2026年11月3日 星期二 下午3点05分",
        "2026年11月3号 15:05",
        "1,793,689,500",
        "2026-11-03 15:05:00 +08:00",
    ],
)
def test_a_minute_is_read_however_it_is_written(printed: str) -> None:
    assert timeline(f"标题\t发布时间\n甲\t{printed}\n", name="a.csv").posts[0].at == MINUTE


def test_the_days_that_workbooks_count_are_days() -> None:
    for body, name in (
        (workbook([["标题", "发布时间"], ["甲", 46329.62847222222], ["乙", 46328]]), "a.xlsx"),
        ("标题,发布时间\n甲,46329.62847222222\n乙,46328\n".encode(), "a.csv"),
    ):
        found = timeline(body, name=name)
        assert [post.at for post in found.posts] == [MINUTE, date(2026, 11, 2)]


def test_a_workbook_of_days_has_days() -> None:
    found = timeline(workbook([["标题", "日期"], ["甲", datetime(2026, 11, 3)]]), name="a.xlsx")  # noqa: DTZ001
    assert found.posts[0].at == date(2026, 11, 3)


def test_the_order_of_day_and_month_is_that_of_the_whole_column() -> None:
    found = timeline("title,date\na,03/11/2026\nb,25/10/2026\n", name="a.csv")
    assert [post.at for post in found.posts] == [date(2026, 11, 3), date(2026, 10, 25)]
    found = timeline("title,date\na,11/3/26\nb,10/25/26\n", name="a.csv")
    assert [post.at for post in found.posts] == [date(2026, 11, 3), date(2026, 10, 25)]


def test_numbers_that_a_workbook_rounded_name_no_post_and_those_it_was_kept_from_do() -> None:
    rows = (
        "作品ID,标题,发布时间\n7.56789E+18,甲,2026-11-03\n7.56789E+18,乙,2026-11-02\n'75678901,丙,2026-11-01\n合计,,\n"
    )
    found = timeline(rows, name="a.csv")
    assert [(post.id, post.title) for post in found.posts] == [(None, "甲"), (None, "乙"), ("75678901", "丙")]
    assert found.problems == {}


def test_a_day_and_its_time_may_stand_in_two_columns() -> None:
    cells = [["标题", "日期", "时间"], ["甲", date(2026, 11, 3), MINUTE.time()]]
    assert timeline(workbook(cells), name="a.xlsx").posts[0].at == MINUTE
    assert timeline("标题,发布日期,发布时间\n甲,2026-11-03,15:05\n", name="a.csv").posts[0].at == MINUTE


@pytest.mark.parametrize(
    "heads",
    [
        "序号,文章名称,发文日期",
        "No,Caption,Published Date (UTC+8)",
        "n,推文题目,群发时间",
        "编号,内容,时间",
        "id,postTitle,postTime",
    ],
)
def test_columns_are_known_whatever_they_are_called(heads: str) -> None:
    found = timeline(f"{heads}\n1,甲,2026-11-03 15:05\n".encode("gb18030"), name="a.csv")
    assert [(post.title, post.at) for post in found.posts] == [("甲", MINUTE)]


def test_when_a_list_was_made_is_not_when_its_posts_were() -> None:
    found = timeline("标题,更新时间,统计日期,发布时间\n甲,2026-11-20,2026-11-24,2026-11-03 15:05\n", name="a.csv")
    assert found.posts[0].at == MINUTE


def test_a_table_without_headings_is_known_by_its_values() -> None:
    rows = "甲的标题,2026-11-03 15:05,http://a.example/1\n乙的标题,2026-11-02,http://a.example/2\n"
    assert [(post.title, post.url) for post in timeline(rows, name="a.csv").posts] == [
        ("甲的标题", "http://a.example/1"),
        ("乙的标题", "http://a.example/2"),
    ]


def test_all_sheets_with_posts_are_read_and_the_others_left() -> None:
    heads = ["标题", "发布时间"]
    sheets = ([["说明"], ["见后页"]], [heads, ["甲", "2026-11-03"]], [heads, ["乙", "待定"]])
    found = timeline(workbook(*sheets), name="a.xlsx")
    assert [post.title for post in found.posts] == ["甲"]
    assert found.mistakes == ("表“第3页”第 2 行，列“发布时间”，值“待定”：不是日期或时间",)


def test_deleted_rows_are_counted_and_pinned_ones_marked() -> None:
    rows = "微博内容,发布时间,状态,置顶\n甲,2026-11-20,已删除,否\n乙,2026-11-01,正常,否\n丙,2026-11-22,未删除,置顶中\n"
    found = timeline(rows, name="a.csv")
    assert [(post.title, post.pinned) for post in found.posts] == [("丙", True), ("乙", False)]
    assert found.problems == {"withdrawn": 1}


def test_a_title_may_say_that_its_post_is_pinned() -> None:
    found = timeline("标题,日期\n【置顶】甲,2026-11-03\n关于置顶的说明,2026-11-02\n", name="a.csv")
    assert [post.pinned for post in found.posts] == [True, False]


def test_of_a_list_of_several_accounts_only_ones_own_rows_count() -> None:
    rows = "账号,标题,发布时间\n明州发布,甲,2026-11-03\n平安明州,乙,2026-11-20\n".encode()
    found = read(Saved(rows, CAPTURED, name="a.csv", names=frozenset({"明州发布"})))
    assert ([post.title for post in found.posts], found.problems) == (["甲"], {"others": 1})
    with pytest.raises(UnreadableError, match="without this one"):
        read(Saved(rows, CAPTURED, name="a.csv", names=frozenset({"健康明州"})))


@pytest.mark.parametrize(
    "body",
    [
        json.dumps({"账号": "明州", "作品": [{"标题": "甲", "发布时间": "2026-11-03 15:05"}]}),
        json.dumps({"data": {"total": 1, "list": [{"contentTitle": "甲", "releaseDate": "2026-11-03 15:05"}]}}),
        json.dumps([{"标题": "甲", "发布时间": {"$date": "2026-11-03T07:05:00Z"}}]),
        json.dumps({"result": {"records": [{"postTitle": "甲", "postTime": "2026-11-03 15:05"}]}}),
        '{"title":"甲","time":"2026-11-03 15:05"}\n{"title":"乙","time":"2026-11-02 15:05"}\n',
        "<html><table><tr><th>标题</th><th>发布时间</th></tr><tr><td>甲</td><td>2026-11-03 15:05</td></tr></table>",
    ],
)
def test_lists_lie_under_any_name_and_in_any_wrapping(body: str) -> None:
    found = timeline(body, name="a.json" if body[0] in "[{" else "a.xls")
    assert (found.posts[0].title, found.posts[0].at) == ("甲", MINUTE)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (workbook([]), "empty table"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 100, "old binary"),
        (b"PK\x03\x04broken", "no workbook"),
    ],
)
def test_a_workbook_that_cannot_be_read_says_why(body: bytes, said: str) -> None:
    with pytest.raises(UnreadableError, match=said):
        timeline(body, name="a.xlsx")


ORDERED = {"ymd": "%Y/%m/%d", "mdy": "%m/%d/%Y", "dmy": "%d/%m/%Y"}


@given(
    st.lists(st.dates(date(2010, 1, 1), date(2026, 11, 24)), min_size=1, max_size=30), st.sampled_from(sorted(ORDERED))
)
def test_an_order_that_only_one_reading_explains_is_found(days: list[date], name: str) -> None:
    texts = [day.strftime(ORDERED[name]) for day in days]
    order = order_of(texts, CAPTURED)
    if name == "ymd":
        assert order is None
    elif any(day.day > 12 for day in days):
        assert order is not None
        assert [order.of(text) for text in texts] == days


@given(st.datetimes(datetime(2005, 1, 2), datetime(2099, 12, 30)), st.integers(-14, 14))  # noqa: DTZ001
def test_a_machines_time_is_brought_to_shanghai(moment: datetime, hours: int) -> None:
    moment = moment.replace(microsecond=0)
    zone = f"{'-' if hours < 0 else '+'}{abs(hours):02}:00"
    expected = moment.replace(tzinfo=SHANGHAI) + timedelta(hours=8 - hours)
    assert machine(f"{moment.isoformat()}{zone}") == expected


@given(st.text(max_size=300), st.sampled_from(["a.csv", "a.json", "a.xls", ""]))
def test_no_text_breaks_the_reader_of_exports(text: str, name: str) -> None:
    with suppress(UnreadableError):
        assert timeline(f"标题,时间\n{text}", name=name).source
