"""Filling workbooks as people do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl


def rows(file: Path, sheet: str) -> list[dict[str, str]]:
    """The rows of a sheet as its head names them."""
    cells = openpyxl.load_workbook(file)[sheet].iter_rows(values_only=True)
    head = [str(cell) for cell in next(cells)]
    return [{name: str(cell or "") for name, cell in zip(head, row, strict=True)} for row in cells]


def fill(file: Path, sheet: str, fits: Callable[[Mapping[str, str]], bool], **answers: str) -> int:
    """Answer every row that fits; returns how many did."""
    book = openpyxl.load_workbook(file)
    page = book[sheet]
    head = [str(cell.value) for cell in page[1]]
    count = 0
    for row in page.iter_rows(min_row=2):
        if fits({name: str(cell.value or "") for name, cell in zip(head, row, strict=True)}):
            count += 1
            for name, value in answers.items():
                row[head.index(name)].value = value
    book.save(file)
    return count
