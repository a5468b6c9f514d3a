"""What is broken is not published, and the refusal says what is broken."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from reports.expectations import expect
from reports.periods import Period
from reports.publishing import Asked, publication
from reports.workspace import Workspace
from storage.records import Look
from storage.store import Store
from tests.reports import judged
from tests.reports.conftest import Call


@pytest.fixture
def folder(call: Call, tmp_path: Path) -> Path:
    place = judged.workspace(tmp_path / "office")
    assert call("judge", "--workspace", place, "--period", judged.PERIOD).code == 0
    return place


def refusal(call: Call, folder: Path) -> str:
    said = call("report", "--workspace", folder, "--period", judged.PERIOD, "--audience", "public", "--out", "out")
    assert said.code == 3
    assert not Path("out").exists()
    return str(said.err)


def test_each_broken_expectation_is_named(call: Call, folder: Path) -> None:
    said = refusal(call, folder)
    assert "还没有签发" in said
    assert "明州市政府：一个栏目也没有认出来" in said
    assert "明州市政府：结论待定" in said


def test_coverage_below_the_floor_is_named(call: Call, folder: Path) -> None:
    with (folder / "xuncha.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[crawl]\ncoverage_floor = 1.0\n")
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store, store.writing() as connection:
        connection.exec_driver_sql("""UPDATE runs SET coverage = replace(coverage, '"known": 2', '"known": 200')""")
    assert "已知 200 个地址只访问了 2 个，低于下限 100%" in refusal(call, folder)


def told(folder: Path) -> str:
    """Why a report is held back, all of it."""
    workspace = Workspace.at(folder)
    with workspace.store() as store:
        report = publication(store, workspace, workspace.scheme(), Period.parse("2026Q4"), None, Asked()).report
        with pytest.raises(Exception, match="还不能向社会公开") as stopped:
            expect(store, workspace.registry, report, workspace.settings, signed=True)
    return str(stopped.value)


def test_a_check_that_is_silent_where_its_fault_lies_open_is_named(folder: Path) -> None:
    assert "空白栏目" not in told(folder)
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store, store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM findings WHERE data LIKE '%blank_columns%'")
    assert "检查项“空白栏目”一处也没有报，而明州市教育局明显有这类问题" in told(folder)


def test_a_link_that_was_gone_twice_must_have_been_found(folder: Path) -> None:
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store:
        run = store.runs(judged.PERIOD, 1, "one")[0]
        with store.writing() as connection:
            connection.exec_driver_sql("DELETE FROM findings WHERE data LIKE '%broken_links%'")
            connection.exec_driver_sql("DELETE FROM looks WHERE status = 403")
        with store.writer(run.id) as writer:
            for minutes in (1, 2):
                writer.look(Look(url=judged.GUARDED, at=judged.AT + timedelta(minutes=minutes), status=404))
    assert "检查项“打不开的链接”一处也没有报，而明州市政府明显有这类问题" in told(folder)


def test_a_check_that_the_office_wants_to_have_fired_is_named(call: Call, folder: Path) -> None:
    settings = folder / "xuncha.toml"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(before + '\n[publish]\ncanaries = ["blank_columns", "late_replies"]\n', encoding="utf-8")
    said = told(folder)
    assert "留言答复超过时限" in said
    assert "空白栏目" not in said
    settings.write_text(before + '\n[publish]\ncanaries = ["nobody"]\n', encoding="utf-8")
    said = call("report", "--workspace", folder, "--period", "2026Q4", "--audience", "public", "--out", "out")
    assert said.code == 2
    assert "nobody" in said.err
