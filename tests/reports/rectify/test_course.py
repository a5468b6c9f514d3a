"""What agencies answer, how much time they get, what becomes of objections: states follow from acts and days."""

from __future__ import annotations

from typing import Any

import docx
import pytest

from tests.reports import judged
from tests.reports.rectify.conftest import RELEASED, Desk
from tests.reports.rectify.test_issuing import ISSUE
from tests.reports.sheets import fill, rows

VETO, REST = "2026Q4-ed-01", "2026Q4-ed-03"
EXCEPTION = '[[exception]]\ncheck = "{check}"\nsubject = "{subject}"\nreason = "改版"\nby = "林致和"\nuntil = {until}\n'


@pytest.fixture
def issued(released: Desk) -> Desk:
    """The veto is due on Monday 30 November, the rest on 7 December; objections until 30 November."""
    released.does(RELEASED, *ISSUE)
    return released


def answer(desk: Desk, day: str, notice: str, *more: str) -> str:
    return desk.does(day, "notices", "answer", notice, "--by", "zhou", *more)


def state(desk: Desk, day: str, notice: str = VETO) -> str:
    return desk.states(day)[notice]


def keys(desk: Desk, notice: str = VETO) -> list[str]:
    return [item["key"] for item in desk.notices("2026-11-24")[notice]["items"]]


def test_an_answer_waits_for_a_look_and_is_never_overdue(issued: Desk) -> None:
    assert (state(issued, "2026-11-30"), state(issued, "2026-12-01")) == ("issued", "overdue")
    answer(issued, "2026-11-30", VETO, "--mended")
    assert (state(issued, "2026-11-30"), state(issued, "2027-03-01")) == ("answered", "answered")


def test_a_notice_is_as_far_as_its_last_item(issued: Desk) -> None:
    answer(issued, "2026-11-26", VETO, "--mended", "--key", keys(issued)[0])
    assert state(issued, "2026-11-26") == "issued"
    assert [item["state"] for item in issued.notices("2026-12-02")[VETO]["items"]].count("overdue") == 4


def test_answers_come_back_as_the_filled_sheet(issued: Desk) -> None:
    file = issued.sheet(VETO)
    assert fill(file, "整改", lambda cells: True, 办理情况="已整改", 结果网址="http://two.example.gov.cn/new/") == 5
    assert "收下答复 5 项：已整改 5" in issued.does("2026-11-25", "notices", "answer", file, "--by", "zhou")
    assert state(issued, "2026-11-25") == "answered"
    assert "没有新的内容" in issued.does("2026-11-26", "notices", "answer", file, "--by", "zhou")


