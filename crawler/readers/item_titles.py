"""The title of one item of a list, as its link or the row that a script opens shows it."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from crawler.readers.dom import BREAK, fold, squeeze, texts, visible_text
from crawler.readers.item_dates import ALONE, EDGE, MAX_DATE, NOTE_ENDS, date_in

MAX_PIECES = 40

_NOT_TITLE = re.compile(
    r"^[\W\d]*$|^\W*(?:更多|查看|详细|详情|阅读|点击|下载|返回|上一|下一|首页|尾页|末页|上页|下页|跳转|打印|关闭|登录|注册|more|next|prev)"
    r"|^\W*(?:第?\d+页|共\d+页)\W*$",
    re.IGNORECASE,
)
_HEADINGS = "h1, h2, h3, h4, h5, h6, [class*=tit i], [class*=bt i], strong"
_NOTE = re.compile(r"(?:文章|信息)?(?:标题|题目|主题)\s*:\s*(.{4,})")


def title_of(link: LexborNode) -> str | None:
    """The title that a link shows, None where it shows none; a full title attribute beats a cut text."""
    attributes = link.attributes
    if not attributes.get("href") and not attributes.get("onclick"):
        return None
    words = _shown(link) if link.tag == "a" else _first_words(link)
    full = _full(attributes.get("title") or "")
    stem = words.rstrip(".…· ")
    if full and (not words or (len(full) > len(stem) and full.startswith(stem[:4]))):
        words = full
    if len(words) < 4 and not _is_dated_row(link, words):
        return None
    return None if _NOT_TITLE.search(words) else words[:600]


def _is_dated_row(link: LexborNode, words: str) -> bool:
    """Whether a title too short to be told from a button stands in a row with nothing but a date."""
    row = link if link.child is not None and link.child.next is not None else link.parent
    if len(words) < 2 or row is None:
        return False
    if row.tag == "td" and row.parent is not None:
        row = row.parent
    rest = fold(visible_text(row, 80)).replace(fold(words), "", 1).strip()
    if not 4 <= len(rest) <= MAX_DATE or ALONE.fullmatch(rest) is None:
        return False
    return row.tag != "body" and (row.tag != "div" or row.css_first("div, ul, table, p") is None)


def _shown(link: LexborNode) -> str:
    """The text of a link; where the whole item is the link, that of the heading in it."""
    first = link.child
    if first is None or (first.next is None and first.tag == "-text"):
        return squeeze(link.text(deep=True) or "")
    if first.next is not None or first.child is not None:
        for heading in link.css(_HEADINGS)[:3]:
            if len(words := squeeze(heading.text(deep=True) or "")) >= 4:
                return words
    pieces = [words for piece in texts(link) if piece != BREAK and (words := squeeze(piece))]
    titles = [words for words in pieces[:MAX_PIECES] if ALONE.fullmatch(fold(words[:60])) is None]
    return " ".join(titles)


def _first_words(row: LexborNode) -> str:
    """The first text of a row that reads like a title: of one that a script opens as a whole."""
    for piece in texts(row):
        words = squeeze(piece)
        if len(words) >= 4 and ALONE.fullmatch(fold(words)) is None and _NOT_TITLE.search(words) is None:
            return words
    return ""


def _full(attribute: str) -> str:
    """The title in a title attribute, which may note date, author and clicks behind it."""
    if not attribute:
        return ""
    folded = fold(attribute)
    begin, end = 0, len(attribute)
    if note := _NOTE.search(folded):
        begin, end = note.start(1), note.end(1)
    elif (line := folded.strip().find("\n")) >= 4:
        end = line + len(folded) - len(folded.lstrip())
    if ends := NOTE_ENDS.search(folded, begin, end):
        end = ends.start()
    return squeeze(attribute[begin:end])


def without_date(title: str) -> str:
    """A title without a date that stands at its edge."""
    folded = fold(title)
    last = next(reversed(list(EDGE.finditer(folded))), None)
    at_the_end = last is not None and last.end() >= len(folded.rstrip()) and last.start() >= 4 and date_in(last[0])
    if last is not None and at_the_end and (folded[last.start() - 1] in " [(" or "20" in last[0]):
        return title[: last.start()].rstrip(" [(")
    first = EDGE.match(folded)
    if (
        first is not None
        and len(folded) - first.end() >= 4
        and (folded[first.end() - 1] in " ])" or folded[first.end()] in " ])" or "20" in first[0])
        and date_in(first[0])
    ):
        return title[first.end() :].strip()
    return title
