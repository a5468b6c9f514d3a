"""Consultations, their feedback and catalogues of major decisions, wherever on the site they are listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import islice

from crawler.policies.titles import key_of, straightened
from crawler.readers import consultations, documents
from crawler.readers.articles import read_article
from crawler.readers.dates import day_of
from crawler.readers.decided_items import Listed, read_items
from crawler.readers.reading import Article
from crawler.surveys import Surveyed
from storage.records import Answer, Consultation, DecisionCatalogue, DecisionItem, Feedback

FAMILIES = frozenset({"disclosure"})
NOUNS = (Consultation, Feedback, DecisionCatalogue)

SHORT = 80
"""Characters below which a page says nothing itself: its text is a picture or a file."""

MAX_PROCESS = 10
"""Pages about one item that are kept."""

LONG_DRAFT = 800
"""Characters of a page from which on it may hold the draft itself."""

_CATALOGUE = re.compile(r"重大(?:行政)?决策.{0,8}(?:目录|事项清单|清单)")
_YEAR = re.compile(r"(20\d{2})年?度?")
_NONE = re.compile(
    r"(?:无(?!障碍)|没有|未(?:列入|制定)|不(?:制定|编制|单独)).{0,16}重大(?:行政)?决策|重大(?:行政)?决策.{0,20}(?:无|暂无|为零)|详见.{0,20}(?:政府|门户)"
)
_EXPLAINS = re.compile(r"解读|图解|问答|说明")


def survey(site: Surveyed) -> Iterator[Consultation | Feedback | DecisionCatalogue]:
    """Each page once, by its title, in the order of the columns and then of all pages."""
    titles = _titles(site)
    for url, (title, listed) in titles.items():
        words = straightened(title)
        if _CATALOGUE.search(words):
            yield from _catalogue(site, url, title, listed, titles)
        elif consultations.is_feedback(title):
            yield from _feedback(site, url, title, listed)
        elif consultations.is_consultation(title):
            yield from _consultation(site, url, title, listed)


def _titles(site: Surveyed) -> dict[str, tuple[str, date | None]]:
    """Titles and days by address: of lists, then of pages that no list shows."""
    found: dict[str, tuple[str, date | None]] = {}
    for entry in site.entries:
        if entry.url is not None and entry.url not in found:
            found[entry.url] = (entry.title, entry.published if entry.dated_from != "url" else None)
    for page in site.pages.pages():
        if page.title and page.url not in found and page.answer is Answer.PAGE:
            found[page.url] = (page.title, None)
    return found


def _read(site: Surveyed, url: str) -> tuple[Article, documents.Content, str] | None:
    """The article of a page, its text, and the beginning of all that the page shows; None where it was not read."""
    page = site.pages.page(url)
    dom = site.pages.body_text(url) if page is not None and page.answer is Answer.PAGE else None
    if dom is None:
        return None
    article = read_article(dom, site.today)
    return article, documents.read_content(dom, article.title or ""), dom.text[:3000]


def _day(article: Article, listed: date | None) -> tuple[date | None, bool]:
    """When it was published, and whether that is known from an address alone."""
    if article.published is not None and article.published_from != "url":
        return day_of(article.published), False
    if listed is not None:
        return listed, False
    return (day_of(article.published), True) if article.published is not None else (None, False)


def _consultation(site: Surveyed, url: str, title: str, listed: date | None) -> Iterator[Consultation]:
    read = _read(site, url)
    if read is None:
        return
    article, content, _ = read
    published, weak = _day(article, listed)
    start, end = consultations.read_period(content.text, published)
    linked = any("稿" in file.text or "草案" in file.text for file in article.attachments) or bool(article.attachments)
    yield Consultation(
        url=url,
        title=article.title or title,
        published=published,
        weak_date=weak,
        start=start,
        end=end,
        reasoned=consultations.gives_reason(content.text),
        names=consultations.draft_names(title),
        missing=consultations.missing_of_consultation(
            content.text, has_draft=linked or bool(content.links) or len(content.text) >= LONG_DRAFT, end=end
        ),
        answered=consultations.tells_result(content.text),
        links=content.links,
        doubt="unreadable" if len(content.text) < SHORT else None,
    )


def _feedback(site: Surveyed, url: str, title: str, listed: date | None) -> Iterator[Feedback]:
    read = _read(site, url)
    if read is None:
        return
    article, content, _ = read
    yield Feedback(
        url=url,
        title=article.title or title,
        published=_day(article, listed)[0],
        names=consultations.draft_names(title),
        about=content.links,
        missing=consultations.missing_of_feedback(content.text) if content.text else (),
    )


def _catalogue(
    site: Surveyed, url: str, title: str, listed: date | None, titles: Mapping[str, tuple[str, date | None]]
) -> Iterator[DecisionCatalogue]:
    read = _read(site, url)
    published = _day(read[0], listed)[0] if read is not None else listed
    year = _YEAR.search(straightened(title))
    told = int(year[1]) if year is not None else published.year if published is not None else None
    if told is not None:
        dom = site.pages.body_text(url) if read is not None else None
        items = read_items(dom) if dom is not None else ()
        yield DecisionCatalogue(
            url=url,
            title=title,
            year=told,
            published=published,
            none=read is not None and _says_none(read[1].text, read[2]),
            explains=_EXPLAINS.search(straightened(title)) is not None,
            items=tuple(DecisionItem(name=item.name, process=_process(site, item, titles)) for item in items),
        )


def _process(site: Surveyed, item: Listed, titles: Mapping[str, tuple[str, date | None]]) -> tuple[str, ...]:
    """The pages that show what became of an item: those its row leads to, and those whose titles name it."""
    there = [url for url in item.links if (page := site.pages.page(url)) is None or page.answer is Answer.PAGE]
    named = (url for url, (title, _) in titles.items() if item.key in key_of(straightened(title)))
    return tuple(dict.fromkeys((*there, *islice(named, MAX_PROCESS))))[:MAX_PROCESS]


def _says_none(text: str, shown: str) -> bool:
    """Whether a page says that there is no catalogue this year; of a page of one sentence all that it shows is read."""
    return _NONE.search(shown if len(text) < SHORT else text[:600]) is not None
