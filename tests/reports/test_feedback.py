"""Agencies see drafts and object; what is contested is in doubt until it is answered with a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from reports.judging import score_period
from reports.workspace import Workspace
from storage.records import Finding, Outcome, RunState
from storage.store import Store
from tests.reports import judged
from tests.reports.conftest import Call
from tests.reports.sheets import fill, rows

PERIOD = ("--period", judged.PERIOD)
SAID = {"意见": "有异议", "理由": "栏目里有内容，见附件", "联系人": "王芳 87654321"}


@pytest.fixture
def folder(tmp_path: Path, call: Call) -> Path:
    place = judged.workspace(tmp_path / "city")
    assert call("judge", "--workspace", place, *PERIOD).code == 0
    return place


def sent(call: Call, folder: Path) -> Path:
    said = call("feedback", "send", "--workspace", folder, *PERIOD, "--by", "zhou", "--days", 3)
    assert said.code == 0, said.err
    return folder / "reports" / f"{judged.PERIOD}-feedback"


def taken(call: Call, folder: Path, file: Path) -> Any:
    return call("feedback", "import", file, "--workspace", folder, *PERIOD, "--by", "zhou")


def answered(call: Call, folder: Path, key: str, answer: str, *by: str) -> Any:
    people = [part for name in by for part in ("--by", name)]
    return call(
        "feedback", "close", key, "--workspace", folder, *PERIOD, "--answer", answer, "--reason", "核对过", *people
    )


def states(call: Call, folder: Path, check: str = "blank_columns") -> dict[str, str]:
    said = call("export", "findings", "--workspace", folder, *PERIOD)
    return {row["key"]: row["state"] for row in map(json.loads, said.out.splitlines()) if row["check"] == check}


def verdict(call: Call, folder: Path) -> str:
    said = call("export", "scores", "--workspace", folder, *PERIOD)
    return next(str(row["verdict"]) for row in map(json.loads, said.out.splitlines()) if row["target"] == "two")


def object_to_one(call: Call, folder: Path) -> str:
    file = sent(call, folder) / "ed" / "answers.xlsx"
    key = next(row["编号"] for row in rows(file, "意见") if row["检查项"] == "空白栏目")
    fill(file, "意见", lambda cells: cells["编号"] == key, **SAID)
    said = taken(call, folder, file)
    assert (said.code, "明州市教育局 的 1 项新异议" in said.out) == (0, True)
    return key


def test_every_agency_gets_its_draft_and_an_answer_sheet(call: Call, folder: Path) -> None:
    out = sent(call, folder)
    assert sorted(path.relative_to(out).as_posix() for path in out.rglob("*.*")) == [
        "ed/answers.xlsx",
        "ed/two.html",
        "office/answers.xlsx",
        "office/one.html",
    ]
    assert "征求意见稿：请在" in (out / "ed" / "two.html").read_text(encoding="utf-8")
    assert {row["网站或账号"] for row in rows(out / "ed" / "answers.xlsx", "意见")} == {"明州市教育局"}


def test_what_is_contested_is_in_doubt_until_it_is_answered(call: Call, folder: Path) -> None:
    assert verdict(call, folder) == "fail"
    key = object_to_one(call, folder)
    assert states(call, folder)[key] == "contested"
    assert verdict(call, folder) == "pending"
    assert answered(call, folder, key, "不采纳", "lin", "bai").code == 0
    assert states(call, folder)[key] == "upheld"
    assert verdict(call, folder) == "fail"


def test_an_adopted_objection_takes_the_fault_away(call: Call, folder: Path) -> None:
    key = object_to_one(call, folder)
    assert answered(call, folder, key, "采纳", "lin", "bai").code == 0
    assert states(call, folder)[key] == "cleared"
    assert verdict(call, folder) == "pending", "four blank columns veto no more"


def test_what_was_found_on_an_account_is_shown_to_its_agency_and_may_be_contested(call: Call, folder: Path) -> None:
    (folder / "registry" / "accounts.csv").write_text(
        "id,agency,platform,name,handle,url,feed,registered\nwb,ed,weibo,明州教育,mj,http://m.weibo.cn/u/1,,yes\n",
        encoding="utf-8",
    )
    workspace = Workspace.at(folder)
    scheme = workspace.scheme()
    url = "http://m.weibo.cn/u/1"
    silent = Finding(
        target="wb",
        check="stale_accounts",
        reason="stale",
        outcome=Outcome.FAIL,
        subject=url,
        page=url,
        detail={"days": 30, "newest": "2026-10-21", "limit": 14},
    )
    with workspace.store() as store:
        run = store.begin_run(
            period=judged.PERIOD, round=1, target="wb", as_of=judged.AT, started_at=judged.AT, settings={}
        )
        store.put_findings(run.id, scheme.id, [silent], {"stale_accounts": 1})
        store.end_run(run.id, ended_at=judged.AT, state=RunState.COMPLETE)
        score_period(store, judged.PERIOD, workspace.registry, scheme)
    file = sent(call, folder) / "ed" / "answers.xlsx"
    [key] = [row["编号"] for row in rows(file, "意见") if row["网站或账号"] == "明州教育"]
    fill(file, "意见", lambda cells: cells["编号"] == key, **SAID)
    assert taken(call, folder, file).code == 0
    assert states(call, folder, "stale_accounts") == {key: "contested"}
    assert answered(call, folder, key, "采纳", "lin", "bai").code == 0
    assert states(call, folder, "stale_accounts") == {key: "cleared"}


def test_the_same_sheet_again_opens_nothing(call: Call, folder: Path) -> None:
    key = object_to_one(call, folder)
    assert answered(call, folder, key, "采纳", "lin", "bai").code == 0
    said = taken(call, folder, folder / "reports" / f"{judged.PERIOD}-feedback" / "ed" / "answers.xlsx")
    assert (said.code, "0 项新异议" in said.out) == (0, True)
    assert states(call, folder)[key] == "cleared"


def test_a_partly_adopted_objection_leaves_the_fault(call: Call, folder: Path) -> None:
    key = object_to_one(call, folder)
    assert answered(call, folder, key, "部分采纳", "lin", "bai").code == 0
    assert states(call, folder)[key] == "upheld"


def test_where_a_veto_hangs_two_people_answer(call: Call, folder: Path) -> None:
    key = object_to_one(call, folder)
    for people in (("lin",), ("lin", "林致和")):
        said = answered(call, folder, key, "采纳", *people)
        assert (said.code, "要由两个人答复" in said.err) == (2, True)
    assert states(call, folder)[key] == "contested"


def test_an_answer_overrules_what_was_decided_before(call: Call, folder: Path) -> None:
    file = folder / "review.xlsx"
    call("review", "export", file, "--workspace", folder, *PERIOD)
    fill(file, "待核实", lambda cells: True, 决定="认定", 审核人="lin", 理由="打不开")
    assert call("review", "import", file, "--workspace", folder, *PERIOD).code == 0
    file = sent(call, folder) / "ed" / "answers.xlsx"
    fill(file, "意见", lambda cells: cells["检查项"] == "打不开的链接", **SAID)
    assert taken(call, folder, file).code == 0
    keys = [key for key, state in states(call, folder, "broken_links").items() if state == "contested"]
    assert len(keys) == 1
    assert answered(call, folder, keys[0], "采纳", "bai").code == 0
    assert states(call, folder, "broken_links")[keys[0]] == "cleared"


def test_the_hearing_ends_when_everything_is_answered(call: Call, folder: Path) -> None:
    key = object_to_one(call, folder)
    close = ("feedback", "close", "--workspace", folder, *PERIOD, "--by", "lin")
    said = call(*close)
    assert said.code == 2
    assert "还有 1 项异议没有答复" in said.err
    assert key in said.err
    assert answered(call, folder, key, "不采纳", "lin", "bai").code == 0
    assert call(*close).code == 0
    file = folder / "reports" / f"{judged.PERIOD}-feedback" / "ed" / "answers.xlsx"
    said = taken(call, folder, file)
    assert (said.code, "已经结束" in said.err) == (2, True)


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ({**SAID, "意见": "不同意"}, ["列 意见", "有异议"]),
        ({**SAID, "理由": ""}, ["列 理由"]),
        ({**SAID, "联系人": ""}, ["列 联系人"]),
        ({**SAID, "编号": "abc"}, ["列 编号", "abc", "没有这一项"]),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_taken(
    call: Call, folder: Path, answers: dict[str, str], named: list[str]
) -> None:
    file = sent(call, folder) / "ed" / "answers.xlsx"
    fill(file, "意见", lambda cells: cells["检查项"] == "空白栏目", **SAID)
    fill(file, "意见", lambda cells: cells["检查项"] == "打不开的链接", **answers)
    said = taken(call, folder, file)
    assert said.code == 2
    for part in named:
        assert part in said.err
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store:
        assert list(store.journal.acts("objection")) == []


def test_an_objection_to_other_evidence_is_refused(call: Call, folder: Path) -> None:
    file = sent(call, folder) / "ed" / "answers.xlsx"
    fill(file, "意见", lambda cells: cells["检查项"] == "打不开的链接", **SAID)
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store, store.writing() as connection:
        connection.exec_driver_sql("UPDATE looks SET status = 429 WHERE status = 403")
    assert call("judge", "--workspace", folder, *PERIOD).code == 0
    said = taken(call, folder, file)
    assert (said.code, "证据已变" in said.err) == (2, True)


def test_any_other_workbook_is_refused(call: Call, folder: Path) -> None:
    sent(call, folder)
    openpyxl.Workbook().save(folder / "other.xlsx")
    assert taken(call, folder, folder / "other.xlsx").code == 2


def test_nothing_comes_back_before_it_went_out(call: Call, folder: Path) -> None:
    file = sent(call, folder) / "ed" / "answers.xlsx"
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store, store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM journal")
    said = taken(call, folder, file)
    assert (said.code, "还没有发过征求意见稿" in said.err) == (2, True)


def test_only_what_is_contested_can_be_answered(call: Call, folder: Path) -> None:
    sent(call, folder)
    said = answered(call, folder, "0" * 32, "采纳", "lin")
    assert (said.code, "没有待答复的异议" in said.err) == (2, True)
