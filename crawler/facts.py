"""From what was read on a page to the records that are stored."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Any

from crawler.frontier import Address
from crawler.looks import magic
from crawler.readers.barriers import read_barriers
from crawler.readers.dom import Dom
from crawler.readers.reading import RawLink, Reading
from crawler.readers.senior import read_senior_entries
from storage.records import Barriers, Link, Page, PageKind, SearchBox, SeniorEntry

PART_MARKUP = frozenset({"img", "css", "script", "background", "object", "video", "audio", "track"})
"""Markup that names what a page is made of; anything else leads to another page or to a file."""


STUB_TEXT = 60
"""Characters below which a page may be a mere signpost to another."""

STUB_DELAY_S = 10
"""A refresh that waits longer lets its page be read."""

_REFRESH = re.compile(r"\s*(\d{1,3}(?:\.\d+)?)\s*[;,]\s*url", re.I)


def page_of(
    reading: Reading, address: Address, url: str, *, status: int, sha256: str | None, rendered: bool, today: date
) -> Page:
    """The record of one page. ``url``: the address under which the page is known (where redirects ended)."""
    dates = [item.published for part in reading.lists for item in part.items if item.published is not None]
    return Page(
        url=url,
        status=status,
        depth=address.depth,
        parent=address.parent,
        name=address.name,
        answer=reading.answer,
        kind=PageKind.HOME if address.depth == 0 else reading.kind,
        title=reading.article.title or reading.html_title,
        published=reading.article.published,
        published_from=reading.article.published_from,
        source=reading.article.source,
        encoding=reading.encoding,
        rendered=rendered,
        needs_browser=reading.needs_browser,
        sha256=sha256,
        text_length=reading.text_length,
        template=reading.template,
        footer=reading.footer,
        footer_seen=reading.footer_seen,
        metas=reading.metas,
        ids=reading.ids,
        items=len(dates),
        newest=max((day for day in dates if day <= today), default=None),
        doubts=reading.doubts,
    )


_OF_A_PAGE = (Barriers, SearchBox, SeniorEntry)


def rendered_reading(raw: Reading, seen: Reading) -> Reading:
    """What a browser shows of a page, with the content facts that only its source gives away."""
    hidden = [one for one in raw.records if one not in seen.records and not isinstance(one, _OF_A_PAGE)]
    return replace(seen, encoding=raw.encoding, needs_browser=raw.needs_browser, records=(*seen.records, *hidden))


def _is_guess(record: object) -> bool:
    """Whether an entry for the aged is only what scripts may bring."""
    return isinstance(record, SeniorEntry) and record.by_script and record.target is None


def examined_reading(reading: Reading, marked: str) -> Reading:
    """A reading with the barriers that the browser shows, in place of those that the source shows."""
    dom = Dom(marked, url=reading.url, encoding="utf-8")
    found = read_barriers(dom, marked=True)
    others = [record for record in reading.records if not isinstance(record, Barriers) and not _is_guess(record)]
    if reading.kind is PageKind.HOME and not any(isinstance(record, SeniorEntry) for record in others):
        others += read_senior_entries(dom, shown=True)
    return replace(reading, records=(*others, Barriers(page=reading.url, found=found, by_browser=True)))


def records_of(reading: Reading, url: str) -> tuple[Any, ...]:
    """The content facts of one page, under the address by which the page is known."""
    return tuple(replace(record, page=url) if isinstance(record, _OF_A_PAGE) else record for record in reading.records)


def link_of(page: str, raw: RawLink) -> Link:
    """The record of one link; the fragment stands apart from the target."""
    if raw.fault is not None:
        return Link(page=page, target=raw.url, text=raw.text, via=raw.via, fault=raw.fault)
    target, mark, fragment = raw.url.partition("#")
    return Link(page=page, target=target, text=raw.text, via=raw.via, fragment=fragment if mark else None)


def is_part(link: Link) -> bool:
    """Whether a link names a part of the page or a file rather than another page."""
    return link.via in PART_MARKUP or bool(magic.promised(link.target))


def content_of(reading: Reading) -> tuple[str, ...]:
    """The texts that make a page what it is, for telling new content from the same again."""
    return (
        reading.template or "",
        reading.html_title or "",
        reading.article.title or "",
        reading.article.text[:4000],
        "|".join(item.title for part in reading.lists for item in part.items),
    )


def stub_target(reading: Reading) -> str | None:
    """Where a page that holds nothing but a redirect sends its visitor (meta refresh or script), else None."""
    if reading.text_length >= STUB_TEXT:
        return None
    refresh = _REFRESH.match(reading.metas.get("refresh", ""))
    if refresh is not None and float(refresh[1]) <= STUB_DELAY_S:
        return next((link.url for link in reading.links if link.via == "meta" and link.fault is None), None)
    targets = {link.url for link in reading.links if link.fault is None}
    if len(targets) == 1 and all(link.via == "script_text" for link in reading.links):
        return targets.pop()
    return None
