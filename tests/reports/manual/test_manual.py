"""Worksheets go out prefilled, come back strictly, and settle what no program can see."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from storage.evidence import Evidence
from storage.records import Answer, Column, ColumnForm, Entry, Look, Page, PageKind
from storage.store import Store
from tests.checks.schemes import SOURCE
from tests.reports import judged
from tests.reports.conftest import Call
from tests.reports.sheets import fill, rows

PERIOD = ("--period", judged.PERIOD)
HOME = judged.HOSTS["one"]
SCHEME = f"""id = "ming"
revision = 1
title = "明州试行"

[[row]]
id = "V1"
title = "安全事故"
part = "veto"
source = {SOURCE}
confidence = "C"

[[row]]
id = "V2"
title = "买粉丝"
part = "veto"
source = {SOURCE}
confidence = "M-high"

[[row]]
id = "D1"
title = "办理答复"
part = "deduction"
source = {SOURCE}
confidence = "C"
points = "10"
asked = {{ each = "4.5", days = 5, times = 2 }}

[[row]]
id = "B1"
title = "创新"
part = "bonus"
source = {SOURCE}
confidence = "C"
"""
CONTACT = (
    "<p>联系电话：（0571）8765-4321</p><p>咨询热线 12345；办公时间：周一至周五 9:00-17:00</p>"
    "<p>编号 87654321</p><dl><dt>传真</dt><dd>021-62345678</dd></dl>"
)


@pytest.fixture
def folder(tmp_path: Path, call: Call) -> Path:
    place = judged.workspace(tmp_path / "city")
    (place / "schemes").mkdir()
    (place / "schemes" / "ming.toml").write_text(SCHEME, encoding="utf-8")
    settings = place / "xuncha.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + 'scheme = "ming"\n', encoding="utf-8")
    (place / "registry" / "accounts.csv").write_text(
        "id,agency,platform,name,handle,url,feed,registered,status,from,until,filing\n"
        "wb,office,weibo,明州发布,mz,,,yes,running,,,\n"
        "old,office,weibo,旧号,mo,,,yes,closed,,,备案1号\n",
        encoding="utf-8",
    )
    with Store.open(f"sqlite:///{place / 'xuncha.db'}") as store:
        evidence = Evidence(place / "evidence", store)
        body = evidence.put(f"<html><body>{CONTACT}</body></html>".encode())
        evidence.close()
        [run] = store.runs(judged.PERIOD, 1, "one")
        url = f"{HOME}contact.html"
        with store.writer(run.id) as writer:
            page = Page(
                url=url,
                status=200,
                depth=1,
                parent=HOME,
                name="联系我们",
                answer=Answer.PAGE,
                kind=PageKind.OTHER,
                title="联系我们",
                sha256=body,
                encoding="utf-8",
            )
            writer.page(page, [])
            look = Look(url=url, at=judged.AT + timedelta(seconds=5), status=200, content_type="text/html", sha256=body)
            writer.look(look)
        common: dict[str, Any] = {"form": ColumnForm.LIST, "first_level": True, "own": True, "why": "navigation"}
        columns = [
            Column(role="organization", name="机构职能", url=url, **common),
            Column(role="service", name="办事服务", url=f"{HOME}bs/", **common),
        ]
        entries = [
            Entry(column=f"{HOME}bs/", title=f"事项{number}", url=f"{HOME}bs/{number}.html") for number in range(12)
        ]
        store.put_records(run.id, {Column: columns, Entry: entries})
    assert call("judge", "--workspace", place, *PERIOD).code == 0
    return place


def plan(call: Call, folder: Path, *more: object) -> Path:
    file = folder / "manual.xlsx"
    said = call("manual", "plan", file, "--workspace", folder, *PERIOD, *more)
    assert said.code == 0, said.err
    return file


def taken(call: Call, folder: Path, file: Path) -> Any:
    return call("manual", "import", file, "--workspace", folder, *PERIOD)


def card(call: Call, folder: Path, target: str = "one") -> dict[str, Any]:
    said = call("export", "scores", "--workspace", folder, *PERIOD)
    return next(row for row in map(json.loads, said.out.splitlines()) if row["target"] == target)


def row(id_: str, target: str = "one") -> Any:
    return lambda cells: cells["行"] == id_ and cells["网站编号"] == target


DONE = {"依据": "看过了", "检查员": "周若川"}


def test_the_crawl_prefills_numbers_guides_questions_and_accounts(call: Call, folder: Path) -> None:
    file = plan(call, folder)
    phones = rows(file, "电话")
    assert [(row["电话"], row["公布的时间"]) for row in phones] == [
        (number, "周一至周五 9:00-17:00") for number in ("05718765-4321", "12345", "021-62345678")
    ]
    assert len(rows(file, "办事指南")) == 5
    assert [(row["网站编号"], row["序号"]) for row in rows(file, "提问")] == [
        (site, number) for site in ("one", "two") for number in ("1", "2")
    ]
    assert [row["账号编号"] for row in rows(file, "账号")] == ["wb"], "a filed closure is left out"
    assert len(rows(file, "指标")) == 10, "eight, and two lines for all that are in order"


def test_a_lot_is_drawn_once(call: Call, folder: Path) -> None:
    first = plan(call, folder, "--seed", 7).read_bytes()
    assert plan(call, folder).read_bytes() == first
    said = call("manual", "plan", folder / "x.xlsx", "--workspace", folder, *PERIOD, "--seed", 8)
    assert (said.code, "已经用种子 7 抽过" in said.err) == (2, True)


def test_unfilled_rows_keep_the_card_pending_and_filled_ones_settle_it(call: Call, folder: Path) -> None:
    file = plan(call, folder)
    for id_, result in (("V1", "不否决"), ("V2", "不否决"), ("D1", "2.5")):
        assert card(call, folder)["verdict"] == "pending"
        assert fill(file, "指标", row(id_), 结果=result, **DONE) == 1
        assert taken(call, folder, file).code == 0
    found = card(call, folder)
    assert (found["verdict"], found["points"], found["bonus"]) == ("pass", 97.5, 0)
    assert card(call, folder, "two")["verdict"] == "pending"


def test_the_bonus_part_opens_above_its_mark(call: Call, folder: Path) -> None:
    file = plan(call, folder)
    fill(file, "指标", row("B1"), 结果="4", **DONE)
    for id_, result in (("V1", "不否决"), ("V2", "不否决"), ("D1", "10")):
        fill(file, "指标", row(id_), 结果=result, **DONE)
    assert taken(call, folder, file).code == 0
    found = card(call, folder)
    assert (found["points"], found["bonus"]) == (90, 4)


def test_a_veto_by_hand_takes_two(call: Call, folder: Path) -> None:
    file = plan(call, folder)
    fill(file, "指标", row("V1"), 结果="否决", **DONE)
    said = taken(call, folder, file)
    assert (said.code, "由两个人认定" in said.err) == (2, True)
    fill(file, "指标", row("V1"), 复核人="zhou")
    assert taken(call, folder, file).code == 2
    fill(file, "指标", row("V1"), 复核人="林致和")
    assert taken(call, folder, file).code == 0
    assert card(call, folder)["verdict"] == "fail"


@pytest.mark.parametrize(
    ("id_", "answers", "named"),
    [
        ("V1", {**DONE, "结果": "也许"}, ["列 结果", "“也许”", "否决、不否决"]),
        ("V2", {**DONE, "结果": "否决", "复核人": "lin"}, ["M-high", "不能否决", "scheme attest"]),
        ("D1", {**DONE, "结果": "11"}, ["列 结果", "最多 10 分"]),
        ("D1", {**DONE, "结果": "-1"}, ["列 结果", "不小于 0"]),
        ("B1", {**DONE, "结果": "31"}, ["最多 30 分"]),
        ("D1", {"结果": "1", "检查员": "周若川"}, ["列 依据"]),
        ("D1", {"结果": "1", "依据": "看过"}, ["列 检查员"]),
        ("D1", {**DONE, "结果": "1", "检查员": "无名"}, ["列 检查员", "没有这个人"]),
        ("D1", {**DONE, "结果": "1", "指纹": "abc"}, ["列 指纹", "重新导出"]),
        ("D1", {**DONE, "结果": "1", "行": "D9"}, ["列 行", "D9"]),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_taken(
    call: Call, folder: Path, id_: str, answers: dict[str, str], named: list[str]
) -> None:
    file = plan(call, folder)
    fill(file, "指标", row("D1", "two"), 结果="1", **DONE)
    fill(file, "指标", row(id_), **answers)
    said = taken(call, folder, file)
    assert said.code == 2
    for part in ["表“指标” 第", *named]:
        assert part in said.err
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store:
        assert list(store.journal.acts("manual")) == []


ASKED = {"提问内容": "怎样办居住证", "提问日期": "2026-11-19", "阅评人一": "zhou"}


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (ASKED, None),
        ({**ASKED, "截止日": "2026-11-26"}, None),
        ({**ASKED, "截止日": "2026-11-24"}, "应为 2026-11-26"),
        ({**ASKED, "答复日期": "2026-11-18"}, "早于提问日期"),
        ({**ASKED, "答复日期": "2026-11-20", "质量一": "好"}, "列 质量二"),
        ({**ASKED, "答复日期": "2026-11-20", "质量一": "好", "质量二": "差", "阅评人二": "周若川"}, "须是另一个人"),
        ({**ASKED, "答复日期": "2026-11-20", "质量一": "好", "质量二": "差", "阅评人二": "lin"}, None),
        ({**ASKED, "答复日期": "2026-11-20", "质量一": "妙", "质量二": "差", "阅评人二": "lin"}, "好、一般、差"),
    ],
)
def test_a_question_has_a_due_day_and_two_readers(
    call: Call, folder: Path, answers: dict[str, str], said: str | None
) -> None:
    file = plan(call, folder)
    fill(file, "提问", lambda cells: (cells["网站编号"], cells["序号"]) == ("one", "1"), **answers)
    ended = taken(call, folder, file)
    assert ended.code == (0 if said is None else 2)
    assert said is None or said in ended.err
    if said is None:
        with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store:
            [act] = store.journal.acts("observation")
        assert (act.target, act.said["截止日"], act.by) == ("one", "2026-11-26", "zhou")


def test_what_we_wrote_must_come_back_as_it_was(call: Call, folder: Path) -> None:
    file = plan(call, folder)
    fill(file, "电话", lambda cells: True, 电话="54321", 接通="否", 检查员="zhou")
    said = taken(call, folder, file)
    assert (said.code, "不是导出时的行" in said.err) == (2, True)


def test_nothing_comes_back_before_it_went_out(call: Call, folder: Path) -> None:
    file = plan(call, folder)
    other = ("--period", "2026Q3")
    assert call("manual", "import", file, "--workspace", folder, *other).code == 2
    assert call("manual", "plan", file, "--workspace", folder, *other).code == 2


GOOD = {"提问内容": "怎样办居住证", "提问日期": "2025-11-03", "阅评人一": "zhou", "阅评人二": "lin"}
GOOD |= {"答复日期": "2025-11-10", "质量一": "好", "质量二": "一般"}
SILENT = {"提问内容": "怎样办居住证", "提问日期": "2025-11-03", "阅评人一": "zhou"}
LATE = {**GOOD, "答复日期": "2025-11-11"}
BAD = {**GOOD, "质量一": "差", "质量二": "差"}
SPLIT = {**GOOD, "质量一": "差"}


def asked(file: Path, first: dict[str, str], second: dict[str, str] | None) -> None:
    """Fill the two questions of the first site."""
    for number, answers in (("1", first), ("2", second)):
        if answers is not None:
            fill(
                file,
                "提问",
                lambda cells, number=number: (cells["网站编号"], cells["序号"]) == ("one", number),
                **answers,
            )


def question_mark(call: Call, folder: Path) -> dict[str, Any]:
    return next(mark for mark in card(call, folder)["rows"] if mark["row"] == "D1")


@pytest.mark.parametrize(
    ("first", "second", "lost"),
    [
        (GOOD, GOOD, 0),
        (GOOD, SILENT, 4.5),
        (LATE, GOOD, 4.5),
        (BAD, GOOD, 4.5),
        (BAD, LATE, 9),
        (GOOD, SPLIT, None),
        (GOOD, None, None),
    ],
)
def test_questions_cost_what_was_not_answered_in_time_or_badly(
    call: Call, folder: Path, first: dict[str, str], second: dict[str, str] | None, lost: int | None
) -> None:
    file = plan(call, folder)
    asked(file, first, second)
    said = taken(call, folder, file)
    assert said.code == 0, said.err
    mark = question_mark(call, folder)
    assert (mark["state"], mark["lost"]) == (("manual", 0) if lost is None else ("settled", lost))
    if second is SPLIT:
        assert "两位阅评人意见不一" in said.out


def test_a_row_filled_by_hand_may_not_contradict_the_questions(call: Call, folder: Path) -> None:
    file = plan(call, folder)
    asked(file, GOOD, SILENT)
    fill(file, "指标", row("D1"), **{**DONE, "结果": "0"})
    said = taken(call, folder, file)
    assert (said.code, "由“提问”表得出 4.5 分" in said.err) == (2, True)
    assert question_mark(call, folder)["state"] == "manual"


def test_what_was_taken_stands_in_the_next_workbook_and_is_not_taken_twice(call: Call, folder: Path) -> None:
    file = plan(call, folder)
    asked(file, GOOD, SILENT)
    fill(file, "指标", row("V1"), **{**DONE, "结果": "不否决"})
    fill(file, "指标", row("B1"), **{**DONE, "结果": "2.5"})
    fill(file, "账号", lambda _: True, 能打开="是", 检查员="zhou")
    assert "收下 3 项认定、3 条记录" in taken(call, folder, file).out
    again = plan(call, folder)
    found = {(cells["网站编号"], cells["行"]): cells for cells in rows(again, "指标")}
    assert found["one", "V1"]["结果"] == "不否决"
    assert (found["one", "B1"]["结果"], found["one", "B1"]["检查员"]) == ("2.5", "zhou")
    assert found["one", "D1"]["结果"] == "", "it follows from the questions"
    assert [cells["答复日期"] for cells in rows(again, "提问")][:2] == ["2025-11-10", ""]
    with Store.open(f"sqlite:///{folder / 'xuncha.db'}") as store:
        before = store.journal.check()
        assert "收下 0 项认定、0 条记录" in taken(call, folder, again).out
        assert store.journal.check() == before
    fill(again, "指标", row("B1"), 结果="3")
    assert "收下 1 项认定、0 条记录" in taken(call, folder, again).out


def test_one_line_settles_a_row_of_all_sites_but_those_with_a_line_of_their_own(call: Call, folder: Path) -> None:
    file = plan(call, folder)
    fill(file, "指标", row("V1", "*"), **{**DONE, "结果": "不否决"})
    fill(file, "指标", row("V1", "two"), **{**DONE, "结果": "否决", "复核人": "lin"})
    assert "收下 2 项认定" in taken(call, folder, file).out
    assert card(call, folder, "two")["verdict"] == "fail"
    mark = next(mark for mark in card(call, folder)["rows"] if mark["row"] == "V1")
    assert (mark["state"], mark["veto"]) == ("settled", False)
    assert not [cells for cells in rows(plan(call, folder), "指标") if cells["网站编号"] == "*" and cells["行"] == "V1"]


def test_nobody_fails_all_sites_at_once(call: Call, folder: Path) -> None:
    file = plan(call, folder)
    fill(file, "指标", row("V1", "*"), **{**DONE, "结果": "否决", "复核人": "lin"})
    said = taken(call, folder, file)
    assert (said.code, "只能填“不否决”或 0" in said.err) == (2, True)
