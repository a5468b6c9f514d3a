"""A whole city over real HTTP: what was planted is found, nothing else is, and judging again says the same."""

from __future__ import annotations

import subprocess
from pathlib import Path

from demo.truth import compare
from tests.city.conftest import PERIOD, exported, xuncha


def test_every_planted_fault_is_found_and_nobody_is_accused_wrongly(inspected: Path) -> None:
    comparison = compare(exported(inspected, "findings"), inspected / "truth.jsonl", browser=True)
    assert not comparison.missed
    assert not comparison.false_alarms
    assert not comparison.near_misses_hit
    assert sum(tally.found for tally in comparison.tallies.values()) > 90


def test_the_demonstration_says_where_its_report_is(
    demonstration: subprocess.CompletedProcess[str], inspected: Path
) -> None:
    assert str(inspected / "reports" / PERIOD / "index.html") in demonstration.stdout
    assert "没有误报" in demonstration.stdout
    assert "\x1b" not in demonstration.stdout + demonstration.stderr, "no colours where there is no terminal"


def test_every_finding_carries_its_rule_and_its_sentences(inspected: Path) -> None:
    findings = exported(inspected, "findings")
    assert findings == sorted(
        findings, key=lambda row: (row["target"], row["check"], row["subject"], row["page"], row["key"])
    )
    for row in findings:
        assert row["basis"]["document"]
        assert row["basis"]["clause"]
        assert row["message"]
        assert row["remedy"]
        assert "{" not in row["message"] + row["remedy"]
        assert "—" not in row["message"], row["message"]
        if row["outcome"] == "fail" and row["check"] == "broken_links" and row["reason"] not in ("broken_anchor",):
            assert len(row["evidence"]) >= 2 or row["reason"] in ("malformed", "local_path"), row


def test_an_unreachable_site_is_pending_and_each_check_says_so_once(inspected: Path) -> None:
    rows = [row for row in exported(inspected, "findings") if row["reason"] == "site_unreachable"]
    assert {row["target"] for row in rows} == {"dag"}
    assert len({row["check"] for row in rows}) == len(rows) >= 6
    assert all(row["evidence"] for row in rows)
    [score] = [row for row in exported(inspected, "scores") if row["target"] == "dag"]
    assert (score["verdict"], score["points"], score["low"], score["high"]) == ("pending", None, None, None)


def test_judging_again_gives_the_same_bytes(inspected: Path, tmp_path: Path) -> None:
    def export(name: str) -> list[bytes]:
        files = []
        for what in ("findings", "scores", "pages", "links", "columns"):
            file = tmp_path / f"{name}-{what}.csv"
            arguments = ("--workspace", inspected, "--period", PERIOD, "--format", "csv", "--out", file)
            assert xuncha("export", what, *arguments).returncode == 0
            files.append(file.read_bytes())
        return files

    first = export("first")
    assert xuncha("judge", "--workspace", inspected, "--period", PERIOD).returncode == 0
    assert export("again") == first
    assert xuncha("judge", "--workspace", inspected, "--period", PERIOD, "--reread").returncode == 0
    assert export("reread") == first


def test_the_other_scheme_scores_beside_without_changing_the_first(inspected: Path) -> None:
    before = exported(inspected, "scores")
    assert xuncha("judge", "--workspace", inspected, "--period", PERIOD, "--scheme", "shanghai").returncode == 0
    assert exported(inspected, "scores") == before


def test_a_finding_is_explained_on_one_page(inspected: Path) -> None:
    for row in exported(inspected, "findings")[::17]:
        ended = xuncha("explain", row["key"], "--workspace", inspected)
        assert ended.returncode == 0, ended.stderr
        assert row["message"] in ended.stdout
        assert row["basis"]["document"] in ended.stdout
        assert len(ended.stdout.splitlines()) <= 60


def test_fail_on_answers_with_one(inspected: Path) -> None:
    ended = xuncha("judge", "--workspace", inspected, "--period", PERIOD, "--fail-on", "fail")
    assert ended.returncode == 1
