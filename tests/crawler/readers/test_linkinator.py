from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.readers.reading import RawLink
from crawler.readers.structure import anchors
from tests.crawler.readers.reading import dom, links

SITE = "http://site.invalid"


def expected(testdata: Path) -> dict[str, dict[str, Any]]:
    entries = json.loads((testdata / "linkinator" / "expected.json").read_text(encoding="utf-8"))
    return {entry["fixture"]: entry for entry in entries}


def linked(testdata: Path, fixture: str, served_at: str | None = None) -> tuple[RawLink, ...]:
    markup = (testdata / "linkinator" / fixture).read_text(encoding="utf-8")
    return links(markup, served_at or f"{SITE}/{fixture}")


def targets(found: tuple[RawLink, ...]) -> set[str]:
    """Addresses to ask for: without fragments and without what no browser opens."""
    return {link.url.partition("#")[0] for link in found if link.fault is None}


SINGLE_PAGES = (
    *("basetag/relative-to-root.html", "basetag/relative-folder.html", "basetag/relative-dot-folder.html"),
    *("basetag/relative-page.html", "basetag/empty-base.html", "basetag/absolute.html"),
    *("basic/index.html", "prefetch/index.html", "scripts/index.html", "twice/index.html", "twittercard/index.html"),
)


@pytest.mark.parametrize("fixture", SINGLE_PAGES)
def test_as_many_addresses_are_found_as_linkinator_finds(testdata: Path, fixture: str) -> None:
    case = expected(testdata)[fixture]
    found = targets(linked(testdata, fixture, case.get("served_at")))
    assert len(found) + 1 == case["links_found"]  # linkinator counts the page itself
    if "working_path" in case:
        assert any(url.endswith(case["working_path"]) for url in found)


@pytest.mark.parametrize("fixture", ["relative/index.html", "recurse/index.html"])
def test_as_many_addresses_are_found_page_by_page(testdata: Path, fixture: str) -> None:
    seen, waiting = {f"{SITE}/{fixture}"}, [f"{SITE}/{fixture}"]
    while waiting:
        url = waiting.pop()
        if not url.startswith(SITE) or not (testdata / "linkinator" / url.removeprefix(f"{SITE}/")).is_file():
            continue
        new = targets(linked(testdata, url.removeprefix(f"{SITE}/"))) - seen
        seen |= new
        waiting += new
    assert len(seen) == expected(testdata)[fixture]["links_found"]


def test_every_refresh_is_a_link(testdata: Path) -> None:
    found = linked(testdata, "metarefresh/index.html")
    assert len(found) == expected(testdata)["metarefresh/index.html"]["meta_refresh_links"]
    assert {link.via for link in found} == {"meta"}


def test_a_malformed_link_is_listed_not_dropped(testdata: Path) -> None:
    assert [link.fault for link in linked(testdata, "malformed/index.html")] == ["malformed"]


def test_addresses_of_other_protocols_are_no_links(testdata: Path) -> None:
    assert linked(testdata, "protocols/index.html") == ()


def test_every_address_in_a_style_is_a_link(testdata: Path) -> None:
    found = {link.url.rpartition("/")[2] for link in linked(testdata, "css/index.html") if link.via == "css"}
    assert found == {
        *("styles.css", "bg-inline.jpg", "header-bg.png", "imported.css", "imported2.css"),
        *("div-bg.jpg", "bg1.png", "bg2.png"),
    }


def test_pictures_and_their_sets_are_links(testdata: Path) -> None:
    assert targets(linked(testdata, "image/index.html")) == {
        f"{SITE}/image/{name}" for name in ("missing.png", "boo.jpg", "missing.jpg")
    }
    assert targets(linked(testdata, "srcset/index.html")) == {
        f"{SITE}/srcset/_site/foo.html",
        f"{SITE}/srcset/_site/bar.html",
    }


def test_structured_data_holds_no_links(testdata: Path) -> None:
    assert [link.text for link in linked(testdata, "json-ld/index.html")] == ["A regular link"]


@pytest.mark.parametrize("fixture", ["fragments-same-page/index.html", "fragments-demo/index.html"])
def test_fragments_are_kept_and_anchors_known(testdata: Path, fixture: str) -> None:
    case = expected(testdata)[fixture]
    found = [link.url for link in linked(testdata, fixture)]
    assert {"#" + url.partition("#")[2] for url in found} == {*case["ok_fragments"], *case["broken_fragments"]}
    file = testdata / "linkinator" / found[0].partition("#")[0].removeprefix(f"{SITE}/")
    offered = {f"#{name}" for name in anchors(dom(file.read_text(encoding="utf-8")))}
    assert offered >= set(case["ok_fragments"])
    assert not offered & set(case["broken_fragments"])
