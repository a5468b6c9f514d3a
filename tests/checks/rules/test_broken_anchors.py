"""Links to a place that their page does not have."""

from __future__ import annotations

from typing import Any

import pytest

from checks.rules.broken_links import MAX_IDS, broken_links
from storage.records import Answer
from tests.checks.facts import HOME, findings, link, page, target, url


def anchored(fragment: str | None, *, text: str = "第三章", **changed: Any) -> tuple[object, ...]:
    """A home page that links to a place on a page with the places ``one`` and ``第一章``."""
    there = page("law.html", **{"ids": ("one", "第一章"), **changed})
    return (page(), there, link("", "law.html", fragment=fragment, text=text), target("law.html", 200))


def test_an_anchor_that_the_page_has_passes() -> None:
    assert not findings(broken_links, *anchored("one"))


def test_an_anchor_that_the_page_lacks_fails() -> None:
    [found] = findings(broken_links, *anchored("three"))
    assert (found.reason, str(found.outcome)) == ("broken_anchor", "fail")
    assert (found.subject, found.page) == (url("law.html#three"), HOME)
    assert found.detail == {
        "answer": "broken_anchor",
        "text": "第三章",
        "via": "a",
        "pages": 1,
        "examples": [HOME],
        "on_home": True,
    }


@pytest.mark.parametrize("fragment", [None, "", "top", "TOP", "Top", "none", "void", "nogo", "nolink", "this", "null"])
def test_anchors_that_lead_nowhere_on_purpose_never_count(fragment: str | None) -> None:
    assert not findings(broken_links, *anchored(fragment))


@pytest.mark.parametrize("fragment", ["/route", "!/route", ":~:text=abc"])
def test_what_scripts_and_browsers_read_is_no_anchor(fragment: str) -> None:
    assert not findings(broken_links, *anchored(fragment))


@pytest.mark.parametrize("fragment", ["第一章", "%E7%AC%AC%E4%B8%80%E7%AB%A0"])
def test_an_anchor_may_be_percent_encoded(fragment: str) -> None:
    assert not findings(broken_links, *anchored(fragment))


def test_a_percent_encoded_anchor_that_the_page_lacks_fails() -> None:
    [found] = findings(broken_links, *anchored("%E7%AC%AC%E4%B8%89%E7%AB%A0"))
    assert found.subject == url("law.html#%E7%AC%AC%E4%B8%89%E7%AB%A0")


def test_an_id_that_is_itself_percent_encoded_is_found_as_written() -> None:
    assert not findings(broken_links, *anchored("a%20b", ids=("a%20b",)))


def test_anchors_are_case_sensitive() -> None:
    assert len(findings(broken_links, *anchored("One"))) == 1


@pytest.mark.parametrize(
    "changed",
    [
        {"answer": Answer.MISSING},
        {"needs_browser": "shell"},
        {"ids": tuple(f"i{number}" for number in range(MAX_IDS))},
    ],
)
def test_a_page_whose_anchors_were_not_all_seen_lacks_none(changed: dict[str, Any]) -> None:
    assert not findings(broken_links, *anchored("three", **changed))


@pytest.mark.parametrize(
    "changed",
    [
        {"needs_browser": "shell", "rendered": True},
        {"needs_browser": "footer_by_script"},
        {"ids": tuple(f"i{number}" for number in range(MAX_IDS - 1))},
    ],
)
def test_a_page_whose_anchors_were_seen_lacks_others(changed: dict[str, Any]) -> None:
    assert len(findings(broken_links, *anchored("three", **changed))) == 1


def test_an_anchor_on_an_unread_page_gives_nothing() -> None:
    edge = link("", "https://other.cn/", fragment="three")
    assert not findings(broken_links, page(), edge, target("https://other.cn/", 200))


def test_a_broken_page_is_not_blamed_for_its_anchors_too() -> None:
    there = page("law.html", status=200)
    records = (page(), there, link("", "law.html", fragment="three"), target("law.html", 404, 404))
    assert [found.reason for found in findings(broken_links, *records)] == ["gone"]


def test_many_links_to_one_missing_anchor_are_one_finding() -> None:
    more = [record for name in "ab" for record in (page(name), link(name, "law.html", fragment="three"))]
    [found] = findings(broken_links, *anchored("three"), *more)
    assert (found.page, found.detail["pages"]) == (HOME, 3)


def test_two_missing_anchors_of_one_page_are_two_findings() -> None:
    found = findings(broken_links, *anchored("three"), link("", "law.html", fragment="four"))
    assert [finding.subject for finding in found] == [url("law.html#four"), url("law.html#three")]
    assert len({finding.key for finding in found}) == 2


def test_a_link_to_the_own_page_is_judged_too() -> None:
    own = page("law.html", ids=("one",))
    [found] = findings(broken_links, own, link("law.html", "law.html", fragment="two"))
    assert (found.subject, found.page) == (url("law.html#two"), url("law.html"))
