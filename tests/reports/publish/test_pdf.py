"""Where no browser is there, another printer makes the same pages: tagged, with text that can be read and copied."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from reports.publish.agencies import agency_cards
from reports.publish.html import agency_page, notice_page
from reports.publish.pdf import by_weasyprint
from tests.reports.publish import cities


def test_pages_are_printed_without_a_browser() -> None:
    pytest.importorskip("weasyprint")
    told = cities.published(cities.mixed())
    card = agency_cards(told.report)[1]
    for html, words in ((notice_page(told.notice), "检查情况通报"), (agency_page(told.report, card), "门户网站")):
        read = PdfReader(io.BytesIO(by_weasyprint(html)))
        text = "".join(page.extract_text() for page in read.pages).replace("\n", "")
        assert words in text
        assert "明州市江城区人民政府" in text
        assert not any("\u2e80" <= letter <= "\u2fd5" for letter in text)
        assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]


def test_nothing_is_fetched_by_the_printer() -> None:
    pytest.importorskip("weasyprint")
    page = (
        '<html lang="zh"><title>t</title><img src="http://127.0.0.1:9/x.png"><img src="file:///etc/hostname">页</html>'
    )
    assert PdfReader(io.BytesIO(by_weasyprint(page))).pages[0].extract_text().strip() == "页"
