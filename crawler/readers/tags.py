"""Tags of a content page that do not agree with what it prints: its title and its day."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from crawler.readers import dates
from crawler.readers.dom import Dom, fold, squeeze
from crawler.readers.titles import read_printed_title
from storage.records import PageKind, TagDifference

CONTENT = frozenset({PageKind.ARTICLE, PageKind.POLICY, PageKind.INTERPRETATION, PageKind.REPORT})
"""Kinds of pages that are surely content."""

ALIKE = 0.6
"""From which share of equal characters on two titles are one, shortened or corrected."""

MAX_TITLE = 300

_MARKUP = re.compile(r"<[^<>]{0,200}>")
_OTHERS = re.compile(r"[\W_]+")
_DAY = re.compile(
    r"发\s*(?:布|表|稿)\s*(?:时间|日期)\s*[\]】]?\s*:?\s*((?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2})"
)
"""A day behind a label that names nothing but the publication on this site."""


def tag_differences(dom: Dom, kind: PageKind) -> Iterator[TagDifference]:
    """What the tags ArticleTitle and PubDate say otherwise than the page; nothing where the page prints none."""
    if kind not in CONTENT:
        return
    if said := dom.metas.get("articletitle"):
        yield from _title(dom, said)
    if said := dom.metas.get("pubdate"):
        yield from _day(dom, said)


def _title(dom: Dom, said: str) -> Iterator[TagDifference]:
    """A title that stands nowhere on the page, in none of its headings and not in ``<title>``."""
    words = _plain(said)
    shown = read_printed_title(dom)
    if not words or not shown:
        return
    if words in _plain(dom.html_title or "") or words in _OTHERS.sub("", dom.folded).lower():
        return
    printed = _plain(shown)
    longer, shorter = sorted((words, printed), key=len, reverse=True)
    if shorter in longer or SequenceMatcher(None, words, printed, autojunk=False).ratio() >= ALIKE:
        return
    yield TagDifference(url=dom.url, tag="ArticleTitle", said=squeeze(said)[:MAX_TITLE], shown=shown, certain=True)


def _plain(words: str) -> str:
    """A title without what copies change: markup, blanks, punctuation, width and case of letters."""
    return _OTHERS.sub("", fold(_MARKUP.sub("", html.unescape(words[: 2 * MAX_TITLE])))).lower()


def _day(dom: Dom, said: str) -> Iterator[TagDifference]:
    told = dates.first_full(said.replace("——", "-").replace("—", "-"))
    if told is None:
        if not _is_stamp(said):
            yield TagDifference(url=dom.url, tag="PubDate", said=said[:60], shown=None, certain=True)
        return
    printed = [dates.first_full(match[1]) for match in _DAY.finditer(dom.folded)]
    days = {dates.day_of(day) for day in printed if day is not None}
    if days and dates.day_of(told) not in days:
        # several days behind such a label: of a list beside the article, or of its versions
        shown = min(days).isoformat()
        yield TagDifference(url=dom.url, tag="PubDate", said=said[:60], shown=shown, certain=len(days) == 1)


def _is_stamp(said: str) -> bool:
    """A day as digits without separators, or as seconds since 1970: a form of its own, yet it tells a day."""
    return re.fullmatch(r"(?:19|20)\d{6}(?:\d{4,6})?|1\d{9}(?:\d{3})?", said.strip()) is not None
