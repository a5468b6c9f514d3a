"""Barriers on the pages of a site, grouped by rule and place."""

from __future__ import annotations

from checks import messages
from checks.barriers import BARRIERS
from checks.rules.accessibility_barriers import accessibility_barriers
from crawler.readers.barriers import rule_ids
from storage.records import Answer, Barriers, Finding
from tests.checks.facts import HOME, findings, page, result, url


def barred(path: str, *found: tuple[str, str]) -> Barriers:
    return Barriers(page=url(path), found=found)


LOGO = ("image-alt", "#top img")
EMPTY = ("link-name", ".nav a")


def said(found: list[Finding]) -> list[tuple[str, str, str, int]]:
    return [(one.reason, str(one.outcome), one.detail["selector"], one.detail["pages"]) for one in found]


def test_a_page_without_barriers_passes_and_is_counted() -> None:
    judged = result(accessibility_barriers, page())
    assert (judged.findings, judged.examined) == ((), 1)


def test_one_fault_of_a_template_is_one_finding_with_its_pages() -> None:
    pages = [page(f"{number:02}.html", depth=2) for number in range(30)]
    records = [barred(f"{number:02}.html", LOGO) for number in range(30)]
    [found] = findings(accessibility_barriers, page(), *pages, *records)
    assert (found.reason, found.subject, found.page) == ("image-alt", url("00.html"), url("00.html"))
    assert (found.detail["rule"], found.detail["selector"], found.detail["pages"]) == (*LOGO, 30)
    assert (len(found.detail["examples"]), found.detail["on_home"]) == (20, False)
    assert (found.detail["wcag"], found.detail["level"]) == (["1.1.1"], "A")


def test_two_rules_at_one_place_and_one_rule_at_two_places_are_findings_of_their_own() -> None:
    found = findings(accessibility_barriers, page(), barred("", LOGO, ("link-name", "#top img"), EMPTY))
    assert said(found) == [
        ("image-alt", "fail", "#top img", 1),
        ("link-name", "fail", "#top img", 1),
        ("link-name", "fail", ".nav a", 1),
    ]
    assert len({one.key for one in found}) == 3


def test_the_key_of_a_fault_outlives_the_page_that_showed_it_first() -> None:
    [before] = findings(accessibility_barriers, page("a.html"), barred("a.html", LOGO))
    [after] = findings(accessibility_barriers, page("b.html"), barred("b.html", LOGO))
    assert before.key == after.key


def test_what_a_person_must_look_at_is_a_doubt() -> None:
    found = findings(accessibility_barriers, page(), barred("", ("link-text-vague", ".more")))
    assert said(found) == [("link-text-vague", "unsure", ".more", 1)]


def test_error_pages_are_left_out() -> None:
    gone = page("404.html", answer=Answer.MISSING)
    assert findings(accessibility_barriers, page(), gone, barred("404.html", LOGO)) == []


def test_an_office_may_leave_rules_out() -> None:
    assert findings(accessibility_barriers, page(), barred("", LOGO), left_out=("image-alt",)) == []


def test_a_hostile_site_cannot_make_more_findings_than_the_office_reads() -> None:
    many = barred("", *((rule, f".c{number}") for rule in ("image-alt", "label") for number in range(50)))
    assert len(findings(accessibility_barriers, page(), many, most=10)) == 10


def test_every_rule_that_is_looked_for_stands_in_the_table() -> None:
    assert rule_ids() <= BARRIERS.keys()


def test_no_sentence_says_that_a_page_conforms() -> None:
    for check in ("accessibility_barriers",):
        text = str(messages.texts()["check"][check])
        assert not any(word in text for word in ("达标", "符合标准", "通过认证"))


def test_the_home_page_stands_for_the_fault_where_it_has_it() -> None:
    records = (page("a.html", depth=1), page(), barred("a.html", LOGO), barred("", LOGO))
    [found] = findings(accessibility_barriers, *records)
    assert (found.page, found.detail["on_home"]) == (HOME, True)
