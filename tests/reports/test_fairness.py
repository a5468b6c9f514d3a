"""What is owed, by whom and since when: each sentence of fairness from the facts of two sites to the findings."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checks.core import Result, run
from checks.rules.late_interpretations import late_interpretations
from checks.rules.uninterpreted_policies import uninterpreted_policies
from storage.records import Column, Interpretation, Pairing, Policy
from storage.store import Store
from tests.checks.facts import RUN, column, facts
from tests.reports.test_matching import REGISTRY, SITES, interpretation, matched, policy, store

__all__ = ["store"]

READABLE = column("interpretation", "政策解读")
LATE = date(2026, 3, 20)


def judged(check: Any, pairings: list[Pairing], site: str) -> Result:
    agency = REGISTRY.agencies[SITES[site].agency or ""]
    shelf: list[Column | Pairing] = [READABLE, *pairings]
    return run(check, facts(*shelf, site=SITES[site], agency=agency, run=RUN))


def told(check: Any, pairings: list[Pairing], site: str) -> list[tuple[str, str]]:
    return [(found.subject, str(found.outcome)) for found in judged(check, pairings, site).findings]


def test_a_body_owes_an_interpretation_only_of_what_it_issued_or_led(store: Store) -> None:
    found = matched(store, {"mz": [policy("mz")], "www": [policy("www")]})
    assert told(uninterpreted_policies, found["mz"], "mz") == [(policy("mz").url, "fail")]
    assert told(uninterpreted_policies, found["www"], "www") == []


def test_reprints_leave_the_denominator(store: Store) -> None:
    reprint = policy("mz", owner=None, reprint=True, number="国办发〔2026〕5号")
    found = matched(store, {"mz": [reprint, policy("mz", "2.html")]})
    assert judged(uninterpreted_policies, found["mz"], "mz").examined == 1


def test_one_document_on_two_sites_is_judged_by_its_first_publication_at_its_issuer(store: Store) -> None:
    records: dict[str, list[Policy | Interpretation]] = {
        "mz": [policy("mz", published=date(2026, 3, 9)), interpretation("mz", published=date(2026, 3, 10))],
        "www": [policy("www", published=date(2026, 3, 2))],
    }
    found = matched(store, records)
    [late] = judged(late_interpretations, found["mz"], "mz").findings
    assert (late.detail["published"], late.detail["days"], str(late.nature)) == ("2026-03-02", 6, "event")
    assert told(late_interpretations, found["www"], "www") == []


def test_the_earliest_counts_and_what_follows_is_never_late(store: Store) -> None:
    follow_up = interpretation("www", "2.html", title="一图读懂停车管理办法", published=LATE)
    found = matched(store, {"mz": [policy("mz"), interpretation("mz")], "www": [follow_up]})
    assert len(found["mz"][0].pairs) == 2
    assert told(late_interpretations, found["mz"], "mz") == []


def test_an_interpretation_before_its_document_is_not_late(store: Store) -> None:
    found = matched(store, {"mz": [policy("mz"), interpretation("mz", published=date(2026, 2, 27))]})
    assert found["mz"][0].pairs[0].lag_days == 0
    assert told(late_interpretations, found["mz"], "mz") == []


@pytest.mark.parametrize(
    ("document", "explanation"), [({"weak_date": True}, {}), ({}, {"weak_date": True})], ids=["document", "explanation"]
)
def test_a_day_known_from_an_address_alone_is_left_to_a_person(
    store: Store, document: dict[str, Any], explanation: dict[str, Any]
) -> None:
    found = matched(store, {"mz": [policy("mz", **document), interpretation("mz", published=LATE, **explanation)]})
    assert [outcome for _, outcome in told(late_interpretations, found["mz"], "mz")] == ["unsure"]


def test_the_day_of_a_move_is_left_to_a_person(store: Store) -> None:
    moved: list[Policy | Interpretation] = [
        policy(
            "mz",
            f"{at}.html",
            title=f"关于印发《东河市{thing}管理办法》的通知",
            number=f"东民规〔2026〕{at + 1}号",
            written=date(2025, 6, 2),
        )
        for at, thing in enumerate(("停车", "养犬", "供热", "燃气", "公墓"))
    ]
    found = matched(store, {"mz": [*moved, interpretation("mz", published=LATE)]})
    assert [outcome for _, outcome in told(late_interpretations, found["mz"], "mz")] == ["unsure"]


def test_a_document_whose_issuer_nobody_tells_is_left_to_a_person(store: Store) -> None:
    found = matched(store, {"mz": [policy("mz", owner="mz", reprint=None)]})
    assert told(uninterpreted_policies, found["mz"], "mz") == [(policy("mz").url, "unsure")]
