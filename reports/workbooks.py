"""Workbooks that go out to people and come back: the same look, the same bytes, strict reading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from reports.errors import UsageError
from reports.files import replaced
from reports.tables import Field, Parse, Row, read_table, sheets_of_workbook

HELP = "说明"
MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - workbooks know no zones; a fixed day keeps the bytes the same
MAX_CELL = 32_000
A3 = 8
"""Excel's number of the paper on which a sheet is legible."""

_FORMAT = {"font_name": "宋体", "font_size": 10, "valign": "top", "text_wrap": True}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet. ``given``: columns that we fill; ``asked``: those that people fill, with the words they may choose."""

    name: str
    given: tuple[str, ...]
    asked: Mapping[str, tuple[str, ...]]
    rows: Sequence[Sequence[object]] = ()
    widths: Mapping[str, int] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.given, *self.asked)


def write(path: Path, sheets: Sequence[Sheet], how: Sequence[str]) -> None:
    """Write a workbook in one step; nothing in it is a formula or a link, whatever the cells say."""
    import xlsxwriter  # noqa: PLC0415 - loaded when used, so that --help stays quick

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with replaced(path) as beside, xlsxwriter.Workbook(str(beside), options) as book:
        book.set_properties({"created": MADE})
        forms = {
            "head": book.add_format({**_FORMAT, "bold": True, "bg_color": "#DCE6F1", "border": 1}),
            "given": book.add_format({**_FORMAT, "border": 1}),
            "asked": book.add_format({**_FORMAT, "border": 1, "bg_color": "#FFF8DC"}),
        }
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, forms)
        page = book.add_worksheet(HELP)
        page.set_column(0, 0, 100)
        for number, line in enumerate(how):
            page.write_string(number, 0, line)


def _write(page: Any, sheet: Sheet, forms: Mapping[str, Any]) -> None:
    page.freeze_panes(1, min(2, len(sheet.given)))
    page.set_landscape()
    page.set_paper(A3)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    for column, name in enumerate(sheet.columns):
        page.set_column(column, column, sheet.widths.get(name, 14))
        page.write_string(0, column, name, forms["head"])
        words = sheet.asked.get(name)
        if words and sheet.rows:
            page.data_validation(1, column, len(sheet.rows), column, {"validate": "list", "source": list(words)})
    for number, row in enumerate(sheet.rows, 1):
        cells = [*row, *[""] * (len(sheet.columns) - len(row))]
        for column, value in enumerate(cells):
            form = forms["asked" if sheet.columns[column] in sheet.asked else "given"]
            page.write_string(number, column, "" if value is None else str(value)[:MAX_CELL], form)


def read(path: Path, sheets: Iterable[Sheet], parsers: Mapping[str, Parse]) -> Iterator[tuple[Sheet, Row]]:
    """The rows of a workbook that people filled in somewhere; ``parsers`` by column, text where none is named.

    Raises:
        UsageError: a sheet is missing or unknown, a column is, or a cell holds something it must not hold; names file,
            sheet, row, column and value.
    """
    there = sheets_of_workbook(path)
    wanted = {sheet.name: sheet for sheet in sheets}
    for name in there:
        if name not in wanted and name != HELP:
            raise UsageError(f"{path}：不认识的工作表“{name}”，应为 {'、'.join(wanted)}")
    for name, sheet in wanted.items():
        if name not in there:
            raise UsageError(f"{path}：缺少工作表“{name}”")
        fields = tuple(
            Field(column=column, parse=parsers.get(column, str), attribute=column, header=True)
            for column in sheet.columns
        )
        for row in read_table(there[name], fields, f"{path} 表“{name}”"):
            if any(row.values[column] is not None for column in sheet.asked):
                yield sheet, row
