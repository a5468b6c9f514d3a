"""The inspected site itself may have an answer to everything: what is gone is found, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.crawler.web import Reply, Web, html, redirect
from tests.labelled.files import ARTICLE, FILES, article
from tests.labelled.hosts import SHELL, WORDLESS
from tests.labelled.test_links import CHECKS, prechecked

PAGES = {"/ok.html": html(ARTICLE), "/a/ok.html": html(article("办事指南")), "/moved.html": redirect("/ok.html")}
PARTS = {"/app.js": Reply(b"var a = 1;"), "/logo.png": Reply(FILES["png"][0])}
GONE = ("/gone.html", "/a/gone.html", "/gone.pdf")


@pytest.mark.parametrize(
    ("manner", "found"),
    [
        (lambda path: WORDLESS, "soft_404"),
        (lambda path: redirect("/"), "soft_404"),
        (lambda path: redirect("/error.html") if path != "/error.html" else WORDLESS, "soft_404"),
        (lambda path: html("<html></html>"), "soft_404"),
        (lambda path: html("<script>location.href='/'</script>"), "soft_404"),
        (lambda path: SHELL, None),
    ],
    ids=["wordless", "to_home", "to_error", "near_empty", "script_to_home", "shell"],
)
def test_what_is_gone_is_found(manner: Callable[[str], Reply], found: str | None, tmp_path: Path) -> None:
    links = "".join(f'<a href="{path}">{path}</a>' for path in (*PAGES, *GONE))
    web = Web({"/": html(article("某市人民政府").replace("</body>", f"{links}</body>")), **PAGES, **PARTS}, manner)
    with web.running():
        rows = [row for row in prechecked(web.url + "/", tmp_path) if row["check"] in CHECKS]
    said = {row["subject"].removeprefix(web.url): row["reason"] for row in rows}
    pages = dict.fromkeys(GONE[:2], found) if found else {}
    assert said == {**pages, "/gone.pdf": found or "bad_file"}
