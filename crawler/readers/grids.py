"""Tables as grids: every cell at each place it covers, whatever markup draws it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from itertools import islice

from selectolax.lexbor import LexborNode

from crawler.readers.dom import fold, visible_text

MAX_ROWS = 400
MAX_COLUMNS = 80

Grid = list[list[str]]
"""Rows of equal length; "" where a cell is empty or missing."""

_NOTHING = re.compile(r"[-/\\_~—–―─一ー−]+|无|零|〇|○|nil|n/a", re.IGNORECASE)
_NUMBER = re.compile(r"([-+−]?)(\d{1,15}(?:\.\d{1,6})?)(?:件|条|个|次|项|宗|份|人|元|万元)?")
_SPACE = re.compile(r"[\s\u200b\ufeff]+")


def bare(text: str) -> str:
    """A cell's text without white space, full-width characters folded: what labels and numbers are told by."""
    return _SPACE.sub("", fold(text))


def number(text: str) -> Decimal | None:
    """The number in a cell: blanks and strokes are 0; None where the cell holds something else."""
    words = bare(text)
    if not words or _NOTHING.fullmatch(words):
        return Decimal(0)
    found = _NUMBER.fullmatch(words.replace(",", "").replace("'", ""))
    if found is None:
        return None
    try:
        value = Decimal(found[2])
    except InvalidOperation:  # pragma: no cover - digits of other scripts
        return None
    return -value if found[1] in {"-", "−"} else value


def is_label(text: str) -> bool:
    """Whether a cell names something rather than counts it."""
    return number(text) is None


def grid_of(table: LexborNode) -> Grid:
    """The cells of one table, spans spread out, empty rows and columns dropped; nested tables are left to themselves
    unless they hold a single row."""
    grid: Grid = []
    spans: dict[int, tuple[str, int]] = {}
    for row in _rows(table):
        if len(grid) >= MAX_ROWS:
            break
        grid.append(_spread(row, spans))
    return _trimmed(grid)


def rows_of(table: LexborNode) -> Iterator[tuple[list[str], list[LexborNode]]]:
    """The rows of one table: the texts at each place, spans spread out, and the cells that stand in the row itself."""
    spans: dict[int, tuple[str, int]] = {}
    for row in islice(_rows(table), MAX_ROWS):
        yield _spread(row, spans), list(_cells(row))


def _spread(row: LexborNode, spans: dict[int, tuple[str, int]]) -> list[str]:
    """The cells of one row with those that reach into it from above; ``spans``: text and rows left by column."""
    cells: list[str] = []
    waiting = _cells(row)
    cell = next(waiting, None)
    while len(cells) < MAX_COLUMNS and (cell is not None or any(column >= len(cells) for column in spans)):
        if len(cells) in spans:
            text, left = spans.pop(len(cells))
            if left > 1:
                spans[len(cells)] = (text, left - 1)
            cells.append(text)
        elif cell is None:
            cells.append("")
        else:
            text, high = _text(cell), _span(cell, "rowspan")
            for _ in range(min(_span(cell, "colspan"), MAX_COLUMNS - len(cells))):
                if high > 1:
                    spans[len(cells)] = (text, high - 1)
                cells.append(text)
            cell = next(waiting, None)
    return cells


def transposed(grid: Grid) -> Grid:
    """Rows for columns."""
    return [list(column) for column in zip(*grid, strict=True)]


def _trimmed(grid: Grid) -> Grid:
    width = max((len(row) for row in grid), default=0)
    full = [[bare(cell) for cell in row] + [""] * (width - len(row)) for row in grid]
    full = [row for row in full if any(row)]
    kept = [place for place in range(width) if any(row[place] for row in full)]
    return [[row[place] for place in kept] for row in full]


def _rows(table: LexborNode) -> Iterator[LexborNode]:
    """Rows of the table itself, sections or none between."""
    for child in _children(table):
        if child.tag == "tr":
            yield child
        elif child.tag in {"tbody", "thead", "tfoot"}:
            yield from (row for row in _children(child) if row.tag == "tr")


def _cells(row: LexborNode) -> Iterator[LexborNode]:
    return (cell for cell in _children(row) if cell.tag in {"td", "th"})


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.child
    while child is not None:
        yield child
        child = child.next


def _text(cell: LexborNode) -> str:
    inner = cell.css_first("table")
    if inner is not None and sum(1 for _ in _rows(inner)) > 1:
        return ""
    return visible_text(cell, 2000)[:500]


def _span(cell: LexborNode, name: str) -> int:
    found = re.match(r"\s*(\d{1,4})", cell.attributes.get(name) or "")
    return min(max(int(found[1]), 1), MAX_COLUMNS) if found else 1


def labels_above(grid: Sequence[Sequence[str]], row: int, column: int) -> Iterator[str]:
    """The distinct labels above a cell, nearest first."""
    last = ""
    for above in range(row - 1, -1, -1):
        text = grid[above][column]
        if text and text != last and is_label(text):
            last = text
            yield text


def labels_left(grid: Sequence[Sequence[str]], row: int, column: int) -> Iterator[str]:
    """The distinct labels left of a cell, nearest first."""
    last = ""
    for left in range(column - 1, -1, -1):
        text = grid[row][left]
        if text and text != last and is_label(text):
            last = text
            yield text
