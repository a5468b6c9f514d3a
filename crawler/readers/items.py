"""One item of a list: the title that its link shows and the date printed with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from selectolax.lexbor import LexborNode

from crawler.readers import dates
from crawler.readers.dom import BREAK, fold, squeeze, texts, visible_text

Printed = date | tuple[int, int] | None
"""A printed date, or month and day of one without year."""

Heads = dict[int, tuple[str, ...]]
"""The heads of tables that were looked at, by node."""

MAX_BESIDE = 400
"""Characters beside a title, a summary among them, from which on an item is no item."""

MAX_CELLS = 20

_NOT_TITLE = re.compile(
    r"^[\W\d]*$|^\W*(?:更多|查看|详细|详情|阅读|点击|下载|返回|上一|下一|首页|尾页|末页|上页|下页|跳转|打印|关闭|登录|注册|more|next|prev)"
    r"|^\W*(?:第?\d+页|共\d+页)\W*$",
    re.IGNORECASE,
)
_HEADINGS = "h1, h2, h3, h4, h5, h6, [class*=tit i], [class*=bt i], strong"
_NOTE = re.compile(r"(?:文章|信息)?(?:标题|题目|主题)\s*:\s*(.{4,})")
_NOTE_ENDS = re.compile(
    r"\s*(?:(?:发布|更新|发表|添加|录入)?(?:时间|日期)|点击(?:数|次数)?|浏览(?:次数)?|作者|来源|发布人|文章作者)\s*:"
)
_DATE = (
    r"(?:(?:19|20)\d{2}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"(?:\s*(?:星期.|周.))?(?:T?\s*\d{1,2}:\d{1,2}(?::\d{1,2})?)?"
)
_ALONE = re.compile(
    rf"[\s\[(|·*]*(?P<label>[\u4e00-\u9fff]{{0,4}}(?:时间|日期)|发布|公布|公开|发表)?\s*:?\s*(?P<day>{_DATE})[\s\])|·]*"
)
_YEAR = re.compile(r"\W*((?:19|20)\d{2})年?\W*")
_LABEL = re.compile(r"[\s\[(|]*([\u4e00-\u9fff]{0,4}(?:时间|日期)|发布|公布|公开|发表)\s*:?\s*")
_PUBLISHED = re.compile(r"发布|公开|公布|发表|刊登|上网|上传|发文时间")
_ANSWERED = re.compile(r"[回答]复|办结")
_OTHER_DAYS = re.compile(r"成文|生成|印发|来信|写信|提交|截止|截至|结束|开始|实施|施行|失效|有效|修改|受理")
_EDGE = re.compile(r"(?:[\[(]?\s*(?:(?:19|20)\d{2}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*[\])]?)")
_INLINE = frozenset({"span", "i", "em", "time", "-text", "td", "dt", "b", "font", "small"})


def title_of(link: LexborNode) -> str | None:
    """The title that a link shows, None where it shows none; a full title attribute beats a cut text."""
    attributes = link.attributes
    if not attributes.get("href") and not attributes.get("onclick"):
        return None
    words = _shown(link)
    full = _full(attributes.get("title") or "")
    stem = words.rstrip(".…· ")
    if full and (not words or (len(full) > len(stem) and full.startswith(stem[:4]))):
        words = full
    if len(words) < 4 or _NOT_TITLE.search(words):
        return None
    return words[:600]


def _shown(link: LexborNode) -> str:
    """The text of a link; where the whole item is the link, that of the heading in it."""
    first = link.child
    if first is None or (first.next is None and first.tag == "-text"):
        return squeeze(link.text(deep=True) or "")
    if first.next is not None or first.child is not None:
        for heading in link.css(_HEADINGS)[:3]:
            if len(words := squeeze(heading.text(deep=True) or "")) >= 4:
                return words
    return visible_text(link, 2000)


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
    if ends := _NOTE_ENDS.search(folded, begin, end):
        end = ends.start()
    return squeeze(attribute[begin:end])


def printed_day(link: LexborNode, item: LexborNode, own: set[int], heads: Heads) -> Printed:
    """The date printed in an item beside its title, behind it, before it, or in a title attribute.

    ``own``: the items of the list; ``heads``: kept from item to item.
    """
    found = in_item(link, item, heads)
    if found is None and item.tag == "dd":
        found = _before(item, own)
    if found is None:
        found = _behind(item, own) or _before(item, own)
    return found or _noted(link) or (_noted(item) if item.mem_id != link.mem_id else None)


def in_item(link: LexborNode, item: LexborNode, heads: Heads) -> Printed:
    """The date that stands in the item itself."""
    title = squeeze(link.text(deep=True) or "")
    pieces = [folded for piece in texts(item) if piece != BREAK and (folded := fold(squeeze(piece)))]
    if item.tag == "tr" and (found := _under_heads(item, heads)) is not None:
        return found
    if (found := _alone(pieces)) is not None:
        return found
    if len(pieces) < 2 and item.mem_id == link.mem_id:
        return at_the_edge(title) or date_in(squeeze(link.attributes.get("data-date") or ""))
    rest = " ".join(pieces)
    if item.mem_id != link.mem_id:
        rest = rest.replace(fold(title), " ", 1)
    return (date_in(rest) if len(rest) <= MAX_BESIDE else None) or at_the_edge(title)


def _alone(pieces: Sequence[str]) -> Printed:
    """A date that stands in a piece of its own rather than in a summary; days of publication before others."""
    best: Printed = None
    rank = 9
    for place, piece in enumerate(pieces[:60]):
        if len(piece) > 40 or (match := _ALONE.fullmatch(piece)) is None:
            continue
        day = date_in(match["day"])
        if isinstance(day, tuple):
            day = _with_year(day, pieces, place)
        before = _LABEL.fullmatch(pieces[place - 1]) if place else None
        label = match["label"] or (before[1] if before else "")
        this = (
            0 if _PUBLISHED.search(label) else 1 if _ANSWERED.search(label) else 3 if _OTHER_DAYS.search(label) else 2
        )
        if day is not None and this < rank:
            best, rank = day, this
    return best


def _with_year(day: tuple[int, int], pieces: Sequence[str], place: int) -> Printed:
    """Month and day with the year that stands in the piece beside them."""
    for beside in (pieces[place + 1 : place + 2], pieces[max(place - 1, 0) : place]):
        if beside and (year := _YEAR.fullmatch(beside[0])) is not None:
            try:
                return date(int(year[1]), *day)
            except ValueError:
                return day
    return day


def _under_heads(row: LexborNode, heads: Heads) -> Printed:
    """The date in the cell whose head says that it is the day of publication or, of letters, of the answer."""
    names = _heads(row, heads)
    if not names:
        return None
    for word in (_PUBLISHED, _ANSWERED):
        column = next((place for place, name in enumerate(names) if word.search(name)), None)
        if column is not None and (cells := _cells(row)) and column < len(cells):
            said = visible_text(cells[column], 60)
            if len(said) <= 30 and (found := date_in(said)) is not None:
                return found
    return None


def _heads(row: LexborNode, known: Heads) -> tuple[str, ...]:
    """The heads of the table of a row; none where it has no row of heads or only one column."""
    table = row.parent
    while table is not None and table.tag in {"tbody", "thead", "tfoot"}:
        table = table.parent
    if table is None or table.tag != "table":
        return ()
    if table.mem_id not in known:
        first = table.css_first("tr")
        cells = _cells(first) if first is not None else []
        named = bool(cells) and first is not None and first.css_first("a[href]") is None
        known[table.mem_id] = tuple(visible_text(cell, 40) for cell in cells) if named else ()
    return known[table.mem_id]


def _cells(row: LexborNode) -> list[LexborNode]:
    found: list[LexborNode] = []
    cell = row.child
    while cell is not None and len(found) < MAX_CELLS:
        if cell.tag in {"td", "th"}:
            found.append(cell)
        cell = cell.next
    return found


def _behind(item: LexborNode, own: set[int]) -> Printed:
    """The date in what follows an item up to the next one; an item that stands alone owns its line only."""
    behind: list[str] = []
    node = item.next
    while node is not None and node.mem_id not in own and len(behind) < 6:
        if node.tag == "-text":
            behind.append(node.text_content or "")
        elif (node.tag == "br" and any(piece.strip() for piece in behind)) or (
            len(own) == 1 and node.tag not in _INLINE and node.tag not in {"br", "-comment"}
        ):
            break
        elif node.tag and node.tag[0] != "-" and node.tag != "br":
            behind.append(visible_text(node, 200))
        node = node.next
    return date_in(" ".join(behind)[:200])


def _before(item: LexborNode, own: set[int]) -> Printed:
    """The date in the short text right before an item."""
    before = item.prev
    while before is not None and before.tag in {"-text", "-comment"} and not (before.text_content or "").strip():
        before = before.prev
    if before is None or before.mem_id in own or before.tag not in _INLINE:
        return None
    said = (before.text_content or "") if before.tag == "-text" else visible_text(before, 60)
    return date_in(said) if len(said.strip()) <= 24 else None


def _noted(node: LexborNode) -> Printed:
    """The date in a title attribute, behind a label or alone."""
    note = fold(node.attributes.get("title") or "").strip()
    if len(note) < 8 or not any(letter.isdigit() for letter in note):
        return None
    label = next((match for match in _NOTE_ENDS.finditer(note) if "时间" in match[0] or "日期" in match[0]), None)
    if label is not None:
        return date_in(note[label.end() : label.end() + 30])
    return date_in(note) if _ALONE.fullmatch(note) else None


def date_in(text: str) -> Printed:
    """The first date in a text, one with its year before others."""
    if not text or not any(letter.isdigit() or letter == "年" for letter in text):
        return None
    full = dates.first_full(text)
    return dates.day_of(full) if full is not None else dates.month_and_day(text)


def at_the_edge(title: str) -> Printed:
    """A date at the very beginning or end of a link's text (the whole item is the link)."""
    folded = fold(title).strip()
    for match in _EDGE.finditer(folded):
        if match.end() >= len(folded) - 9 or match.start() == 0:
            return date_in(folded[match.start() : match.end()])
    return None


def without_date(title: str) -> str:
    """A title without a date that stands at its edge."""
    folded = fold(title)
    last = next(reversed(list(_EDGE.finditer(folded))), None)
    at_the_end = last is not None and last.end() >= len(folded.rstrip()) and last.start() >= 4 and date_in(last[0])
    if last is not None and at_the_end and (folded[last.start() - 1] in " [(" or "20" in last[0]):
        return title[: last.start()].rstrip(" [(")
    first = _EDGE.match(folded)
    if (
        first is not None
        and len(folded) - first.end() >= 4
        and folded[first.end() : first.end() + 1] in " ])"
        and date_in(first[0])
    ):
        return title[first.end() :].strip()
    return title
