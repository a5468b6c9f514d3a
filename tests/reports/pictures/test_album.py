"""A picture is drawn from stored bytes alone, once, with the styles that were kept, and kept with the evidence."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from crawler.browser import installed, on_path
from reports.pictures.album import FOLDER, Album, album
from storage.evidence import Evidence
from storage.records import Finding, Method, Outcome, Run, Sight, Site
from storage.store import Store
from tests.reports import stored

pytestmark = pytest.mark.browser

SHEET = b"body { background: #00c800; } a { display: block; margin: 200px; width: 400px; height: 100px }"


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Album, Run, Path, Store, Evidence]]:
    """A store with one home page, a link on it that is gone, and a browser."""
    if not installed() or on_path() is None:
        pytest.skip("no browser on this machine")
    folder = tmp_path_factory.mktemp("album")
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store:
        evidence = Evidence(folder / "evidence", store)
        run = stored.one_page(
            store,
            evidence,
            "<link rel=stylesheet href=/style.css><p>正文</p><a href=/gone.html>办事指南</a>",
            {f"{stored.HOME}style.css": SHEET},
        )
        with album(store, evidence, folder / "evidence") as drawn:
            yield drawn, run, folder / "evidence" / FOLDER, store, evidence
        evidence.close()


SITE = Site(id="portal", agency="office", name="明州市政府", kind="portal", url=stored.HOME)
FOUND = Finding(
    target="portal",
    check="broken_links",
    reason="gone",
    outcome=Outcome.FAIL,
    subject=f"{stored.HOME}gone.html",
    page=stored.HOME,
)


def colours(jpeg: bytes) -> tuple[int, int]:
    """How many pixels are red as the frame, and green as the style sheet says."""
    image = pytest.importorskip("PIL.Image").open(io.BytesIO(jpeg)).convert("RGB")
    r, g, b = np.moveaxis(np.asarray(image, dtype=int), -1, 0)
    red = int(((r > 170) & (g < 60) & (b < 60)).sum())
    green = int(((g > 150) & (r < 60) & (b < 60)).sum())
    return red, green


def test_the_picture_has_the_frame_and_the_styles(kept: tuple[Album, Run, Path, Store, Evidence]) -> None:
    found = kept[0].picture(kept[1], SITE, FOUND)
    assert found is not None
    path, picture = found
    assert picture.framed
    assert path.parent == kept[2]
    assert path.read_bytes() == picture.jpeg
    assert len(picture.jpeg) < 200_000
    red, green = colours(picture.jpeg)
    assert red > 100
    assert green > 100_000


def test_a_kept_picture_needs_no_browser(kept: tuple[Album, Run, Path, Store, Evidence]) -> None:
    drawn, run, folder, store, evidence = kept
    first = drawn.picture(run, SITE, FOUND)
    again = Album(store, evidence, folder.parent, None)
    assert again.picture(run, SITE, FOUND) == first
    assert again.picture(run, SITE, replace(FOUND, subject=f"{stored.HOME}other.html")) is None


def test_what_is_not_on_the_page_is_drawn_without_a_frame(kept: tuple[Album, Run, Path, Store, Evidence]) -> None:
    found = kept[0].picture(kept[1], SITE, replace(FOUND, subject=f"{stored.HOME}elsewhere.html"))
    assert found is not None
    assert not found[1].framed
    assert colours(found[1].jpeg)[0] == 0


def test_a_page_that_sends_its_visitors_on_is_drawn_as_it_was(
    kept: tuple[Album, Run, Path, Store, Evidence],
) -> None:
    drawn, _, _, store, evidence = kept
    away = "<meta http-equiv=refresh content='0;url=/away.html'><iframe src=/f.html></iframe>"
    run = stored.one_page(store, evidence, f"{away}<a href=/gone.html>办事指南</a>", {}, round_=2)
    found = drawn.picture(run, SITE, FOUND)
    assert found is not None
    assert found[1].framed


def test_a_page_that_was_not_kept_has_no_picture(kept: tuple[Album, Run, Path, Store, Evidence]) -> None:
    assert kept[0].picture(kept[1], SITE, replace(FOUND, page=f"{stored.HOME}never.html")) is None


def test_looks_keep_what_they_were(kept: tuple[Album, Run, Path, Store, Evidence]) -> None:
    [look] = kept[3].looks_at(kept[1].id, f"{stored.HOME}style.css")
    assert look.method is Method.GET


def test_what_the_browser_saw_when_it_used_the_site_is_the_picture(
    kept: tuple[Album, Run, Path, Store, Evidence],
) -> None:
    drawn, run, folder, _, evidence = kept
    seen = Sight(at=run.as_of, method=Method.BROWSER, outcome="200", sha256=evidence.put(b"\xff\xd8\xff of a search"))
    found = drawn.picture(run, SITE, replace(FOUND, check="failed_searches", reason="not_found", evidence=(seen,)))
    assert found is not None
    assert (found[0].parent, found[1].jpeg, found[1].framed) == (folder, b"\xff\xd8\xff of a search", False)
    assert found[0].read_bytes() == found[1].jpeg
