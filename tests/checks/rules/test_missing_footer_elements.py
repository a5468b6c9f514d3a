"""What the foot of every page must list."""

from __future__ import annotations

from typing import Any

import pytest

from checks.rules.missing_footer_elements import missing_footer_elements
from storage.records import FOOTER_ELEMENTS, Answer, Failure, Finding, Page
from tests.checks.facts import HOME, findings, link, page, result, target, url

ALL = dict.fromkeys(FOOTER_ELEMENTS, "有")
NO_MAP = {name: value for name, value in ALL.items() if name != "sitemap_link"}


def footed(path: str = "", footer: dict[str, str] = ALL, **changed: Any) -> Page:
    return page(path, footer=footer, **changed)


def unseen(path: str, template: str | None = "t", **changed: Any) -> Page:
    """A page whose foot a script writes and that nobody rendered."""
    return page(path, footer_seen=False, template=template, needs_browser="footer_by_script", **changed)


def said(found: list[Finding]) -> list[tuple[str, str, str | None]]:
    return [(finding.reason, str(finding.outcome), finding.detail.get("element")) for finding in found]


def test_pages_with_a_whole_foot_pass() -> None:
    judged = result(missing_footer_elements, footed(), footed("a.html"))
    assert (judged.findings, judged.examined) == ((), 2)


@pytest.mark.parametrize("element", FOOTER_ELEMENTS)
def test_each_element_is_missed_by_itself(element: str) -> None:
    less = {name: value for name, value in ALL.items() if name != element}
    assert said(findings(missing_footer_elements, footed(footer=less))) == [("absent", "fail", element)]


def test_one_element_missing_on_many_pages_is_one_finding() -> None:
    pages = [footed(f"{number:02}.html", NO_MAP, depth=2) for number in range(30)]
    [found] = findings(missing_footer_elements, footed(), *pages)
    assert (found.subject, found.page) == (url("00.html"), url("00.html"))
    assert found.detail["pages"] == 30
    assert found.detail["examined"] == 31
    assert found.detail["examples"] == [url(f"{number:02}.html") for number in range(20)]
    assert found.detail["on_home"] is False


def test_the_finding_says_whether_the_home_page_shows_the_fault() -> None:
    [found] = findings(missing_footer_elements, footed("a.html", NO_MAP), footed(footer=NO_MAP))
    assert (found.page, found.detail["on_home"], found.detail["examples"][0]) == (HOME, True, HOME)


def test_two_elements_are_two_findings_in_the_order_of_the_standard() -> None:
    found = findings(missing_footer_elements, footed(footer={}), elements=("sponsor", "contact"))
    assert [finding.detail["element"] for finding in found] == ["sponsor", "contact"]
    assert len({finding.key for finding in found}) == 2


def test_the_key_does_not_change_with_the_page() -> None:
    [one] = findings(missing_footer_elements, footed("a.html", NO_MAP))
    [other] = findings(missing_footer_elements, footed("a.html"), footed("b.html", NO_MAP))
    assert one.page != other.page
    assert one.key == other.key


@pytest.mark.parametrize(
    "left_out",
    [
        footed("gone.html", {}, status=404),
        footed("gone.html", {}, answer=Answer.MISSING),
        footed("wall.html", {}, answer=Answer.REFUSED),
        footed("part.html", {}, text_length=79),
    ],
)
def test_error_pages_refusals_and_fragments_are_left_out(left_out: Page) -> None:
    judged = result(missing_footer_elements, left_out)
    assert (judged.findings, judged.examined) == ((), 0)


def test_a_page_of_exactly_the_least_text_is_judged() -> None:
    assert len(findings(missing_footer_elements, footed("a.html", NO_MAP, text_length=80))) == 1


def test_an_unrendered_foot_is_judged_by_a_rendered_page_of_its_template() -> None:
    sample = footed("a.html", ALL, template="t", rendered=True, needs_browser="footer_by_script")
    judged = result(missing_footer_elements, sample, unseen("b.html"))
    assert (judged.findings, judged.examined) == ((), 2)


def test_what_the_rendered_sample_lacks_all_pages_of_its_template_lack() -> None:
    sample = footed("a.html", NO_MAP, template="t", rendered=True)
    [found] = findings(missing_footer_elements, sample, unseen("b.html"))
    assert (found.reason, found.detail["pages"]) == ("absent", 2)


def test_an_unrendered_foot_without_a_sample_is_not_run() -> None:
    judged = result(missing_footer_elements, unseen("b.html"), unseen("c.html"), footed())
    assert said(list(judged.findings)) == [("unrendered", "not_run", None)]
    assert judged.findings[0].detail["pages"] == 2
    assert judged.examined == 1


@pytest.mark.parametrize("template", ["other", None])
def test_a_sample_of_another_template_says_nothing(template: str | None) -> None:
    sample = footed("a.html", ALL, template="s", rendered=True)
    found = findings(missing_footer_elements, sample, unseen("b.html", template))
    assert said(found) == [("unrendered", "not_run", None)]


def test_an_unrendered_foot_that_shows_everything_already_passes() -> None:
    judged = result(missing_footer_elements, unseen("b.html", footer=ALL))
    assert (judged.findings, judged.examined) == ((), 1)


def test_a_foot_whose_script_does_not_open_is_not_run() -> None:
    script = (link("b.html", "foot.js", via="script"), target("foot.js", 404, 404))
    crippled = footed("b.html", {"sponsor": "民政局", "contact": "12345"}, rendered=True)
    assert said(findings(missing_footer_elements, crippled, *script)) == [("unrendered", "not_run", None)]


def test_a_dead_script_excuses_nothing_where_enough_shows() -> None:
    script = (link("b.html", "foot.js", via="script"), target("foot.js", 404, 404))
    three = dict.fromkeys(("sponsor", "contact", "icp_number"), "有")
    found = findings(missing_footer_elements, footed("b.html", three, rendered=True), *script)
    assert {finding.reason for finding in found} == {"absent"}
    assert len(found) == 5


@pytest.mark.parametrize(
    "script",
    [
        (link("b.html", "foot.js", via="script"), target("foot.js", 200)),
        (link("b.html", "foot.js", via="script"), target("foot.js", Failure.TIMEOUT, 200)),
        (link("b.html", "gone.png", via="img"), target("gone.png", 404, 404)),
        (link("c.html", "foot.js", via="script"), target("foot.js", 404, 404)),
        (link("b.html", "foot.js", via="script"), target("foot.js")),
    ],
)
def test_nothing_but_a_dead_script_of_the_page_excuses_it(script: tuple[object, ...]) -> None:
    found = findings(missing_footer_elements, footed("b.html", {}, rendered=True), *script)
    assert {finding.reason for finding in found} == {"absent"}


def test_a_dead_script_does_not_excuse_a_foot_that_no_script_writes() -> None:
    script = (link("b.html", "menu.js", via="script"), target("menu.js", 404, 404))
    found = findings(missing_footer_elements, footed("b.html", {}), *script)
    assert {finding.reason for finding in found} == {"absent"}
