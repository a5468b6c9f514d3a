"""Addresses that elements hand to functions of the page or keep for them: what a click may open.

Guesses, not links: a function may make another address of what it is given. They are visited, and name columns;
nothing is accused for being found behind none of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.readers import scripts
from crawler.readers.columns import EXACT, MAX_NAME, role_of
from crawler.readers.dom import BREAK, Dom, squeeze, texts
from crawler.readers.furniture import is_frame

MAX_CALLS = 2000
MAX_DEPTH = 12

_CALLS = "a[href^='javascript:' i], [onclick], [data-url], [data-href], [data-link]"
_KEPT = ("data-url", "data-href", "data-link")
_CALL = re.compile(r"[\w$.]{1,60}\s*\(([^()]{1,400})\)")
_TEXT = re.compile(r"""["']([^"'\s<>{}]{1,300})["']""")
_ADDRESS = re.compile(
    r"https?://[^\s]+|\.{0,2}/[\w~%./-]*(?:\?[^\s]*)?|[\w~%./-]{1,200}\.(?:s?html?|jsp|aspx?|php|do|action)(?:\?[^\s]*)?",
    re.IGNORECASE,
)
_DEEDS = re.compile(
    r"addFavorite|setHome|print|share|copy|ajax|\bget|\bpost|load|submit|search|play|img|src", re.IGNORECASE
)


def read_called(dom: Dom) -> tuple[tuple[str, str], ...]:
    """The addresses that a page's elements hand to functions, each with the text that a visitor clicks on."""
    found: dict[str, str] = {}
    for node in islice(dom.tree.css(_CALLS), MAX_CALLS):
        words = squeeze(node.text(deep=True) or "") or squeeze(node.attributes.get("title") or "")
        if not 2 <= len(words) <= MAX_NAME * 4:
            continue
        for written in _written(node):
            if (url := dom.resolve(written)) is not None:
                found.setdefault(url, words)
    return tuple(found.items())


def _written(node: LexborNode) -> Iterator[str]:
    attributes = node.attributes
    if node.tag != "a" or (attributes.get("href") or "").strip()[:11].lower() in {"", "#", "javascript:"}:
        for name in _KEPT:
            if (kept := (attributes.get(name) or "").strip()) and _ADDRESS.fullmatch(kept):
                yield kept
    for called in (attributes.get("href") or "", attributes.get("onclick") or ""):
        if called is attributes.get("href") and called.strip()[:11].lower() != "javascript:":
            continue
        if any(scripts.addresses(called)):
            continue  # a link that the reader of links knows
        for call in _CALL.finditer(called[:2000]):
            if _DEEDS.search(call[0].partition("(")[0]) is None:
                yield from (text[1] for text in _TEXT.finditer(call[1]) if _ADDRESS.fullmatch(text[1]))


def unaddressed(dom: Dom) -> Iterator[str]:
    """Names of columns in the navigation of a page that lead nowhere by themselves: a script opens them."""
    frames: dict[int, bool] = {}
    for node in islice(dom.tree.css("li, span, div, td, p, button"), MAX_CALLS):
        if any(inner.mem_id != node.mem_id for inner in node.css("a, li, div, td")[:2]):
            continue
        pieces = [words for piece in islice(texts(node), 6) if piece != BREAK and (words := squeeze(piece))]
        if len(pieces) != 1 or not 4 <= len(pieces[0]) <= MAX_NAME:
            continue
        match = role_of(pieces[0])
        if match is not None and match.how == EXACT and _in_menu(node, frames):
            yield pieces[0]


def _in_menu(node: LexborNode, known: dict[int, bool]) -> bool:
    """Whether an element stands in a menu of the page, and not within a link."""
    above = node.parent
    menu = False
    for _ in range(MAX_DEPTH):
        if above is None or above.tag == "body":
            return menu
        if above.tag == "a" or "footer" in f"{above.tag} {above.attributes.get('class') or ''}":
            return False
        if above.mem_id not in known:
            known[above.mem_id] = is_frame(above) and above.tag not in {"header", "footer"}
        menu = menu or known[above.mem_id]
        above = above.parent
    return menu
