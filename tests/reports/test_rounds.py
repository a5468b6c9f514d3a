"""A period has rounds: the last one gives the verdict, earlier ones stay as they were, what was mended says so."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from checks.scheme import load
from reports.judging import happened_before
from storage.records import (
    SHANGHAI,
    Answer,
    Column,
    ColumnForm,
    Finding,
    Link,
    Look,
    Nature,
    Outcome,
    Page,
    PageKind,
    RunState,
)
from storage.store import Store
from tests.reports import judged
from tests.reports.conftest import Call

PERIOD = ("--period", judged.PERIOD)
HOME = judged.HOSTS["two"]


@pytest.fixture
def folder(tmp_path: Path, call: Call) -> Path:
    place = judged.workspace(tmp_path / "city")
    assert call("judge", "--workspace", place, *PERIOD).code == 0
    return place


def store_of(folder: Path) -> Store:
    return Store.open(f"sqlite:///{folder / 'xuncha.db'}")


def again(
    folder: Path,
    *,
    blank: tuple[str, ...] = (),
    unseen: tuple[str, ...] = (),
    trouble: str | None = None,
    linked: bool = False,
) -> None:
    """A second round of the site ``two``: columns still blank, columns that nobody opened, whether it links on."""
    at = judged.AT + timedelta(days=14)
    with store_of(folder) as store:
        run = store.begin_run(period=judged.PERIOD, round=2, target="two", as_of=at, started_at=at, settings={})
        page = Page(
            url=HOME,
            status=200,
            depth=0,
            parent=None,
            name=None,
            answer=Answer.PAGE,
            kind=PageKind.HOME,
            title="首页",
            template="two",
        )
        with store.writer(run.id) as writer:
            writer.page(page, [Link(page=HOME, target=judged.GUARDED, text="数据平台")] if linked else [])
            writer.look(Look(url=HOME, at=at, status=200))
            for role in ("personnel", "plan", "budget", "leaders", "overview"):
                if role not in unseen:
                    writer.look(Look(url=f"{HOME}{role}/", at=at, status=200))
        columns = [
            Column(
                role=role,
                name=role,
                url=f"{HOME}{role}/",
                form=ColumnForm.LIST,
                first_level=True,
                own=True,
                why="navigation",
                blank="no_items",
                looks=(Look(url=f"{HOME}{role}/", at=at, status=200),),
            )
            for role in blank
        ]
        store.put_records(run.id, {Column: columns})
        store.end_run(run.id, ended_at=at, state=RunState.COMPLETE, trouble=trouble)


def findings(call: Call, folder: Path, check: str, *more: object) -> list[dict[str, Any]]:
    said = call("export", "findings", "--workspace", folder, *PERIOD, *more)
    return [row for row in map(json.loads, said.out.splitlines()) if row["check"] == check]


def states(call: Call, folder: Path) -> dict[str, str]:
    """State of each blank column of round 1, by role."""
    return {
        row["subject"].rstrip("/").rpartition("/")[2]: row["state"]
        for row in findings(call, folder, "blank_columns", "--round", 1)
    }


def judge(call: Call, folder: Path) -> None:
    assert call("judge", "--workspace", folder, *PERIOD).code == 0


def test_what_the_later_round_no_longer_shows_was_mended(call: Call, folder: Path) -> None:
    again(folder, blank=("plan",))
    judge(call, folder)
    assert states(call, folder) == {
        "plan": "open",
        **dict.fromkeys(("personnel", "budget", "leaders", "overview"), "rectified"),
    }
    assert call("report", "--workspace", folder, *PERIOD).code == 0
    page = (folder / "reports" / judged.PERIOD / "sites" / "two.html").read_text(encoding="utf-8")
    assert "检查期间已整改（4 项）" in page


def test_nothing_was_mended_where_the_later_round_could_not_see(call: Call, folder: Path) -> None:
    again(folder, unseen=("plan", "budget"))
    judge(call, folder)
    assert {role for role, state in states(call, folder).items() if state == "open"} == {"plan", "budget"}


def test_a_round_in_trouble_mends_nothing(call: Call, folder: Path) -> None:
    again(folder, trouble="site_unreachable")
    judge(call, folder)
    assert set(states(call, folder).values()) == {"open"}


def test_a_link_that_still_stands_and_was_not_looked_at_is_not_mended(call: Call, folder: Path) -> None:
    again(folder, linked=True)
    with store_of(folder) as store, store.writing() as connection:
        connection.exec_driver_sql("UPDATE findings SET data = replace(data, '\"unsure\"', '\"fail\"')")
    call("judge", "--workspace", folder, *PERIOD, "--round", 2)
    [row] = [row for row in findings(call, folder, "broken_links", "--round", 1) if row["target"] == "two"]
    assert (row["outcome"], row["state"]) == ("fail", "open")


def test_a_recheck_of_one_site_leaves_the_verdict_of_the_others(call: Call, folder: Path) -> None:
    again(folder)
    judge(call, folder)
    said = call("export", "scores", "--workspace", folder, *PERIOD)
    assert [(row["target"], row["round"]) for row in map(json.loads, said.out.splitlines())] == [("one", 1), ("two", 2)]


def test_rounds_have_their_own_time_targets_and_counts(call: Call, folder: Path) -> None:
    again(folder)
    judge(call, folder)
    said = call("rounds", "list", "--workspace", folder, *PERIOD)
    assert said.code == 0
    assert "第 1 轮：监测时间点 2026-11-20 09:00，检查 2 个" in said.out
    assert "第 2 轮：监测时间点 2026-12-04 09:00，检查 1 个" in said.out
    assert "  市政府 0/1（0.0%）" in said.out


def test_a_closed_round_keeps_its_counts(call: Call, folder: Path) -> None:
    assert call("rounds", "close", "--workspace", folder, *PERIOD, "--round", 1, "--by", "lin").code == 0
    before = call("rounds", "list", "--workspace", folder, *PERIOD).out
    with store_of(folder) as store, store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM scorecards")
    assert call("rounds", "list", "--workspace", folder, *PERIOD).out == before
    said = call("rounds", "close", "--workspace", folder, *PERIOD, "--round", 1, "--by", "lin")
    assert (said.code, "已经结束" in said.err) == (2, True)
    assert call("rounds", "close", "--workspace", folder, *PERIOD, "--round", 7, "--by", "lin").code == 2


@pytest.mark.parametrize(
    ("detail", "before"),
    [
        ({"interpreted": "2026-09-20"}, True),
        ({"interpreted": "2026-09-21"}, False),
        ({}, False),
    ],
)
def test_an_event_counts_only_in_the_period_in_which_it_fell(
    tmp_path: Path, detail: dict[str, str], before: bool
) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        as_of = {"2026Q3": datetime(2026, 9, 20, 9, tzinfo=SHANGHAI), "2026Q4": judged.AT}
        runs = [
            store.begin_run(period=period, round=1, target="one", as_of=at, started_at=at, settings={})
            for period, at in as_of.items()
        ]
        event = Finding(
            target="one",
            check="late_interpretations",
            reason="late",
            outcome=Outcome.FAIL,
            subject=HOME,
            page=HOME,
            nature=Nature.EVENT,
            detail=detail,
        )
        assert happened_before(store, runs[1], event) == before
        assert not happened_before(store, runs[0], event)
        assert not happened_before(store, runs[1], replace(event, nature=Nature.STANDING))


def test_an_event_without_a_day_counts_once(tmp_path: Path) -> None:
    with Store.open(f"sqlite:///{tmp_path / 'x.db'}") as store:
        first, second = (
            store.begin_run(period=period, round=1, target="one", as_of=judged.AT, started_at=judged.AT, settings={})
            for period in ("2026Q3", "2026Q4")
        )
        event = Finding(
            target="one",
            check="late_interpretations",
            reason="late",
            outcome=Outcome.FAIL,
            subject=HOME,
            page=HOME,
            nature=Nature.EVENT,
        )
        store.put_findings(first.id, load("state-council-2019").id, [event], {})
        assert happened_before(store, second, event)
