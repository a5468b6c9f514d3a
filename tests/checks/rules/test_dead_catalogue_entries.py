"""Matters of a standard catalogue that lead to nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks.core import run
from checks.rules.dead_catalogue_entries import dead_catalogue_entries
from tests.checks.catalogues import matter
from tests.checks.facts import AGENCY, column, facts, findings, reasons, result, target, url

CHECK = dead_catalogue_entries
DISTRICT = replace(AGENCY, klass="district")


@pytest.mark.parametrize("state", ["fits", "other"])
def test_a_matter_that_leads_to_its_page_or_away_passes(state: str) -> None:
    assert result(CHECK, matter(state)).findings == ()
    assert result(CHECK, matter(state)).examined == 1


def test_a_link_that_failed_twice_is_dead() -> None:
    [said] = findings(CHECK, matter("other"), target("bz/1.html", 404, 404))
    assert (said.reason, str(said.outcome), said.subject, said.page) == (
        "dead",
        "fail",
        url("bz/1.html"),
        url("bz/sb.html"),
    )
    assert len(said.evidence) == 2


@pytest.mark.parametrize("seen", [(404,), (404, 200), (403, 403)])
def test_a_link_that_failed_once_or_is_guarded_is_not(seen: tuple[int, ...]) -> None:
    assert findings(CHECK, matter("other"), target("bz/1.html", *seen)) == []


def test_a_page_that_shows_nothing_is_empty_and_an_empty_column_is_told_once() -> None:
    assert reasons(CHECK, matter("empty")) == [("empty", "fail")]
    assert reasons(CHECK, matter("empty"), column("plan", url=url("bz/1.html"), items=0, blank="no_items")) == []


def test_a_page_about_something_else_is_a_doubt() -> None:
    assert reasons(CHECK, matter("unfit")) == [("contradicting", "unsure")]


def test_pages_that_were_not_fetched_are_not_run_once() -> None:
    assert reasons(CHECK, matter("unseen"), matter("unseen", 2)) == [("incomplete_crawl", "not_run")]


def test_a_catalogue_that_a_governments_home_page_does_not_lead_to_is_a_doubt() -> None:
    hidden = column("open_standard", "标准目录", first_level=False)
    assert [said.reason for said in run(CHECK, facts(hidden, agency=DISTRICT)).findings] == ["too_little_seen"]
    assert run(CHECK, facts(column("open_standard", "标准目录"), agency=DISTRICT)).findings == ()
    assert run(CHECK, facts(hidden, agency=AGENCY)).findings == ()
