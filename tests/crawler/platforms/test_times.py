"""When a post was made."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.platforms import times
from storage.records import Post
from tests.crawler.platforms.saved import CAPTURED, at


@pytest.mark.parametrize(
    ("text", "moment", "how"),
    [
        ("刚刚", CAPTURED, "relative"),
        ("25分钟前", at(2026, 11, 24, 9, 35), "relative"),
        ("3小时前", at(2026, 11, 24, 7, 0), "relative"),
        ("昨天 08:05", at(2026, 11, 23, 8, 5), "relative"),
        ("前天", date(2026, 11, 22), "relative"),
        ("今天 09:00", at(2026, 11, 24, 9, 0), "relative"),
        ("5天前", date(2026, 11, 19), "relative"),
        ("2026-11-02 17:30:05", at(2026, 11, 2, 17, 30, 5), "printed"),
        ("2026年11月2日", date(2026, 11, 2), "printed"),
        ("Wed Jun 03 00:00:03 +0800 2020", at(2020, 6, 3, 0, 0, 3), "printed"),
        ("Tue, 02 Jun 2020 16:00:03 GMT", at(2020, 6, 3, 0, 0, 3), "printed"),
        ("2020-06-02T16:00:03Z", at(2020, 6, 3, 0, 0, 3), "printed"),
        ("11-20", date(2026, 11, 20), "no_year"),
        ("12月30日 18:00", at(2025, 12, 30, 18, 0), "no_year"),
        ("阅读 3021", None, None),
    ],
)
def test_a_printed_time_is_read(text: str, moment: object, how: str | None) -> None:
    assert times.of_text(text, CAPTURED) == (moment, how)


@pytest.mark.parametrize("value", [1591113603, "1591113603", 1591113603000, "1591113603000", 1591113603.2])
def test_a_count_of_seconds_or_milliseconds_is_a_time(value: object) -> None:
    assert times.of_field(value, CAPTURED) == (at(2020, 6, 3, 0, 0, 3), "field")


def test_short_and_long_numbers_of_one_post_tell_the_same_second() -> None:
    assert times.of_weibo("J4PGk4yMw") == times.of_weibo("4511519801087016") == at(2020, 6, 3, 0, 0, 3)


def test_days_without_a_year_take_it_from_their_order() -> None:
    printed = ["11-20", "03-01", "12-30", "11-25"]
    posts = [
        Post(id=str(n), title="", url=None, at=times.of_text(text, CAPTURED)[0], at_from="no_year")
        for n, text in enumerate(printed)
    ]
    found = [post.at for post in times.in_order(posts, CAPTURED)]
    assert found == [date(2026, 11, 20), date(2026, 3, 1), date(2025, 12, 30), date(2025, 11, 25)]


@given(st.text(max_size=60))
def test_no_text_breaks_the_reader(text: str) -> None:
    moment, how = times.of_text(text, CAPTURED)
    assert (moment is None) == (how is None)


@given(st.one_of(st.integers(), st.floats(), st.text(), st.booleans(), st.none()))
def test_no_field_breaks_the_reader(value: object) -> None:
    moment, _ = times.of_field(value, CAPTURED)
    assert moment is None or isinstance(moment, date | datetime)