@pytest.mark.parametrize(
    ("answers", "named"),
    [
        ({"办理情况": "改了"}, ["列 办理情况", "改了"]),
        ({"办理情况": "有异议"}, ["列 办理情况", "写明说明"]),
        ({"办理情况": "情况说明", "说明": "系统升级"}, ["可以改正"]),
        ({"说明": "系统升级"}, ["列 办理情况", "也要填"]),
        ({"办理情况": "已整改", "编号": "abc"}, ["列 编号", "abc", "没有这一项"]),
        ({"办理情况": "已整改", "通知编号": "2026Q4-other-01"}, ["列 通知编号", "2026Q4-other-01"]),
        ({"办理情况": "已整改", "结果网址": "见首页"}, ["列 结果网址", "见首页"]),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_taken(issued: Desk, answers: dict[str, str], named: list[str]) -> None:
    file = issued.sheet(VETO)
    first = keys(issued)[0]
    fill(file, "整改", lambda cells: cells["编号"] != first, 办理情况="已整改")
    fill(file, "整改", lambda cells: cells["编号"] == first, **answers)
    said = issued.refuses("2026-11-25", "notices", "answer", file, "--by", "zhou")
    assert all(word in said for word in ["第 2 行", *named])
    assert state(issued, "2026-11-25") == "issued"


def test_a_sheet_of_another_agency_is_not_mixed_in(issued: Desk) -> None:
    file, other = issued.sheet(VETO), rows(issued.sheet("2026Q4-office-02"), "整改")[0]
    first = keys(issued)[0]
    fill(file, "整改", lambda cells: cells["编号"] != first, 办理情况="已整改")
    fill(
        file,
        "整改",
        lambda cells: cells["编号"] == first,
        办理情况="已整改",
        编号=other["编号"],
        通知编号=other["通知编号"],
    )
    assert "只能是一个单位的" in issued.refuses("2026-11-25", "notices", "answer", file, "--by", "zhou")


def test_more_time_is_given_with_a_reason_by_somebody_who_may(issued: Desk) -> None:
    extend = ("notices", "extend", VETO, "--reason", "改版")
    assert "没有" in issued.refuses("2026-11-26", *extend, "--until", "2026-12-04", "--by", "zhou")
    assert "要晚于现在的期限" in issued.refuses("2026-11-26", *extend, "--until", "2026-11-27", "--by", "lin")
    issued.does("2026-11-26", *extend, "--until", "2026-12-04", "--by", "lin")
    assert issued.notices("2026-11-26")[VETO]["due_on"] == "2026-12-04"
    assert [state(issued, day) for day in ("2026-11-25", "2026-12-04", "2026-12-05")] == [
        "extended",
        "extended",
        "overdue",
    ]
    listed = issued.does("2026-11-25", "notices", "list", "--as-of", "2026-11-25")
    assert "2026-11-30 到期  待整改" in listed, "as of that day nobody had extended it"


def test_an_objection_is_heard_in_its_window_and_gives_back_the_days_it_waited(issued: Desk) -> None:
    first = keys(issued)[0]
    answer(issued, "2026-11-25", VETO, "--contest", "栏目有内容", "--key", first)
    assert state(issued, "2026-11-25") == "contested"
    late = issued.refuses(
        "2026-12-01", "notices", "answer", VETO, "--contest", "也有", "--key", keys(issued)[1], "--by", "zhou"
    )
    assert "2026-11-30 为止" in late
    decide = ("notices", "decide", VETO, first, "--adopted", "不采纳", "--reason", "仍是空的")
    assert "要由两个人裁定" in issued.refuses("2026-12-02", *decide, "--by", "lin")
    issued.does("2026-12-02", *decide, "--by", "lin", "--by", "bai")
    items = {item["key"]: item for item in issued.notices("2026-12-02")[VETO]["items"]}
    assert items[first]["due_on"] == "2026-12-07", "five working days after 30 November, 25 November to 2 December"
    assert {items[key]["due_on"] for key in keys(issued)[1:]} == {"2026-11-30"}


def test_an_objection_that_is_adopted_takes_the_item_back_and_the_result_is_corrected(issued: Desk) -> None:
    first = keys(issued)[0]
    answer(issued, "2026-11-25", VETO, "--contest", "栏目有内容", "--key", first)
    decide = ("notices", "decide", VETO, first, "--adopted", "采纳", "--reason", "看错了", "--by", "lin", "--by", "bai")
    assert "release --correct" in issued.does("2026-11-26", *decide)
    assert {item["state"] for item in issued.notices("2026-11-26")[VETO]["items"]} == {"withdrawn", "issued"}
    assert "签发以后结果有变" in issued.refuses("2026-11-26", *ISSUE)
    issued.release("2026-11-27", "--correct", "一处看错")
    assert "没有要新发的" in issued.does("2026-11-27", *ISSUE)


def test_an_exception_holds_as_long_as_the_profile_says(issued: Desk) -> None:
    item = issued.notices(RELEASED)[VETO]["items"][0]
    profile = issued.folder / "registry" / "sites" / "two.toml"
    profile.parent.mkdir(exist_ok=True)
    profile.write_text(EXCEPTION.format(until="2026-12-31", **item), encoding="utf-8")

    def now(day: str) -> Any:
        return issued.notices(day)[VETO]["items"][0]["state"]

    assert (now("2026-12-31"), now("2027-01-01")) == ("excepted", "overdue")


def test_only_two_people_who_looked_close_what_no_program_saw(issued: Desk) -> None:
    close = ("notices", "close", VETO, "--reason", "现场看过")
    assert "选一个" in issued.refuses("2026-11-26", *close, "--by", "lin")
    assert "要两个人" in issued.refuses("2026-11-26", *close, "--by-hand", "--by", "lin")
    assert "没有可以这样办结" in issued.refuses("2026-11-26", *close, "--explain", "--by", "lin")
    issued.does("2026-11-26", *close, "--by-hand", "--by", "lin", "--by", "bai")
    row = issued.notices("2026-11-26")[VETO]
    assert row["state"] == "closed"
    assert {item["done_on"] for item in row["items"]} == {"2026-11-26"}
    assert "2026-11-26 办结" in issued.does("2026-11-27", "notices", "list", "--period", judged.PERIOD)


def test_an_urgent_notice_waits_for_two_people_and_a_call_and_no_release(desk: Desk) -> None:
    scheme = 'id = "ours"\nrevision = 1\ntitle = "本市"\nextends = "state-council-2019"\n'
    (desk.folder / "schemes").mkdir()
    text = f'{scheme}[deadlines.safety]\ndays = 1\nchecks = ["blank_columns"]\n'
    (desk.folder / "schemes" / "ours.toml").write_text(text, encoding="utf-8")
    settings = desk.folder / "xuncha.toml"
    settings.write_text(settings.read_text(encoding="utf-8") + 'scheme = "ours"\n', encoding="utf-8")
    desk.does(RELEASED, "judge", "--period", judged.PERIOD)
    urgent = (*ISSUE, "--urgent")
    called = ("--called", "王芳 87654321", "--called-at", "2026-11-23T08:40:00")
    assert "先打电话" in desk.refuses(RELEASED, *urgent)
    assert "没有两人确认过" in desk.refuses(RELEASED, *urgent, *called)
    assert "晚于现在" in desk.refuses(RELEASED, *urgent, "--by", "bai", *called[:3], "2026-11-23T09:40:00")
    desk.does(RELEASED, *urgent, "--by", "bai", *called)
    (row,) = desk.notices(RELEASED).values()
    assert (row["agency"], row["due_on"], len(row["items"])) == ("ed", "2026-11-24", 5)
    letter = docx.Document(str(desk.sheet("2026Q4-ed-01").parent / "notice.docx"))
    assert "已于2026年11月23日08:40电话告知王芳 87654321" in "".join(part.text for part in letter.paragraphs)
    assert "紧急" in desk.does(RELEASED, "notices", "list")


def test_who_is_late_in_two_quarters_is_listed(issued: Desk) -> None:
    assert "没有反复出问题的单位" in issued.does("2027-03-01", "notices", "list", "--repeat")
