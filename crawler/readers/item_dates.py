"""The date of one item of a list: beside its title, behind or before it, under a table's head, in an attribute."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

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
MAX_DATE = 24
"""Characters of a text that is a date and hardly more."""

NOTE_ENDS = re.compile(
    r"\s*(?:(?:发布|更新|发表|添加|录入)?(?:时间|日期)|点击(?:数|次数)?|浏览(?:次数)?|作者|来源|发布人|文章作者)\s*:"
)
_DATE = (
    r"(?:(?:19|20)\d{2}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?"
    r"(?:\s*(?:星期.|周.))?(?:T?\s*\d{1,2}:\d{1,2}(?::\d{1,2})?)?"
)
ALONE = re.compile(
    rf"[\s\[(|·*]*(?P<label>[\u4e00-\u9fff]{{0,4}}(?:时间|日期)|发布|公布|公开|发表)?\s*:?\s*(?P<day>{_DATE})[\s\])|·]*"
)
_YEAR = re.compile(r"\W*((?:19|20)\d{2})年?\W*")
_LABEL = re.compile(r"[\s\[(|]*([\u4e00-\u9fff]{0,4}(?:时间|日期)|发布|公布|公开|发表)\s*:?\s*")
_PUBLISHED = re.compile(r"发布|公开|公布|公示(?:日期|时间)|发表|刊登|上网|上传|发文时间")
_PUBLISHED_ON = re.compile(r"(?:发布|公开|公布|发表|上网)(?:时间|日期|于)?\s*:?\s*(?=(?:19|20)\d{2}\s*[-/.年])")
_SHORT_YEAR = re.compile(r"[\s\[(]*(\d{2})([-/.])(0?[1-9]|1[0-2])\2(0?[1-9]|[12]\d|3[01])[\s\])]*")
_ANSWERED = re.compile(r"[回答]复|办结")
_OTHER_DAYS = re.compile(r"成文|生成|印发|来信|写信|提交|截止|截至|结束|开始|实施|施行|失效|有效|修改|受理")
EDGE = re.compile(r"(?:[\[(]?\s*(?:(?:19|20)\d{2}\s*[-/.年]\s*)?\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*[\])]?)")
_DAY_ALONE = re.compile(r"\W*(0[1-9]|[12]\d|3[01]|[1-9](?=\s*日))\s*日?\W*")
_MONTH_ALONE = re.compile(r"\W*(?:(?P<year>(?:19|20)\d{2})\s*[-/.年]\s*)?(?P<month>0?[1-9]|1[0-2])\s*月?\W*")
HEADING = re.compile(
    r"\W*(?P<year>(?:19|20)\d{2})\s*(?:年度?|[-/.](?=\d))?\s*(?:(?P<month>0?[1-9]|1[0-2])\s*月?(?:份)?)?\W*"
)
"""A heading that is the year or the month of what stands below it."""

MAX_HEADING = 16
"""Characters of a heading that is a month or a year."""

MAX_LEVELS = 3
"""Elements around an item before which such a heading is looked for."""

_INLINE = frozenset({"span", "i", "em", "time", "-text", "td", "dt", "b", "font", "small"})


def printed_day(link: LexborNode, item: LexborNode, own: set[int], heads: Heads, *, ahead: bool) -> Printed:
    """The date printed in an item beside its title, behind it, before it, or in an attribute.

    ``own``: the items of the list; ``heads``: kept from item to item; ``ahead``: in this list dates stand before
    their items.
    """
    found = in_item(link, item, heads)
    if found is None:
        found = before(item, own) if ahead else _behind(item, own) or before(item, own)
    if found is None:
        found = _noted(link) or (_noted(item) if item.mem_id != link.mem_id else None)
    return found if isinstance(found, date) else _under_heading(item, found) or found


def _under_heading(item: LexborNode, day: tuple[int, int] | None) -> date | None:
    """The day of an item below a heading that is its month or year (2026年11月): the item prints what is left."""
    alone = None
    if day is None:
        pieces = [fold(squeeze(piece)) for piece in texts(item, MAX_CELLS) if piece != BREAK]
        alone = next((match for piece in pieces if (match := _DAY_ALONE.fullmatch(piece))), None)
        if alone is None:
            return None
    node: LexborNode | None = item
    for _ in range(MAX_LEVELS):
        node = None if node is None else node.parent
        if node is None or node.tag == "body":
            return None
        before = node.prev
        while before is not None and before.tag in {"-text", "-comment"}:
            before = before.prev
        said = "" if before is None else fold(visible_text(before, MAX_HEADING))
        if len(said) <= MAX_HEADING and (heading := HEADING.fullmatch(said)) is not None:
            month = heading["month"]
            if day is None and (month is None or alone is None):
                return None
            parts = day if day is not None else (int(month or 0), int(alone[1] if alone else 0))
            try:
                return date(int(heading["year"]), *parts)
            except ValueError:
                return None
    return None


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
    if len(rest) <= MAX_BESIDE and (label := _PUBLISHED_ON.search(rest)) is not None:
        return date_in(rest[label.end() : label.end() + MAX_DATE])
    return (date_in(rest) if len(rest) <= MAX_BESIDE else None) or at_the_edge(title)


def _alone(pieces: Sequence[str]) -> Printed:
    """A date that stands in a piece of its own rather than in a summary; days of publication before others."""
    best: Printed = _in_pieces(pieces)
    rank = 9 if best is None else 3
    for place, piece in enumerate(pieces[:60]):
        if len(piece) > 40 or not piece[-3:].strip():
            continue
        short = _SHORT_YEAR.fullmatch(piece)
        match = ALONE.fullmatch(f"20{short[1]}-{short[3]}-{short[4]}" if short else piece)
        if match is None:
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


def _in_pieces(pieces: Sequence[str]) -> Printed:
    """A day and its month in two pieces one behind the other: 06 and 11月, 2026.11 and 06."""
    for one, other in pairwise(pieces[:MAX_CELLS]):
        for first, second in ((one, other), (other, one)):
            day, month = _DAY_ALONE.fullmatch(first), _MONTH_ALONE.fullmatch(second)
            if day is None or month is None or not ("月" in second or month["year"]):
                continue
            found = int(month["month"]), int(day[1])
            try:
                return date(int(month["year"] or 2024), *found) if month["year"] else (date(2024, *found) and found)
            except ValueError:
                continue
    return None


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
    names = heads_of(row, heads)
    if not names:
        return None
    for word in (_PUBLISHED, _ANSWERED):
        column = next((place for place, name in enumerate(names) if word.search(name)), None)
        if column is not None and (cells := _cells(row)) and column < len(cells):
            said = visible_text(cells[column], 60)
            if len(said) <= 30 and (found := date_in(said)) is not None:
                return found
    return None


def heads_of(row: LexborNode, known: Heads) -> tuple[str, ...]:
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


def before(item: LexborNode, own: set[int]) -> Printed:
    """The date in the short text right before an item; in a block of its own it must stand alone."""
    node = item.prev
    while node is not None and node.tag in {"-text", "-comment"} and not (node.text_content or "").strip():
        node = node.prev
    if node is None or node.mem_id in own or (len(own) == 1 and node.tag not in _INLINE):
        return None
    said = fold(node.text_content or "") if node.tag == "-text" else fold(visible_text(node, 60))
    if len(said.strip()) > MAX_DATE or (node.tag not in _INLINE and ALONE.fullmatch(said) is None):
        return None
    return date_in(said)


def _noted(node: LexborNode) -> Printed:
    """The date in a title attribute, behind a label or alone, or that of a time element."""
    clock = node.css_first("time[datetime]") or (
        node.next if node.next is not None and node.next.tag == "time" else None
    )
    if clock is not None and (found := date_in(clock.attributes.get("datetime") or "")) is not None:
        return found
    note = fold(node.attributes.get("title") or "").strip()
    if len(note) < 8 or not any(letter.isdigit() for letter in note):
        return None
    label = next((match for match in NOTE_ENDS.finditer(note) if "时间" in match[0] or "日期" in match[0]), None)
    if label is not None:
        return date_in(note[label.end() : label.end() + 30])
    return date_in(note) if ALONE.fullmatch(note) else None


def date_in(text: str) -> Printed:
    """The first date in a text, one with its year before others."""
    if not text or not any(letter.isdigit() or letter == "年" for letter in text):
        return None
    full = dates.first_full(text)
    return dates.day_of(full) if full is not None else dates.month_and_day(text)


def at_the_edge(title: str) -> Printed:
    """A date at the very beginning or end of a link's text (the whole item is the link)."""
    folded = fold(title).strip()
    for match in EDGE.finditer(folded):
        if match.end() >= len(folded) - 9 or match.start() == 0:
            return date_in(folded[match.start() : match.end()])
    return None
