"""Doubts go out as a workbook, decisions come back and change the score; what does not fit is refused whole."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reports.decisions import digest
from storage.records import Finding, Outcome
from storage.store import Store
from tests.reports import judged
from tests.reports.conftest import Call

PERIOD = ("--period", judged.PERIOD)


@pytest.fixture
def folder(tmp_path: Path, call: Call) -> Path:
    place = judged.workspace(tmp_path / "city")
    assert call("judge", "--workspace", place, *PERIOD).code == 0
    return place


def exported(call: Call, folder: Path) -> Path:
    file = folder / "review.xlsx"
    assert call("review", "export", file, "--pictures", 0, "--workspace", folder, *PERIOD).code == 0
    return file


def fill(file: Path, sheet: str, check: str, **answers: str) -> None:
    """Answer every group of one check."""
    book = openpyxl.load_workbook(file)
    page = book[sheet]
    heads = [cell.value for cell in page[1]]
    rows = [row for row in page.iter_rows(min_row=2) if row[heads.index("检查项")].value == check]
    assert rows
    for row in rows:
        for head, value in answers.items():
            row[heads.index(head)].value = value
    book.save(file)


def findings(call: Call, folder: Path, check: str) -> list[dict[str, Any]]:
    said = call("export", "findings", "--workspace", folder, *PERIOD)
    return [row for row in map(json.loads, said.out.splitlines()) if row["check"] == check]


def marks(call: Call, folder: Path, target: str) -> tuple[str, dict[str, Any]]:
    said = call("export", "scores", "--workspace", folder, *PERIOD)
    card = next(row for row in map(json.loads, said.out.splitlines()) if row["target"] == target)
    return card["verdict"], {mark["row"]: mark for mark in card["rows"]}


def review(call: Call, folder: Path, file: Path) -> Any:
    return call("review", "import", file, "--workspace", folder, *PERIOD)


DOUBT = {"决定": "认定", "审核人": "林致和", "理由": "打开看过，确实进不去"}


def test_one_decision_settles_the_same_doubt_on_all_sites(call: Call, folder: Path) -> None:
    page = openpyxl.load_workbook(exported(call, folder))["待核实"]
    heads = [cell.value for cell in page[1]]
    rows = [dict(zip(heads, row, strict=True)) for row in page.iter_rows(min_row=2, values_only=True)]
    assert [row["处数"] for row in rows if row["检查项"] == "打不开的链接"] == [2]
    assert {row["state"] for row in findings(call, folder, "broken_links")} == {"open"}
    fill(folder / "review.xlsx", "待核实", "打不开的链接", **DOUBT)
    before = marks(call, folder, "one")[1]["D21"]
    assert review(call, folder, folder / "review.xlsx").code == 0
    assert [row["state"] for row in findings(call, folder, "broken_links")] == ["upheld", "upheld"]
    after = marks(call, folder, "one")[1]["D21"]
    assert (before["fails"], before["doubts"]) == (0, 1)
    assert (after["fails"], after["doubts"]) == (1, 0)


def test_what_is_cleared_costs_nothing(call: Call, folder: Path) -> None:
    file = exported(call, folder)
    fill(file, "待核实", "打不开的链接", **{**DOUBT, "决定": "排除"})
    assert review(call, folder, file).code == 0
    assert {row["state"] for row in findings(call, folder, "broken_links")} == {"cleared"}
    mark = marks(call, folder, "one")[1]["D21"]
    assert (mark["fails"], mark["doubts"], mark["lost"]) == (0, 0, 0)


def test_a_veto_falls_only_by_two_people(call: Call, folder: Path) -> None:
    assert marks(call, folder, "two")[0] == "fail"
    for number, person in enumerate(("lin", "bai")):
        file = exported(call, folder)
        fill(file, "已认定", "空白栏目", 决定="排除", 审核人=person, 理由="栏目已有内容")
        assert review(call, folder, file).code == 0
        states = {row["state"] for row in findings(call, folder, "blank_columns")}
        assert states == ({"open"} if number == 0 else {"cleared"})
        assert (marks(call, folder, "two")[0] == "fail") == (number == 0)


def test_one_person_cannot_be_both(call: Call, folder: Path) -> None:
    for code in (0, 2):
        file = exported(call, folder)
        fill(file, "已认定", "空白栏目", 决定="排除", 审核人="lin", 理由="栏目已有内容")
        said = review(call, folder, file)
        assert said.code == code
    assert "已经定过这一组" in said.err
    assert {row["state"] for row in findings(call, folder, "blank_columns")} == {"open"}


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ({**DOUBT, "决定": "好"}, ["列 决定", "“好”", "认定、排除"]),
        ({**DOUBT, "审核人": "周若川"}, ["列 审核人", "周若川", "审核人的身份"]),
        ({**DOUBT, "审核人": "无名"}, ["列 审核人", "无名", "没有这个人"]),
        ({**DOUBT, "审核人": "old"}, ["列 审核人", "old", "2026-01-01"]),
        ({**DOUBT, "理由": ""}, ["列 理由", "一起填"]),
        ({**DOUBT, "决定": ""}, ["列 决定", "一起填"]),
        ({**DOUBT, "组号": "abc"}, ["列 组号", "abc"]),
        ({**DOUBT, "指纹": "abc"}, ["列 指纹", "abc", "证据已变"]),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_taken(
    call: Call, folder: Path, answers: dict[str, str], named: list[str]
) -> None:
    file = exported(call, folder)
    fill(file, "待核实", "打不开的链接", **answers)
    said = review(call, folder, file)
    assert said.code == 2
    for part in ["第 2 行", *named]:
        assert part in said.err
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store:
        assert list(store.journal.acts()) == []


def test_every_wrong_row_is_named(call: Call, folder: Path) -> None:
    file = exported(call, folder)
    fill(file, "待核实", "打不开的链接", **{**DOUBT, "决定": "好"})
    fill(file, "已认定", "空白栏目", **{**DOUBT, "审核人": "无名"})
    said = review(call, folder, file)
    assert said.code == 2
    assert all(
        part in said.err for part in ("表“待核实” 第 2 行，列 决定", "表“已认定” 第 2 行，列 审核人", "整本没有收")
    )


def test_a_workbook_may_come_back_again_with_more_rows(call: Call, folder: Path) -> None:
    file = exported(call, folder)
    fill(file, "待核实", "打不开的链接", **DOUBT)
    assert review(call, folder, file).code == 0
    fill(file, "已认定", "空白栏目", 决定="排除", 审核人="lin", 理由="栏目已有内容")
    said = review(call, folder, file)
    assert said.code == 0
    assert "收下 1 组" in said.out
    assert "另有 1 组以前收过" in said.out
    fill(file, "待核实", "打不开的链接", **{**DOUBT, "决定": "排除"})
    assert "可能已经定了" in review(call, folder, file).err, "another decision is no repetition"


def test_one_sheet_holds_one_decision_of_a_person(call: Call, folder: Path) -> None:
    file = exported(call, folder)
    fill(file, "待核实", "打不开的链接", **DOUBT)
    book = openpyxl.load_workbook(file)
    page = book["待核实"]
    heads = [cell.value for cell in page[1]]
    row = next(row for row in page.iter_rows(min_row=2, values_only=True) if row[heads.index("决定")])
    page.append(list(row))
    book.save(file)
    said = review(call, folder, file)
    assert (said.code, "已有同一个人的决定" in said.err) == (2, True)


def test_addresses_open_and_nothing_is_a_formula(call: Call, folder: Path) -> None:
    book = openpyxl.load_workbook(exported(call, folder))
    for name, column in (("待核实", "例子"), ("明细", "问题地址")):
        page = book[name]
        heads = [cell.value for cell in page[1]]
        cells = [row[heads.index(column)] for row in page.iter_rows(min_row=2)]
        links = [cell for cell in cells if str(cell.value).startswith("http")]
        assert links
        assert all(cell.hyperlink is not None and cell.hyperlink.target == cell.value for cell in links)
    assert not any(cell.data_type == "f" for page in book for row in page.iter_rows() for cell in row)


def test_any_other_workbook_is_refused(call: Call, folder: Path) -> None:
    book = openpyxl.Workbook()
    book.save(folder / "other.xlsx")
    said = review(call, folder, folder / "other.xlsx")
    assert (said.code, "没有名为“待核实”的表" in said.err) == (2, True)


def test_the_same_store_gives_the_same_workbook(call: Call, folder: Path) -> None:
    first = exported(call, folder).read_bytes()
    assert exported(call, folder).read_bytes() == first


def test_a_decision_lapses_when_the_evidence_changes(call: Call, folder: Path) -> None:
    file = exported(call, folder)
    fill(file, "待核实", "打不开的链接", **DOUBT)
    assert review(call, folder, file).code == 0
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store, store.writing() as connection:
        connection.exec_driver_sql("UPDATE looks SET status = 429 WHERE status = 403")
    assert call("judge", "--workspace", folder, *PERIOD).code == 0
    assert {row["state"] for row in findings(call, folder, "broken_links")} == {"open"}


def test_how_often_a_fault_shows_is_no_evidence() -> None:
    home = judged.HOSTS["one"]

    def found(**detail: object) -> Finding:
        return Finding(
            target="one", check="c", reason="r", outcome=Outcome.FAIL, subject=home, page=home, detail=detail
        )

    assert digest(found(pages=1, role="news")) == digest(found(pages=9, role="news", examples=["http://a.cn/"]))
    assert digest(found(role="news")) != digest(found(role="notice"))


def test_without_a_list_of_people_any_name_will_do(call: Call, tmp_path: Path) -> None:
    folder = judged.workspace(tmp_path / "small", people=False)
    assert call("judge", "--workspace", folder, *PERIOD).code == 0
    file = exported(call, folder)
    fill(file, "待核实", "打不开的链接", **{**DOUBT, "审核人": "王芳"})
    assert review(call, folder, file).code == 0


def test_what_people_overturn_is_counted(call: Call, folder: Path) -> None:
    for person in ("lin", "bai"):
        file = exported(call, folder)
        fill(file, "已认定", "空白栏目", 决定="排除", 审核人=person, 理由="栏目已有内容")
        said = review(call, folder, file)
    assert "空白栏目：5 处认定中 5 处被推翻（100.0%），建议改为试行、不计分" in said.out
