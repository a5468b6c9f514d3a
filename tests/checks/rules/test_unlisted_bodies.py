"""Bodies that the portal's list of platforms leaves out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from checks.core import run
from checks.rules.unlisted_bodies import unlisted_bodies
from storage.records import Agency, Finding, Site
from tests.checks.catalogues import BODIES, CITY, LISTED, PORTAL, body_list, city, listed

CHECK = unlisted_bodies


def found(
    *records: object,
    bodies: Mapping[str, Agency] = BODIES,
    agency: Agency | None = CITY,
    site: Site = PORTAL,
    status: str = "running",
) -> list[Finding]:
    return list(run(CHECK, city(*records, bodies=bodies, agency=agency, site=site, status=status)).findings)


ALL = (body_list(), *(listed(name, name) for name in BODIES))
THREE = ALL[:-1]


def test_a_list_that_leads_to_every_registered_site_passes() -> None:
    assert found(*ALL) == []


def test_a_body_that_no_list_leads_to_is_missed_by_its_site() -> None:
    [said] = found(*THREE)
    assert (said.reason, str(said.outcome), said.subject, said.page) == ("absent", "fail", "http://mz.gov.cn/", LISTED)
    assert said.detail["body"] == "明州市mz局"


def test_a_link_under_a_bodys_name_to_another_bodys_site_does_not_list_it() -> None:
    [said] = found(*THREE, listed("mz", "jy"))
    assert (said.reason, said.detail["linked"]) == ("absent", "http://jy.gov.cn/zfxxgk/")


def test_a_link_to_an_address_of_nobody_is_a_doubt() -> None:
    [said] = found(*THREE, listed("mz", None))
    assert (said.reason, str(said.outcome), said.subject) == ("contradicting", "unsure", "http://mz.gov.cn/")


@pytest.mark.parametrize("row", [listed("mz", "city", own=True), listed(None, "mz"), listed("mz", "mz")])
def test_a_page_of_the_portal_under_its_name_or_any_link_to_its_site_lists_it(row: object) -> None:
    assert found(*THREE, row) == []


def test_a_class_of_which_few_are_listed_has_its_list_elsewhere() -> None:
    [said] = found(body_list(), listed("jy", "jy"))
    assert (said.reason, str(said.outcome), said.detail["number"]) == ("too_little_seen", "unsure", 3)


def test_a_portal_without_a_list_is_a_doubt_and_a_list_that_was_not_read_is_not_run() -> None:
    assert [said.reason for said in found()] == ["too_little_seen"]
    [said] = found(body_list(doubt="unrendered"))
    assert (said.reason, str(said.outcome), said.subject) == ("unrendered", "not_run", LISTED)


@pytest.mark.parametrize(
    "changed",
    [{"formed_on": date(2026, 2, 1)}, {"ended_on": date(2026, 2, 1)}, {"superior": "jy"}, {"klass": "institution"}],
)
def test_bodies_of_this_year_ended_ones_and_those_below_others_are_left_out(changed: dict[str, Any]) -> None:
    assert found(*THREE, bodies={**BODIES, "mz": replace(BODIES["mz"], **changed)}) == []


def test_a_body_whose_site_is_closed_is_left_out() -> None:
    assert found(body_list(), status="closed") == []


def test_a_district_answers_for_those_below_it_alone() -> None:
    district = replace(CITY, id="city", klass="district")
    assert found(*THREE, agency=district) == []
    below = {**BODIES, "mz": replace(BODIES["mz"], superior="city"), "ws": replace(BODIES["ws"], superior="city")}
    assert [said.subject for said in found(*THREE, agency=district, bodies=below)] == ["http://mz.gov.cn/"]


def test_sites_of_others_and_sites_without_a_registry_say_nothing() -> None:
    assert found(*THREE, agency=replace(CITY, klass="department")) == []
    assert found(*THREE, agency=None) == []
    assert found(*THREE, site=replace(PORTAL, kind="subsite")) == []
