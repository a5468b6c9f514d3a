"""News that stands in the columns of statutory disclosure."""

from __future__ import annotations

from collections.abc import Iterator

from crawler.readers.articles import read_article
from crawler.readers.genres import news_genre
from crawler.surveys import Surveyed
from storage.records import Column, Entry, Placement

FAMILIES = frozenset({"columns"})
NOUNS = (Placement,)

STATUTORY = ("statutory_disclosure", "disclosure_guide", "disclosure_rules", "annual_report")
"""Kinds of columns that hold nothing but what the law demands."""

MAX_READ = 60
"""Articles of a column that are read."""


def survey(site: Surveyed) -> Iterator[Placement]:
    """The articles of these columns that read like news; one that several columns list counts in the first."""
    seen: set[str] = set()
    for column in site.of_role(*STATUTORY):
        for entry in _listed(site, column):
            if entry.url is None or entry.url in seen:
                continue
            seen.add(entry.url)
            dom = site.pages.body_text(entry.url.partition("#")[0])
            if dom is None:
                continue
            article = read_article(dom, site.today)
            genre = news_genre(article.title or entry.title, article.text)
            if genre is not None:
                yield Placement(
                    column=column.url,
                    role=column.role,
                    name=column.name,
                    url=entry.url,
                    title=article.title or entry.title,
                    kind=genre.kind,
                    signs=genre.signs,
                    certain=genre.certain,
                )


def _listed(site: Surveyed, column: Column) -> list[Entry]:
    """The newest entries of a column that may be articles of its own."""
    return list(site.entries_of(column))[:MAX_READ]
