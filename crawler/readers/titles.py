"""The title of a page's article, without the names of site and column around it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.readers.dom import Dom, fold, squeeze, visible_text

_TITLE_METAS = ("articletitle", "article:title", "og:title", "twitter:title", "dc.title")
_TITLE_NODES = (
    "#UCAP-TITLE, #ivs_title, .ivs_title, .Article_title, .article-title, .article_title, .articleTitle, "
    ".arti_title, .arti-title, .content-title, .content_title, .contentTitle, .detail-title, .detail_title, "
    ".news_title, .news-title, .show_title, .xl_title, .xl-title, .wztit, .wz_title, .title_con, .rich_media_title, "
    ".tit_con, .xx_title, .pages-title"
)
_HEADING_NODES = ("h2", "h3", "[class*=title i]", "[id*=title i]", "[class*=tit i]", "strong, b")
_NOTE = re.compile(
    r"(?:发布时间|发布日期|时间|日期)?\s*:?\s*(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+(?:\d{1,2}:\d{2}|来源|作者|浏览|点击)"
    r"|\s+(?:发布|发表)(?:时间|日期)\s*:?\s*(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*$"
    r"|\s\(\s+(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s+\)\s*$"
)
_DATE_LINE = re.compile(
    r"(?:发布|发表|更新|信息)?(?:时间|日期)\s*:?\s*(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}"
)
_DATED_LINE = re.compile(
    r"\W*(?:19|20)\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}(?:\s*日)?(?!\d)(?!.{0,6}星期)(?P<rest>[^。,;]{0,80})"
    r"|(?:作者|来源|信息来源|发布(?:单位|机构|人)|供稿)\s*:[^。]{0,60}(?:时间|日期|浏览|点击|阅读)"
)
"""The line below a title that prints the date without a label, or labels whose values scripts write."""

_CRUMB = re.compile(r"位置|[>›»→]|首页|^正文$")
_GENERIC = re.compile(
    r"\W*(?:正文|(?:文章|内容|信息|新闻)?(?:详情|详细|内容|正文)(?:页|页面|信息|内容)?|细览|无标题文档?)\W*"
)
"""What templates put into ``<title>`` on every article."""

MAX_LINES = 200
"""Lines from the top of a page in which the one with the date is looked for."""

_LINES = re.compile(r"[\t\r\n\f]+\s*")
_SEPARATORS = " -_|—–>»:：·"
_SUFFIX = re.compile(r"\s*[-_|—–>»]+\s*")


def read_title(dom: Dom) -> str | None:
    """The title of a page's article without the names of site and column."""
    return dom.metas.get(_TITLE_METAS[0]) or read_printed_title(dom)


def read_printed_title(dom: Dom) -> str | None:
    """The title of a page's article, whatever its tag ArticleTitle says."""
    for node in dom.tree.css(_TITLE_NODES):
        words = _title_text(node)
        if _fits(words):
            return words
    headings = [words for node in dom.tree.css("h1") if not _is_logo(node) and _fits(words := _title_text(node))]
    if confirmed := _confirmed_by_head(dom, headings):
        return confirmed
    if len(headings) == 1:
        return headings[0]
    for name in _TITLE_METAS[1:]:
        if meta := dom.metas.get(name):
            return meta
    title = _without_suffix(dom.html_title, dom) if dom.html_title else None
    if title is None or _SITE_WORDS.search(title) or _GENERIC.fullmatch(title):
        return _above_date_line(dom) or title
    return title


def _is_logo(heading: LexborNode) -> bool:
    """Whether a heading is the site's name at the top of every page: all of it leads somewhere, or it is named so."""
    attributes = heading.attributes
    if "logo" in f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower():
        return True
    link = heading.css_first("a[href]")
    words = squeeze(heading.text(deep=True) or "")
    return link is not None and squeeze(link.text(deep=True) or "") == words and bool(_SITE_WORDS.search(words))


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
            if len(words) >= 6 and _fits(words) and _agree(squeeze(words), html_title):
                return words
    return None


def _agree(words: str, html_title: str) -> bool:
    """Whether a heading is what ``<title>`` begins with or holds as a part of its own, or a longer form of it."""
    place = html_title.find(words)
    part = place > 0 and len(words) >= 8 and html_title[place - 1] in _SEPARATORS
    return (
        place == 0
        or part
        or (len(html_title) >= 6 and html_title in words and len(words) <= len(html_title) + 20 and "。" not in words)
    )


def _above_date_line(dom: Dom) -> str | None:
    """The line above the one that prints the date, on a page whose ``<title>`` names the site alone."""
    above: str | None = None
    for line in dom.lined.split("\n")[:MAX_LINES]:
        folded = fold(line)
        if len(line) <= 120 and _DATE_LINE.search(folded):
            return above
        if len(line) <= 120 and _DATED_LINE.match(folded):
            if above is not None:
                return above
            continue
        above = line if 6 <= len(line) <= 120 and not _CRUMB.search(line) else None
    return None


def _title_text(node: LexborNode) -> str:
    """The words of a title: lines joined, blanks inside kept as printed; a line of date and source in it left out."""
    words = visible_text(node, 600) if node.css_first("script, style") else node.text(deep=True) or ""
    if note := _NOTE.search(fold(words)):
        words = words[: note.start()]
    return _LINES.sub(" ", words).strip()


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
