"""Messages and answers on pages of unknown layout: tables, definition lists, cards, lines of label and value.

A page is read as lines. A label (来信内容, 答复时间) is one that stands in brackets, before a colon, or alone on its
line; its value is what follows, up to the next label. A label of a question behind an answer begins a new message.
Tables whose first row holds such labels are read by their columns, items of lists by the state that they print.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from selectolax.lexbor import LexborNode

from crawler.readers import dates
from crawler.readers.dom import Dom, fold, squeeze, visible_text
from crawler.readers.letters import END, Letter, state_of
from crawler.readers.message_cards import read_cards

MAX_LETTERS = 200
MAX_LINES = 4000
MAX_VALUE = 5000
MAX_ITEM = 400
"""Characters of an item of a list that is read for its state."""

_ASK = r"(?:来信|写信|信件|留言|咨询|提问|问题|诉求|投诉|反映|建议|发信|网民留言|群众来信|提交|求助)"
_REPLY = r"(?:答复|回复|回信|办结|反馈|处理|办理|答覆|官方回复|部门回复|处理回复|回应)"
_LABELS: dict[str, str] = {
    "title": rf"{_ASK}?(?:标题|主题|题目)",
    "asked": rf"{_ASK}(?:时间|日期)",
    "question": rf"{_ASK}(?:内容|正文|描述|事项|详情)|内容|留言|提问|问题|问|网友提问|咨询问题",
    "answered": rf"{_REPLY}(?:时间|日期)",
    "answerer": rf"(?:{_REPLY}|承办|受理|主办)(?:单位|部门|机构|人)|被咨询单位|收件单位",
    "answer": rf"{_REPLY}(?:内容|结果|情况|意见|正文)|答复|回复|官方回复|部门回复|答|网站回复|受理反馈",
    "state": rf"(?:{_REPLY}|{_ASK}|受理|当前)?状态|是否(?:答复|回复|办结)",
    "other": (
        r"(?:来信|写信|信件|查询|受理)?(?:编号|编码|号)|来信人|写信人|姓名|留言人|咨询人|提问人|网名|昵称|联系电话|邮箱|来信地址"
        rf"|{_ASK}(?:类型|类别|分类|对象|目的)|类型|类别|受理(?:时间|日期)|是否公开|浏览(?:次数|量)|点击(?:数|量)|所属(?:区域|栏目)"
        r"|满意度|评价|阅读(?:次数|量)|访问(?:次数|量)|发布(?:时间|日期)|时间|日期|来源"
    ),
}
_TELLING = frozenset({"asked", "answered", "answerer"})
"""Labels that nothing but a message has."""

_ONE_LINE = frozenset({"asked", "answered", "answerer", "state", "title"})
"""Labels whose value ends with its line."""

_NAMED = "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items())
_AT_START = re.compile(
    rf"(?P<open>[【\[(<「])?\s*(?:{_NAMED})\s*(?:(?P<close>[】\])>」])\s*:?|(?P<colon>:)|(?P<end>$))\s*"
)
_INSIDE = re.compile(rf"(?:(?<=\s)|[【\[])(?:{_NAMED})\s*(?:[】\]]\s*:?|:)\s*")
_NO_ANSWER = re.compile(
    r"^(?:暂无|暂未|尚未|还未|未|没有|无)\s*(?:答复|回复|办理结果|处理结果|回应)?[。.!]?$|^(?:该|此|您的?)?(?:信件|来信|留言|问题)?"
    r"(?:(?:正在|还在)(?:办理|处理|受理|转办|核实)中?|(?:办理|处理|受理|转办|核实)中)[^。]{0,20}[。.!]?$|^(?:待|等待)(?:办理|处理|答复|回复)[。.!]?$"
)
_STATES = re.compile(
    r"(?:^|[\s\[【(])(已办结|已答复|已回复|办结|已处理|已办理|处理中|办理中|受理中|转办中|待回复|待答复|待办理|待处理|未回复|未答复|未处理"
    r"|未办结|已受理|不予受理)(?:$|[\s\]】)])"
)


def read_messages(dom: Dom, title: str | None, *, board: bool = False) -> tuple[Letter, ...]:
    """The messages of a page. ``board``: the page is known to belong to a column of messages, so that questions and
    answers without days, and lists that print no more than a state, are messages too."""
    letters = list(_of_tables(dom))
    if not letters:
        letters = _with_cards(list(_of_labels(dom, title, board=board)), dom, board=board)
    if not letters and board:
        letters = list(_of_items(dom))
    return tuple(letters[:MAX_LETTERS])


def _with_cards(letters: list[Letter], dom: Dom, *, board: bool) -> list[Letter]:
    """Letters with the answers that no label tells: alone on its page, or of a board that has no labels at all."""
    if not (board or letters) or any(letter.asked or letter.answered or letter.proven for letter in letters[1:]):
        return letters
    if letters and (letters[0].answered or letters[0].proven or (letters[0].asked and letters[0].answer)):
        return letters
    cards = list(read_cards(dom))
    if len(letters) == 1 and len(cards) == 1:
        [letter], [card] = letters, cards
        return [replace(card, question=letter.question or card.question, asked=letter.asked, url=letter.url)]
    if len(cards) < max(len(letters), 1) or any(letter.asked for letter in letters):
        return letters
    return cards


# ---------------------------------------------------------------- lines of label and value


def _of_labels(dom: Dom, title: str | None, *, board: bool) -> Iterator[Letter]:
    fields: dict[str, str] = {}
    for kind, value in (*_values(dom), ("title", "")):
        again = kind in fields and (kind not in {"other", "answerer"} or value == "")
        if (again or (kind in {"title", "question", "asked"} and "answer" in fields)) and fields:
            if (letter := _letter(fields, title, board=board)) is not None:
                yield letter
            fields = {}
        fields[kind] = value
    if (letter := _letter(fields, title, board=board)) is not None:
        yield letter


def _values(dom: Dom) -> Iterator[tuple[str, str]]:
    """Labels with their values, in the order of the page."""
    kind: str | None = None
    held: list[str] = []
    for line in dom.lined.split("\n")[:MAX_LINES]:
        if END.match(fold(line)):
            if kind is not None:
                yield kind, "\n".join(held)[:MAX_VALUE]
            kind, held = None, []
            continue
        for said, value in _pieces(line):
            if said is None:
                held.append(value)
                continue
            if kind is not None:
                yield kind, "\n".join(held)[:MAX_VALUE]
            kind, held = said, [value] if value else []
    if kind is not None:
        yield kind, "\n".join(held)[:MAX_VALUE]


def _pieces(line: str) -> Iterator[tuple[str | None, str]]:
    """A line cut at its labels."""
    folded = fold(line)
    first = _AT_START.match(folded)
    if first is not None and not _counts(first):
        first = None
    if first is None and len(folded) > 200:
        yield None, line
        return
    cuts = [(0, first.end(), _kind(first))] if first is not None else []
    start = first.end() if first is not None else 0
    for match in _INSIDE.finditer(folded, start):
        cuts.append((match.start(), match.end(), _kind(match)))
    if not cuts:
        yield None, line
        return
    if cuts[0][0] > 0 and (before := line[: cuts[0][0]].strip()):
        yield None, before
    for place, (_, end, kind) in enumerate(cuts):
        stop = cuts[place + 1][0] if place + 1 < len(cuts) else len(line)
        yield kind, line[end:stop].strip(" |")


def _kind(match: re.Match[str]) -> str:
    return next(kind for kind in _LABELS if match[kind] is not None)


def _counts(match: re.Match[str]) -> bool:
    """Whether a word at the start of a line is a label: in brackets, before a colon, or alone."""
    opened, closed = match["open"] is not None, match["close"] is not None
    if opened or closed:
        return opened and closed
    return match["colon"] is not None or match["end"] is not None


def _letter(fields: dict[str, str], title: str | None, *, board: bool) -> Letter | None:
    """The message that some labels and values make; None where they are those of something else."""
    telling = _TELLING & fields.keys()
    if not (telling or (board and ("answer" in fields or "state" in fields))):
        return None
    if not ({"question", "title", "asked"} & fields.keys() or (board and title)):
        return None
    fields = {kind: value.split("\n")[0] if kind in _ONE_LINE else value for kind, value in fields.items()}
    question = squeeze(fields.get("question") or "") or squeeze(fields.get("title") or "") or title or ""
    answer = (fields.get("answer") or "").strip()
    none = "answer" in fields and (not answer or _NO_ANSWER.search(fold(squeeze(answer))) is not None)
    said = state_of(fields.get("state") or "")
    answered = _day(fields.get("answered"))
    if answer and not none:
        state: str | None = "answered" if said != "invalid" else "invalid"
    elif answered is not None:
        state = said or "answered"
    else:
        state = said or ("open" if none and answer else None)
    if not question and not answer:
        return None
    return Letter(
        question=question[:MAX_VALUE],
        asked=_day(fields.get("asked")),
        answered=answered,
        answerer=squeeze(fields.get("answerer") or "")[:80] or None,
        answer=None if none or not answer else answer,
        state=state,
        proven=(none and bool(answer)) or said == "open",
    )


def _day(text: str | None) -> date | None:
    found = dates.first_full(text[:40]) if text else None
    return dates.day_of(found) if found is not None else None


# ---------------------------------------------------------------- tables with a head


def _of_tables(dom: Dom) -> Iterator[Letter]:
    for table in dom.tree.css("table")[:50]:
        if len(table.css("table")) > 1:  # one that surrounds others lays a page out
            continue
        rows = table.css("tr")[:MAX_LETTERS]
        if len(rows) < 2:
            continue
        kinds = [_head(cell) for cell in _cells(rows[0])]
        if not {"title", "question"} & set(kinds) or len({kind for kind in kinds if kind} - {"other"}) < 2:
            continue
        if not {"asked", "answered", "state", "answerer", "answer"} & set(kinds):
            continue
        for row in rows[1:]:
            cells = _cells(row)
            if len(cells) == len(kinds) and (letter := _of_row(dom, kinds, cells)) is not None:
                yield letter


def _cells(row: LexborNode) -> list[LexborNode]:
    cells = []
    node = row.child
    while node is not None:
        if node.tag in {"td", "th"}:
            cells.append(node)
        node = node.next
    return cells


def _head(cell: LexborNode) -> str | None:
    """What a column of a table holds, by its head; a head that says no more than 时间 is that of the question."""
    words = fold(visible_text(cell, 40)).replace(" ", "").strip(":")
    if words in {"时间", "日期", "提交时间"}:
        return "asked"
    if words in {"单位", "部门"}:
        return "answerer"
    match = re.fullmatch(_NAMED, words)
    return _kind(match) if match is not None else None


def _of_row(dom: Dom, kinds: list[str | None], cells: list[LexborNode]) -> Letter | None:
    fields = {kind: visible_text(cell, MAX_VALUE) for kind, cell in zip(kinds, cells, strict=True) if kind}
    named = next((cell for kind, cell in zip(kinds, cells, strict=True) if kind in {"title", "question"}), cells[0])
    link = named.css_first("a[href]") or next((node for cell in cells if (node := cell.css_first("a[href]"))), None)
    letter = _letter(fields | {"asked": fields.get("asked", "")}, None, board=True)
    if letter is None or not letter.question:
        return None
    return replace(letter, url=dom.resolve(link.attributes.get("href")) if link is not None else None)


# ---------------------------------------------------------------- items that print a state


def _of_items(dom: Dom) -> Iterator[Letter]:
    for node in dom.tree.css("li, tr, dd, div.item, div[class*=list] > div")[:1000]:
        links = node.css("a[href]")
        if not 1 <= len(links) <= 3:
            continue
        words = visible_text(node, MAX_ITEM + 1)
        state = _STATES.search(fold(words))
        if state is None or len(words) > MAX_ITEM:
            continue
        link = max(links, key=lambda one: len(one.text(deep=True)))
        question = squeeze(link.attributes.get("title") or link.text(deep=True))
        if len(question) < 4:
            continue
        said = state_of(state[1])
        day = _day(_first_date(words))
        yield Letter(
            question=question[:300],
            asked=day if said == "open" else None,
            state=said,
            proven=said == "open",
            url=dom.resolve(link.attributes.get("href")),
        )


def _first_date(words: str) -> str | None:
    found = next(dates.full_dates(words), None)
    return words[found.start :] if found is not None else None
