"""``report``: every format from one store, typed, inert, the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from pypdf import PdfReader

import reports.publish
from reports.publish.docx import NEEDED
from reports.publish.tables import TABLES
from tests.reports import judged
from tests.reports.conftest import Call

TITLE = "明州市政府网站和政务新媒体2026年第四季度检查情况通报"


FORMATS = "html,docx,xlsx,json,csv"


@pytest.fixture
def workspace(call: Call, tmp_path: Path) -> Path:
    folder = judged.workspace(tmp_path / "office")
    assert call("judge", "--workspace", folder, "--period", judged.PERIOD).code == 0
    return folder


def test_every_format_is_the_same_bytes_every_time(call: Call, workspace: Path) -> None:
    for out in ("first", "second"):
        said = call(
            "report",
            "--workspace",
            workspace,
            "--period",
            "2026Q4",
            "--format",
            "html,docx,xlsx,json,csv",
            "--out",
            out,
        )
        assert said.code == 0, said.err
    first = {path.relative_to("first"): path.read_bytes() for path in Path("first").rglob("*") if path.is_file()}
    second = {path.relative_to("second"): path.read_bytes() for path in Path("second").rglob("*") if path.is_file()}
    assert first == second
    assert {path.as_posix() for path in first} >= {
        "index.html",
        "notice.html",
        "notice.docx",
        "report.xlsx",
        "report.json",
        "csv/findings.csv",
        "csv/dictionary.csv",
        "sites/one.html",
    }


def test_a_format_leaves_the_others_where_they_are(call: Call, workspace: Path) -> None:
    for name in ("html", "json", "html"):
        assert (
            call("report", "--workspace", workspace, "--period", "2026Q4", "--format", name, "--out", "out").code == 0
        )
    there = sorted(path.name for path in Path("out").iterdir())
    assert there == ["agencies", "index.html", "notice.html", "report.json", "sites"]


def test_an_unknown_format_is_refused_before_anything_is_written(call: Call, workspace: Path) -> None:
    said = call("report", "--workspace", workspace, "--period", "2026Q4", "--format", "html,odt", "--out", "out")
    assert said.code == 2
    assert "odt" in said.err
    assert not Path("out").exists()


def test_the_workbook_has_typed_cells(call: Call, workspace: Path) -> None:
    assert call("report", "--workspace", workspace, "--period", "2026Q4", "--format", "xlsx", "--out", "out").code == 0
    book = openpyxl.load_workbook("out/report.xlsx")
    assert book.sheetnames == ["说明", *(table.title for table in TABLES), "字段说明"]
    sites = book["网站结论"]
    head = [cell.value for cell in sites[1]]
    assert head == [field.title for field in TABLES[0].fields]
    low = sites.cell(2, head.index("最低得分") + 1)
    assert isinstance(low.value, float | int)
    assert low.number_format == "0.0##"
    findings = book["发现"]
    seen = [cell.value for cell in findings[1]].index("首次发现") + 1
    assert isinstance(findings.cell(2, seen).value, datetime)
    assert sites.freeze_panes == "C2"
    with zipfile.ZipFile("out/report.xlsx") as package:
        assert not any(b"<f>" in package.read(name) for name in package.namelist())


def test_json_and_csv_hold_the_same_rows_and_every_field_is_explained(call: Call, workspace: Path) -> None:
    ended = call("report", "--workspace", workspace, "--period", "2026Q4", "--format", "json,csv", "--out", "out")
    assert ended.code == 0
    document = json.loads(Path("out/report.json").read_text(encoding="utf-8"))
    explained = {(entry["table"], entry["field"]) for entry in document["dictionary"]}
    for table in TABLES:
        rows = list(csv.DictReader(io.StringIO(Path(f"out/csv/{table.name}.csv").read_text(encoding="utf-8"))))
        assert len(rows) == len(document[table.name])
        assert {(table.name, name) for row in document[table.name] for name in row} <= explained
        if rows:
            assert list(rows[0]) == list(document[table.name][0]) == [field.name for field in table.fields]
    assert [row["site"] for row in document["sites"]] == ["one", "two"]
    assert all(entry["note"] for entry in document["dictionary"])


def test_the_document_uses_the_styles_of_its_template(call: Call, workspace: Path) -> None:
    assert call("report", "--workspace", workspace, "--period", "2026Q4", "--format", "docx", "--out", "out").code == 0
    document = docx.Document("out/notice.docx")
    title = next(one for one in document.paragraphs if one.style is not None and one.style.name == "公文标题")
    assert title.text.replace("\n", "") == TITLE
    assert document.tables[0].rows[0].cells[1].text == "网站名称"
    assert len(document.tables[0].rows) == 3


def test_an_office_may_use_its_own_template(call: Call, workspace: Path) -> None:
    assert call("report", "--workspace", workspace, "--period", "2026Q4", "--format", "docx", "--out", "out").code == 0
    own = docx.Document("out/notice.docx")
    own.sections[0].header.paragraphs[0].text = "本办自用版式"
    (workspace / "templates").mkdir()
    own.save(str(workspace / "templates" / "notice.docx"))
    assert call("report", "--workspace", workspace, "--period", "2026Q4", "--format", "docx", "--out", "out").code == 0
    assert docx.Document("out/notice.docx").sections[0].header.paragraphs[0].text == "本办自用版式"
    docx.Document().save(str(workspace / "templates" / "notice.docx"))
    said = call("report", "--workspace", workspace, "--period", "2026Q4", "--format", "docx", "--out", "out")
    assert said.code == 2
    assert NEEDED[0] in said.err


def test_a_template_says_where_the_text_goes(call: Call, workspace: Path) -> None:
    asked = ("report", "--workspace", workspace, "--period", "2026Q4", "--format", "docx", "--out", "out")
    shipped = Path(reports.publish.__file__).parent / "templates" / "notice.docx"
    own = docx.Document(str(shipped))
    place = next(one for one in own.paragraphs if "正文" in one.text)
    place.insert_paragraph_before("{{ 单位 }}文件", "公文标题")
    own.add_paragraph("抄送：各区人民政府。", "公文正文")
    (workspace / "templates").mkdir()
    own.save(str(workspace / "templates" / "notice.docx"))
    assert call(*asked).code == 0
    first = Path("out/notice.docx").read_bytes()
    texts = [one.text.replace("\n", "") for one in docx.Document("out/notice.docx").paragraphs]
    assert texts[0] == "明州市人民政府办公厅文件"
    assert texts[2] == TITLE
    assert texts[-1] == "抄送：各区人民政府。"
    assert docx.Document("out/notice.docx").tables
    assert call(*asked).code == 0
    assert Path("out/notice.docx").read_bytes() == first
    place.text = "{{ 没有的 }}"
    own.save(str(workspace / "templates" / "notice.docx"))
    said = call(*asked)
    assert said.code == 2
    assert "没有的" in said.err
    assert "单位" in said.err


@pytest.mark.browser
def test_the_pdf_is_tagged_numbered_and_of_the_same_text(call: Call, workspace: Path) -> None:
    texts = []
    for out in ("first", "second"):
        said = call("report", "--workspace", workspace, "--period", "2026Q4", "--format", "pdf", "--out", out)
        if "浏览器" in said.err:
            pytest.skip(said.err)
        assert said.code == 0, said.err
        for name in ("notice.pdf", "report.pdf"):
            reader = PdfReader(f"{out}/{name}")
            assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
            texts.append("\n".join(page.extract_text() for page in reader.pages))
    assert texts[:2] == texts[2:]
    assert TITLE in texts[0].replace("\n", "")
    assert not any("\u2e80" <= letter <= "\u2fd5" for text in texts for letter in text)
    assert "— 1 —" in texts[0] or "—1—" in texts[0].replace(" ", "")
