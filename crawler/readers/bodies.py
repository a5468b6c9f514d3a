"""Where the main text of a page stands: containers of the usual publishing systems first, then density."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from crawler.readers.dom import Dom, visible_text

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
    ".view.TRS_UEDITOR",
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

ENOUGH = 40
MAX_CANDIDATES = 2000


def article_node(dom: Dom) -> LexborNode | None:
    """The node that holds the main text; None where the page has no text to speak of."""
    found = {selector: node for selector in CONTAINERS if (node := dom.tree.css_first(selector)) is not None}
    for node in found.values():
        if len(visible_text(node, 2000)) >= ENOUGH or node.css_first("img, video, iframe, embed") is not None:
            return node
    return _densest(dom)


def _densest(dom: Dom) -> LexborNode | None:
    """The block with the most text of its own that is not in links."""
    best: tuple[float, LexborNode] | None = None
    for count, node in enumerate(dom.tree.css("div, td, section, main")):
        if count >= MAX_CANDIDATES:
            break
        score = _own_text(node)
        if score >= ENOUGH and (best is None or score > best[0]):
            best = (score, node)
    return None if best is None else best[1]


def _own_text(node: LexborNode) -> float:
    """Characters that stand in the node itself or in its paragraphs, less what stands in links, twice."""
    size = 0
    child = node.child
    while child is not None:
        tag = child.tag
        if tag == "-text":
            size += len((child.text_content or "").strip())
        elif tag in {"p", "span", "font", "strong", "b", "h1", "h2", "h3", "h4", "section", "blockquote", "center"}:
            text = len((child.text(deep=True) or "").strip())
            linked = sum(len((link.text(deep=True) or "").strip()) for link in child.css("a"))
            size += text - 2 * linked
        elif tag == "a":
            size -= 2 * len((child.text(deep=True) or "").strip())
        child = child.next
    return size
