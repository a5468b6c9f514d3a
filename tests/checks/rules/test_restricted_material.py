"""What is not for the public."""

from __future__ import annotations

from checks.rules.restricted_material import restricted_material
from storage.records import OpenedFile, RestrictedMark
from tests.checks.facts import HOME, findings, page, reasons, result, url


def test_a_mark_is_always_a_doubt() -> None:
    mark = RestrictedMark(url=url("1.html"), mark="classified", sha256="0")
    assert reasons(restricted_material, page(), page("1.html"), mark) == [("marked", "unsure")]


def test_a_file_is_told_with_the_page_that_offers_it() -> None:
    file = OpenedFile(url=url("a.pdf"), page=HOME, kind="pdf", sha256="0")
    mark = RestrictedMark(url=url("a.pdf"), page=HOME, mark="internal", sha256="0")
    [found] = findings(restricted_material, page(), file, mark)
    assert (found.subject, found.page) == (url("a.pdf"), HOME)
    assert set(found.detail) == {"mark", "sha256"}


def test_pages_and_files_are_examined() -> None:
    file = OpenedFile(url=url("a.pdf"), page=HOME, kind="pdf", sha256="0")
    assert result(restricted_material, page(), file).examined == 2
