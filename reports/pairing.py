"""The pairing alone: two lists of documents and interpretations in, one list of pairs out."""

from __future__ import annotations

import csv
import io
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from crawler.policies.documents import Item
from crawler.policies.kinds import kind_of
from crawler.policies.pairing import Match, pair
from crawler.readers import dates
from reports.errors import UsageError
from reports.tables import sheets_of_workbook

FIELDS = ("interpretation", "policy", "confidence", "signals", "kind")
COLUMNS = ("id", "title", "number", "date", "url", "text")
MAX_CELL = 5_000_000
"""Characters of one cell: the text of a long document."""


def read_items(path: Path) -> tuple[list[Item], list[str]]:
    """The items of a list (CSV, or the first sheet of an .xlsx) with the columns id and title and, where known,
    number, date, url, text; further columns are passed over. Also returns sentences on what was taken otherwise than
    written: an encoding, dates that could not be understood and count as unknown, rows that stand there twice.

    Raises:
        UsageError: unreadable, a column missing, a cell of id or title empty, an id of two different rows.
    """
    lines, said = _lines(path)
    if not lines:
        raise UsageError(f"{path}：是空的，应有表头 id、title 和每条一行")
    header = [cell.strip().lower() for cell in lines[0]]
    _check_header(path, header)
    items: dict[str, Item] = {}
    twice: list[int] = []
    for line, cells in enumerate(lines[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        item, unclear = _item(
            f"{path} 第 {line} 行", dict(zip(header, _cells(path, line, cells, header), strict=False))
        )
        said += unclear
        if items.setdefault(item.id, item) == item:
            twice += [line] if items[item.id] is not item else []
        else:
            raise UsageError(f"{path} 第 {line} 行，列 id，值“{item.id[:40]}”：前面已有这个编号，内容不同")
    if twice:
        places = "、".join(map(str, twice[:5])) + (" 等" if len(twice) > 5 else "")
        said.append(f"{path}：{len(twice)} 行与前面完全相同，只算一次（第 {places} 行）")
    if not items:
        said.append(f"{path}：只有表头，没有内容")
    return list(items.values()), said


def _check_header(path: Path, header: list[str]) -> None:
    if missing := [name for name in ("id", "title") if name not in header]:
        seen = "、".join(name[:20] or "（空）" for name in header[:8])
        raise UsageError(f"{path} 第 1 行：缺少列 {'、'.join(missing)}，现在是 {seen}")
    if more := next((name for name in COLUMNS if header.count(name) > 1), None):
        raise UsageError(f"{path} 第 1 行：列 {more} 出现了两次")


def _cells(path: Path, line: int, cells: list[str], header: list[str]) -> list[str]:
    """The cells of a row; a comma that is not in quotation marks would shift all that follow."""
    if any(cell.strip() for cell in cells[len(header) :]):
        raise UsageError(
            f"{path} 第 {line} 行：有 {len(cells)} 格，表头只有 {len(header)} 列；格子里有逗号时要加英文引号"
        )
    return [cell.strip() for cell in cells]


def _item(place: str, row: dict[str, str]) -> tuple[Item, list[str]]:
    for name in ("id", "title"):
        if not row.get(name):
            raise UsageError(f"{place}，列 {name}：不能为空")
    written = row.get("date", "")
    day = _day(written)
    unclear = [f"{place}，列 date，值“{written[:40]}”：看不懂，按日期不详处理"] if written and day is None else []
    item = Item(
        id=row["id"],
        title=row["title"],
        number=row.get("number", ""),
        day=day,
        url=row.get("url", ""),
        text=row.get("text", ""),
    )
    return item, unclear


def rows(policies: Sequence[Item], interpretations: Sequence[Item]) -> Iterator[dict[str, str]]:
    """The pairs as rows to write: at least one for every interpretation, in the order of the list, best first."""
    found: dict[str, list[Match]] = defaultdict(list)
    for match in pair(policies, interpretations):
        found[match.interpretation].append(match)
    for item in interpretations:
        kind = str(kind_of(item.title, item.text))
        for match in found[item.id]:
            yield _row(item.id, kind, match.policy, f"{match.confidence:.3f}", ";".join(match.signals))
        if not found[item.id]:
            yield _row(item.id, kind, "", "0", "")


def _row(*cells: str) -> dict[str, str]:
    interpretation, kind, policy, confidence, signals = cells
    return dict(zip(FIELDS, (interpretation, policy, confidence, signals, kind), strict=True))


def _lines(path: Path) -> tuple[list[list[str]], list[str]]:
    """The rows of a list, and what is to be said of how it was read."""
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        sheets = sheets_of_workbook(path)
        name, lines = next(iter(sheets.items()), ("", []))
        return lines, [f"{path}：有 {len(sheets)} 个工作表，只读第一个“{name}”"] if len(sheets) > 1 else []
    text, said = _text(path)
    head = text.partition("\n")[0]
    before = csv.field_size_limit(MAX_CELL)
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter="\t" if "\t" in head and "," not in head else ",", strict=True
    )
    try:
        return list(reader), said
    except csv.Error as error:
        raise UsageError(f"{path} 第 {reader.line_num} 行：不是合法的 CSV（{error}）") from None
    finally:
        csv.field_size_limit(before)


def _text(path: Path) -> tuple[str, list[str]]:
    """A file's text: UTF-8 with or without BOM, else as Excel saves it, UTF-16 or GB18030."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{path}：读不出来（{os.strerror(error.errno or 0)}）") from None
    if raw.startswith(b"PK\x03\x04"):
        raise UsageError(f"{path}：是工作簿或压缩包，不是 CSV；工作簿的文件名应以 .xlsx 结尾")
    encodings = ("utf-16",) if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text, [] if encoding == "utf-8-sig" else [f"{path}：不是 UTF-8 编码，按 {encoding.upper()} 读"]
    raise UsageError(f"{path}：看不出是什么编码，请另存为 UTF-8 格式的 CSV")


def _day(written: str) -> date | None:
    found = dates.first_full(written) if written else None
    return None if found is None else dates.day_of(found)
