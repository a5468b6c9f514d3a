"""Saved pages of annual reports in the manner of many publishing systems, against gold written with them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from crawler.readers.annual_reports import read_annual_report
from crawler.readers.dom import Dom

FOLDER = Path(__file__).parents[2] / "pages" / "annual_reports"
PAGES = sorted(FOLDER.glob("*.html"))


def test_there_are_enough_pages() -> None:
    assert len(PAGES) >= 20


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.stem))
def test_a_saved_report_is_read_as_its_gold_says(page: Path) -> None:
    gold = json.loads(page.with_suffix(".json").read_text(encoding="utf-8"))
    report = read_annual_report(Dom(page.read_text(encoding="utf-8"), url="", encoding=None), gold["title"])
    assert report is not None
    broken = sorted(identity.id for identity in report.identities if identity.status == "broken")
    assert {
        "title": gold["title"],
        "year": report.year,
        "format": report.form,
        "broken": broken,
        "missing_parts": list(report.missing_parts),
        "missing_tables": list(report.missing_tables),
    } == gold
    expected = {"R1", "R2", "R3", "R5"} - set(broken)
    if not gold["missing_tables"]:
        assert expected <= {identity.id for identity in report.identities if identity.status == "holds"}
