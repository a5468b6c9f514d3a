"""Dates as Chinese government pages print them, and what only looks like one.

All patterns are matched against folded text (full-width characters as ASCII), place for place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone

from crawler.readers.dom import fold
from storage.records import SHANGHAI

FIRST_YEAR = 1949

NO_DAY = date(1970, 1, 1)
"""What systems print where they hold no date at all."""

LONG_GAP = 120
"""Days between two items of a list, over a turn of the year, from which on the upper one is out of order."""

RECENT = 60
"""Days before as_of: where only one item stands above a turn of the year to such a day, it was pinned there."""

NEAR = 45
"""Days by which the date in an address may differ from the printed one and still tell its year."""

_NUMERALS = {"〇": 0, "○": 0, "零": 0, "Ο": 0, "0": 0} | {
    numeral: value for value, numeral in enumerate("一二三四五六七八九", 1)
}

_BLANKS = r"\s{0,8}"
_TIME = (
    rf"(?:(?:(?P<joined>T)|{_BLANKS})(?P<half>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上)?{_BLANKS}"
    rf"(?P<hour>[01]?\d|2[0-3]){_BLANKS}[:时点]{_BLANKS}(?P<minute>[0-5]\d|\d(?!\d))"
    rf"(?:{_BLANKS}[:分]{_BLANKS}(?P<second>[0-5]\d|\d(?!\d)))?(?:\.\d{{1,9}})?(?P<zone>Z|[+-][01]\d:?[0-5]\d)?)?"
)
_LATER_HALF = frozenset({"中午", "下午", "傍晚", "晚上"})
_FULL = re.compile(
    r"(?<!\d)(?<!\d\.)(?P<year>(?:19|20)\d{2})\s*(?:[-/.—–]|年)\s*(?P<month>0?[1-9]|1[0-2])\s*(?:[-/.—–]|月)\s*"
    r"(?P<day>0?[1-9]|[12]\d|3[01])(?!\d)(?:\s{0,8}日)?" + _TIME
)
_SPLIT = re.compile(
    r"(?<!\d)(?P<day>0?[1-9]|[12]\d|3[01])\s+(?P<year>(?:19|20)\d{2})\s*(?:[-/.]|年)\s*(?P<month>0?[1-9]|1[0-2])(?!\d|[-/.]\d)"
)
_CHINESE = re.compile(
    r"(?P<year>[一二三四五六七八九零〇○]{4})年(?P<month>十[一二]?|[一二三四五六七八九])月(?P<day>[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
_NO_YEAR = re.compile(
    r"(?<![\d./:年-])(?:\[|\()?\s*(?P<month>0?[1-9]|1[0-2])\s*(?:[-/.]|月)\s*(?P<day>0?[1-9]|[12]\d|3[01])\s*日?\s*(?:\]|\))?(?![\d./:%年-])"
)
_ENGLISH = re.compile(
    r"(?<!\d)(?P<day>0?[1-9]|[12]\d|3[01])[\s,./-]{0,3}(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
    r"[\s,./-]{0,3}(?P<year>(?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)
_AMERICAN = re.compile(
    r"(?<![a-z])(?P<name>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[\s.]{1,3}"
    r"(?P<day>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?[\s,]{1,3}(?P<year>(?:19|20)\d{2})(?!\d)",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_COMPACT = re.compile(r"(?<!\d)(?P<year>20\d{2})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d)")
_IN_URL = re.compile(
    r"/(?:[a-z]{0,3}_?)?(?P<year>(?:19|20)\d{2})[-/]?(?P<month>0?[1-9]|1[0-2])[-/](?P<day>0?[1-9]|[12]\d|3[01])(?=[/_.-])"
    r"|[/_.t](?P<year2>(?:19|20)\d{2})(?P<month2>0[1-9]|1[0-2])(?P<day2>0[1-9]|[12]\d|3[01])(?=[/_.-]|\d{0,6}[/_.-]|$)"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found in a text. ``value``: a time too where one is printed; ``start``, ``end``: where it stands."""

    value: date | datetime
    start: int
    end: int

    @property
    def day(self) -> date:
        """The day alone."""
        return self.value.date() if isinstance(self.value, datetime) else self.value


def day_of(value: date | datetime) -> date:
    """The day of a printed date."""
    return value.date() if isinstance(value, datetime) else value


def _made(match: re.Match[str]) -> date | datetime | None:
    try:
        day = date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None
    if day.year < FIRST_YEAR or day == NO_DAY:
        return None
    parts = match.groupdict()
    return day if parts.get("hour") is None else _moment(day, parts)


def _moment(day: date, parts: dict[str, str | None]) -> datetime:
    """A time as printed; one with an offset is brought to Shanghai's."""
    hour = int(parts["hour"] or 0)
    if parts["half"] in _LATER_HALF and hour < 12 and not (parts["half"] == "中午" and hour > 9):
        hour += 12
    elif parts["half"] in {"凌晨", "上午"} and hour == 12:
        hour = 0  # what scripts of browsers with a 12-hour clock print at midnight
    moment = time(hour, int(parts["minute"] or 0), int(parts["second"] or 0))
    zone = parts["zone"]
    # 08:05-10:00 is a range unless the form is that of a machine (ISO 8601)
    if zone is None or not (parts["joined"] or zone[0] != "-"):
        return datetime.combine(day, moment, SHANGHAI)
    if zone == "Z":
        return datetime.combine(day, moment, UTC).astimezone(SHANGHAI)
    offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:]))
    return datetime.combine(day, moment, timezone(-offset if zone[0] == "-" else offset)).astimezone(SHANGHAI)


