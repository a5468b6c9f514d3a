"""The tables of an exported file: CSV, workbooks, web pages that programs name .xls; bounded in rows and bytes."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from crawler.platforms.posts import Saved, UnreadableError

MAX_ROWS = 50_000
MAX_CELLS = 60
MAX_SHEETS = 20
MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes that a workbook may unpack to."""

SUFFIXES = (".csv", ".tsv", ".xls", ".xlsx", ".et")
"""Names of files in which a table is promised."""

Row = Sequence[Any]


def of(saved: Saved) -> Iterator[tuple[str, list[Row]]]:
    """The tables of a file with their names, "" where there is only one.

    Raises:
        UnreadableError: a damaged or oversized file, or one of a kind that is not read.
    """
    if saved.looks_binary:
        yield from _workbook(saved.body)
    elif saved.looks_like_html or saved.body.lstrip()[:6].lower() == b"<table":
        yield from _of_page(saved.text)
    else:
        yield "", list(islice(lines(saved), MAX_ROWS))


def lines(saved: Saved) -> Iterator[Row]:
    """The rows of a text, whatever separates its cells."""
    text = saved.text.replace("\x00", "").lstrip("\ufeff")
    rows = io.StringIO(text, newline=None).readlines()
    if rows and (named := rows[0].strip().lower()).startswith("sep=") and len(named) == 5:
        rows = rows[1:]
    head = rows[:10]
    mark = max(
        (",", "\t", ";", "，", "|"),
        key=lambda one: (sum(one in row for row in head), sum(row.count(one) for row in head)),
    )
    try:
        for row in csv.reader(rows, delimiter=mark):
            yield row[:MAX_CELLS]
    except csv.Error as error:
        raise UnreadableError("unreadable", f"no CSV: {error}"[:200]) from None


def _of_page(text: str) -> Iterator[tuple[str, list[Row]]]:
    tree = LexborHTMLParser(text[:20_000_000])
    for table in islice(tree.css("table"), MAX_SHEETS):
        rows: list[Row] = [
            [cell.text(deep=True, strip=True) for cell in islice(row.css("th, td"), MAX_CELLS)]
            for row in islice(table.css("tr"), MAX_ROWS)
        ]
        if rows:
            yield "", rows


def _workbook(body: bytes) -> Iterator[tuple[str, list[Row]]]:
    import openpyxl  # noqa: PLC0415 - 0.2 s that only workbooks should cost

    if body[:4] == b"\xd0\xcf\x11\xe0":
        raise UnreadableError("unreadable", "a workbook of the old binary kind (.xls): save it as .xlsx")
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise UnreadableError("too_large", "a workbook that unpacks to more than is read")
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
        for sheet in islice(book.worksheets, MAX_SHEETS):
            sheet.reset_dimensions()  # some programs write a wrong one, and rows would be missing
            rows = sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_CELLS, values_only=True)
            yield str(sheet.title), [list(row) for row in rows]
    except UnreadableError:
        raise
    except Exception as error:  # a damaged workbook raises whatever its damaged part raises
        raise UnreadableError("unreadable", f"no workbook: {error}"[:200]) from None
