"""Attachments that nobody can open."""

from __future__ import annotations

from checks.rules.missing_attachments import missing_attachments
from storage.records import UnlinkedAttachment
from tests.checks.facts import page, reasons, url

MISSING = UnlinkedAttachment(url=url("1.html"), name="分解表", certain=True)


def test_a_named_attachment_without_a_link_fails() -> None:
    assert reasons(missing_attachments, page("1.html"), MISSING) == [("listed_without_link", "fail")]


def test_what_scripts_may_add_is_a_doubt() -> None:
    blind = page("1.html", needs_browser="footer_by_script")
    assert reasons(missing_attachments, blind, MISSING) == [("listed_without_link", "unsure")]
    assert reasons(missing_attachments, page("1.html", rendered=True), MISSING) == [("listed_without_link", "fail")]


def test_a_bare_word_is_a_doubt_and_a_page_that_does_not_open_says_nothing() -> None:
    bare = UnlinkedAttachment(url=url("1.html"), name="", certain=False)
    assert reasons(missing_attachments, page("1.html"), bare) == [("listed_without_link", "unsure")]
    assert not reasons(missing_attachments, page(), MISSING)
