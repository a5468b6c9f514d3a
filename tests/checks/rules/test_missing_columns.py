"""Which columns a site must have."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import pytest

from checks.rules.missing_columns import PORTAL, missing_columns
from storage.records import Column, ColumnForm, RunState
from tests.checks.facts import HOME, RUN, SITE, column, findings, home, page, result

PAGES = (page(), page("news/"))
SERVICES = (*PORTAL, "service")


def having(roles: Iterable[str]) -> list[Column]:
    return [home(), *(column(role) for role in roles)]


def test_the_portal_roles_are_those_of_the_interface() -> None:
    assert len(PORTAL) == len(set(PORTAL)) == 16
    assert {"overview", "news", "notice", "budget", "public_consultation"} < set(PORTAL)


def test_a_portal_with_all_columns_passes() -> None:
    judged = result(missing_columns, *having(SERVICES), *PAGES)
    assert (judged.findings, judged.examined) == ((), 17)


@pytest.mark.parametrize("role", SERVICES)
def test_each_role_is_missed_by_itself(role: str) -> None:
    [found] = findings(missing_columns, *having(set(SERVICES) - {role}), *PAGES)
    assert (found.reason, str(found.outcome), found.detail) == ("absent", "fail", {"role": role})
    assert (found.subject, found.page) == (HOME, HOME)


def test_two_missing_columns_are_two_findings_with_keys_of_their_own() -> None:
    found = findings(missing_columns, *having(SERVICES[2:]), *PAGES)
    assert [finding.detail["role"] for finding in found] == ["overview", "organization"]
    assert len({finding.key for finding in found}) == 2


def test_a_body_without_outward_services_needs_no_service_column() -> None:
    inward = replace(SITE, outward_services=False)
    judged = result(missing_columns, *having(PORTAL), *PAGES, site=inward)
    assert (judged.findings, judged.examined) == ((), 16)


@pytest.mark.parametrize("kind", ["subsite", "committee"])
def test_other_sites_need_news_and_notices_only(kind: str) -> None:
    small = replace(SITE, kind=kind)
    assert not findings(missing_columns, *having(["news", "notice"]), *PAGES, site=small)
    judged = result(missing_columns, *having(["news"]), *PAGES, site=small)
    assert [found.detail["role"] for found in judged.findings] == ["notice"]
    assert judged.examined == 2


def test_a_column_kept_elsewhere_is_there() -> None:
    kept = column("budget", own=False, form=ColumnForm.ELSEWHERE, elsewhere="city")
    assert not findings(missing_columns, *having(set(SERVICES) - {"budget"}), kept, *PAGES)


def test_a_blank_or_unreadable_column_is_there() -> None:
    others = having(set(SERVICES) - {"budget", "plan"})
    there = [column("budget", items=0, blank="no_items"), column("plan", doubt="unreadable")]
    assert not findings(missing_columns, *others, *there, *PAGES)


def test_too_few_pages_are_a_doubt() -> None:
    [found] = findings(missing_columns, *having(PORTAL), PAGES[0])
    assert (found.reason, str(found.outcome), found.detail) == ("too_little_seen", "unsure", {"role": "service"})
    assert findings(missing_columns, *having(PORTAL), *PAGES, least_pages=3)[0].reason == "too_little_seen"


def test_without_a_home_page_every_role_not_found_is_not_run() -> None:
    found = findings(missing_columns, column("news"), *PAGES)
    assert {(finding.reason, str(finding.outcome)) for finding in found} == {("incomplete_crawl", "not_run")}
    assert len(found) == 16


@pytest.mark.parametrize("doubt", ["unrendered", "unreadable"])
def test_a_home_page_that_was_not_seen_proves_nothing_missing(doubt: str) -> None:
    [found] = findings(missing_columns, home(doubt=doubt), *having(PORTAL)[1:], *PAGES)
    assert (found.reason, str(found.outcome)) == (doubt, "not_run")


def test_the_roles_are_the_schemes() -> None:
    found = findings(missing_columns, home(), *PAGES, portal=("gazette",), service=())
    assert [finding.detail["role"] for finding in found] == ["gazette"]


def test_next_to_no_columns_speak_against_the_reading() -> None:
    found = findings(missing_columns, *having(["news", "notice"]), *PAGES)
    assert {(finding.reason, str(finding.outcome)) for finding in found} == {("too_little_seen", "unsure")}
    found = findings(missing_columns, *having(["news", "notice", "plan"]), *PAGES)
    assert {finding.reason for finding in found} == {"absent"}


def test_a_site_map_that_was_not_read_proves_nothing_missing() -> None:
    site_map = column("sitemap_page", "网站地图", doubt="robots")
    [found] = findings(missing_columns, *having(PORTAL), site_map, *PAGES)
    assert (found.reason, str(found.outcome)) == ("robots", "not_run")
    assert findings(missing_columns, *having(PORTAL), replace(site_map, doubt=None), *PAGES)[0].reason == "absent"


def test_a_disclosure_column_that_was_not_read_hides_what_lies_below_it() -> None:
    platform = column("disclosure_home", "政务公开", form=ColumnForm.FOLDER, doubt="unrendered")
    found = findings(missing_columns, *having(set(SERVICES) - {"annual_report", "leaders"}), platform, *PAGES)
    assert {finding.detail["role"]: finding.reason for finding in found} == {
        "annual_report": "unrendered",
        "leaders": "absent",
    }


def test_a_disclosure_column_kept_elsewhere_holds_its_platform_there() -> None:
    platform = column("disclosure_home", "政务公开", form=ColumnForm.ELSEWHERE, own=False, elsewhere="city")
    found = findings(missing_columns, *having(set(SERVICES) - {"annual_report", "leaders"}), platform, *PAGES)
    assert [finding.detail["role"] for finding in found] == ["leaders"]


def test_an_incomplete_crawl_proves_nothing_missing() -> None:
    cut = replace(RUN, state=RunState.INCOMPLETE)
    judged = result(missing_columns, *having(PORTAL), *PAGES, run_=cut)
    assert [(found.reason, str(found.outcome)) for found in judged.findings] == [("incomplete_crawl", "not_run")]


def test_a_menu_that_only_a_browser_shows_proves_nothing() -> None:
    front = page("", needs_browser="menu_by_script")
    found = findings(missing_columns, home(), front, page("a.html"))
    assert {(one.reason, str(one.outcome)) for one in found} == {("unrendered", "not_run")}
