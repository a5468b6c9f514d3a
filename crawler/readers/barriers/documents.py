"""The page as a whole: its language, its title, what its head tells the browser to do with the visitor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import langcodes
from langcodes.data_dicts import LANGUAGE_ALPHA3, LANGUAGE_ALPHA3_BIBLIOGRAPHIC
from selectolax.lexbor import LexborNode

from crawler.readers.barriers.names import content_of
from crawler.readers.barriers.rule import Found, rule
from crawler.readers.barriers.tree import Tree

LONGEST_DELAY_S = 72_000
"""Twenty hours: whoever is sent on later has had the time to read (WCAG 2.2, 2.2.1)."""

LEAST_ZOOM = 2.0
"""Times that a page must let itself be enlarged (WCAG 2.2, 1.4.4)."""


_REFRESH = re.compile(r"\s*(\d{1,9})(?:\.[\d.]{0,20})?(?:\s*$|[\s;,])")
_SETTING = re.compile(r"([a-z-]{1,30})\s*=\s*([^\s,;]{0,30})")
_LONG_CODES = frozenset({*LANGUAGE_ALPHA3.values(), *LANGUAGE_ALPHA3_BIBLIOGRAPHIC.values()})
"""Three-letter codes of languages that have a two-letter one, which alone counts (BCP 47)."""


@lru_cache(maxsize=1000)
def is_language(tag: str) -> bool:
    """Whether a language tag begins with a registered language."""
    primary = tag.partition("-")[0].lower()
    if not primary.isascii() or not primary.isalpha() or not 2 <= len(primary) <= 8 or primary in _LONG_CODES:
        return False
    return bool(langcodes.Language.make(language=primary).is_valid())


def _root(tree: Tree) -> LexborNode | None:
    """The root of a whole page; None for pictures, feeds and the pieces that scripts put into other pages."""
    node = tree.parsed.css_first("html")
    whole = tree.is_html and tree.speaks_of("<html", "<!doctype", "<head", "<body")
    return node if whole else None


@rule("html-has-lang", "html-lang-valid", "html-xml-lang-mismatch")
def page_language(tree: Tree) -> Iterator[Found]:
    """A page that does not say its language, or names none that exists."""
    root = _root(tree)
    if root is None:
        return
    written = root.attributes.get("lang")
    if written is None or not written.strip():
        yield "html-has-lang", root
        return
    if not is_language(written):
        yield "html-lang-valid", root
    other = root.attributes.get("xml:lang")
    both = bool(other) and is_language(other or "") and is_language(written)
    if both and (other or "").partition("-")[0].lower() != written.partition("-")[0].lower():
        yield "html-xml-lang-mismatch", root


@rule("valid-lang", words=("lang=",))
def part_language(tree: Tree) -> Iterator[Found]:
    """A part of a page in a language that does not exist."""
    for node in tree.css("body [lang]"):
        written = node.attributes.get("lang")
        if written and not is_language(written) and _speaks(tree, node):
            yield "valid-lang", node


def _speaks(tree: Tree, node: LexborNode) -> bool:
    """Whether there are words that are in this language, not in that of a part inside."""
    if not tree.is_hidden(node) and content_of(tree, node, muted=True):
        inner = [one for one in node.css("[lang]") if one.mem_id != node.mem_id and one.attributes.get("lang")]
        if not inner:
            return True
        whole = len("".join(node.text().split()))
        return whole > sum(len("".join(one.text().split())) for one in inner)
    return False


@rule("document-title")
def title(tree: Tree) -> Iterator[Found]:
    """A page without a title."""
    root = _root(tree)
    if root is None:
        return
    for node in tree.css("title"):
        parent = node.parent
        if parent is not None and parent.tag not in {"svg", "g", "symbol"}:
            if not (node.text() or "").strip():
                yield "document-title", root
            return
    yield "document-title", root


@rule("meta-refresh", "meta-refresh-no-exceptions", words=("refresh",))
def refresh(tree: Tree) -> Iterator[Found]:
    """A page that sends its visitors on, or loads itself again, after a while. The first that is valid counts."""
    for node in tree.css('meta[http-equiv="refresh" i]'):
        delay = _REFRESH.match(node.attributes.get("content") or "")
        if delay is None:
            continue
        if int(delay[1]) > 0:
            yield "meta-refresh" if int(delay[1]) <= LONGEST_DELAY_S else "meta-refresh-no-exceptions", node
        return


@rule("meta-viewport", words=("viewport",))
def viewport(tree: Tree) -> Iterator[Found]:
    """A page that forbids enlarging."""
    for node in tree.css('meta[name="viewport" i]'):
        settings = dict(_SETTING.findall((node.attributes.get("content") or "").lower()))
        if _forbids(settings.get("user-scalable")) or _limits(settings.get("maximum-scale")):
            yield "meta-viewport", node


def _forbids(said: str | None) -> bool:
    """Whether ``user-scalable`` means no: anything but a yes or a number of at least one does."""
    if said is None or said in {"yes", "device-width", "device-height"}:
        return False
    number = _number(said)
    return number is None or -1 < number < 1


def _limits(said: str | None) -> bool:
    """Whether ``maximum-scale`` is too small; what is no number counts as 0.1, less than nothing as nothing said."""
    if said is None:
        return False
    if said in {"device-width", "device-height"}:
        return False
    number = 1.0 if said == "yes" else _number(said)
    return number is None or 0 <= number < LEAST_ZOOM


def _number(said: str) -> float | None:
    found = re.match(r"[-+]?(?:\d{1,9}(?:\.\d{0,9})?|\.\d{1,9})", said)
    return float(found[0]) if found else None
