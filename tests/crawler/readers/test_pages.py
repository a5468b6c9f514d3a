"""Saved pages in the manner of many publishing systems, each with what a person reads on it."""

from __future__ import annotations

import json
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from crawler.column_candidates import Candidate
from crawler.column_contents import read_contents
from crawler.decode import decode
from crawler.facts import page_of
from crawler.frontier import Address
from crawler.readers.dom import Dom
from crawler.readers.page import read_page
from crawler.readers.reading import Reading
from crawler.survey import BLIND
from storage.records import Look, Page, PageKind

PAGES = Path(__file__).parents[2] / "pages"
SERVED: dict[str, dict[str, Any]] = tomllib.loads((PAGES / "pages.toml").read_text("utf-8"))
TODAY = date(2026, 11, 10)
ENOUGH = 0.98
LISTS = {PageKind.LIST, PageKind.HOME, PageKind.OTHER}
COLUMNS = {*LISTS, PageKind.GUIDE}


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved page as the only one of its site."""

    text: str
    encoding: str
    reading: Reading
    shown: Page

    @property
    def home(self) -> str:
        return ""

    def pages(self) -> Iterator[Page]:
        yield self.shown

    def page(self, url: str) -> Page | None:
        return self.shown if url == self.shown.url else None

    def records(self, noun: type[Any]) -> Iterator[Any]:
        return iter(())

    def body_text(self, url: str) -> Dom | None:
        return Dom(self.text, url=url, encoding=self.encoding) if url == self.shown.url else None

    def looks(self, url: str) -> tuple[Look, ...]:
        return ()


@cache
def saved(name: str) -> Saved:
    decoded = decode((PAGES / f"{name}.html").read_bytes(), None)
    url, rendered = SERVED[name]["url"], SERVED[name].get("rendered", False)
    reading = read_page(
        decoded.text,
        url=url,
        encoding=decoded.encoding,
        as_of=TODAY,
        rendered=rendered,
        home=name.startswith("home-"),
    )
    shown = page_of(reading, Address(url, 1), url, status=200, sha256=None, rendered=rendered, today=TODAY)
    return Saved(decoded.text, decoded.encoding, reading, shown)


def read(name: str) -> dict[str, Any]:
    """What the readers see, in the form of the golden results."""
    page = saved(name)
    reading = page.reading
    article = reading.article
    is_list = reading.kind in LISTS
    candidate = Candidate(role="", name="", url=page.shown.url, first_level=True, why="")
    dom = page.body_text(page.shown.url)
    assert dom is not None
    hidden = reading.needs_browser in BLIND and not page.shown.rendered
    contents = None if hidden or reading.kind not in COLUMNS else read_contents(page, dom, page.shown, candidate, TODAY)
    return {
        "answer": str(reading.answer),
        "kind": str(reading.kind),
        "column": {"role": reading.column.role, "name": reading.column.name} if reading.column else None,
        "title": None if is_list else article.title,
        "published": None if is_list or article.published is None else article.published.isoformat(),
        "from": None if is_list else article.published_from,
        "source": None if is_list else article.source,
        "attachments": [[file.text, file.url] for file in article.attachments],
        "items": [
            [item.title, item.url, item.published.isoformat() if item.published else None]
            for part in reading.lists
            for item in part.items
        ],
        "pager": next((list(part.pager) for part in reading.lists if part.pager), []),
        "form": str(contents.form) if contents else None,
        "newest": contents.newest.isoformat() if contents and contents.newest else None,
        "blank": contents.blank if contents else None,
        "needs_browser": None if page.shown.rendered else reading.needs_browser,
        "doubts": list(reading.doubts),
    }


def gold(name: str) -> dict[str, Any]:
    """The reviewed result; a missing one is written for review, and fails."""
    path = PAGES / f"{name}.json"
    if not path.exists():
        path.write_text(printed(read(name)), "utf-8")
        pytest.fail(f"{path.name} was missing: written, to be reviewed by eye")
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return found


def printed(result: dict[str, Any]) -> str:
    """A golden result, one item of a list a line."""
    lines = []
    for key, value in result.items():
        if key == "items" and value:
            rows = ",\n".join(f"    {json.dumps(item, ensure_ascii=False)}" for item in value)
            lines.append(f'  "items": [\n{rows}\n  ]')
        else:
            lines.append(f"  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def test_there_are_pages_of_many_systems() -> None:
    assert len(SERVED) >= 60
    assert set(SERVED) == {path.stem for path in PAGES.glob("*.html")}
    assert len({saved(name).reading.template for name in SERVED}) >= 40


@pytest.mark.parametrize("name", SERVED)
def test_a_page_is_read_as_a_person_reads_it(name: str) -> None:
    found, true = read(name), gold(name)
    assert {**found, "items": None} == {**true, "items": None}


def test_items_are_neither_missed_nor_invented() -> None:
    found: Counter[Any] = Counter()
    true: Counter[Any] = Counter()
    for name in SERVED:
        found.update((name, *item) for item in read(name)["items"])
        true.update((name, *item) for item in gold(name)["items"])
    both = (found & true).total()
    assert both / true.total() >= ENOUGH
    assert both / found.total() >= ENOUGH
