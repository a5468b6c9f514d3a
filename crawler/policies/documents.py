"""The documents of a list, ready to be looked up by what an interpretation may say of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crawler.policies.mentions import several_in
from crawler.policies.numbers import first_number
from crawler.policies.titles import Name, names_in
from crawler.policies.weighing import Issued

_ADDRESS = re.compile(r"https?://[\w.:/?#%&=~+@!$*-]{4,500}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A document or an interpretation. ``links``: addresses that its text links to; "" and None: not known."""

    id: str
    title: str
    number: str = ""
    day: date | None = None
    url: str = ""
    text: str = ""
    links: frozenset[str] = frozenset()


class Documents:
    """The documents of a list, looked up by number, name and address."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.names: list[tuple[Name, ...]] = [names_in(item.title) for item in items]
        self.numbers: list[str | None] = []
        self.issued: list[Issued] = []
        self.by_number: dict[str, list[int]] = defaultdict(list)
        self.by_key: dict[str, list[int]] = defaultdict(list)
        self.by_bare: dict[str, list[int]] = defaultdict(list)
        self.by_several: dict[str, list[int]] = defaultdict(list)
        self.by_url: dict[str, list[int]] = defaultdict(list)
        self.by_link: dict[str, list[int]] = defaultdict(list)
        for place, item in enumerate(items):
            number = first_number(item.number) or first_number(item.title)
            self.numbers.append(number.key if number else None)
            if number is not None:
                self.by_number[number.key].append(place)
            for name in self.names[place]:
                self.by_key[name.key].append(place)
                if len(name.bare) >= 4:
                    self.by_bare[name.bare].append(place)
            if several := several_in(item.title):
                self.by_several[several].append(place)
            years = {str(year) for year in (number and number.year, item.day and item.day.year) if year}
            self.issued.append(Issued(item.day, frozenset(years)))
            if item.url:
                self.by_url[item.url.rstrip("/")].append(place)
            for link in links_of(item):
                self.by_link[link].append(place)

    def same(self, one: int, two: int) -> bool:
        """Whether two rows are one document, on the portal and on a department's site."""
        first, second = self.items[one], self.items[two]
        if self.numbers[one] and self.numbers[two]:
            return self.numbers[one] == self.numbers[two]
        keys = {name.key for name in self.names[one]} == {name.key for name in self.names[two]}
        return keys and first.day is not None and first.day == second.day


def links_of(item: Item) -> frozenset[str]:
    """The addresses that an item links to: those given, else those written out in its text."""
    if item.links or "://" not in item.text:
        return frozenset(link.rstrip("/") for link in item.links)
    return frozenset(match[0].rstrip("/.") for match in _ADDRESS.finditer(item.text[:20_000]))
