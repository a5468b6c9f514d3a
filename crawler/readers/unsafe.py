"""What somebody else put into a page: words in its title or text, and parts that no visitor sees."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from crawler.lexicons import Lexicons, Spam, lexicons
from crawler.readers import spam
from crawler.readers.dom import Dom
from crawler.readers.hidden import hidden_blocks
from crawler.readers.reading import RawLink
from storage.records import SpamWords


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
    return (*blocks, *(words for words in found if words is not None))


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
