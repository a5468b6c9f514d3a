"""The title of a page's article, without the names of site and column around it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.readers.dom import Dom, squeeze, visible_text

_TITLE_METAS = ("articletitle", "article:title", "og:title", "twitter:title", "dc.title")
_TITLE_NODES = (
    "#UCAP-TITLE, #ivs_title, .ivs_title, .Article_title, .article-title, .article_title, .articleTitle, "
    ".arti_title, .arti-title, .content-title, .content_title, .contentTitle, .detail-title, .detail_title, "
    ".news_title, .news-title, .show_title, .xl_title, .xl-title, .wztit, .wz_title, .title_con, .rich_media_title, "
    ".tit_con, .xx_title, .pages-title"
)
_HEADING_NODES = ("h2", "h3", "[class*=title i]", "[id*=title i]", "[class*=tit i]", "strong, b")
_LINES = re.compile(r"[\t\r\n\f]+\s*")
_SUFFIX = re.compile(r"\s*[-_|—–>»]+\s*")


def read_title(dom: Dom) -> str | None:
    """The title of a page's article without the names of site and column."""
    if meta := dom.metas.get(_TITLE_METAS[0]):
        return meta
    for node in dom.tree.css(_TITLE_NODES):
        words = _title_text(node)
        if _fits(words):
            return words
    headings = [words for node in dom.tree.css("h1") if _fits(words := _title_text(node))]
    if confirmed := _confirmed_by_head(dom, headings):
        return confirmed
    if len(headings) == 1:
        return headings[0]
    for name in _TITLE_METAS[1:]:
        if meta := dom.metas.get(name):
            return meta
    return _without_suffix(dom.html_title, dom) if dom.html_title else None


def _confirmed_by_head(dom: Dom, headings: list[str]) -> str | None:
    """A heading on the page that ``<title>`` repeats."""
    html_title = dom.html_title
    if html_title is None:
        return None
    for words in headings:
        if squeeze(words) in html_title or html_title in words or (len(words) >= 8 and words[:8] in html_title):
            return words
    for selector in _HEADING_NODES:
        for node in dom.tree.css(selector)[:40]:
            words = _title_text(node)
            if len(words) >= 6 and _fits(words) and html_title.startswith(squeeze(words)):
                return words
    return None


def _title_text(node: LexborNode) -> str:
    """The words of a title: lines joined, blanks inside kept as printed."""
    return _LINES.sub(
        " ", visible_text(node, 600) if node.css_first("script, style") else node.text(deep=True) or ""
    ).strip()


def _fits(words: str) -> bool:
    return 2 <= len(words) <= 300


def _without_suffix(title: str, dom: Dom) -> str:
    """A ``<title>`` without the site and column names that follow it."""
    parts = [part for part in _SUFFIX.split(title) if part]
    if len(parts) <= 1:
        return title
    site = dom.metas.get("sitename", "")
    column = dom.metas.get("columnname", "")
    kept = [parts[0]]
    for part in parts[1:]:
        if part in (site, column) or _SITE_WORDS.search(part) or len(part) <= 8:
            break
        kept.append(part)
    if len(kept) == len(parts):
        return title
    end = title.find(kept[-1], sum(len(part) for part in kept[:-1])) + len(kept[-1])
    return title[:end]


_SITE_WORDS = re.compile(r"(?:政府|委员会|局|厅|办公室|网站|门户网?|信息网|中国[\u4e00-\u9fff]{2,4}|政务|网)$")
