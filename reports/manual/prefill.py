"""What the crawl writes into the inspectors' worksheets: telephone numbers with printed hours, guides drawn by lot."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crawler.readers.dom import fold
from crawler.source import StoredPages
from reports.judging import agency_of
from storage.records import Column, Entry, PageKind, Registry, Run, Site

if TYPE_CHECKING:
    from storage.evidence import Evidence
    from storage.store import Store

GUIDES = 5
"""Service guides that are drawn for a site."""

MAX_PAGES, MAX_NUMBERS = 30, 20
"""Pages that are searched for telephone numbers, and numbers that a worksheet lists, for a site."""

LABEL = 16
"""Characters of a line that may be nothing but the name of what the next line says."""

ROLES = frozenset({"disclosure_guide", "organization", "overview", "leaders", "consultation", "service"})
"""Columns whose own pages print telephone numbers."""

_NUMBER = re.compile(
    r"(?<![\d.-])(?:\(?0\d{2,3}\)?[- ]{0,2})?[2-9]\d{2,3}[- ]?\d{4}(?:-\d{1,5})?(?![\d-])"
    r"|(?<!\d)12[0-9]{3}(?!\d)"
)
_CALLED = re.compile(r"电话|热线|传真|联系方式|致电|拨打|tel", re.IGNORECASE)
_HOURS = re.compile(r"(?:办公|工作|服务|接待|受理|办理|上班)时间[:：]?\s*([^\n。；;]{4,60})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A telephone number as a site prints it. ``hours``: those printed on the same page, "" where there are none."""

    number: str
    page: str
    hours: str


def numbers(store: Store, evidence: Evidence, run: Run, site: Site, registry: Registry) -> list[Number]:
    """The telephone numbers of a site, each once, with the first page that prints it, if it can be with its hours."""
    pages = StoredPages(store, evidence, run.id, site.url)
    found: dict[str, Number] = {}
    for url in _searched(store, run, site, registry):
        dom = pages.body_text(url)
        if dom is None:
            continue
        text = fold(dom.lined)
        hours = _HOURS.search(text)
        for number in _on(text.split("\n")):
            if number not in found and len(found) == MAX_NUMBERS:
                break
            if number not in found or (hours and not found[number].hours):
                found[number] = Number(number=number, page=url, hours=hours[1].strip() if hours else "")
    return list(found.values())


def _on(lines: list[str]) -> Iterator[str]:
    """The telephone numbers on a page: numbers in a line that calls them so, or under one that does nothing else."""
    before = ""
    for line in lines:
        named = _CALLED.search(line)
        under = len(before) <= LABEL and _CALLED.search(before)
        for match in _NUMBER.finditer(line):
            if under or (named and named.start() < match.start()):
                yield re.sub(r"[() ]", "", match[0])
        before = line


def _searched(store: Store, run: Run, site: Site, registry: Registry) -> Iterator[str]:
    facts = store.facts(run, site, agency_of(site, registry), registry)
    urls = [column.url for column in facts.records(Column) if column.role in ROLES and column.own]
    home = next((page.url for page in store.pages(run.id) if page.depth == 0), site.url)
    yield from list(dict.fromkeys([*urls, home]))[:MAX_PAGES]


def guides(store: Store, run: Run, site: Site, registry: Registry, seed: int) -> list[tuple[str, str]]:
    """Service guides drawn by lot, title and address: the same seed draws the same ones from the same crawl."""
    found = {page.url: page.title or "" for page in store.pages(run.id) if page.kind is PageKind.SERVICE_GUIDE}
    if not found:
        facts = store.facts(run, site, agency_of(site, registry), registry)
        columns = {column.url for column in facts.records(Column) if column.role == "service" and column.own}
        found = {entry.url: entry.title for entry in facts.records(Entry) if entry.url and entry.column in columns}
    known = sorted(found)
    drawn = random.Random(f"{seed}:{site.id}").sample(known, min(GUIDES, len(known)))  # noqa: S311 - a lot, no secret
    return [(found[url], url) for url in drawn]
