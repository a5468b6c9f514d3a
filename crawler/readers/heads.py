"""What a page prints about a document: 索引号, 发文字号, 发文机关, dates, validity, 公开属性.

Publishing systems print it as tables with two, four or eight cells a row, as lists, as 标签：值 lines, and with a
number split over cells. All of them are a label, then its value, in the order in which a visitor reads; what fits a
label is told by its own shape, so that an empty cell does not take its neighbour's value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from crawler.policies.numbers import first_number
from crawler.readers import dates
from crawler.readers.dom import Dom, fold
from crawler.readers.reading import Head

MAX_PIECES = 4000
"""Pieces of text of a page that are looked at."""

MAX_NUMBER = 40
"""Characters of a number that stands alone, with its blanks."""

VALUE_PIECES = 6
"""Pieces over which the cells of one value may be spread."""

LABELS: dict[str, tuple[str, ...]] = {
    "index_no": ("索引号", "信息索引号", "索引号码", "信息索引", "索引"),
    "title": ("标题", "名称", "文件名称", "公文名称", "信息名称", "文件标题", "公文标题"),
    "number": (
        "发文字号",
        "文号",
        "发文文号",
        "文件编号",
        "公文文号",
        "文件字号",
        "发布文号",
        "公文字号",
        "文件文号",
        "发文号",
    ),
    "issuer": (
        *(
            "发文机关",
            "发布机构",
            "发文单位",
            "制发机关",
            "制定机关",
            "成文机关",
            "公开机构",
            "发布机关",
            "印发机关",
            "发文机构",
            "公开主体",
        ),
        *(
            "制发单位",
            "制定单位",
            "信息公开机构",
            "公开责任部门",
            "公开单位",
            "责任部门",
            "发布单位",
            "起草单位",
            "颁布机关",
            "颁布单位",
        ),
    ),
    "written": (
        "成文日期",
        "制发日期",
        "生成日期",
        "签发日期",
        "印发日期",
        "成文时间",
        "制定日期",
        "印发时间",
        "生成时间",
        "文件日期",
        "签署日期",
        "通过日期",
    ),
    "published": (
        "发布日期",
        "公布日期",
        "公开日期",
        "发布时间",
        "发文日期",
        "公开时间",
        "公布时间",
        "上网日期",
        "发文时间",
        "颁布日期",
    ),
    "validity": (
        "有效性",
        "时效性",
        "时效",
        "效力",
        "有效状态",
        "文件状态",
        "是否有效",
        "效力状态",
        "文件效力",
        "文件时效",
        "文件有效性",
        "状态",
        "效力级别",
    ),
    "valid_to": (
        "有效期至",
        "有效期",
        "失效日期",
        "废止日期",
        "有效期限",
        "失效时间",
        "终止日期",
        "废止时间",
        "截止日期",
        "有效期截止",
        "有效截止日期",
    ),
    "effective": ("施行日期", "实施日期", "生效日期", "施行时间", "实施时间", "生效时间", "执行日期"),
    "disclosure": ("公开属性", "公开类别", "公开方式", "公开类型", "公开形式", "信息公开属性", "公开范围", "公开程度"),
    "sort": (
        "文件类别",
        "公文种类",
        "文件类型",
        "文种",
        "体裁分类",
        "体裁",
        "文件种类",
        "公文种类",
        "信息类别",
        "主题分类",
        "分类",
        "主题词",
        "关键词",
    ),
}
"""Labels by what they name; each spelled with or without blanks between its characters."""

_FIELD_OF = {label: name for name, labels in LABELS.items() for label in labels}
_LONGEST = max(map(len, _FIELD_OF))
_STARTS = frozenset(label[0] for label in _FIELD_OF)
_EDGE = "[]【】:：() \t\r\n"
_BLANKS = r"[\s\u3000]{0,6}"
_SPELLED = "|".join(_BLANKS.join(label) for label in sorted(_FIELD_OF, key=len, reverse=True))
_IN_LINE = re.compile(
    rf"(?<![\u4e00-\u9fff])(?:[\[【](?P<boxed>{_SPELLED})[\]】]\s*:?|(?P<plain>{_SPELLED}){_BLANKS}:)\s*"
)
_VALIDITY = re.compile(r"(已修改|已修订|部分有效|现行有效|有效|已失效|失效|已废止|废止|是|否)(?:$|[\s,;(。|])")
_DISCLOSURE = re.compile(
    r"(主动公开|依申请公开|不予公开|全文公开|部分公开|免予公开|面向社会|社会公众|删减后公开|公开)(?:$|[\s,;(。|])"
)
_BODY_END = re.compile(
    r"(?:政府|办公室|办公厅|委员会|管委会|局|委|厅|部|署|院|行|总队|支队|中心|办|处|所|会|司|队|站|法院|检察院|街道|镇|乡|大学|人大)(?:[()（）\w]{0,12})?$"
)
_INDEX = re.compile(r"[\w()\[\]/.—-]*\d[\w()\[\]/.—-]{3,60}")


def read_head(dom: Dom) -> Head:
    """The particulars of the document on a page; empty where it prints none."""
    written = _written(dom)
    found: dict[str, object] = {}
    for name, text in written:
        value = _PARSERS[name](text)
        if value is not None and name not in found:
            found[name] = value
    number = found.pop("number", None) or _standing_alone(dom)
    printed, spelled = number if isinstance(number, tuple) else (None, None)
    head: dict[str, object] = {**found, "number": spelled, "printed_number": printed}
    head["labels"] = frozenset(name for name, _ in written)
    return Head(**head)  # type: ignore[arg-type]


def _standing_alone(dom: Dom) -> tuple[str, str] | None:
    """A number that is a piece of text of its own, without a label: beside the date, or under the title."""
    for piece in dom.pieces[:MAX_PIECES]:
        if "号" in piece and len(piece) <= MAX_NUMBER and not (set(piece) & set("《》。:，：")):
            words = re.sub(r"\s+", "", fold(piece)).strip("()（）[]【】")
            number = first_number(words)
            if number is not None and (number.start, number.end) == (0, len(words)):
                return words, str(number)
    return None


def _written(dom: Dom) -> list[tuple[str, str]]:
    """Labels with the text behind them, in order."""
    pieces = [piece for piece in (fold(piece).strip() for piece in dom.pieces[:MAX_PIECES]) if piece]
    found: list[tuple[str, str]] = []
    for place, piece in enumerate(pieces):
        if len(piece) <= _LONGEST * 3 and (name := _label(piece)) is not None:
            found.append((name, _behind(pieces, place + 1)))
        elif (":" in piece or "【" in piece) and len(piece) < 2000:
            found += _in_line(piece, pieces, place)
    return found


def _label(piece: str) -> str | None:
    if piece.lstrip(_EDGE)[:1] not in _STARTS:
        return None
    words = re.sub(r"\s+", "", piece).strip(_EDGE)
    return _FIELD_OF.get(words)


def _behind(pieces: Sequence[str], start: int) -> str:
    """The text behind a label up to the next one."""
    value: list[str] = []
    for piece in pieces[start : start + VALUE_PIECES]:
        if _label(piece) is not None or _IN_LINE.match(piece):
            break
        if value or piece.strip(": "):
            value.append(piece if value else piece.lstrip(": "))
    return "\n".join(value)


def _in_line(piece: str, pieces: Sequence[str], place: int) -> list[tuple[str, str]]:
    """Labels and values that stand in one piece of text: 索引号：… 发布日期：…"""
    matches = list(_IN_LINE.finditer(piece))
    found = []
    for number, match in enumerate(matches):
        end = matches[number + 1].start() if number + 1 < len(matches) else len(piece)
        text = piece[match.end() : end].strip()
        if number + 1 == len(matches) and len(text) < 40:
            text = "\n".join(filter(None, (text, _behind(pieces, place + 1))))
        found.append((_FIELD_OF[re.sub(r"\s+", "", match["boxed"] or match["plain"])], text))
    return found


def _first(text: str) -> str:
    return text.partition("\n")[0].strip()


def _number_in(text: str) -> tuple[str, str] | None:
    """A number as printed and in its standard spelling; its parts may be spread over cells."""
    for joined in (_first(text), text.replace("\n", ""), text.replace("\n", " ")):
        number = first_number(joined[:120])
        if number is not None and number.start < 12:
            return re.sub(r"\s+", "", joined[number.start : number.end]), str(number)
    return None


def _day_in(text: str) -> date | None:
    first = _first(text)[:40]
    found = dates.first_full(first) or dates.first_full(text.replace("\n", "")[:24])
    return None if found is None else dates.day_of(found)


def _body_in(text: str) -> str | None:
    words = re.sub(r"\s+", " ", _first(text)).strip(" ,;|")
    return words if 2 <= len(words) <= 80 and _BODY_END.search(words) else None


def _word_in(pattern: re.Pattern[str]) -> Callable[[str], str | None]:
    def read(text: str) -> str | None:
        first = _first(text)
        match = pattern.match(first[:30])
        return match[1] if match else None

    return read


def _validity_in(text: str) -> str | None:
    word = _word_in(_VALIDITY)(text)
    spellings = {"现行有效": "有效", "是": "有效", "否": "失效", "已修订": "已修改", "已失效": "失效", "已废止": "废止"}
    return spellings.get(word, word) if word else None


def _index_in(text: str) -> str | None:
    match = _INDEX.match(_first(text))
    return match[0] if match else None


def _title_in(text: str) -> str | None:
    first = _first(text)
    return first if 4 <= len(first) <= 300 else None


def _last_day(text: str) -> date | None:
    """The last day of a validity: of a span 2026-01-01至2030-12-31 its end."""
    first = _first(text)[:60]
    days = [dated.day for dated in dates.full_dates(first)]
    return days[-1] if days else None


_PARSERS: dict[str, Callable[[str], object]] = {
    "index_no": _index_in,
    "title": _title_in,
    "number": _number_in,
    "issuer": _body_in,
    "written": _day_in,
    "published": _day_in,
    "validity": _validity_in,
    "valid_to": _last_day,
    "effective": _day_in,
    "disclosure": _word_in(_DISCLOSURE),
    "sort": lambda text: _first(text)[:40] or None,
}
