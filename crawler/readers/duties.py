"""Which yearly document a title names, and of which year it is."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

from crawler.readers.dom import fold

MAX_TITLE = 120
"""Characters of a title that are read."""

_YEAR = re.compile(r"(?<!\d)(20\d{2})(?:年度?|年\d{1,2}月)")
_SPAN = re.compile(r"20\d{2}年?\s*[-—–~至到]+\s*20\d{2}")
_YEARS = re.compile(r"(?<!\d)20\d{2}(?=年)|[二〇○零一三四五六七八九]{4}(?=年)")
_PLAN = re.compile(r"(?:第十([三四五六])个五年|十([三四五六])五)")
_PLANS = {"三": 2016, "四": 2021, "五": 2026, "六": 2031}
_PERIOD = re.compile(r"20\d{2}年?度?第?(\d{1,2}|[一二三四])(月|季|期)(?!\d*[-—–~至])")
_WORDS = {"一": 1, "二": 2, "三": 3, "四": 4}
_LAST = {"月": 12, "季": 4, "期": 60}
_NOISE = re.compile(r"[\s《》〈〉“”\"'·]+")


@cache
def _lexicon() -> tuple[re.Pattern[str], tuple[tuple[str, re.Pattern[str]], ...]]:
    text = (resources.files("crawler") / "lexicons" / "duties.toml").read_text(encoding="utf-8")
    words = tomllib.loads(text)
    return re.compile(words["exclude"]), tuple((item, re.compile(words)) for item, words in words["items"].items())


def items_of(title: str) -> tuple[str, ...]:
    """The yearly documents that a title names: budget and accounts may stand in one."""
    named = _NOISE.sub("", fold(title[:MAX_TITLE]))
    exclude, items = _lexicon()
    if exclude.search(named):
        return ()
    return tuple(item for item, pattern in items if pattern.search(named))


def year_of(title: str) -> int | None:
    """The year that a title names, of a five-year plan its first; None where it names none, or several at once."""
    named = fold(title[:MAX_TITLE])
    match = None if _SPAN.search(named) else _YEAR.search(named)
    if match is None and (plan := _PLAN.search(_NOISE.sub("", named))) is not None:
        return _PLANS[plan[1] or plan[2]]
    return int(match[1]) if match else None


def period_of(title: str) -> str | None:
    """The part of its year that a title names: m and a month, q and a quarter, i and an issue, with two digits.

    None where it names none, or several at once.
    """
    found = _PERIOD.findall(_NOISE.sub("", fold(title[:MAX_TITLE])))
    if len(found) != 1:
        return None
    written, unit = found[0]
    number = _WORDS.get(written) or int(written)
    return f"{'mqi'['月季期'.index(unit)]}{number:02d}" if 1 <= number <= _LAST[unit] else None


def without_years(text: str) -> str:
    """A text in which one year reads like another, white space aside."""
    return _YEARS.sub("#", "".join(fold(text).split()))
