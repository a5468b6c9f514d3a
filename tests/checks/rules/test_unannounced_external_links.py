"""Links out of the world of government sites."""

from __future__ import annotations

from dataclasses import replace

from checks.rules.unannounced_external_links import unannounced_external_links
from storage.records import NoticeTrial, OutwardLinks, Profile
from tests.checks.facts import HOME, SITE, findings, page, reasons, result, url

SHOP = "http://www.shop.com/"


def leads(path: str = "", *targets: str, scripts: bool = False) -> OutwardLinks:
    return OutwardLinks(page=url(path) if path else HOME, bare=targets or (SHOP,), scripts=scripts)


def test_a_link_without_notice_on_a_page_without_scripts_fails() -> None:
    [found] = findings(unannounced_external_links, page(), page("a"), leads(), leads("a"))
    assert (found.subject, found.reason, str(found.outcome)) == (SHOP, "no_notice", "fail")
    assert (found.detail["pages"], found.detail["on_home"]) == (2, True)


def test_where_scripts_may_give_notice_a_browser_is_needed() -> None:
    assert reasons(unannounced_external_links, page(), leads(scripts=True)) == [("unrendered", "not_run")]


def test_pages_that_scripts_build_are_not_run_either() -> None:
    built = page(needs_browser="script_shell")
    assert reasons(unannounced_external_links, built, leads()) == [("unrendered", "not_run")]


def test_other_hosts_of_the_site_are_its_own() -> None:
    site = replace(SITE, profile=Profile(hosts=("www.shop.com:8080",)))
    assert result(unannounced_external_links, page(), leads(), site=site).findings == ()


def test_an_office_can_name_further_official_hosts() -> None:
    assert reasons(unannounced_external_links, page(), leads(), official=("www.shop.com",)) == []


FAR = "http://www.far.com/"


def said(*facts: object) -> list[tuple[str, str, str]]:
    return [(one.reason, one.subject, one.page) for one in findings(unannounced_external_links, *facts)]


def test_a_click_in_the_browser_proves_what_the_source_leaves_open() -> None:
    clicked = NoticeTrial(page=HOME, straight=(SHOP,))
    assert said(page(), leads(scripts=True), clicked) == [("no_notice", SHOP, HOME)]
    assert said(page(), leads(scripts=True), NoticeTrial(page=HOME, announced=(SHOP,))) == []
    assert said(page(), leads(scripts=True), NoticeTrial(page=HOME, unclear=(SHOP,))) == [("unrendered", HOME, HOME)]


def test_pages_of_one_template_have_the_same_scripts() -> None:
    pages = [page("a", template="t"), page("b", template="t"), page("c", template="u")]
    facts = [*pages, *(leads(path, scripts=True) for path in "abc")]
    straight = said(*facts, NoticeTrial(page=url("a"), straight=(SHOP,)))
    assert straight == [("no_notice", SHOP, url("a")), ("unrendered", url("c"), url("c"))]
    assert said(*facts, NoticeTrial(page=url("a"), announced=(SHOP,))) == [("unrendered", url("c"), url("c"))]


def test_where_some_links_are_announced_and_others_not_only_clicks_count() -> None:
    pages = [page("a", template="t"), page("b", template="t")]
    mixed = NoticeTrial(page=url("a"), straight=(FAR,), announced=(SHOP,))
    facts = [*pages, leads("a", SHOP, FAR, scripts=True), leads("b", SHOP, FAR, scripts=True), mixed]
    assert said(*facts) == [("no_notice", FAR, url("a")), ("unrendered", url("b"), url("b"))]


def test_a_handler_of_a_link_is_tried_or_not_run() -> None:
    counted = OutwardLinks(page=HOME, bare=(), scripts=False, handled=(SHOP,))
    assert said(page(), counted) == [("unrendered", HOME, HOME)]
    assert said(page(), counted, NoticeTrial(page=HOME, straight=(SHOP,))) == [("no_notice", SHOP, HOME)]
    assert said(page(), counted, NoticeTrial(page=HOME, announced=(SHOP,))) == []
