"""Items of lists that are no links themselves: rows that open by a button beside the title or by a script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborNode

from crawler.readers.bodies import CONTAINERS
from crawler.readers.dom import BREAK, Dom, fold, squeeze, texts, visible_text
from crawler.readers.furniture import is_aside, is_frame
from crawler.readers.item_dates import ALONE, MAX_BESIDE, Heads, heads_of

MAX_ROWS = 3000
MAX_PIECES = 12
MAX_CLIMB = 4
MAX_FRAME = 12

MIN_TITLE = 4
LEAST = 2
"""Rows alike from which on they are a list."""

_OPENS = re.compile(
    r"\W*(?:(?:点击|在线)?(?:查看|详情|详细|阅读|预览|浏览|进入)(?:详情|详细|全文|更多|原文|内容|信息)?)\W*"
)
_NAMED = re.compile(r"标题|名称|题名|主题|事项|题目|内容")
_DATED = re.compile(r"发布|公布|公开|公示|日期|时间")
_CODE = re.compile(r"[\w\W]*\d{4,}[-\w]*|[\W\d]*")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_DATED_LINE = re.compile(
    r"(?:^|[\s\[(])(?:(?:19|20)\d{2}[-/.年])?\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?[\])]?$",
    re.MULTILINE,
)
_ROWS = "li, tr, div[class], dl, section[class], article"
_ANY_CONTAINER = ", ".join(CONTAINERS)
_KEPT = ("data-href", "data-url", "data-link", "data-src-url")


def is_button(link: LexborNode) -> bool:
    """Whether a link says no more than that it opens something ("查看")."""
    return _OPENS.fullmatch(fold(squeeze(link.text(deep=True) or ""))) is not None


def title_beside(button: LexborNode) -> str | None:
    """The title of the row that a button ("查看") opens: what stands under the head of titles, else the longest words.

    None where the button does not stand in a row, or the row has a link of its own that reads like a title.
    """
    node = button.parent
    for _ in range(MAX_CLIMB):
        if node is None or node.tag in {"body", "ul", "ol", "table", "tbody"}:
            return None
        if any(len(squeeze(link.text(deep=True) or "")) > MIN_TITLE + 2 for link in node.css("a")):
            return None
        if node.tag == "tr":
            return _under_head(node) or _longest(node)
        if node.tag not in {"td", "p", "span"} and (words := _longest(node)):
            return words
        if node.tag in {"li", "dl"}:
            return None
        node = node.parent
    return None


def _under_head(row: LexborNode) -> str | None:
    heads: Heads = {}
    names = heads_of(row, heads)
    place = next((place for place, name in enumerate(names) if _NAMED.search(name)), None)
    cells = [cell for cell in row.iter() if cell.tag in {"td", "th"}]
    if place is None or place >= len(cells):
        return None
    words = visible_text(cells[place], 600)
    return words if len(words) >= MIN_TITLE else None


def _longest(row: LexborNode) -> str | None:
    """The longest words of a row that are neither a date nor a number nor a button."""
    found = [
        words
        for piece in texts(row)
        if piece != BREAK
        and len(words := squeeze(piece)) >= MIN_TITLE + 2
        and len(_CHINESE.findall(words)) >= MIN_TITLE
        and ALONE.fullmatch(fold(words)) is None
        and _OPENS.fullmatch(fold(words)) is None
    ]
    heading = next(
        (words for node in row.css("h2, h3, h4, h5, [class*=tit i]") if (words := _words(node)) in found), None
    )
    return heading or (max(found, key=len) if found and len(found) <= MAX_PIECES else None)


def _words(node: LexborNode) -> str:
    return squeeze(node.text(deep=True) or "")


def bare_rows(dom: Dom) -> Iterator[tuple[LexborNode, str]]:
    """Rows of a list without any link, each a title and a date, with their titles: a script opens them.

    Rows are siblings alike in tag and class; those of a table need a head that names title and date. Tables and
    lists within an article are none.
    """
    if "articletitle" in dom.metas or len(_DATED_LINE.findall(dom.folded_lines)) < LEAST:
        return
    if dom.tree.css_first(_ANY_CONTAINER) is not None:
        return
    alike: dict[tuple[int, str, str], list[tuple[LexborNode, str]]] = {}
    heads: Heads = {}
    for node in dom.tree.css(_ROWS)[:MAX_ROWS]:
        parent = node.parent
        if parent is not None and node.css_first("a") is None and (title := _title(node, heads)):
            kind = node.tag or "", node.attributes.get("class") or ""
            alike.setdefault((parent.mem_id, *kind), []).append((node, title))
    for rows in alike.values():
        if len(rows) >= LEAST and not is_aside(rows[0][0]) and not _is_framed(rows[0][0]):
            yield from rows


def _title(row: LexborNode, heads: Heads) -> str | None:
    """The title of a row that holds little besides it and its date; None where it is no such row."""
    if row.tag == "tr":
        names = heads_of(row, heads)
        if not (any(map(_NAMED.search, names)) and any(map(_DATED.search, names))):
            return None
    pieces = [fold(squeeze(piece)) for piece in texts(row, MAX_PIECES * 8) if piece != BREAK]
    pieces = [piece for piece in pieces if piece]
    if not LEAST <= len(pieces) <= MAX_PIECES or sum(map(len, pieces)) > MAX_BESIDE:
        return None
    if sum(1 for piece in pieces if ALONE.fullmatch(piece)) == 0 or len(row.css("li, tr")) > 1:
        return None
    return (_under_head(row) if row.tag == "tr" else None) or _longest(row)


def _is_framed(row: LexborNode) -> bool:
    node = row.parent
    for _ in range(MAX_FRAME):
        if node is None or node.tag == "body":
            return False
        if is_frame(node):
            return True
        node = node.parent
    return False


def kept_address(row: LexborNode) -> str:
    """The address that a row keeps for its script in an attribute; "" where it keeps none."""
    return next((written.strip() for name in _KEPT if (written := row.attributes.get(name))), "")
