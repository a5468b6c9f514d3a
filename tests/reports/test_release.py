"""A result is signed step by step; what is signed is what the store says, and a change voids it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from storage.store import Store
from tests.reports import judged
from tests.reports.conftest import Call
from tests.reports.sheets import fill, rows

PERIOD = ("--period", judged.PERIOD)
PEOPLE = """id,name,agency,roles,email,until
zhou,周若川,office,inspector,,
lin,林致和,office,reviewer,,
bai,白鹭洲,office,reviewer,,
chen,陈处长,office,editor,,
wang,王主任,office,releaser,,
"""
CHAIN = ("zhou", "bai", "chen", "wang")


@pytest.fixture
def folder(tmp_path: Path, call: Call) -> Path:
    place = judged.workspace(tmp_path / "city")
    (place / "registry" / "people.csv").write_text(PEOPLE, encoding="utf-8")
    assert call("judge", "--workspace", place, *PERIOD).code == 0
    return place


def sign(call: Call, folder: Path, by: str | None = None, *more: str) -> Any:
    return call("release", "--workspace", folder, *PERIOD, *(("--by", by) if by else ()), *more)


def signed(call: Call, folder: Path, *more: str) -> str:
    for by in CHAIN:
        said = sign(call, folder, by, *more)
        assert said.code == 0, said.err
    return str(said.out)


def decide(call: Call, folder: Path, *by: str, decision: str = "认定") -> None:
    for name in by:
        file = folder / "review.xlsx"
        assert call("review", "export", file, "--workspace", folder, *PERIOD).code == 0
        fill(file, "待核实", lambda cells: True, 决定=decision, 审核人=name, 理由="看过")
        assert call("review", "import", file, "--workspace", folder, *PERIOD).code == 0


def tamper(folder: Path, statement: str) -> None:
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store, store.writing() as connection:
        connection.exec_driver_sql(statement)


def test_the_chain_is_walked_step_by_step_and_then_it_is_published(call: Call, folder: Path) -> None:
    first = sign(call, folder, "周若川")
    assert "经办：周若川" in first.out
    assert "复核：\n" in first.out
    assert "处室负责人" in sign(call, folder).out, "whoever only looks signs nothing"
    for by in CHAIN[1:]:
        said = sign(call, folder, by)
        assert said.code == 0
    assert "已签发：" in said.out
    again = sign(call, folder, "zhou")
    assert (again.code, "此后没有改动" in again.err) == (2, True)


def test_the_paper_is_one_page_that_names_figures_units_and_vetoes(call: Call, folder: Path) -> None:
    lines = sign(call, folder).out.splitlines()
    assert lines[0] == "明州市政府网站2026年第四季度检查情况呈批件"
    assert len(lines) <= 60
    text = "\n".join(lines)
    assert "检查网站 2 个：不合格 1，待定 1；合格率 0/2（0.0%）" in text
    assert "明州市教育局：空白栏目" in text
    assert "第三方评估：未提供" in text
    assert "没有征求意见" in text


def test_nobody_signs_twice(call: Call, folder: Path) -> None:
    assert sign(call, folder, "zhou").code == 0
    said = sign(call, folder, "周若川")
    assert (said.code, "一个人不能签两次" in said.err) == (2, True)


def test_the_last_step_takes_a_releaser(call: Call, folder: Path) -> None:
    for by in ("zhou", "bai", "lin"):
        assert sign(call, folder, by).code == 0
    said = sign(call, folder, "chen")
    assert (said.code, "签发人的身份" in said.err) == (2, True)


def test_who_settled_the_last_doubt_alone_does_not_sign(call: Call, folder: Path) -> None:
    decide(call, folder, "lin")
    said = sign(call, folder, "lin")
    assert (said.code, "一个人定的" in said.err) == (2, True)
    assert sign(call, folder, "bai").code == 0


def test_any_change_voids_the_signatures(call: Call, folder: Path) -> None:
    assert sign(call, folder, "zhou").code == 0
    assert sign(call, folder, "bai").code == 0
    decide(call, folder, "lin")
    looked = sign(call, folder).out
    assert "此前 2 个签名作废" in looked
    assert "经办：\n" in looked
    assert "经办：陈处长" in sign(call, folder, "chen").out


def test_after_publication_there_are_only_numbered_corrections(call: Call, folder: Path) -> None:
    signed(call, folder)
    decide(call, folder, "lin")
    said = sign(call, folder, "zhou")
    assert (said.code, "只能作为更正发布" in said.err) == (2, True)
    looked = sign(call, folder).out
    assert "拟更正的内容" in looked
    assert "明州市政府：待定" in looked
    text = signed(call, folder, "--correct", "核实后链接确实打不开")
    assert "第 1 号更正已签发" in text
    assert "第 1 号（" in text
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store:
        [act] = store.journal.acts("correction")
    assert (act.said["number"], act.said["reason"]) == (1, "核实后链接确实打不开")
    before, after = act.said["before"]["one"], act.said["verdicts"]["one"]
    assert (before["doubts"] - after["doubts"], after["fails"] - before["fails"]) == (1, 1)
    decide_again = sign(call, folder, "zhou", "--correct", "没有变化")
    assert (decide_again.code, "没有改动" in decide_again.err) == (2, True)


def test_there_is_nothing_to_correct_before_publication(call: Call, folder: Path) -> None:
    said = sign(call, folder, "zhou", "--correct", "更正")
    assert (said.code, "还没有签发过" in said.err) == (2, True)


def test_an_open_objection_holds_up_the_signature(call: Call, folder: Path) -> None:
    assert call("feedback", "send", "--workspace", folder, *PERIOD, "--by", "zhou").code == 0
    file = folder / "reports" / f"{judged.PERIOD}-feedback" / "ed" / "answers.xlsx"
    fill(file, "意见", lambda cells: cells["检查项"] == "打不开的链接", 意见="有异议", 理由="能打开", 联系人="王芳")
    assert call("feedback", "import", file, "--workspace", folder, *PERIOD, "--by", "zhou").code == 0
    said = sign(call, folder, "bai")
    assert (said.code, "1 项异议没有答复" in said.err) == (2, True)
    key = next(row["编号"] for row in rows(file, "意见") if row["意见"] == "有异议")
    close = ("feedback", "close", key, "--workspace", folder, *PERIOD, "--answer", "不采纳", "--reason", "两次都打不开")
    assert call(*close, "--by", "lin").code == 0
    paper = sign(call, folder).out
    assert "明州市教育局 打不开的链接（不采纳）：能打开；答复：两次都打不开" in paper


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE scorecards SET data = replace(data, '\"fail\"', '\"pass\"')", "不一致"),
        ("UPDATE findings SET data = replace(data, '\"unsure\"', '\"fail\"')", "不一致"),
        ("UPDATE journal SET \"by\" = 'bai' WHERE kind = 'review'", "日志第 1 条被改动"),
        ("DELETE FROM journal WHERE number = 1", "日志第 1 条被改动或缺失"),
    ],
)
def test_a_store_that_was_tampered_with_is_not_signed(call: Call, folder: Path, statement: str, said: str) -> None:
    decide(call, folder, "lin", decision="排除")
    assert sign(call, folder, "zhou").code == 0
    tamper(folder, statement)
    ended = sign(call, folder, "bai")
    assert (ended.code, said in ended.err) == (2, True)


def test_a_step_may_be_reserved_for_some(call: Call, folder: Path) -> None:
    settings = folder / "xuncha.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(
        f'{text}[release]\nchain = ["经办", "领导"]\n[release.people]\n"经办" = ["lin"]\n', encoding="utf-8"
    )
    said = sign(call, folder, "zhou")
    assert (said.code, "只能由 lin 签" in said.err) == (2, True)
    assert sign(call, folder, "lin").code == 0
    assert "已签发" in sign(call, folder, "wang").out


@pytest.mark.parametrize(
    "chain", ['chain = ["经办", "经办"]', "chain = []", 'chain = ["经办"]\npeople = {"领导" = []}']
)
def test_a_chain_that_makes_no_sense_is_refused(call: Call, folder: Path, chain: str) -> None:
    settings = folder / "xuncha.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + f"[release]\n{chain}\n", encoding="utf-8")
    assert sign(call, folder).code == 2
