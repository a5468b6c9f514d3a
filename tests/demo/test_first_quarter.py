"""What is owed once a year fails when the year is over: the city as the first quarter of the next year sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from urllib.parse import urljoin

import pytest

from checks.core import run
from checks.registry import all_checks
from demo.city import City
from demo.decisions import NOT_YET_DUE
from demo.plan import SitePlan
from storage.records import SHANGHAI, Agency, Entry, Site
from tests.checks.facts import RUN, facts, home, page


def absent(city: City, site: SitePlan, check: str, period: str, day: datetime) -> bool:
    """Whether the check fails on what the lists of a site show."""
    pages = city.pages[site.id]
    listed = [
        Entry(
            column=urljoin(site.url, pages.column_path(column)),
            title=article.title,
            url=urljoin(site.url, pages.article_path(article)),
            published=article.on,
        )
        for column in site.columns.values()
        if column.elsewhere is None
        for article in column.articles
    ]
    about = site.agency
    agency = Agency(id=about["id"], name=about["name"], short_name=about["short_name"], klass=about["class"])
    here = Site(id=site.id, agency=agency.id, name=site.name, kind=site.kind, url=site.url)
    seen = facts(
        home(), page(), page("a"), *listed, site=here, agency=agency, run=replace(RUN, period=period, as_of=day)
    )
    return [found.reason for found in run(all_checks()[check], seen).findings] == ["absent"]


@pytest.mark.parametrize("check", NOT_YET_DUE)
def test_what_a_year_lacked_fails_in_the_first_quarter_and_not_before(city: City, check: str) -> None:
    portals = [site for site in city.sites if site.kind == "portal" and not site.down]
    owing = {row["target"] for row in city.truth if row["check"] == check}
    late = datetime(2027, 2, 10, tzinfo=SHANGHAI)
    assert {site.id for site in portals if absent(city, site, check, "2027Q1", late)} == owing != set()
    still = datetime(2026, 11, 20, tzinfo=SHANGHAI)
    assert not any(absent(city, site, check, "2026Q4", still) for site in portals)
