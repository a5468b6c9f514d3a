"""The site's guide to disclosure: found behind its column, read once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from crawler.readers import guides
from crawler.readers.articles import read_article
from crawler.readers.bodies import read_body
from crawler.readers.dom import Dom
from crawler.survey import BLIND
from crawler.surveys import Surveyed
from storage.records import Column, Entry, Guide

FAMILIES = frozenset({"disclosure"})
NOUNS = (Guide,)

GUIDE_TEXT = 150
"""Characters from which on a text is a guide rather than a signpost to one."""

TELLS = 3
"""Elements from which on a page is the guide itself, whatever lists stand beside it."""

MANY = 3
"""Guides in one column from which on they are those of several bodies."""


def survey(site: Surveyed) -> Iterable[Guide]:
    """Read the guide; of several columns the first that shows one, else the reason why none was read."""
    unread: list[Guide] = []
    for column in site.of_role("disclosure_guide"):
        if column.blank is not None:
            continue  # nothing is in it: the fault of the column
        guide = _behind(site, column)
        if guide.doubt is None:
            return [guide]
        unread.append(guide)
    return unread[:1]


def _behind(site: Surveyed, column: Column) -> Guide:
    if column.doubt is not None:
        return Guide(url=column.url, column=column.url, doubt=column.doubt, looks=column.looks)
    itself = _read(site, column.url, column)
    if itself.doubt is None and len(itself.elements) >= TELLS:
        return itself
    listed = [entry for entry in site.entries_of(column) if _is_guide(entry)]
    own = [entry for entry in listed if any(name in entry.title for name in _names(site))]
    chosen = own or (listed if len(listed) <= MANY else [])
    for entry in sorted(chosen, key=_newest_first):
        if entry.url is not None:
            return _read(site, entry.url.partition("#")[0], column)
    if listed:
        return Guide(url=column.url, column=column.url, doubt="too_little_seen", looks=column.looks)
    return itself


def _is_guide(entry: Entry) -> bool:
    return "指南" in entry.title and not any(word in entry.title for word in ("依申请", "办事", "解读", "通知"))


def _newest_first(entry: Entry) -> int:
    return -entry.published.toordinal() if entry.published else 0


def _read(site: Surveyed, url: str, column: Column) -> Guide:
    """The guide at an address, or why there is none to read."""
    page, dom, looks = site.pages.page(url), site.pages.body_text(url), site.pages.looks(url)
    if page is None or dom is None:
        doubt = "unreadable" if looks else "incomplete_crawl"
        return Guide(url=url, column=column.url, doubt=doubt, looks=looks)
    if page.needs_browser in BLIND and not page.rendered:
        return Guide(url=url, column=column.url, doubt="unrendered", looks=looks)
    article = read_article(dom, site.today)
    text = f"{article.title or ''}\n{article.text}"
    if len(article.text) < GUIDE_TEXT:
        return Guide(url=url, column=column.url, doubt="unreadable", looks=looks)
    return Guide(
        url=url,
        column=column.url,
        elements=guides.told(text, dom.lined, _names(site), list(_former(site))),
        applications=guides.applies(text),
        fees=guides.fees(text, dom.lined),
        amounts=guides.odd_amounts(dom.lined),
        old_law=guides.old_law(text),
        hidden=_hidden(dom) + len(article.attachments),
        looks=looks,
    )


def _hidden(dom: Dom) -> int:
    """Pictures, frames and embedded files of the guide's own part, in which its text may go on."""
    return sum(len(node.css("img, iframe, embed, object, canvas")) for node in read_body(dom).nodes)


def _names(site: Surveyed) -> tuple[str, ...]:
    agency = site.agency
    return () if agency is None else tuple(name for name in (agency.name, agency.short_name) if len(name) > 2)


def _former(site: Surveyed) -> Iterator[str]:
    """Names of the body that this one followed; the table gives its id or its name."""
    if site.agency is None or not site.agency.predecessor:
        return
    body = site.registry.agencies.get(site.agency.predecessor)
    yield body.name if body is not None else site.agency.predecessor
