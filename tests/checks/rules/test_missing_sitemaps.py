"""A site map that some page leads to."""

from __future__ import annotations

from dataclasses import replace

from checks.rules.missing_sitemaps import missing_sitemaps
from storage.records import RunState
from tests.checks.facts import RUN, column, page, reasons, result

BARE = (page(), page("a"), page("b"))


def test_a_site_that_names_no_map_anywhere_lacks_it() -> None:
    assert reasons(missing_sitemaps, *BARE) == [("absent", "fail")]


def test_a_map_in_one_foot_or_in_the_navigation_is_enough() -> None:
    assert reasons(missing_sitemaps, *BARE, page("c", footer={"sitemap_link": "网站地图"})) == []
    assert reasons(missing_sitemaps, *BARE, column("sitemap_page")) == []


def test_feet_that_scripts_build_and_nobody_saw_prove_nothing() -> None:
    assert reasons(missing_sitemaps, *BARE, page("c", footer_seen=False)) == [("unrendered", "not_run")]


def test_few_pages_prove_nothing() -> None:
    assert reasons(missing_sitemaps, page(), page("a", status=404)) == [("too_little_seen", "unsure")]


def test_a_crawl_cut_off_proves_nothing() -> None:
    cut = replace(RUN, state=RunState.INCOMPLETE)
    assert [found.reason for found in result(missing_sitemaps, *BARE, run_=cut).findings] == ["incomplete_crawl"]
