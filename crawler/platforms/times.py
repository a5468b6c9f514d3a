"""When a post was made: from its number, from a field, or as printed."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from crawler.platforms.printed import ORDERS, machine, order_of
from crawler.readers.dates import first_full, latest_before, month_and_day, resolve_years
from crawler.readers.dom import fold
from storage.records import SHANGHAI, Post

EARLIEST = datetime(2005, 1, 1, tzinfo=SHANGHAI)
"""Before it none of the platforms was there: a number that says otherwise is no time."""

SINA_EPOCH = 515_483_463
"""Seconds from 1970 at which the numbers of Weibo posts begin."""

MAX_PRINTED = 80
"""Characters in which a printed time is looked for."""

_BASE62 = {
    letter: value for value, letter in enumerate("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
}
_AGO = re.compile(r"(\d{1,4}|半|几)\s?个?\s?(秒钟?|分钟?|小时|天|日|周|星期|月|年)(?:之?前)")
_DAYS = {"今天": 0, "今日": 0, "今早": 0, "今晚": 0, "昨天": 1, "昨日": 1, "昨晚": 1, "前天": 2}
_DAY_WORD = re.compile("今天|今日|昨天|昨日|前天|昨晚|今早|今晚")
_CLOCK = re.compile(
    r"(?P<half>凌晨|早上|上午|中午|下午|傍晚|晚上|昨晚|今晚)?\s{0,3}(?<!\d)(?P<hour>[01]?\d|2[0-3])\s?[:点时]\s?(?P<minute>[0-5]\d|(?=整|$))"
    r"(?:[:分](?P<second>[0-5]\d))?(?!\d)(?:\s?(?P<m>[AaPp])\.?[Mm]\b)?"
)
_ORDERLESS = re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{4}(?!\d)")
_MERIDIEM = re.compile(r"\d\s?[AaPp]\.?[Mm]\b|\b[AaPp][Mm]\s?\d")
_COUNT = re.compile(r"\d{9,10}(?:\.\d{1,9})?|\d{13}|\d{16}")
_LATER = frozenset({"中午", "下午", "傍晚", "晚上", "昨晚", "今晚", "p"})
_EARLIER = frozenset({"凌晨", "早上", "上午", "a"})
_UNITS = {"秒": 1, "分": 60, "小": 3600}

MOST_SECONDS = 1e11
"""What is more than that counts thousandths."""

MOST_COUNTED = 1e20
"""What is more than that, infinity and what is no number count nothing."""


def of_weibo(number: str) -> datetime | None:
    """The time in the number of a Weibo post, decimal or in its short form of letters; None where it is none."""
    value = int(number) if number.isdecimal() and 14 <= len(number) <= 19 else _long_number(number)
    return None if value is None else _moment((value >> 22) + SINA_EPOCH)


def _long_number(short: str) -> int | None:
    """A short number as the long one: groups of four letters, from the right, are seven digits each."""
    if not 8 <= len(short) <= 11 or any(letter not in _BASE62 for letter in short):
        return None
    digits, rest = "", short
    while rest:
        group, rest = rest[-4:], rest[:-4]
        value = 0
        for letter in group:
            value = value * 62 + _BASE62[letter]
        digits = (str(value).zfill(7) if rest else str(value)) + digits
    return int(digits)


def of_bytedance(number: str) -> datetime | None:
    """The time in the number of a Douyin or Toutiao post: the upper 32 bits count seconds; None where it is none."""
    return _moment(int(number) >> 32) if number.isdecimal() and 18 <= len(number) <= 20 else None


def of_object_id(number: str) -> datetime | None:
    """The time in a number of 24 hexadecimal digits (Xiaohongshu): the first eight count seconds."""
    return _moment(int(number[:8], 16)) if re.fullmatch(r"[0-9a-f]{24}", number) else None


def of_address(url: str) -> datetime | None:
    """The time in the number of the post to which an address of a platform leads; None where none is in it."""
    for pattern, timing in _ADDRESSES:
        if (match := pattern.search(url)) is not None and (moment := timing(match[1])) is not None:
            return moment
    return None


def _moment(seconds: float) -> datetime | None:
    try:
        moment = datetime.fromtimestamp(seconds, SHANGHAI)
    except (OverflowError, OSError, ValueError):
        return None
    return moment if moment >= EARLIEST and moment.year < 2100 else None


def _counted(value: str | float) -> datetime | None:
    """The time that a count of seconds, milliseconds or microseconds means; None where it is none of them."""
    try:
        number = float(value)
    except OverflowError:
        return None
    if not abs(number) < MOST_COUNTED:
        return None
    while number > MOST_SECONDS:
        number /= 1000
    return _moment(int(number))


def of_field(value: Any, captured: datetime) -> tuple[date | datetime | None, str | None]:
    """The time in a field of an answer, with where it comes from: a count of seconds or less, or a text."""
    if isinstance(value, bool) or value is None:
        return None, None
    if isinstance(value, int | float) or (isinstance(value, str) and _COUNT.fullmatch(value.strip())):
        moment = _counted(value)
        if moment is None and isinstance(value, int):
            return of_text(str(value), captured) if len(str(value)) in {8, 12, 14} else (None, None)
        return moment, "field" if moment else None
    if isinstance(value, str):
        return of_text(value, captured)
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=SHANGHAI), "field"
    return (value, "field") if isinstance(value, date) else (None, None)


def of_text(text: str, captured: datetime) -> tuple[date | datetime | None, str | None]:
    """The time that a text prints, with where it comes from: printed, relative, or no_year (the latest such day)."""
    text = fold(text.strip())[:MAX_PRINTED]
    captured = captured.astimezone(SHANGHAI)
    ordered = order_of([text], captured) if _ORDERLESS.match(text) else None
    halved = _MERIDIEM.search(text) and ORDERS[0].of(text)
    found = machine(text) or (ordered.of(text) if ordered else halved) or first_full(text)
    if found is not None and not isinstance(found, datetime):
        found = with_clock(found, text)
    if found is not None and found.year >= EARLIEST.year:
        return (found.astimezone(SHANGHAI) if isinstance(found, datetime) else found), "printed"
    if found is not None:
        return None, None
    relative = _relative(text, captured)
    if relative is not None:
        return relative, "relative"
    if (parts := month_and_day(text)) and (day := latest_before(*parts, captured.date())):
        return with_clock(day, text), "no_year"
    return None, None


def with_clock(day: date, text: str) -> date | datetime:
    """A day with the time of day that stands in the text behind it."""
    clock = _CLOCK.search(text)
    if clock is None:
        return day
    hour, half = int(clock["hour"]), clock["half"] or (clock["m"] or "").lower()
    if half in _LATER and hour < 12 and not (half == "中午" and hour > 9):
        hour += 12
    elif half in _EARLIER and hour == 12:
        hour = 0
    return datetime(
        day.year, day.month, day.day, hour, int(clock["minute"] or 0), int(clock["second"] or 0), tzinfo=SHANGHAI
    )


def _relative(text: str, captured: datetime) -> date | datetime | None:
    if "刚刚" in text or "刚才" in text:
        return captured
    if match := _DAY_WORD.search(text):
        day = captured.date() - timedelta(days=_DAYS[match[0]])
        return with_clock(day, text)
    if match := _AGO.search(text):
        number = {"半": 0.5, "几": 3.0}.get(match[1]) or float(match[1])
        unit = match[2]
        if unit[0] in _UNITS:
            return captured - timedelta(seconds=number * _UNITS[unit[0]])
        days = number * {"天": 1, "日": 1, "周": 7, "星": 7, "月": 30, "年": 365}[unit[0]]
        return captured.date() - timedelta(days=int(days))
    bare = _CLOCK.fullmatch(text)
    return with_clock(captured.date(), text) if bare else None


_ADDRESSES = (
    (
        re.compile(
            r"//(?:\w+\.)?weibo\.c(?:n|om)/(?:\d{4,12}|detail|status|statuses/show/?\?id=|comment)/?([0-9A-Za-z]{8,19})"
        ),
        of_weibo,
    ),
    (re.compile(r"//(?:\w+\.)?(?:ies)?douyin\.com/(?:share/)?(?:video|note)/(\d{18,20})"), of_bytedance),
    (re.compile(r"//(?:\w+\.)?(?:toutiao|ixigua)\.com/(?:article/|video/|w/|[aiw])?(\d{18,20})"), of_bytedance),
    (re.compile(r"//(?:\w+\.)?xiaohongshu\.com/(?:explore|discovery/item)/([0-9a-f]{24})"), of_object_id),
)
"""Addresses of posts, and how their numbers tell the time."""


def in_order(posts: list[Post], captured: datetime) -> list[Post]:
    """Give days printed without a year theirs by the order of the list, which is newest first but for pinned posts."""
    if not any(post.at_from == "no_year" for post in posts):
        return posts
    flow = [place for place, post in enumerate(posts) if not post.pinned and post.at is not None]
    entries: list[tuple[int, int] | date | None] = []
    for place in flow:
        day = _day(posts[place].at)
        entries.append((day.month, day.day) if posts[place].at_from == "no_year" else day)
    found = resolve_years(entries, captured.astimezone(SHANGHAI).date())
    result = list(posts)
    for place, known in zip(flow, found, strict=True):
        at = result[place].at
        if known is None or result[place].at_from != "no_year":
            continue
        moved = at.replace(year=known.year, month=known.month, day=known.day) if at is not None else None
        result[place] = replace(result[place], at=moved)
    return result


def _day(at: date | datetime | None) -> date:
    assert at is not None
    return at.date() if isinstance(at, datetime) else at
