"""What somebody else put into a page: words in its title or text, and parts that no visitor sees."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from crawler.lexicons import Lexicons, Spam, lexicons
from crawler.readers import spam
from crawler.readers.dom import Dom
from crawler.readers.hidden import hidden_blocks
from crawler.readers.reading import RawLink
from storage.records import SpamWords

MIN_TITLE, MAX_TITLE = 6, 80
MIN_TEXT, MAX_COMPARED = 200, 20_000

_CHINESE = re.compile("[\u4e00-\u9fff]{20}")
_SAYS_NOTHING = re.compile(
    r"首\s*页|主页|index|home|untitled|document|无标题|新建网页|页面|网页|test|[a-z]+\.html?", re.IGNORECASE
)


def unsafe_content(dom: Dom, links: Sequence[RawLink], known: Lexicons | None = None) -> tuple[Any, ...]:
    """The hidden blocks of a page, and its spam words beside those."""
    known = known or lexicons()
    blocks = hidden_blocks(dom, known.spam)
    text = dom.lined
    for block in blocks:
        text = text.replace(block.text, "", 1) if block.words else text
    found = [spam_words(dom.url, text, links, known.spam)]
    head = " ".join((dom.html_title or "", dom.metas.get("keywords", ""), dom.metas.get("description", "")))
    said = spam.words_of(head, known.spam)
    if said.strong and not (found[0] and found[0].strong):
        found[0] = SpamWords(url=dom.url, where="title", strong=said.strong, weak=said.weak, excerpt=head[:60])
    if found[0] is None and not said.strong and (foreign := foreign_title(dom)) is not None:
        found[0] = SpamWords(url=dom.url, where="title", strong=(), weak=(foreign,), excerpt=foreign)
    return (*blocks, *(words for words in found if words is not None))


def foreign_title(dom: Dom) -> str | None:
    """The title of a page whose text knows nothing of it: neither its words, nor the name of the site.

    None for titles that say nothing, and for pages of few words.
    """
    title = dom.html_title or ""
    said = spam.plain(title)
    if not MIN_TITLE <= len(said) <= MAX_TITLE or _SAYS_NOTHING.search(title) or len(dom.text) < MIN_TEXT:
        return None
    if not _CHINESE.search(dom.text[:2000]):
        return None
    names = " ".join(dom.metas.get(name, "") for name in ("sitename", "articletitle", "columnname"))
    shown = spam.plain(f"{dom.text[:MAX_COMPARED]} {names}")
    return title[:60] if not any(said[at : at + 2] in shown for at in range(len(said) - 1)) else None


def spam_words(url: str, text: str, links: Sequence[RawLink] = (), known: Spam | None = None) -> SpamWords | None:
    """The spam words of a visible text, None where it has none worth a look."""
    said = spam.words_of(text, known)
    if not said.strong and len(said.weak) < 3:
        return None
    own = urlsplit(url).hostname
    abroad = " ".join(link.text for link in links if link.text and urlsplit(link.url).hostname not in {own, None})
    off_site = bool(abroad) and any(word in spam.plain(abroad) for word in said.strong)
    place = spam.place_of(text, (said.strong or said.weak)[0])
    excerpt = "" if place is None else text[max(0, place[0] - 12) : place[1] + 16].replace("\n", " ")
    return SpamWords(
        url=url,
        where="text",
        strong=said.strong,
        weak=said.weak,
        glued=any(spam.is_glued(text, word) for word in said.strong),
        off_site=off_site,
        excerpt=excerpt,
    )
