"""Which titles of a site are typed into its search: such as its search surely knows, from as many lists as can be."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import zip_longest

from crawler.readers.tags import CONTENT
from crawler.trials.results import plain
from storage.records import Answer, Page

TITLES = 4
"""Titles of one site (national indicators of 2019, search)."""

LENGTHS = range(8, 46)
SETTLED = timedelta(days=7)
"""Age from which on a search may be expected to know an article."""

MAX_LISTS = 200
A_LIST = 4

_ODD = re.compile(r"[^\w\s]|\d{4}年?第?\d+期")


@dataclass(frozen=True, slots=True)
class Sought:
    """An article to be looked for by its title."""

    title: str
    url: str


def sought(pages: Iterable[Page], on_home: Collection[str], today: date) -> tuple[Sought, ...]:
    """Up to four articles with titles of their own, settled, each from another list; ``on_home``: taken last, for a
    page of results may link to them whatever is asked."""
    counts: Counter[int] = Counter()
    by_list: dict[str | None, list[tuple[bool, bool, int, str, str]]] = {}
    for page in pages:
        title = _title(page, today)
        if title is None:
            continue
        counts[hash(plain(title))] += 1
        if page.parent not in by_list and len(by_list) >= MAX_LISTS:
            continue
        ranked = by_list.setdefault(page.parent, [])
        ranked.append((page.url in on_home, bool(_ODD.search(title)), -_day(page).toordinal(), page.url, title))
        ranked.sort()
        del ranked[A_LIST:]
    own = [
        [one for one in ranked if counts[hash(plain(one[4]))] == 1] for _, ranked in sorted(by_list.items(), key=_first)
    ]
    ordered = [one for row in zip_longest(*own) for one in row if one is not None]
    ordered.sort(key=lambda one: one[0])
    return tuple(Sought(title, url) for _, _, _, url, title in ordered[:TITLES])


def _first(item: tuple[str | None, list[tuple[bool, bool, int, str, str]]]) -> tuple[bool, bool, int, str, str]:
    return item[1][0]


def _day(page: Page) -> date:
    published = page.published
    if isinstance(published, datetime):
        return published.date()
    return published or date.min


def _title(page: Page, today: date) -> str | None:
    """The title on which an article and the link that led there agree; None where it is not to be sought."""
    if page.answer is not Answer.PAGE or page.status != 200 or page.kind not in CONTENT or page.published is None:
        return None
    title = " ".join((page.title or "").split())
    if len(title) not in LENGTHS or _day(page) > today - SETTLED or not page.name:
        return None
    said, named = plain(title), plain(page.name)
    cut = page.name.rstrip().endswith(("…", "...", "..")) and len(named) >= 8
    return title if said == named or (cut and said.startswith(named)) else None
