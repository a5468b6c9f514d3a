"""Reading the registry's tables: CSV files or sheets of one workbook, strictly, every mistake with its place."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from reports.errors import UsageError

MAX_ROWS = 200_000


class CellError(ValueError):
    """A cell holds something it must not hold; the text says what belongs there."""


Parse = Callable[[str], Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A column of a table. ``attribute``: the record's field; ``required``: the column must be there and filled."""

    column: str
    parse: Parse
    attribute: str
    required: bool = False
    header: bool = False  # the column must be there, its cells may be empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row as read. ``place`` names file and row for messages; ``values`` by attribute, None where empty."""

    place: str
    values: Mapping[str, Any]


def rows_of_csv(path: Path) -> list[list[str]]:
    """The cells of a CSV file, UTF-8 with or without BOM.

    Raises:
        UsageError: unreadable, not UTF-8, or not CSV.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{path}：读不出来（{os.strerror(error.errno or 0)}）") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"{path}：不是 UTF-8 编码（第 {error.start} 字节处），请另存为 UTF-8 格式的 CSV") from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return list(reader)
    except csv.Error as error:
        raise UsageError(f"{path} 第 {reader.line_num} 行：不是合法的 CSV（{error}）") from None


def sheets_of_workbook(path: Path) -> dict[str, list[list[str]]]:
    """The cells of every sheet of an .xlsx, as text; dates as ISO dates, whole numbers without a fraction.

    Raises:
        UsageError: unreadable or not a workbook.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - 0.2 s that only this call needs
    from openpyxl.utils.exceptions import InvalidFileException  # noqa: PLC0415

    try:
        workbook = load_workbook(path, read_only=True, data_only=True)
    except OSError as error:
        raise UsageError(f"{path}：读不出来（{os.strerror(error.errno or 0)}）") from None
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError):
        raise UsageError(f"{path}：不是 .xlsx 工作簿") from None
    try:
        sheets = {}
        for sheet in workbook.worksheets:
            rows = []
            for cells in sheet.iter_rows(values_only=True, max_row=MAX_ROWS):
                rows.append([_cell_text(cell) for cell in cells])
            sheets[sheet.title.strip()] = rows
        return sheets
    finally:
        workbook.close()


def _cell_text(cell: object) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return cell.date().isoformat() if cell.time().isoformat() == "00:00:00" else cell.isoformat()
        case date():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
        case bool():
            return "yes" if cell else "no"
        case _:
            return str(cell)


def read_table(cells: list[list[str]], fields: tuple[Field, ...], place: str) -> Iterator[Row]:
    """Turn cells into rows of parsed values; the first row is the header, blank rows are passed over.

    Raises:
        UsageError: at the first mistake; names file, row, column and value.
    """
    header = [cell.strip() for cell in cells[0]] if cells else []
    by_column = {field.column: field for field in fields}
    _check_header(header, fields, place)
    for number, row in enumerate(cells[1:], start=2):
        if not any(cell.strip() for cell in row):
            continue
        here = f"{place} 第 {number} 行"
        if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
            raise UsageError(f"{here}：有 {len(row)} 格，表头只有 {len(header)} 列，多出的一格是“{row[len(header)]}”")
        values: dict[str, Any] = {field.attribute: None for field in fields}
        written = dict(zip(header, row, strict=False))
        for column, field in by_column.items():
            cell = written.get(column, "").strip()
            if not cell:
                if field.required:
                    raise UsageError(f"{here}，列 {column}：不能为空")
                continue
            try:
                values[field.attribute] = field.parse(cell)
            except CellError as error:
                raise UsageError(f"{here}，列 {column}，值“{_short(cell)}”：{error}") from None
        yield Row(place=here, values=values)


def _check_header(header: list[str], fields: tuple[Field, ...], place: str) -> None:
    known = {field.column for field in fields}
    missing = [field.column for field in fields if (field.required or field.header) and field.column not in header]
    if missing:
        raise UsageError(f"{place} 第 1 行：缺少列 {'、'.join(missing)}")
    for column in header:
        if column not in known:
            if column:
                raise UsageError(
                    f"{place} 第 1 行：不认识的列“{_short(column)}”，应为 {'、'.join(f.column for f in fields)}"
                )
        elif header.count(column) > 1:
            raise UsageError(f"{place} 第 1 行：列 {column} 出现了两次")


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
