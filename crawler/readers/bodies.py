"""Where the main text of a page stands: containers of the usual publishing systems first, then density."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.readers.dom import BLOCKS, Dom, fold, squeeze, visible_text
from crawler.readers.furniture import is_frame
from crawler.readers.titles import read_printed_title

CONTAINERS = (
    "#UCAP-CONTENT",
    "#ivs_content",
    "#zoom",
    "#Zoom",
    ".TRS_UEDITOR",
    ".TRS_Editor",
    ".trs_editor_view",
    "#vsb_content",
    "#vsb_content_2",
    "#vsb_content_4",
    ".v_news_content",
    ".wp_articlecontent",
    "#js_content",
    ".Article_content",
    ".article-content",
    ".article_content",
    ".articleContent",
    ".article-con",
    ".article_con",
    ".art_con",
    ".bt-content",
    ".pages_content",
    ".detail-content",
    ".detail_content",
    ".news_content",
    ".news-content",
    ".content_txt",
    ".zwnr",
    ".wzcon",
    ".xl_con",
    ".xxgk_content",
    "#articleContent",
    "#article_content",
    "#artibody",
    "#content-text",
    "#contentText",
    "#newscontent",
    "#news_content",
    ".j-fontContent",
    "article",
)
"""Selectors of article containers, most telling first."""

_ANY_CONTAINER = ", ".join(CONTAINERS)
_RANKS = {name: rank for rank, name in enumerate(CONTAINERS)}

ENOUGH = 40
SENTENCE = 12
"""Characters of its own from which on a part behind the title that ends a sentence is a body of one sentence."""

MAX_CANDIDATES = 2000
MAX_ABOVE = 40
MAX_BESIDE = 20

_CANDIDATES = "body, div, td, section, main, article, center, blockquote"
_HEADINGS = "h1, h2, h3, h4, strong, b, [class*=tit i], [id*=tit i], [class*=bt i], td"
_PASSED_ON = frozenset({"section", "center", "blockquote"})
"""Parts of a text that editors wrap around paragraphs: what they hold belongs to what they stand in as well."""

_OWN = frozenset({"p", "span", "font", "strong", "b", "h1", "h2", "h3", "h4"})
_FOOT = re.compile(
    r"(?P<icp>ICP\s?备\s?\d)|(?P<police>公\s?网\s?安\s?备\s?\d)|(?P<code>标\s?识\s?码(?:为)?\s?:?\s?(?:bm)?\d{8})"
    r"|(?P<rights>版权所有|copyright)|(?P<sponsor>主\s?办(?:\s?单\s?位)?\s?:)",
    re.IGNORECASE,
)
MIN_TITLE = 6
"""Characters from which on a title is looked for on the page."""

FOOT_HEAD = 200
"""Characters within which a part without sentences says that it is a footer."""


@dataclass(frozen=True, slots=True)
class Body:
    """The main text of a page and the parts of the markup that hold it; "" and none where a page has none."""

    nodes: tuple[LexborNode, ...] = ()
    text: str = ""


def read_body(dom: Dom) -> Body:
    """Find the main text of a page."""
    for node in _containers(dom):
        text = visible_text(node)
        if len(text) >= ENOUGH or node.css_first("img, video, iframe, embed") is not None:
            if node.tag == "article" and node.css_first("h1, h2, header") is not None:
                break  # it holds the article's head as well
            return Body((node,), text)
    return _densest(dom)


def _containers(dom: Dom) -> Iterator[LexborNode]:
    """The first node of each container that the page has, most telling first: one search for all of them."""
    first: dict[int, LexborNode] = {}
    for node in dom.tree.css(_ANY_CONTAINER)[:MAX_CANDIDATES]:
        attributes = node.attributes
        names = [f"#{attributes.get('id') or ''}", *(f".{name}" for name in (attributes.get("class") or "").split())]
        for rank in (_RANKS[name] for name in (*names, node.tag or "") if name in _RANKS):
            first.setdefault(rank, node)
    for rank in sorted(first):
        yield first[rank]


def _densest(dom: Dom) -> Body:
    """The part with the most text of its own that is not in links, unless that is the foot of the page.

    What stands before the page's title or in its frame is no body where the title was found.
    """
    nodes = dom.tree.css(_CANDIDATES)[:MAX_CANDIDATES]
    scores = {node.mem_id: _own_text(node) for node in nodes}
    for node in reversed(nodes):
        parent = node.parent
        passed = node.tag in _PASSED_ON or _is_paragraph(node)
        if passed and parent is not None and parent.tag != "body" and parent.mem_id in scores:
            scores[parent.mem_id] += max(scores[node.mem_id], 0)
    ranked = sorted(nodes, key=lambda node: -scores[node.mem_id])
    if (heading := _heading(dom)) is not None:
        behind = _behind(nodes, heading)
        fitting = [node for node in ranked if node.mem_id in behind]
        if (found := _first_fit(fitting, scores, titled=True)).nodes:
            return found
    return _first_fit(ranked, scores, titled=False)


def _is_paragraph(node: LexborNode) -> bool:
    """Whether a div without a name is one of several paragraphs, as editors make them that know no other element."""
    if node.tag != "div" or node.attributes.get("class") or node.attributes.get("id"):
        return False
    if any(child.tag in BLOCKS for child in node.iter()):
        return False
    parent = node.parent
    children = list(islice(parent.iter(), MAX_BESIDE)) if parent is not None else []
    alike = [child for child in children if child.tag == "div" and not child.attributes.get("class")]
    return len(alike) > 1


def _first_fit(ranked: list[LexborNode], scores: dict[int, int], *, titled: bool) -> Body:
    """The best part that is not the foot of the page; behind a title one sentence is enough."""
    for node in ranked[:3]:
        if scores[node.mem_id] < (SENTENCE if titled else ENOUGH):
            break
        parts = _own_parts(node) if node.tag == "body" else (node,)
        text = squeeze(" ".join(map(visible_text, parts)))
        if scores[node.mem_id] < ENOUGH and "。" not in text:
            continue
        foot = _foot(text)
        if foot is None:
            return Body(parts, text)
        if foot > FOOT_HEAD or "。" in text[:foot]:
            return Body(parts, text[:foot].rstrip())
    return Body()


def _heading(dom: Dom) -> LexborNode | None:
    """The element that prints the page's title; None where no element prints it alone."""
    title = read_printed_title(dom)
    if title is None or len(title) < MIN_TITLE:
        return None
    words = squeeze(title)
    for node in dom.tree.css(_HEADINGS)[:MAX_CANDIDATES]:
        if node.css_first("a") is None and squeeze((node.text(deep=True) or "")[: len(title) + 200]) == words:
            return node
    return None