def full_dates(text: str) -> Iterator[Dated]:
    """Every date with its year in a text, in the order in which they stand."""
    folded = fold(text)
    found = [
        Dated(value, match.start(), match.end())
        for match in _FULL.finditer(folded)
        if (value := _made(match)) is not None
    ]
    found += _chinese_dates(folded)
    yield from sorted(found, key=lambda dated: dated.start)


def _chinese_dates(text: str) -> Iterator[Dated]:
    if "年" not in text:
        return
    for match in _CHINESE.finditer(text):
        year = int("".join(str(_NUMERALS[numeral]) for numeral in match["year"]))
        try:
            value = date(year, _number(match["month"]), _number(match["day"]))
        except ValueError:
            continue
        if value.year >= FIRST_YEAR:
            yield Dated(value, match.start(), match.end())


def _number(text: str) -> int:
    tens, ten, ones = text.partition("十")
    if not ten:
        return _NUMERALS[tens]
    return (_NUMERALS[tens] if tens else 1) * 10 + (_NUMERALS[ones] if ones else 0)


def first_full(text: str) -> date | datetime | None:
    """The first date with its year in a text; None where there is none."""
    dated = next(full_dates(text), None)
    if dated is not None:
        return dated.value
    folded = fold(text)
    for pattern in (_SPLIT, _COMPACT):
        if (match := pattern.search(folded)) and (value := _made(match)) is not None:
            return value
    if match := _ENGLISH.search(folded) or _AMERICAN.search(folded):
        try:
            return date(int(match["year"]), _MONTHS.index(match["name"].lower()) + 1, int(match["day"]))
        except ValueError:
            return None
    return None


def month_and_day(text: str) -> tuple[int, int] | None:
    """A date without its year, as (month, day); None where there is none or the day does not exist."""
    for match in _NO_YEAR.finditer(fold(text)):
        month, day = int(match["month"]), int(match["day"])
        try:
            date(2024, month, day)
        except ValueError:
            continue
        return month, day
    return None


def url_date(url: str) -> date | None:
    """The date in an address, a weak hint: moved pages carry the day of their move."""
    for match in _IN_URL.finditer(url):
        year = match["year"] or match["year2"]
        month = match["month"] or match["month2"]
        day = match["day"] or match["day2"]
        try:
            value = date(int(year), int(month), int(day))
        except ValueError:
            continue
        if value.year >= 1990:
            return value
    return None


def latest_before(month: int, day: int, limit: date) -> date | None:
    """The latest day with this month and day that is not after ``limit``; None for a 29 February out of reach."""
    for year in range(limit.year, limit.year - 9, -1):
        try:
            value = date(year, month, day)
        except ValueError:
            continue
        if value <= limit:
            return value
    return None


def resolve_years(
    days: Sequence[tuple[int, int] | date | None], as_of: date, hints: Sequence[date | None] = ()
) -> list[date | None]:
    """Give years to dates printed without one, in a list that is newest first.

    ``hints``: the dates in the items' addresses; one of about the same day tells the year. Else the first is the
    latest such day not after ``as_of`` and each further one not after its predecessor, as long as the steps back are
    those of a list in order: where an item would lie far back from the one above, that one was pinned or the list is
    in no order, and the latest day is taken again, for nothing is called old on a guess.
    """
    limit = as_of
    found: list[date | None] = []
    above = 0
    for place, entry in enumerate(days):
        if entry is None:
            found.append(None)
            continue
        hint = hints[place] if place < len(hints) else None
        value = entry if isinstance(entry, date) else _by_hint(entry, hint, as_of)
        if value is None and not isinstance(entry, date):
            value = latest_before(*entry, limit)
            later = latest_before(*entry, as_of)
            if value is not None and later is not None and value.year < limit.year <= later.year:
                lonely = above == 1 and (as_of - later).days <= RECENT
                value = later if lonely or (limit - value).days > LONG_GAP else value
        found.append(value)
        above += 1
        if value is not None and value <= as_of:
            limit = value
    return found


def _by_hint(entry: tuple[int, int], hint: date | None, as_of: date) -> date | None:
    """The day with the year that an address tells, where both speak of about the same day."""
    if hint is None:
        return None
    for year in (hint.year, hint.year + 1, hint.year - 1):
        try:
            value = date(year, *entry)
        except ValueError:
            continue
        if abs((value - hint).days) <= NEAR and value <= as_of:
            return value
    return None


_AGO = re.compile(
    r"[\[(\s]*(?:(?:发布于|发布时间|发布|更新)?\s?:?\s?)(?:(\d{1,3}|半|几)\s?个?\s?(秒钟?|分钟?|小?时|天|日|周|星期|月)之?前|(刚刚|刚才|今[天日])|(昨[天日])|(前[天日]))"
    r"(?:\s?(?:凌晨|早上|上午|中午|下午|晚上)?\s?\d{1,2}[:点]\d{2}(?::\d{2})?)?[\])\s]*"
)
_AGO_DAYS = {"天": 1, "日": 1, "周": 7, "星": 7, "月": 30}


def days_ago(text: str) -> int | None:
    """How many days ago a text says that something was ("3天前", "昨天 15:20"), the fewest it can mean; None where it
    says nothing of the kind."""
    match = _AGO.fullmatch(fold(text))
    if match is None:
        return None
    if match[1] is None:
        return 0 if match[3] else 1 if match[4] else 2
    number = int(match[1]) if match[1].isdigit() else 0
    return number * _AGO_DAYS.get(match[2][0], 0)


def soon(value: date | datetime, as_of: date) -> bool:
    """Whether a date lies after ``as_of``: recorded as a doubt, never taken for the newest."""
    return day_of(value) > as_of
