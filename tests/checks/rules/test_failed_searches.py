"""The site's own search, tried with titles that stand on the site."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.rules.failed_searches import failed_searches
from storage.records import Answer, Finding, Method, SearchBox, SearchTrial
from tests.checks.facts import HOME, findings, look, page, reasons, result, url

BOX = SearchBox(page=HOME, form="get", address=url("search"), field="q", place=0)


def trial(came: str, number: int = 1) -> SearchTrial:
    return SearchTrial(
        page=HOME,
        came=came,
        article=url(f"a/{number}.html"),
        title=f"关于第{number}项工作的通知",
        address=url(f"search?q={number}"),
        looks=(look(200), replace(look(200, after_s=10), method=Method.BROWSER)),
    )


def said(found: list[Finding]) -> list[tuple[str, str, str]]:
    return [(one.reason, str(one.outcome), one.subject) for one in found]


def test_titles_that_are_found_pass_and_count() -> None:
    judged = result(failed_searches, page(), BOX, trial("found"), trial("found", 2))
    assert (judged.findings, judged.examined) == ((), 2)


def test_an_article_that_the_search_does_not_find_fails_by_itself() -> None:
    found = findings(failed_searches, page(), BOX, trial("not_found"), trial("found", 2), trial("not_found", 3))
    assert said(found) == [("not_found", "fail", url("a/1.html")), ("not_found", "fail", url("a/3.html"))]
    assert found[0].detail["title"] == "关于第1项工作的通知"
    assert [str(sight.method) for sight in found[0].evidence] == ["get", "browser"]


def test_a_search_that_breaks_is_one_finding_whatever_was_sought() -> None:
    found = findings(failed_searches, page(), BOX, trial("broken"), trial("broken", 2))
    assert said(found) == [("broken", "fail", url("search"))]
    again = findings(failed_searches, page(), BOX, trial("broken", 7))
    assert found[0].key == again[0].key


def test_a_home_page_in_which_no_browser_sees_a_box_either_fails() -> None:
    assert reasons(failed_searches, page(), SearchTrial(page=HOME, came="no_box")) == [("absent", "fail")]


def test_a_plain_home_page_without_a_box_fails_without_a_browser() -> None:
    assert reasons(failed_searches, page()) == [("absent", "fail")]


@pytest.mark.parametrize(
    ("came", "reason", "outcome"),
    [
        ("guarded", "blocked", "not_run"),
        ("robots", "robots", "not_run"),
        ("private", "private_address", "not_run"),
        ("unrendered", "unrendered", "not_run"),
        ("elsewhere", "too_little_seen", "unsure"),
        ("unclear", "too_little_seen", "unsure"),
    ],
)
def test_what_was_not_seen_accuses_nobody(came: str, reason: str, outcome: str) -> None:
    judged = result(failed_searches, page(), BOX, trial(came), trial(came, 2))
    assert [(one.reason, str(one.outcome)) for one in judged.findings] == [(reason, outcome)]
    assert judged.examined == 0


def test_a_site_without_an_article_to_look_for_is_a_doubt() -> None:
    assert reasons(failed_searches, page(), BOX) == [("too_little_seen", "unsure")]


def test_a_box_that_scripts_may_bring_needs_a_browser() -> None:
    perhaps = SearchBox(page=HOME, form="script", address=None)
    assert reasons(failed_searches, page(), perhaps) == [("unrendered", "not_run")]
    assert reasons(failed_searches, page(needs_browser="script_shell")) == [("unrendered", "not_run")]


def test_a_site_whose_home_page_refuses_is_left_out() -> None:
    assert findings(failed_searches, page(answer=Answer.REFUSED)) == []
