"""However many sites a city has, people are asked for a number of decisions that they can make."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from checks.scheme import load
from reports.review.groups import MOST, groups, levels, needed
from storage.records import SHANGHAI, Agency, Finding, Outcome, Registry, RunState, Site
from storage.store import Store

AT = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)
PERIOD, SCHEME = "2026Q4", "state-council-2019"
DOUBTS = (
    *(("broken_links", "guarded"), ("broken_links", "unstable"), ("formalistic_interpretations", "excerpt")),
    *(("template_replies", "alike"), ("copied_annual_reports", "copied"), ("suspect_wording", "listed")),
)


def city(store: Store, number: int) -> Registry:
    """So many sites, each on a host of its own, each with every doubt three times."""
    agency = Agency(id="office", name="办公厅", short_name="办公厅", klass="municipal")
    sites = {}
    for index in range(number):
        home = f"http://s{index}.example.gov.cn/"
        site = Site(id=f"s{index}", agency="office", name=f"网站{index}", kind="portal", url=home)
        sites[site.id] = site
        run = store.begin_run(period=PERIOD, round=1, target=site.id, as_of=AT, started_at=AT, settings={})
        found = [
            Finding(
                target=site.id,
                check=check,
                reason=reason,
                outcome=Outcome.UNSURE,
                subject=f"{home}{check}/{one}.html",
                page=f"{home}{check}/{one}.html",
            )
            for check, reason in DOUBTS
            for one in range(3)
        ]
        store.put_findings(run.id, SCHEME, found, {})
        store.end_run(run.id, ended_at=AT, state=RunState.COMPLETE)
    return Registry(agencies={agency.id: agency}, sites=sites)


@pytest.mark.parametrize(("sites", "expected"), [(10, 60), (50, 300), (51, 6), (70, 6)])
def test_the_groups_become_coarser_before_there_are_too_many(tmp_path: Path, sites: int, expected: int) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'xuncha.db'}") as store:
        registry = city(store, sites)
        found = groups(store, registry, load(SCHEME), PERIOD, None, outcome=Outcome.UNSURE)
        assert len(found) == expected <= MOST
        assert sum(len(group.cases) for group in found) == sites * len(DOUBTS) * 3
        assert needed(found).startswith(f"待核实 {sites * 18} 处，合为 {expected} 组")


def test_a_group_has_one_name_at_every_level(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'xuncha.db'}") as store:
        registry = city(store, 3)
        made = levels(store, registry, load(SCHEME), PERIOD, None, outcome=Outcome.UNSURE)
        names = [group.id for level in made for group in level]
        assert len(set(names)) == len(names)
