"""Items of article 20 that a platform lacks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checks.core import run
from checks.rules.missing_disclosures import missing_disclosures
from reports.registry import CLASSES
from storage.records import DISCLOSURE_ITEMS, Agency, Coverage, Run, Site
from tests.checks.catalogues import PLATFORM, entry, platform, project
from tests.checks.facts import AGENCY, RUN, SITE, column, facts, url

CHECK = missing_disclosures
CITY = replace(AGENCY, id="city", name="明州市人民政府", klass="municipal")
HEALTH = replace(AGENCY, name="明州市卫生健康委员会")


def found(
    *records: object, agency: Agency | None = CITY, site: Site = SITE, run_: Run = RUN
) -> list[tuple[str, str, str | None]]:
    said = run(CHECK, facts(*records, agency=agency, site=site, run=run_)).findings
    return [(finding.reason, str(finding.outcome), finding.detail.get("item")) for finding in said]


def test_a_platform_that_shows_everything_passes() -> None:
    assert found(platform()) == []


def test_an_item_that_every_government_owes_and_nothing_fits_is_missing() -> None:
    [said] = run(CHECK, facts(platform("statistics"), agency=CITY)).findings
    assert (said.reason, str(said.outcome), said.subject, said.detail["item"]) == (
        "absent",
        "fail",
        PLATFORM,
        "statistics",
    )


def test_a_department_owes_what_its_name_says_and_no_more() -> None:
    lacking = platform("supervision", "statistics", "emergency", "fees", "procurement")
    assert found(lacking, agency=HEALTH) == [("absent", "fail", "supervision")]
    assert found(lacking, agency=AGENCY) == []
    assert found(lacking, agency=replace(AGENCY, name="明州市财政局")) == [
        ("absent", "fail", "procurement"),
        ("absent", "fail", "fees"),
    ]


def test_without_a_registry_nobody_owes_anything_but_what_the_catalogue_names() -> None:
    assert found(platform("statistics"), agency=None) == []
    assert found(platform("statistics"), entry("statistics"), agency=None) == [("absent", "fail", "statistics")]


def test_a_platform_that_is_not_laid_out_by_items_says_nothing() -> None:
    assert found(column("statutory_disclosure")) == []


@pytest.mark.parametrize(("kind", "reasons"), [("portal", []), ("subsite", [("absent", "fail", "plans")])])
def test_a_column_that_portals_must_have_is_told_by_its_own_check(kind: str, reasons: list[object]) -> None:
    assert found(platform("plans"), site=replace(SITE, kind=kind)) == reasons


def test_an_empty_entry_of_the_bodys_own_catalogue_is_missing_whoever_owes_it() -> None:
    [said] = run(CHECK, facts(platform("fees"), entry("fees"), agency=HEALTH)).findings
    assert (said.reason, said.subject, said.page) == ("absent", url("gk/fees/"), PLATFORM)


def test_an_entry_without_a_link_is_a_doubt() -> None:
    assert found(platform("fees"), entry("fees", "nowhere", url=None)) == [("contradicting", "unsure", "fees")]


def test_an_empty_entry_whose_item_stands_elsewhere_on_the_site_is_no_fault() -> None:
    assert found(platform(), entry("fees")) == []


def test_an_empty_column_is_told_once() -> None:
    hollow = column("fees", url=url("gk/fees/"), items=0, blank="no_items")
    assert found(platform("fees", named=DISCLOSURE_ITEMS), entry("fees"), hollow) == []


def test_what_was_not_seen_is_not_missing() -> None:
    assert found(platform("statistics", doubt="unrendered")) == [("unrendered", "not_run", None)]
    assert found(platform("statistics"), column("home", doubt="unrendered")) == [("unrendered", "not_run", None)]
    counts = dict.fromkeys(("known", "fetched", "pages", "failed", "blocked", "undecodable"), 1)
    short = Coverage(**counts, rendered=0, needed_browser=0, skipped={"budget": 4})
    assert found(platform("statistics"), run_=replace(RUN, coverage=short))[0][:2] == ("incomplete_crawl", "not_run")


def test_a_body_formed_this_year_owes_nothing_yet() -> None:
    assert found(platform("statistics"), agency=replace(CITY, formed_on=date(2026, 3, 1))) == []
    assert len(found(platform("statistics"), agency=replace(CITY, formed_on=date(2025, 3, 1)))) == 1


def test_approvals_of_projects_without_a_code_are_a_doubt() -> None:
    assert found(project(1, coded=True)) == []
    [said] = run(CHECK, facts(project(1, coded=True), project(2, coded=False))).findings
    assert (said.reason, str(said.outcome), said.detail["pages"], said.detail["read"]) == (
        "too_little_seen",
        "unsure",
        1,
        2,
    )


def test_only_items_of_the_law_are_owed_and_every_class_is_known() -> None:
    options = CHECK.options
    named = {item for items in (*options["classes"].values(), *options["bodies"].values()) for item in items}
    assert named | set(options["columns"]) <= set(DISCLOSURE_ITEMS)
    assert set(options["classes"]) == set(CLASSES)
