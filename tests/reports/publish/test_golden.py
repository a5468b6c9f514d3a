"""Every format of one small city, compared with what was read and found right.

A golden file that is missing is written and fails once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import docx
import openpyxl
import pytest
from pypdf import PdfReader

from reports.publish import writing
from tests.reports.publish import cities

GOLDEN = Path(__file__).parents[2] / "golden" / "publish"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("golden")
    return writing.write(cities.published(cities.mixed()), folder / "out", ["html", "docx", "xlsx", "json", "csv"])


def page(path: Path) -> str:
    """A page without its style sheet, which is looked at, not compared."""
    text = re.sub(r"<style>.*?</style>", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    return "\n".join(line for line in text.splitlines() if line.strip()) + "\n"


def document(path: Path) -> str:
    """The paragraphs of a document with their styles, then its tables."""
    read = docx.Document(str(path))
    lines = [f"[{paragraph.style.name if paragraph.style else ''}] {paragraph.text}" for paragraph in read.paragraphs]
    for table in read.tables:
        lines += ["", *("\t".join(cell.text for cell in row.cells) for row in table.rows)]
    return "\n".join(lines) + "\n"


def workbook(path: Path) -> str:
    """The cells of a workbook, as Python writes their values: types and all."""
    lines: list[str] = []
    for sheet in openpyxl.load_workbook(path):
        lines += [f"== {sheet.title}", *("\t".join(map(repr, row)) for row in sheet.iter_rows(values_only=True))]
    return "\n".join(lines) + "\n"


def told(out: Path) -> Iterator[tuple[str, str]]:
    for name in ("index", "notice", "sites/s1", "agencies/a1"):
        yield f"{name.replace('/', '-')}.html", page(out / f"{name}.html")
    yield "notice.docx.txt", document(out / "notice.docx")
    yield "scorecard.docx.txt", document(out / "scorecards" / "a1.docx")
    yield "report.xlsx.txt", workbook(out / "report.xlsx")
    yield "report.json", (out / "report.json").read_text(encoding="utf-8")
    for path in sorted((out / "csv").iterdir()):
        yield f"csv-{path.name}", path.read_text(encoding="utf-8")


def compared(found: Mapping[str, str]) -> list[str]:
    """The names of golden files that differ; those that were missing are written and differ too."""
    GOLDEN.mkdir(parents=True, exist_ok=True)
    differ = []
    for name, text in found.items():
        place = GOLDEN / name
        if not place.exists():
            place.write_text(text, encoding="utf-8", newline="")
            differ.append(f"{name} (written)")
        elif place.read_bytes().decode("utf-8") != text:
            differ.append(name)
    return differ


def test_every_format_says_what_it_said(out: Path) -> None:
    found = dict(told(out))
    assert compared(found) == []
    assert {path.name for path in GOLDEN.iterdir()} == {*found, "notice.pdf.txt", "scorecard.pdf.txt"}


@pytest.mark.browser
def test_the_pdf_says_what_it_said(tmp_path: Path) -> None:
    pytest.importorskip("playwright")
    written = writing.write(cities.published(cities.mixed()), tmp_path / "out", ["pdf"])
    found = {}
    for name, place in (("notice", "notice.pdf"), ("scorecard", "scorecards/a1.pdf")):
        read = PdfReader(written / place)
        assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]
        text = "".join(page.extract_text() for page in read.pages)
        found[f"{name}.pdf.txt"] = re.sub(r"\s+", "", text) + "\n"
    assert compared(found) == []
