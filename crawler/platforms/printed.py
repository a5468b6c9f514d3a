"""Times as machines, mail and English programs print them; what Chinese pages print is read by ``readers.dates``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from storage.records import SHANGHAI

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAME = rf"(?P<name>{'|'.join(MONTHS)})[a-z]{{0,6}}\.?"
_CLOCK = (
    r"(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?:\.\d{1,9})?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?\s{0,2}(?P<zone>Z\b|UTC?\b|GMT|[ECMP][SD]T\b|CST|JST|[+-]\d{2}:?\d{2})?"
)
_NAMED = (
    re.compile(
        rf"(?<![\d/.-])(?P<day>\d{{1,2}})[ .-]{{1,2}}{_NAME}[ ,.-]{{1,2}}(?P<year>\d{{4}}|\d{{2}}(?=\s))"
        rf"(?:,?\s{{1,3}}(?:at\s)?{_CLOCK})?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_NAME}\s{{1,2}}(?P<day>\d{{1,2}}),?\s{{1,2}}(?P<year>\d{{4}})(?:,?\s{{1,3}}(?:at\s)?{_CLOCK})?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"\b{_NAME}\s{{1,2}}(?P<day>\d{{1,2}})\s{{1,2}}{_CLOCK}\s{{1,2}}(?P<year>\d{{4}})",
        re.IGNORECASE,
    ),
)
_ISO = re.compile(
    r"\d{4}-\d\d-\d\dT?\s?\d\d:\d\d(?::\d\d(?:[.,]\d{1,9})?)?\s?(?:Z|[+-]\d\d:?\d\d)?|\d{8}T\d{4}(?:\d\d)?(?:Z|[+-]\d{4})?",
    re.IGNORECASE,
)
_DIGITS = {8: "%Y%m%d", 12: "%Y%m%d%H%M", 14: "%Y%m%d%H%M%S"}
_ORDERED = re.compile(
    rf"(?P<one>\d{{1,4}})(?P<mark>[/.-])(?P<two>\d{{1,2}})(?P=mark)(?P<three>\d{{4}}|\d{{2}})(?!\d)(?:,?\s{{1,3}}{_CLOCK})?",
    re.IGNORECASE,
)
_HALF_FIRST = re.compile(r"\b(?P<half>[AP])M\s?(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)", re.IGNORECASE)
_NUMERALS = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
_CHINESE_MONTH = re.compile(r"\b(\d{1,2}) (十[一二]|[一二三四五六七八九十])月,? (\d{4})\b")
_ZONES = {"est": -5, "edt": -4, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7, "cst": 8, "jst": 9}
"""Hours from Greenwich. CST is China's: the programs that print it here run here."""


def machine(text: str) -> date | datetime | None:
    """A time in the forms of machines and of English programs, in Shanghai's time; None where it is none of them."""
    text = _CHINESE_MONTH.sub(lambda match: f"{match[1]} {MONTHS[_NUMERALS.index(match[2])]} {match[3]}", text.strip())
    if text.isdecimal() and len(text) in _DIGITS:
        return _of_digits(text)
    if _ISO.fullmatch(text):
        return _iso(text)
    for pattern in _NAMED:
        if (match := pattern.search(text)) is not None:
            return _moment(
                int(match["year"]), MONTHS.index(match["name"].lower()[:3]) + 1, int(match["day"]), match.groupdict()
            )
    return None


def _of_digits(text: str) -> date | datetime | None:
    try:
        moment = datetime.strptime(text, _DIGITS[len(text)]).replace(tzinfo=SHANGHAI)
    except ValueError:
        return None
    return moment.date() if len(text) == 8 else moment


def _iso(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.replace(",", ".").replace(" Z", "Z").replace(" +", "+"))
    except ValueError:
        return None
    return moment.astimezone(SHANGHAI) if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)


def _moment(year: int, month: int, day: int, parts: dict[str, str | None]) -> date | datetime | None:
    year += 2000 if year < 100 else 0
    try:
        if parts["hour"] is None:
            return date(year, month, day)
        hour, half = int(parts["hour"]), (parts["half"] or "").lower()
        if half and 1 <= hour <= 12:
            hour = hour % 12 + (12 if half == "p" else 0)
        moment = datetime(year, month, day, hour, int(parts["minute"] or 0), int(parts["second"] or 0), tzinfo=UTC)
        return moment.replace(tzinfo=_zone(parts["zone"])).astimezone(SHANGHAI)
    except ValueError:
        return None


def _zone(said: str | None) -> tzinfo:
    said = (said or "").lower()
    if not said:
        return SHANGHAI
    if said[0] in "+-":
        offset = timedelta(hours=int(said[1:3]), minutes=int(said[-2:]))
        return timezone(-offset if said[0] == "-" else offset)
    return timezone(timedelta(hours=_ZONES[said])) if said in _ZONES else UTC


@dataclass(frozen=True, slots=True)
class Order:
    """How a column of dates writes them: which of the three numbers is the year and which the month."""

    name: str

    def of(self, text: str) -> date | datetime | None:
        """The time that a text of this column means; None where it has no such form or the day does not exist."""
        text = _HALF_FIRST.sub(r"\g<clock> \g<half>M", text.strip())
        match = _ORDERED.match(text)
        if match is None:
            return None
        parts = dict(zip(self.name, (match["one"], match["two"], match["three"]), strict=True))
        if len(parts["y"]) == 3 or len(parts["m"]) > 2 or len(parts["d"]) > 2:
            return None
        return _moment(int(parts["y"]), int(parts["m"]), int(parts["d"]), match.groupdict())


ORDERS = (Order("ymd"), Order("mdy"), Order("dmy"))
"""What programs write, the commonest here first."""


def order_of(texts: list[str], captured: datetime) -> Order | None:
    """The order of the numbers in a column's dates: the one that explains most of them, with fewest after ``captured``;
    of two that explain all the one with the newest day, for nothing is called old on a guess.

    None where no text needs one: a date that begins with a year of four digits tells its order by itself.
    """
    asking = [text for text in texts if (match := _ORDERED.match(text.strip())) is not None and len(match["one"]) < 3]
    if not asking:
        return None
    today = captured.astimezone(SHANGHAI).date()
    best: tuple[int, int, date] | None = None
    found = ORDERS[0]
    for order in ORDERS:
        days = [at.date() if isinstance(at, datetime) else at for text in asking if (at := order.of(text)) is not None]
        likely = sum(day.year >= 2005 and day <= today for day in days)
        rank = (likely, len(days), max((day for day in days if day <= today), default=date.min))
        if best is None or rank > best:
            best, found = rank, order
    return found
