"""The exports: the interface's fields in every format, values that survive, formulas that do not compute."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.exports import FIELDS, csv_cell
from storage.records import Failure, Link, Look, Sign
from storage.store import Store
from tests.reports.conftest import Call
from tests.reports.stored import AT, BUILT, FAR, GONE, HOME, fill

PERIOD = ("--workspace", "office", "--period", "2026Q4")

INTERFACE = {
    "findings": "key period round agency target check reason outcome nature subject page message remedy basis path "
    "detail evidence state first_seen",
    "scores": "period round target kind class scheme verdict points low high uncapped bonus rows",
    "pages": "target url status answer page_kind title published published_from rendered skipped",
    "links": "target url page via looks verdict",
    "columns": "target role name url first_level own newest items days why",
}
"""The fields that the contract names, in its order."""


@pytest.fixture
def office(call: Call, tmp_path: Path) -> Path:
    assert call("init", "office").code == 0
    fill(tmp_path / "office")
    assert call("judge", *PERIOD).code == 0
    return tmp_path / "office"


def jsonl(call: Call, what: str) -> list[dict[str, Any]]:
    said = call("export", what, *PERIOD)
    assert said.code == 0
    return [json.loads(line) for line in said.out.splitlines()]


@pytest.mark.parametrize("what", INTERFACE)
def test_every_export_has_the_fields_of_the_interface(call: Call, office: Path, what: str) -> None:
    names = INTERFACE[what].split()
    assert FIELDS[what] == tuple(names)
    rows = jsonl(call, what)
    assert rows
    assert all(list(row) == names for row in rows)
    table = list(csv.reader(io.StringIO(call("export", what, *PERIOD, "--format", "csv").out)))
    assert table[0] == names
    assert len(table) == len(rows) + 1


@pytest.mark.parametrize("what", INTERFACE)
def test_csv_and_parquet_say_what_jsonl_says(call: Call, office: Path, tmp_path: Path, what: str) -> None:
    import pyarrow.parquet as pq

    rows = jsonl(call, what)
    assert call("export", what, *PERIOD, "--format", "csv", "--out", "out.csv").code == 0
    assert call("export", what, *PERIOD, "--format", "parquet", "--out", "out.parquet").code == 0
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        table = list(csv.DictReader(file))
    typed = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert len(table) == len(typed) == len(rows)
    for row, cells, record in zip(rows, table, typed, strict=True):
        for name, value in row.items():
            assert from_csv(cells[name], value) == value, name
            assert (json.loads(record[name]) if isinstance(value, list | dict) else record[name]) == value, name


def from_csv(cell: str, like: object) -> object:
    """A CSV cell as the kind of value that JSON holds."""
    match like:
        case None:
            return None if cell == "" else cell
        case bool():
            return {"true": True, "false": False}[cell]
        case int() | float():
            return float(cell)
        case list() | dict():
            return json.loads(cell)
        case _:
            return cell.removeprefix("'")


def test_titles_that_would_compute_are_neutralised_in_csv_alone(call: Call, office: Path) -> None:
    assert next(row for row in jsonl(call, "pages") if row["url"] == HOME)["title"] == '=首页,"市"'
    table = csv.DictReader(io.StringIO(call("export", "pages", *PERIOD, "--format", "csv").out))
    assert next(row for row in table if row["url"] == HOME)["title"] == '\'=首页,"市"'


@given(st.text() | st.lists(st.text()) | st.dictionaries(st.text(), st.integers()) | st.none() | st.integers())
def test_no_text_computes(value: Any) -> None:
    cell = csv_cell(value)
    assert isinstance(value, int) or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))


def test_pages_and_addresses_that_were_not_opened_stand_together(call: Call, office: Path) -> None:
    rows = {row["url"]: row for row in jsonl(call, "pages")}
    assert rows[BUILT] == {
        "target": "portal",
        "url": BUILT,
        "status": 200,
        "answer": "page",
        "page_kind": "article",
        "title": "标题",
        "published": "2026-11-20",
        "published_from": None,
        "rendered": True,
        "skipped": None,
    }
    assert (rows[f"{HOME}hidden.html"]["status"], rows[f"{HOME}hidden.html"]["skipped"]) == (None, "robots")


def test_links_have_their_looks_and_one_word(call: Call, office: Path) -> None:
    found = {row["url"]: (row["looks"], row["verdict"]) for row in jsonl(call, "links")}
    assert found == {GONE: (["404", "404"], "gone"), FAR: (["dns", "dns"], "unreachable"), BUILT: (["200"], "ok")}


def test_what_nobody_saw_is_not_called_fine(call: Call, tmp_path: Path) -> None:
    assert call("init", "office").code == 0
    fill(tmp_path / "office")
    with Store.open(f"sqlite:///{tmp_path}/office/xuncha.db") as store:
        run = store.runs("2026Q4", 1, "portal")[0]
        page = store.page(run.id, BUILT)
        assert page is not None
        names = ("ours", "private", "robots", "never")
        links = [Link(page=BUILT, target=f"http://{name}.example/") for name in names]
        with store.writer(run.id) as writer:
            writer.page(page, [*links, Link(page=BUILT, target=HOME, fragment="lost")])
            writer.look(Look(url=links[0].target, at=AT, failure=Failure.OURS))
            writer.look(Look(url=links[1].target, at=AT, signs=(Sign.PRIVATE,)))
            writer.look(Look(url=links[2].target, at=AT, signs=(Sign.ROBOTS,)))
    assert call("judge", *PERIOD).code == 0
    found = {row["url"]: (row["looks"], row["verdict"]) for row in jsonl(call, "links") if row["page"] == BUILT}
    assert found == {
        "http://ours.example/": (["ours"], "our_network"),
        "http://private.example/": ([], "private_address"),
        "http://robots.example/": ([], "robots"),
        "http://never.example/": ([], "not_looked"),
        HOME: (["200"], "broken_anchor"),
    }


def test_columns_have_their_age(call: Call, office: Path) -> None:
    [column] = jsonl(call, "columns")
    assert (column["newest"], column["days"], column["first_level"], column["own"]) == ("2026-11-20", 0, True, True)


def test_parquet_needs_a_file(call: Call, office: Path) -> None:
    said = call("export", "pages", *PERIOD, "--format", "parquet")
    assert (said.code, "--out" in said.err) == (2, True)


def test_an_export_that_cannot_be_written_leaves_nothing(call: Call, office: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").mkdir()
    said = call("export", "pages", *PERIOD, "--out", "office/xuncha.toml/out.csv")
    assert (said.code, "out.csv" in said.err) == (2, True)
