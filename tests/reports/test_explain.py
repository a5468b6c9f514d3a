"""A finding is explained on one page: text, HTML, PDF; the stored page is drawn with the fault framed."""

from __future__ import annotations

import base64
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from storage.store import Store
from tests.reports import judged, stored
from tests.reports.conftest import Call

PERIOD = ("--period", judged.PERIOD)


@pytest.fixture
def folder(tmp_path: Path, call: Call) -> Path:
    place = tmp_path / "city"
    (place / "registry").mkdir(parents=True)
    (place / "xuncha.toml").write_text("", encoding="utf-8")
    (place / "registry" / "agencies.csv").write_text(
        "id,name,short_name,class,email\noffice,明州市政府办公厅,办公厅,municipal,a@b.cn\n", encoding="utf-8"
    )
    (place / "registry" / "sites.csv").write_text(
        "id,agency,name,kind,url,site_id_code,outward_services\n"
        f"portal,office,明州市政府,portal,{stored.HOME},3301000001,yes\n",
        encoding="utf-8",
    )
    stored.fill(place)
    assert call("judge", "--workspace", place, *PERIOD).code == 0
    return place


def key(call: Call, folder: Path) -> str:
    said = call("export", "findings", "--workspace", folder, *PERIOD)
    rows = map(json.loads, said.out.splitlines())
    return next(row["key"] for row in rows if row["subject"] == stored.GONE)


def test_the_text_says_how_often_by_which_rule_and_with_which_effect(call: Call, folder: Path) -> None:
    said = call("explain", key(call, folder), "--workspace", folder)
    assert said.code == 0
    for part in ("看到的经过", "依据", "对结论的影响", "D21", "有异议", "同一规则"):
        assert part in said.out
    assert len(said.out.splitlines()) <= 60


def test_the_page_stands_alone_and_fetches_nothing(call: Call, folder: Path) -> None:
    out = folder / "page.html"
    assert call("explain", key(call, folder), "--workspace", folder, "--format", "html", "--out", out).code == 0
    page = out.read_text(encoding="utf-8")
    assert "对结论的影响" in page
    assert not re.findall(r"<(?:script|link|iframe)|src=\"(?!data:)", page)


@pytest.mark.browser
def test_the_picture_shows_the_framed_element(call: Call, folder: Path) -> None:
    out = folder / "page.html"
    call("explain", key(call, folder), "--workspace", folder, "--format", "html", "--out", out)
    page = out.read_text(encoding="utf-8")
    found = re.search(r"data:image/jpeg;base64,([^\"]+)", page)
    if found is None:
        pytest.skip("no browser on this machine")
    assert base64.b64decode(found[1]).startswith(b"\xff\xd8")
    assert "红框处为所说的地方" in page


@pytest.mark.browser
def test_the_pdf_is_one_page(call: Call, folder: Path) -> None:
    out = folder / "page.pdf"
    said = call("explain", key(call, folder), "--workspace", folder, "--format", "pdf", "--out", out)
    if said.code == 2 and "浏览器" in said.err:
        pytest.skip("no browser on this machine")
    content = out.read_bytes()
    assert content.startswith(b"%PDF")
    assert len(re.findall(rb"/Type /Page\b(?!s)", content)) == 1


def test_a_pdf_needs_a_file(call: Call, folder: Path) -> None:
    assert call("explain", key(call, folder), "--workspace", folder, "--format", "pdf").code == 2


def test_who_decided_is_named(call: Call, folder: Path) -> None:
    from reports import actions
    from reports.decisions import digest

    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store:
        [run] = store.runs(judged.PERIOD, 1, "portal")
        finding = next(one for one in store.findings(run.id, "state-council-2019") if one.subject == stored.GONE)
        decision = actions.Decision(
            key=finding.key,
            target="portal",
            decision="upheld",
            by="王芳",
            reason="致电 13812345678 核实",
            digest=digest(finding),
            group="g",
        )
        actions.review(store, judged.PERIOD, [decision], at=judged.AT + timedelta(days=1))
    said = call("explain", key(call, folder), "--workspace", folder).out
    assert "王芳 2026-11-21 认定：致电 138******78 核实" in said
