"""What a crawled site writes cannot act in any output: no script, no formula, no turned text, no endless line."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Browser

from reports.periods import Period
from reports.publish import writing
from reports.publish.packed import Findings
from reports.publishing import Asked, publication
from reports.workspace import Workspace
from tests.reports import judged
from tests.reports.conftest import Call

SCRIPT = "<script>window.struck = 1</script><img src=x onerror='window.struck = 1'>"
FORMULA = "=cmd|' /C calc'!A0"
TURNED = "abc\u202egpj.exe"
ENDLESS = "题" * 1_000_000
ADDRESSES = (
    "javascript:window.struck=1",
    'http://a.example/"onmouseover=window.struck=1',
    f"http://a.example/{'x' * 3000}",
)


@pytest.fixture
def written(call: Call, tmp_path: Path) -> Path:
    """A report whose every crawled string is hostile, in all formats but PDF."""
    folder = judged.workspace(tmp_path / "office")
    assert call("judge", "--workspace", folder, "--period", judged.PERIOD).code == 0
    workspace = Workspace.at(folder)
    with workspace.store() as store:
        told = publication(store, workspace, workspace.scheme(), Period.parse("2026Q4"), None, Asked())
    card = told.report.cards[1]
    model = dict(next(row for row in card.findings if row["outcome"] == "fail"))
    rows = []
    for number, text in enumerate((SCRIPT, FORMULA, TURNED, ENDLESS)):
        for address in ADDRESSES:
            detail = {"element": text, "examples": [address, text], "pages": 2}
            rows.append(
                model
                | {
                    "key": f"{number}{len(rows):031d}",
                    "message": text,
                    "remedy": text,
                    "path": [text],
                    "detail": detail,
                }
                | {"subject": address, "page": address}
            )
    hostile = replace(card, findings=Findings(rows), site=replace(card.site, name=SCRIPT))
    report = replace(told.report, cards=(told.report.cards[0], hostile))
    return writing.write(replace(told, report=report), tmp_path / "out", ["html", "docx", "xlsx", "json", "csv"])


@pytest.mark.browser
def test_nothing_runs_and_nothing_is_fetched_in_a_browser(browser: Browser, written: Path) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    files = sorted(written.rglob("*.html"))
    for file in files:
        page.goto(file.as_uri())
        assert page.evaluate("typeof window.struck") == "undefined", file.name
        assert page.evaluate("document.scripts.length") == 0
        links = page.eval_on_selector_all("a[href]", "found => found.map(link => link.href)")
        assert not [link for link in links if link.startswith("javascript:")]
        assert page.evaluate("document.querySelectorAll('[onerror], [onmouseover]').length") == 0
        assert "\u202e" not in file.read_text(encoding="utf-8")
    assert set(asked) == {file.as_uri() for file in files}
    assert (written / "sites" / "two.html").stat().st_size < 300_000


def test_no_cell_computes_and_no_line_is_endless(written: Path) -> None:
    for path in (written / "csv").iterdir():
        with path.open(encoding="utf-8", newline="") as stream:
            for row in csv.reader(stream):
                assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))], path.name
                assert not [cell for cell in row if len(cell) > 32_767 or "\u202e" in cell], path.name
    book = openpyxl.load_workbook(written / "report.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any(cell.value == FORMULA for cell in cells)
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not [cell for cell in cells if cell.hyperlink or "\u202e" in str(cell.value)]


def test_what_programs_read_is_whole(written: Path) -> None:
    text = (written / "report.json").read_text(encoding="utf-8")
    assert "\u202e" not in text
    assert any(finding["message"] == FORMULA for finding in json.loads(text)["findings"])
    document = docx.Document(str(written / "notice.docx"))
    assert document.paragraphs
