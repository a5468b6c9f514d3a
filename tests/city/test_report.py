"""Every page of the report in a real browser: accessible, self-contained, readable on a phone."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.city.conftest import PERIOD, xuncha

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def pages(inspected: Path) -> list[Path]:
    found = sorted((inspected / "reports" / PERIOD).rglob("*.html"))
    assert len(found) == 34
    return found


@pytest.mark.parametrize(("width", "height"), [(1280, 900), (390, 844)])
def test_axe_finds_nothing_and_nothing_runs_over(browser: Browser, pages: list[Path], width: int, height: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": height})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    axe = Axe()
    for file in pages:
        page.goto(file.as_uri())
        violations = axe.run(page).response["violations"]
        assert not violations, (file.name, [(found["id"], found["nodes"][0]["html"][:200]) for found in violations])
        assert page.evaluate("document.documentElement.scrollWidth") <= width, file.name
    page.close()
    assert set(asked) == {file.as_uri() for file in pages}


def test_every_link_within_the_report_leads_somewhere(browser: Browser, pages: list[Path]) -> None:
    page = browser.new_page()
    for file in pages:
        page.goto(file.as_uri())
        targets = page.eval_on_selector_all("a[href]", "links => links.map(link => link.href)")
        for target in targets:
            if target.startswith("file:"):
                path, _, fragment = target.partition("#")
                assert path in {other.as_uri() for other in pages}, target
                if fragment and path == file.as_uri():
                    assert page.evaluate("id => document.getElementById(id) !== null", fragment), target
    page.close()


def test_the_report_is_the_same_every_time(inspected: Path, pages: list[Path], tmp_path: Path) -> None:
    ended = xuncha("report", "--workspace", inspected, "--period", PERIOD, "--out", tmp_path / "again")
    assert ended.returncode == 0, ended.stderr
    for file in pages:
        again = tmp_path / "again" / file.relative_to(inspected / "reports" / PERIOD)
        assert again.read_bytes() == file.read_bytes()


def test_a_scorecard_prints(browser: Browser, inspected: Path) -> None:
    page = browser.new_page()
    page.goto((inspected / "reports" / PERIOD / "sites" / "mzj.html").as_uri())
    printed = page.pdf(prefer_css_page_size=True)
    page.close()
    assert printed.startswith(b"%PDF")
    assert len(printed) > 50_000
