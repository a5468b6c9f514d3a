"""Catalogues: blocks of links that name what a body discloses, in menus, tabs, tables, lists and drawers alike."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from selectolax.lexbor import LexborNode

from crawler.readers.dom import Dom, fold, squeeze

MAX_NAME = 40
"""Characters up to which a link's text may be an entry of a catalogue; the items of article 20 are long-winded."""

MAX_LINKS = 1500
"""Links of a page that are looked through."""

LEAST_ITEMS = 5
"""Distinct items that a block must name to be a catalogue by items."""

SHARE = 0.4
"""Share of a block's links that must name items; a menu of everything has a few such names too."""

CLIMB = 10
"""Elements above a link that may be the block to which it belongs."""

SHORT = 16
"""Characters up to which a name is one; longer ones enumerate, as the law does, or are titles of articles."""

_TITLE = re.compile(r"关于|20\d\d|召开|举行|开展|举办|〔|工作动态|:")
_ENUMERATES = re.compile(r"[、,;]|以及|及其|和")
_NOISE = re.compile(r"[\s《》〈〉“”\"'·•▪>+\-]+")


@dataclass(frozen=True, slots=True)
class Item:
    """An item of article 20: the columns that are it, and the words by which names and titles speak of it."""

    roles: frozenset[str]
    words: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry of a catalogue. ``item``: of article 20, None for others; ``url``: None where its link leads nowhere."""

    name: str
    item: str | None
    url: str | None


@cache
def disclosure_items() -> Mapping[str, Item]:
    """The lexicon of items, in its order."""
    text = (resources.files("crawler") / "lexicons" / "disclosures.toml").read_text(encoding="utf-8")
    items = tomllib.loads(text)
    return {name: Item(frozenset(item["roles"]), re.compile(item["words"])) for name, item in items.items()}


@lru_cache(maxsize=20_000)
def items_in(text: str) -> frozenset[str]:
    """Every item of article 20 of which a name or a title speaks."""
    words = _NOISE.sub("", fold(text[:200]))
    return frozenset(name for name, item in disclosure_items().items() if item.words.search(words))


@lru_cache(maxsize=20_000)
def item_named(name: str) -> str | None:
    """The one item that an entry of a catalogue names; None for none."""
    words = _NOISE.sub("", fold(name))
    if not 2 <= len(words) <= MAX_NAME or _TITLE.search(words):
        return None
    if len(words) > SHORT and not _ENUMERATES.search(words):
        return None
    return next((item for item, lexical in disclosure_items().items() if lexical.words.search(words)), None)


def read_catalogue(dom: Dom, furniture: frozenset[frozenset[str]] = frozenset()) -> tuple[Listed, ...]:
    """The entries of a page's largest catalogue by items; none where no block of it is one.

    ``furniture``: the blocks of the home page (``blocks``); what stands there too is a menu of the site.
    """
    best: list[Listed] = []
    for entries in _catalogues(dom):
        if _addresses(entries) in furniture:
            continue
        if _distinct(entries) > _distinct(best):
            best = entries
    return tuple(best)


def blocks(dom: Dom) -> frozenset[frozenset[str]]:
    """The catalogues of a page, each as the addresses that it names."""
    return frozenset(_addresses(entries) for entries in _catalogues(dom))


def _catalogues(dom: Dom) -> Iterator[list[Listed]]:
    """The smallest blocks around links that name enough items."""
    around: dict[int, list[LexborNode]] = {}
    for link in dom.tree.css("a")[:MAX_LINKS]:
        if not 2 <= len(link_name(link)) <= MAX_NAME:
            continue
        node = link.parent
        for _ in range(CLIMB):
            if node is None or node.tag in {"body", "html"}:
                break
            around.setdefault(node.mem_id, []).append(link)
            node = node.parent
    found: list[list[Listed]] = []
    for links in sorted(around.values(), key=len):
        if len(links) < LEAST_ITEMS:
            continue
        entries = [_listed(dom, link) for link in links]
        named = [entry for entry in entries if entry.item is not None]
        if _distinct(named) >= LEAST_ITEMS and len(named) >= SHARE * len(entries):
            found.append(entries)
    yield from found


def _listed(dom: Dom, link: LexborNode) -> Listed:
    name = link_name(link)
    return Listed(name, item_named(name), _target(dom, link.attributes.get("href")))


def link_name(link: LexborNode) -> str:
    """What a link says: its text, else its title, else what its picture is called."""
    name = squeeze(link.text(deep=True) or "") or squeeze(link.attributes.get("title") or "")
    if not name and (picture := link.css_first("img[alt], img[title]")) is not None:
        name = squeeze(picture.attributes.get("alt") or picture.attributes.get("title") or "")
    return name


def _target(dom: Dom, href: str | None) -> str | None:
    written = (href or "").strip()
    if not written or written.startswith("#") or written.lower().startswith("javascript:"):
        return None
    url = dom.resolve(written)
    return url.partition("#")[0] if url is not None else None


def _distinct(entries: list[Listed]) -> int:
    return len({entry.item for entry in entries} - {None})


def _addresses(entries: list[Listed]) -> frozenset[str]:
    return frozenset(entry.url for entry in entries if entry.item is not None and entry.url is not None)
