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

FIELDS = ("interpretation", "policy", "confidence", "signals", "kind")
MAX_CELL = 5_000_000
"""Characters of one cell: the text of a long document."""


def read_items(path: Path) -> tuple[list[Item], list[str]]:
    """The items of a list with the columns id and title and, where known, number, date, url, text; further columns
    are passed over. Also returns a sentence for every date that could not be understood and counts as unknown.

    Raises:
        UsageError: unreadable, a column missing, a cell of id or title empty, an id twice.
    """
    rows = _rows(path)
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    if missing := [name for name in ("id", "title") if name not in header]:
        raise UsageError(f"{path} 第 1 行：缺少列 {'、'.join(missing)}")
    items: dict[str, Item] = {}
    ignored = []
    for line, cells in enumerate(rows[1:], start=2):
        if not any(cell.strip() for cell in cells):
            continue
        row = dict(zip(header, (cell.strip() for cell in cells), strict=False))
        for name in ("id", "title"):
            if not row.get(name):
                raise UsageError(f"{path} 第 {line} 行，列 {name}：不能为空")
        if row["id"] in items:
            raise UsageError(f"{path} 第 {line} 行，列 id，值“{row['id']}”：前面已有这个编号")
        written = row.get("date", "")
        day = _day(written)
        if written and day is None:
            ignored.append(f"{path} 第 {line} 行，列 date，值“{written[:40]}”：看不懂，按日期不详处理")
        items[row["id"]] = Item(
            id=row["id"],
            title=row["title"],
            number=row.get("number", ""),
            day=day,
            url=row.get("url", ""),
            text=row.get("text", ""),
        )
    return list(items.values()), ignored


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


def _rows(path: Path) -> list[list[str]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}：读不出来（{os.strerror(error.errno or 0)}）") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}：不是 UTF-8 编码（第 {error.start} 字节处），请另存为 UTF-8 格式的 CSV") from None
    before = csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise UsageError(f"{path} 第 {reader.line_num} 行：不是合法的 CSV（{error}）") from None
    finally:
        csv.field_size_limit(before)


def _day(written: str) -> date | None:
    found = dates.first_full(written) if written else None
    return None if found is None else dates.day_of(found)
