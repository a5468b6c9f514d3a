"""What the site publishes once a year: found by title in its columns and among all its pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from crawler.readers.articles import read_article
from crawler.readers.bodies import read_body
from crawler.readers.dates import day_of
from crawler.readers.duties import items_of, period_of, without_years, year_of
from crawler.surveys import Surveyed
from storage.records import PageKind, YearlyItem

FAMILIES = frozenset({"disclosure"})
NOUNS = (YearlyItem,)

MAX_COMPARED = 40
"""Pairs of years whose texts are compared on one site."""

TEXT = 120
"""Characters from which on two equal texts tell that one was copied; shorter ones only say where the file is."""


def survey(site: Surveyed) -> Iterable[YearlyItem]:
    """Every yearly document once, by address; those of the newest year compared with the year before's."""
    found: dict[tuple[str, str], YearlyItem] = {}
    for item in (*_of_columns(site), *_of_pages(site)):
        found.setdefault((item.item, item.url), item)
    return list(_compared(site, list(found.values())))


def _of_columns(site: Surveyed) -> Iterator[YearlyItem]:
    for entry in site.entries:
        for item in items_of(entry.title):
            sure = entry.dated_from in {"list", "article"}
            yield YearlyItem(
                item=item,
                year=year_of(entry.title),
                period=period_of(entry.title),
                title=entry.title,
                url=entry.url or entry.column,
                published=entry.published if sure else None,
                dated_from=entry.dated_from if sure else None,
            )


def _of_pages(site: Surveyed) -> Iterator[YearlyItem]:
    """Articles that stand on later pages of a list, or in no column that was recognised."""
    for page in site.pages.pages():
        if page.kind in {PageKind.HOME, PageKind.LIST} or page.title is None:
            continue
        for item in items_of(page.title):
            sure = page.published is not None and page.published_from != "url"
            yield YearlyItem(
                item=item,
                year=year_of(page.title),
                period=period_of(page.title),
                title=page.title,
                url=page.url,
                published=_day(page.published) if sure else None,
                dated_from="article" if sure else None,
            )


def _day(published: date | None) -> date | None:
    return None if published is None else day_of(published)


def _compared(site: Surveyed, found: list[YearlyItem]) -> Iterator[YearlyItem]:
    by_name = {(item.item, item.year, without_years(item.title)): item for item in found if item.year is not None}
    newest = {name: max(item.year or 0 for item in found if item.item == name) for name in {i.item for i in found}}
    compared = 0
    for item in found:
        former = by_name.get((item.item, (item.year or 0) - 1, without_years(item.title)))
        if (
            item.period is not None
            or item.year is None
            or item.year < newest[item.item]
            or former is None
            or compared >= MAX_COMPARED
        ):
            yield item
            continue
        compared += 1
        ours, theirs = _text(site, item.url), _text(site, former.url)
        same = ours is not None and ours == theirs
        yield replace(item, copy_of=former.url) if same else item


def _text(site: Surveyed, url: str) -> str | None:
    """The text of an article but for its years; None where a file or a picture may hold what matters."""
    dom = site.pages.body_text(url)
    if dom is None:
        return None
    article = read_article(dom, site.today)
    if article.attachments or any(
        node.css_first("img, iframe, embed, object, a[href]") for node in read_body(dom).nodes
    ):
        return None
    return without_years(article.text) if len(article.text) >= TEXT else None
