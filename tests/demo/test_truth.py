"""How findings are compared with what was planted."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from demo.truth import compare, read


def perfect(truth_path: Path) -> list[dict[str, Any]]:
    """The findings of an inspection that finds everything planted and nothing else."""
    rows = [row for row in read(truth_path) if not row["near_miss"]]
    keys = ("target", "check", "reason", "outcome", "subject", "detail")
    return [{key: row[key] for key in keys} | {"subject": row["subject"] or "http://elsewhere/"} for row in rows]


def test_a_perfect_inspection_is_perfect(truth_path: Path) -> None:
    comparison = compare(perfect(truth_path), truth_path)
    assert comparison.perfect
    assert set(comparison.tallies) == {row["check"] for row in read(truth_path)}
    assert all(tally.found == tally.planted for tally in comparison.tallies.values())
    unplanted = {check for check, tally in comparison.tallies.items() if not tally.planted}
    assert unplanted == {"missing_attendance", "missing_proposal_replies"}, "these fail only when the year is over"


def test_finding_nothing_misses_everything(truth_path: Path) -> None:
    comparison = compare([], truth_path)
    planted = [row for row in read(truth_path) if not row["near_miss"]]
    assert list(comparison.missed) == planted
    assert not comparison.false_alarms


def test_without_a_browser_script_built_plants_are_set_aside(truth_path: Path) -> None:
    comparison = compare([], truth_path, browser=False)
    clicked = {"missing_footer_elements", "missing_senior_mode", "unannounced_external_links"}
    assert {row["target"] for row in comparison.unseen if row["check"] not in clicked} == {"gaj", "jyj-bl"}
    assert {"gaj", "jyj-bl"}.isdisjoint(row["target"] for row in comparison.missed)


def test_another_reason_is_a_false_alarm_and_a_miss(truth_path: Path) -> None:
    findings = perfect(truth_path)
    wrong = next(finding for finding in findings if finding["reason"] == "soft_404")
    wrong["reason"] = "gone"
    comparison = compare(findings, truth_path)
    assert len(comparison.missed) == 1
    assert comparison.false_alarms == (wrong,)


def test_a_doubt_is_not_enough_where_a_fault_was_planted(truth_path: Path) -> None:
    findings = perfect(truth_path)
    findings[0]["outcome"] = "unsure"
    comparison = compare(findings, truth_path)
    assert len(comparison.missed) == 1
    assert not comparison.false_alarms


def test_a_column_is_recognised_by_its_role_where_its_address_differs(truth_path: Path) -> None:
    findings = perfect(truth_path)
    for finding in findings:
        if finding["check"] == "missing_columns":
            finding["subject"] += "index.html"
    assert compare(findings, truth_path).perfect


def test_one_finding_does_not_serve_three_columns_of_one_role(truth_path: Path) -> None:
    findings = [row for row in perfect(truth_path) if row["target"] == "czj" and row["check"] == "stale_columns"]
    news = [row for row in findings if row["detail"]["role"] == "news"]
    assert len(news) == 3
    assert len(compare(news[:1], truth_path).found) == 1


def test_a_near_miss_is_hit_by_a_doubt_as_well(truth_path: Path) -> None:
    near = next(row for row in read(truth_path) if row["near_miss"] and row["check"] == "stale_columns")
    finding = {**near, "outcome": "unsure", "reason": "undated"}
    comparison = compare([*perfect(truth_path), finding], truth_path)
    assert [row for row, _ in comparison.near_misses_hit] == [near]
    assert not comparison.perfect


def test_what_was_not_run_and_other_checks_do_not_count(truth_path: Path) -> None:
    others = [
        {"target": "dag", "check": "broken_links", "reason": "site_unreachable", "outcome": "not_run"},
        {"target": "wjw", "check": "a_check_of_a_plug_in", "reason": "wrong", "outcome": "fail"},
    ]
    rows = [{"subject": "http://x/", "detail": {}, **row} for row in others]
    assert compare([*perfect(truth_path), *rows], truth_path).perfect
