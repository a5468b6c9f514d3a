"""Articles that appear a second time under a later date: same title and same text on two pages of the site."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from crawler.readers.articles import read_article
from crawler.readers.dates import day_of
from crawler.readers.dom import fold
from crawler.surveys import Surveyed
from storage.records import FutureDay, OlderCopy, PageKind

FAMILIES = frozenset({"safety"})
NOUNS = (OlderCopy, FutureDay)

APART = timedelta(days=30)
"""Days between two dates from which on one text under both is more than a second posting."""

SHORTLY = timedelta(days=10)
"""Days before the older date within which a day that the text names is that of its event."""

TEXT = 200
"""Characters from which on equal texts are one text; shorter ones only lead to a file."""

MAX_COMPARED = 200
"""Pages of one site whose texts are compared."""

SURE = frozenset({"meta", "label", "visible", "script"})
"""Where a date of publication may come from; those of addresses are of the machine."""

_LABEL = re.compile(r"(?:发布|发表|公布|发文|上传)(?:时间|日期)\s*:\s*20\d{2}")
_DAY = re.compile(r"(?<!\d)(?:(20\d{2})年)?(1[0-2]|[1-9])月(3[01]|[12]\d|[1-9])日")


def survey(site: Surveyed) -> Iterable[OlderCopy | FutureDay]:
    """Every later page of an article that has an older one, and every page of a day that has not come."""
    by_title: dict[str, list[tuple[date, str]]] = {}
    for page in site.pages.pages():
        day = page.published
        if page.title is None or day is None or page.published_from not in SURE:
            continue
        if page.kind not in {PageKind.HOME, PageKind.LIST} and len(page.title) >= 8:
            by_title.setdefault(page.title, []).append((day_of(day), page.url))
            if day_of(day) > site.today:
                labelled = page.published_from == "meta" or _is_labelled(site, page.url)
                yield FutureDay(url=page.url, title=page.title, published=day_of(day), labelled=labelled)
    compared = 0
    for title, dated in by_title.items():
        dated.sort()
        if dated[-1][0] - dated[0][0] < APART or compared >= MAX_COMPARED:
            continue
        compared += len(dated)
        yield from _copies(site, title, dated)


def _is_labelled(site: Surveyed, url: str) -> bool:
    dom = site.pages.body_text(url)
    return dom is not None and _LABEL.search(dom.folded[:20_000]) is not None


def _copies(site: Surveyed, title: str, dated: list[tuple[date, str]]) -> Iterator[OlderCopy]:
    texts: dict[str, tuple[date, str]] = {}
    for day, url in dated:
        text = _text(site, url)
        if text is None:
            continue
        first = texts.setdefault(text, (day, url))
        if day - first[0] >= APART:
            yield OlderCopy(
                url=url,
                title=title,
                published=day,
                older=first[1],
                older_published=first[0],
                event_day=event_day(text, first[0]),
            )


def _text(site: Surveyed, url: str) -> str | None:
    dom = site.pages.body_text(url)
    if dom is None:
        return None
    text = "".join(fold(read_article(dom, site.today).text).split())
    return text if len(text) >= TEXT else None


def event_day(text: str, published: date) -> date | None:
    """The last day up to ``published``, and shortly before it, that a text speaks of."""
    days = []
    for match in _DAY.finditer(text[:5000]):
        try:
            day = date(int(match[1] or published.year), int(match[2]), int(match[3]))
        except ValueError:
            continue
        if timedelta(0) <= published - day <= SHORTLY:
            days.append(day)
    return max(days, default=None)
