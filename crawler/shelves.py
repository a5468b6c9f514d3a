"""Where documents and interpretations are listed: columns over all their pages, and pages that no column lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from crawler.further import read_further
from crawler.policies.kinds import Kind, kind_of_title
from crawler.policies.numbers import first_number
from crawler.readers.kinds import explains
from crawler.readers.reading import Article
from crawler.surveys import Surveyed
from storage.records import Column, Entry, Page, PageKind, PolicyShelf

_POLICY_ROLES = ("policy_document", "gazette")
_LIBRARY = re.compile(r"规范性文件|文件库|政策库|规章库|公文库")


@dataclass(slots=True)
class Place:
    """Where a page is listed. ``policy``, ``interpretation``: the column of that role, None where it is in none; of
    ``policy`` one that is no library where there is one (``beside``)."""

    title: str = ""
    published: date | None = None
    dated_from: str | None = None
    policy: Column | None = None
    interpretation: Column | None = None
    library: bool = False
    beside: bool = False
    normative: bool = False
    rules: bool = False

    def add(self, column: Column, entry: Entry) -> None:
        self.title = self.title or entry.title
        if self.published is None:
            self.published, self.dated_from = entry.published, entry.dated_from
        if column.role == "interpretation":
            self.interpretation = self.interpretation or column
            return
        shelved = _LIBRARY.search(column.name) is not None
        if self.policy is None or (self.library and not self.beside and not shelved):
            self.policy = column
        self.library, self.beside = self.library or shelved, self.beside or not shelved
        self.normative = self.normative or "规范性文件" in column.name
        self.rules = self.rules or "规章" in column.name

    def interprets(self, kind: Kind, page: Page, article: Article) -> bool:
        if kind is Kind.INTERPRETATION:
            by_title = self.policy is None or kind_of_title(article.title or self.title) is Kind.INTERPRETATION
            return self.interpretation is not None or (page.kind is PageKind.INTERPRETATION and by_title)
        return kind is Kind.OTHER and self.interpretation is not None and explains(article)

    def is_document(self, kind: Kind, page: Page, article: Article) -> bool:
        if kind is Kind.POLICY:
            return self.policy is not None or page.kind is PageKind.POLICY
        numbered = article.head.number is not None or first_number(article.title or "") is not None
        return kind in {Kind.NOTICE, Kind.OTHER} and self.policy is not None and numbered


def places_of(site: Surveyed) -> tuple[dict[str, Place], list[PolicyShelf]]:
    """Where each page is listed, on whichever page of a list, and the lists of documents themselves."""
    found: dict[str, Place] = {}
    shelves: list[PolicyShelf] = []
    for column in site.of_role(*_POLICY_ROLES, "interpretation"):
        first = list(site.entries_of(column))
        further = read_further(site.pages, column.url, site.today)
        listed = dict.fromkeys((*first, *further.entries))
        for entry in listed:
            if entry.url is not None:
                found.setdefault(entry.url, Place()).add(column, entry)
        if column.role == "policy_document":
            shelves.append(_shelf(column, list(listed), whole=further.whole and column.doubt is None))
    for page in site.pages.pages():
        if page.kind in {PageKind.POLICY, PageKind.INTERPRETATION} and page.url not in found:
            found[page.url] = Place(title=page.title or "")
    return found, shelves


def _shelf(column: Column, listed: Sequence[Entry], *, whole: bool) -> PolicyShelf:
    days = [entry.published for entry in listed if entry.published is not None]
    return PolicyShelf(
        url=column.url,
        name=column.name,
        library=_LIBRARY.search(column.name) is not None,
        complete="库" in column.name,
        items=len(listed),
        oldest=min(days, default=None),
        whole=whole,
    )
