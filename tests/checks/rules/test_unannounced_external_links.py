"""Links out of the world of government sites."""

from __future__ import annotations

from dataclasses import replace

from checks.rules.unannounced_external_links import unannounced_external_links
from storage.records import OutwardLinks, Profile
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