def _behind(nodes: list[LexborNode], heading: LexborNode) -> set[int]:
    """The parts of a page that hold its title or stand behind it, without its frame."""
    holders = {node.mem_id for node in _above(heading)}
    last = max((place for place, node in enumerate(nodes) if node.mem_id in holders), default=-1)
    return holders | {node.mem_id for node in nodes[last + 1 :] if not _is_framed(node, holders)}


def _is_framed(node: LexborNode, holders: set[int]) -> bool:
    """Whether a part stands in the frame of a page; what holds the title as well is no frame."""
    return any(above.mem_id not in holders and is_frame(above) for above in (node, *_above(node)))


def _above(node: LexborNode) -> Iterator[LexborNode]:
    """The elements around a node up to the body, nearest first."""
    above = node.parent
    for _ in range(MAX_ABOVE):
        if above is None or above.tag == "html":
            break
        yield above
        above = above.parent


def _own_text(node: LexborNode) -> int:
    """Characters that stand in the node itself or in its paragraphs, less what stands in links, twice."""
    size = 0
    child = node.child
    while child is not None:
        tag = child.tag
        if tag == "-text":
            size += len((child.text_content or "").strip())
        elif tag in _OWN:
            text = len((child.text(deep=True) or "").strip())
            linked = sum(len((link.text(deep=True) or "").strip()) for link in child.css("a")) if text else 0
            size += text - 2 * linked
        elif tag == "a":
            size -= 2 * len((child.text(deep=True) or "").strip())
        child = child.next
    return size


def _own_parts(node: LexborNode) -> tuple[LexborNode, ...]:
    """The text and the paragraphs that stand in a node itself, without the other parts of the page beside them."""
    found = []
    child = node.child
    while child is not None:
        if child.tag in {"-text", "blockquote"} or child.tag in _OWN:
            found.append(child)
        child = child.next
    return tuple(found)


def _foot(text: str) -> int | None:
    """Where the foot of the page begins in a text that holds it too; None where it holds none.

    One sign alone may stand in an article; a foot shows several.
    """
    signs = list(_FOOT.finditer(fold(text)))
    return signs[0].start() if len({sign.lastgroup for sign in signs}) > 1 else None
