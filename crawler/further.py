"""The further pages of a column's list: the survey of columns needs the first alone, some subjects need all."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from crawler.column_contents import Contents, own_lists, seen_on
from crawler.readers.dom import fold
from crawler.readers.lists import read_lists
from storage.records import Entry

if TYPE_CHECKING:
    from crawler.survey import PageSource

MAX_PAGES = 60
"""Further pages of one list that are read."""

_COUNT = re.compile(r"共\s*(\d{1,5})\s*页")


@dataclass(frozen=True, slots=True)
class Further:
    """What stands on the further pages of a list. ``whole``: all that the list names were read."""

    entries: tuple[Entry, ...]
    whole: bool


def read_further(pages: PageSource, column: str, day: date) -> Further:
    """The entries of all pages of a column's list but the first, in their order."""
    entries: list[Entry] = []
    waiting, seen, read, unread = deque([column]), {column}, 0, 0
    told = 1
    while waiting and read <= MAX_PAGES:
        url = waiting.popleft()
        dom = pages.body_text(url)
        if dom is None:
            unread += 1
            continue
        read += 1
        told = max([told, *(int(number) for number in _COUNT.findall(fold(dom.text))[:5])])
        own = own_lists([part for part in read_lists(dom, day, seen_on(pages, url)) if part.items], column)
        if url != column:
            entries += Contents.of(pages, column, own, day, articles=0).entries
        for further in (address for part in own for address in part.pager):
            if further not in seen:
                seen.add(further)
                waiting.append(further)
    return Further(tuple(dict.fromkeys(entries)), whole=not waiting and not unread and told <= read)
