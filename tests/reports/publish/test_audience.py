"""Who sees what: the public no place of any fault, an agency its own, nobody a result that is not one."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from tests.reports import judged
from tests.reports.conftest import Call

FORMATS = "html,docx,xlsx,json,csv"


@pytest.fixture
def workspace(call: Call, tmp_path: Path) -> Path:
    folder = judged.workspace(tmp_path / "office")
    assert call("judge", "--workspace", folder, "--period", judged.PERIOD).code == 0
    return folder


def report(call: Call, workspace: Path, *more: object) -> tuple[int, str]:
    said = call("report", "--workspace", workspace, "--period", "2026Q4", "--format", FORMATS, "--out", "out", *more)
    return said.code, said.err


def written(folder: Path) -> str:
    """All text of a folder, workbooks and documents unpacked."""
    parts = [
        path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.suffix in {".html", ".json", ".csv"}
    ]
    for path in folder.rglob("*.xlsx"):
        book = openpyxl.load_workbook(path)
        parts += [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    return "\n".join(parts)


def test_the_public_is_told_nothing_before_the_release(call: Call, workspace: Path) -> None:
    code, said = report(call, workspace, "--audience", "public")
    assert code == 3
    assert "明州市政府：结论待定" in said
    assert "还没有签发" in said
    assert not Path("out").exists()


def test_the_public_folder_leads_to_no_fault(call: Call, workspace: Path) -> None:
    findings = [
        json.loads(line)
        for line in call("export", "findings", "--workspace", workspace, "--period", "2026Q4").out.splitlines()
    ]
    assert report(call, workspace, "--audience", "public", "--draft")[0] == 0
    text = written(Path("out"))
    assert "明州市教育局" in text
    homes = set(judged.HOSTS.values())
    places = {finding[name] for finding in findings for name in ("subject", "page")} - homes
    assert places
    assert not [place for place in places if place in text]
    assert not [finding["key"] for finding in findings if finding["key"] in text]
    assert not list(Path("out/sites").iterdir())
    assert "得分" not in text
    assert "待核实" not in Path("out/csv/sites.csv").read_text(encoding="utf-8")


def test_the_office_switches_points_and_the_heat_map_on(call: Call, workspace: Path) -> None:
    with (workspace / "xuncha.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[publish]\npoints = true\nheat_map = true\n")
    assert report(call, workspace, "--audience", "public", "--draft")[0] == 0
    index = Path("out/index.html").read_text(encoding="utf-8")
    assert "得分" in index
    assert "问题分布" in index


def test_a_folder_for_the_public_keeps_nothing_that_others_read(call: Call, workspace: Path) -> None:
    assert report(call, workspace)[0] == 0
    assert Path("out/sites/one.html").exists()
    assert report(call, workspace, "--audience", "public", "--draft")[0] == 0
    assert not Path("out/sites/one.html").exists()
    Path("out/own.txt").write_text("kept", encoding="utf-8")
    code, said = report(call, workspace, "--audience", "public", "--draft")
    assert code == 2
    assert "own.txt" in said


def test_an_agency_sees_its_own(call: Call, workspace: Path) -> None:
    assert report(call, workspace, "--audience", "agency")[0] == 2
    assert report(call, workspace, "--audience", "agency", "--agency", "nobody")[0] == 2
    assert report(call, workspace, "--audience", "agency", "--agency", "ed")[0] == 0
    assert [path.name for path in Path("out/sites").iterdir()] == ["two.html"]
    assert judged.HOSTS["one"] not in written(Path("out"))


def test_a_superior_has_a_notice_of_its_own_with_those_below_it(call: Call, workspace: Path) -> None:
    agencies = workspace / "registry" / "agencies.csv"
    head, *rows = agencies.read_text(encoding="utf-8").splitlines()
    above = {"office": "", "ed": "office"}
    told = [f"{head},superior", *(f"{row},{above[row.partition(',')[0]]}" for row in rows)]
    agencies.write_text("\n".join(told) + "\n", encoding="utf-8")
    assert report(call, workspace, "--agency", "office")[0] == 0
    assert sorted(path.name for path in Path("out/sites").iterdir()) == ["one.html"]
    assert report(call, workspace, "--agency", "office", "--with-subordinates")[0] == 0
    assert sorted(path.name for path in Path("out/agencies").iterdir()) == ["ed.html", "office.html"]
    notice = Path("out/notice.html").read_text(encoding="utf-8")
    assert "<h1><span>明州市政府办公厅政府网站和政务新媒体</span>" in notice
    assert "本季度纳入检查的政府网站共2家" in notice
    assert report(call, workspace, "--with-subordinates")[0] == 2


@pytest.mark.browser
def test_an_agency_gets_its_scorecard_on_paper(call: Call, workspace: Path) -> None:
    asked = ("--audience", "agency", "--agency", "ed", "--format", "pdf,docx", "--out", "paper")
    said = call("report", "--workspace", workspace, "--period", "2026Q4", *asked)
    if "浏览器" in said.err:
        pytest.skip(said.err)
    assert said.code == 0, said.err
    assert sorted(path.name for path in Path("paper/scorecards").iterdir()) == ["ed.docx", "ed.pdf"]
    text = "".join(page.extract_text() for page in PdfReader("paper/scorecards/ed.pdf").pages).replace("\n", "")
    document = docx.Document("paper/scorecards/ed.docx")
    written = "".join(paragraph.text for paragraph in document.paragraphs)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    for words in ("明州市教育局", "评分卡", "整改清单", "有异议怎么办"):
        assert words in text
        assert words in written
    for words in ("责任处室", "本季新增", "5 个工作日"):
        assert words in text
        assert words in cells
    assert judged.HOSTS["one"] not in text + written
