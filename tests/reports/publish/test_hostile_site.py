"""A site that writes scripts, formulas, turned and endless text everywhere: crawled, judged, published, harmless."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import threading
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import docx
import openpyxl
import pytest
from playwright.sync_api import Browser, sync_playwright
from pypdf import PdfReader

from crawler.browser import NoBrowserError, executable

SCRIPT = "<script>window.struck = 1</script><img src=x onerror='window.struck = 1'>"
FORMULA = "=cmd|' /C calc'!A0"
TURNED = "名单\u202egpj.exe"
ENDLESS = "题" * 350_000
STARTS = ("=", "+", "-", "@", "\t")
TEXTS = (SCRIPT, FORMULA, TURNED, ENDLESS)


def page(number: int, links: str = "") -> bytes:
    title = escape(TEXTS[number % len(TEXTS)])
    body = f"<h1>{title}</h1><p>{title}</p><p>发布日期：2026-11-0{number % 9 + 1}</p>{links}"
    return f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body>{body}".encode()


def home() -> bytes:
    gone = "".join(f"<a href='/gone{place}'>{escape(text)}</a>" for place, text in enumerate(TEXTS))
    there = "".join(f"<a href='/page{place}.html'>{escape(text)}</a>" for place, text in enumerate(TEXTS))
    wild = "<a href='javascript:window.struck=1'>一</a><a href='http://[1&quot;onmouseover=window.struck=1/'>二</a>"
    return page(0, gone + there + wild)


class Hostile(BaseHTTPRequestHandler):
    """Pages whose every text is an attack; what they call gone is gone."""

    def do_GET(self) -> None:
        found = re.fullmatch(r"/page(\d)\.html", self.path)
        body = home() if self.path == "/" else page(int(found[1])) if found else b"no"
        self.send_response(200 if found or self.path == "/" else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None: ...


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    with ThreadingHTTPServer(("127.0.0.1", 0), Hostile) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        home = f"http://127.0.0.1:{server.server_port}/"
        (folder / "registry").mkdir()
        (folder / "xuncha.toml").write_text(
            '[crawl]\nrequests_per_second = 0\nconfirm_after_s = 0.1\nrender = "never"\nexamine = 0\n'
            '[network]\nallow_private_hosts = ["127.0.0.0/8"]\n',
            encoding="utf-8",
        )
        agencies, sites = folder / "registry" / "agencies.csv", folder / "registry" / "sites.csv"
        agencies.write_text("id,name,short_name,class,email\na,某局,某局,department,a@b.cn\n", encoding="utf-8")
        head = "id,agency,name,kind,url,site_id_code,outward_services\n"
        sites.write_text(f"{head}s,a,某局,portal,{home},,yes\n", encoding="utf-8")
        call(folder, "inspect", "--period", "2026Q4")
        server.shutdown()
    formats = "html,docx,xlsx,json,csv" + (",pdf" if has_browser() else "")
    call(folder, "report", "--period", "2026Q4", "--agency", "a", "--format", formats, "--out", str(folder / "out"))
    return folder / "out"


def call(folder: Path, command: str, *arguments: str) -> None:
    full = [sys.executable, "-m", "reports.cli", command, *arguments, "--workspace", str(folder)]
    said = subprocess.run(full, capture_output=True, text=True, check=False, timeout=120)
    assert said.returncode == 0, said.stdout + said.stderr


def has_browser() -> bool:
    with sync_playwright() as playwright:
        try:
            return bool(executable(playwright))
        except NoBrowserError:
            return False


def test_the_attacks_reached_the_report(published: Path) -> None:
    found = json.loads((published / "report.json").read_text(encoding="utf-8"))["findings"]
    told = "".join(row["message"] for row in found)
    assert "window.struck" in told
    assert "=cmd|" in told
    assert "gpj.exe" in told


@pytest.mark.browser
def test_nothing_runs_nothing_is_fetched_nothing_runs_over(browser: Browser, published: Path) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    files = sorted(published.rglob("*.html"))
    for file in files:
        page.goto(file.as_uri())
        assert page.evaluate("typeof window.struck") == "undefined", file.name
        assert page.evaluate("document.scripts.length") == 0
        assert page.evaluate("document.querySelectorAll('img, iframe, [onerror], [onmouseover]').length") == 0
        schemes = page.eval_on_selector_all("a[href]", "links => links.map(link => link.protocol)")
        assert set(schemes) <= {"file:", "http:", "https:"}
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, file.name
        assert "\u202e" not in file.read_text(encoding="utf-8")
        assert file.stat().st_size < 2_000_000
    assert set(asked) == {file.as_uri() for file in files}


def test_no_cell_computes_and_no_cell_is_endless(published: Path) -> None:
    for path in (published / "csv").iterdir():
        with path.open(encoding="utf-8", newline="") as stream:
            cells = [cell for row in csv.reader(stream) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t")) or "\u202e" in cell], (
            path.name
        )
        assert max(map(len, cells)) <= 32_767
    for sheet in openpyxl.load_workbook(published / "report.xlsx"):
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n", "d"}
            assert not [cell for cell in row if cell.hyperlink or "\u202e" in str(cell.value)]


def test_documents_hold_text_and_nothing_else(published: Path) -> None:
    for path in (published / "notice.docx", published / "scorecards" / "a.docx"):
        read = docx.Document(str(path))
        assert not [rel for rel in read.part.rels.values() if rel.is_external]
        assert "\u202e" not in read.element.xml
        assert path.stat().st_size < 2_000_000
    for path in (published / "notice.pdf", published / "scorecards" / "a.pdf"):
        if path.exists():
            pdf = PdfReader(path)
            assert "\u202e" not in "".join(page.extract_text() for page in pdf.pages)
            root = pdf.trailer["/Root"]
            assert "/OpenAction" not in root or "/JS" not in str(root["/OpenAction"])  # type: ignore[index,operator]
            assert "/JavaScript" not in str(root.get("/Names", ""))  # type: ignore[union-attr]
