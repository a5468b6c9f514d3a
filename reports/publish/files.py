"""The data of a report as files: a typed workbook, CSV files, one JSON document; the same bytes every time."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from reports.exports import csv_cell
from reports.publish.audience import Shown
from reports.publish.model import CityReport
from reports.publish.tables import Field, Table, dictionary, number, tables
from reports.publish.words import unseen
from reports.publish.year import YearReport, tables_of_year
from reports.workbooks import MADE, MAX_CELL

MAX_ROWS = 1_048_575
"""Rows that a sheet holds below its head."""

DICTIONARY = ("table", "table_title", "field", "title", "kind", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Data:
    """What is written as data. ``source``: what the tables' rows are made of; ``about``: what tells it from any other;
    ``cover``: the same in words, for people."""

    title: str
    source: Any
    tables: tuple[Table, ...]
    about: Mapping[str, Any]
    cover: Sequence[tuple[str, str]]


HOW = "没有检查到的内容不算网站的问题，也不当作没有问题；疑似待核实的不算问题。字段含义见“字段说明”。"


def data_of(report: CityReport, shown: Shown) -> Data:
    """The data of a quarter's report, as its readers may see it."""
    scheme = report.scheme
    title = f"{report.city}政府网站{report.period}检查数据"
    return Data(
        title=title,
        source=report,
        tables=tuple(tables(shown)),
        about={
            "office": report.office,
            "city": report.city,
            "period": report.period,
            "round": report.round,
            "as_of": report.as_of.isoformat(timespec="seconds"),
            "scheme": scheme.id,
            "revision": scheme.revision,
            "scheme_sha256": scheme.sha256,
            "draft": report.draft,
        },
        cover=(
            ("报告", title),
            *((("稿别", report.draft),) if report.draft else ()),
            ("发布单位", report.office),
            ("监测时间点", report.as_of.strftime("%Y-%m-%d %H:%M")),
            ("轮次", f"第 {report.round} 轮"),
            ("指标体系", f"{scheme.title}（{scheme.id}）第 {scheme.revision} 版"),
            ("校验值", scheme.sha256),
            ("怎么读", HOW),
        ),
    )


def data_of_year(report: YearReport, shown: Shown) -> Data:
    """The data of a year's report."""
    title = f"{report.city}政府网站和政务新媒体{report.year}年度检查考核数据"
    return Data(
        title=title,
        source=report,
        tables=tables_of_year(shown),
        about={"office": report.office, "city": report.city, "year": report.year, "signed": sorted(report.signed)},
        cover=(("报告", title), ("发布单位", report.office), ("指标体系", report.scheme), ("怎么读", HOW)),
    )


def write_csv(data: Data, folder: Path) -> None:
    """One file a table, and the dictionary of all fields."""
    folder.mkdir()
    for table in data.tables:
        head = [field.name for field in table.fields]
        _csv(folder / f"{table.name}.csv", head, table.rows(data.source))
    words = ([entry[name] for name in DICTIONARY] for entry in dictionary(data.tables))
    _csv(folder / "dictionary.csv", DICTIONARY, words)


def _csv(path: Path, head: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(head)
        for row in rows:
            writer.writerow([unseen(csv_cell(_plain(value)))[:MAX_CELL] for value in row])


def write_json(data: Data, path: Path) -> None:
    """One document: what it is about, the dictionary, and every table as a list of objects; written row by row."""
    with path.open("w", encoding="utf-8") as stream:
        stream.write(f'{{"about": {_json(data.about)},\n"dictionary": {_json(dictionary(data.tables))}')
        for table in data.tables:
            stream.write(f',\n"{table.name}": [')
            names = [field.name for field in table.fields]
            for position, row in enumerate(table.rows(data.source)):
                values = {name: _plain(value) for name, value in zip(names, row, strict=True)}
                stream.write(f"{',' if position else ''}\n{unseen(_json(values))}")
            stream.write("]")
        stream.write("}\n")


def write_xlsx(data: Data, path: Path) -> None:
    """A sheet a table with typed cells, what it is about in front, the dictionary behind; nothing is a formula."""
    import xlsxwriter  # noqa: PLC0415 - loaded when used, so that --help stays quick

    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "constant_memory": True,
        "tmpdir": str(path.parent),
    }
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": MADE, "title": data.title})
        form = {"font_name": "宋体", "font_size": 10, "valign": "top"}
        forms = {
            "head": book.add_format({**form, "bold": True, "bg_color": "#DCE6F1", "bottom": 1, "text_wrap": True}),
            "text": book.add_format(form),
            "int": book.add_format({**form, "num_format": "#,##0"}),
            "number": book.add_format({**form, "num_format": "0.0##"}),
            "date": book.add_format({**form, "num_format": "yyyy-mm-dd", "align": "left"}),
        }
        sheet = book.add_worksheet("说明")
        sheet.set_column(0, 0, 16)
        sheet.set_column(1, 1, 80)
        for line, (name, value) in enumerate(data.cover):
            sheet.write_string(line, 0, name, forms["head"])
            sheet.write_string(line, 1, value, forms["text"])
        for table in data.tables:
            _sheet(book, table, data.source, forms)
        words = book.add_worksheet("字段说明")
        words.freeze_panes(1, 0)
        for column, (name, width) in enumerate((("表", 12), ("字段", 18), ("名称", 18), ("类型", 10), ("说明", 70))):
            words.set_column(column, column, width)
            words.write_string(0, column, name, forms["head"])
        for line, entry in enumerate(dictionary(data.tables), 1):
            for column, name in enumerate(("table_title", "field", "title", "kind", "note")):
                words.write_string(line, column, entry[name], forms["text"])


def _sheet(book: Any, table: Table, source: Any, forms: dict[str, Any]) -> None:
    rows = table.rows(source)
    part = 0
    row = next(rows, None)
    while row is not None or not part:
        part += 1
        sheet = book.add_worksheet(table.title if part == 1 else f"{table.title}{part}")
        sheet.freeze_panes(1, 2)
        for column, field in enumerate(table.fields):
            sheet.set_column(column, column, field.width)
            sheet.write_string(0, column, field.title, forms["head"])
        line = 0
        while row is not None and line < MAX_ROWS:
            line += 1
            for column, (field, value) in enumerate(zip(table.fields, row, strict=True)):
                _cell(sheet, line, column, field, value, forms)
            row = next(rows, None)
        sheet.autofilter(0, 0, line, len(table.fields) - 1)


def _cell(sheet: Any, line: int, column: int, field: Field, value: Any, forms: dict[str, Any]) -> None:
    """Write one value as what it is; empty where there is none."""
    if value is None:
        return
    if field.kind in {"int", "number"}:
        sheet.write_number(line, column, value, forms[field.kind])
    elif field.kind == "date":
        sheet.write_datetime(line, column, date.fromisoformat(value), forms["date"])
    else:
        text = _json(value) if field.kind == "json" else str(value)
        sheet.write_string(line, column, unseen(text)[:MAX_CELL], forms["text"])


def _plain(value: Any) -> Any:
    return number(value) if isinstance(value, Decimal) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, default=str)
