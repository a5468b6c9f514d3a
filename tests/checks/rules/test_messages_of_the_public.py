"""Messages without answers, late answers, answers that are all alike, and sites where nobody can ask."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from checks.rules.late_replies import late_replies
from checks.rules.missing_channels import missing_channels
from checks.rules.template_replies import template_replies
from checks.rules.unanswered_messages import unanswered_messages
from storage.records import ColumnForm, Message
from tests.checks.facts import board, column, findings, home, link, message, page, reasons

LATEST = date(2026, 5, 31)
"""Three calendar months before the day of the inspection, 31 August 2026."""

PAGES = (home(), page(), page("a"), page("b"))


def waiting(asked: date, **changed: Any) -> Message:
    return message(asked=asked, **{"state": "open", "proven": True, **changed})


def replied(asked: str, answered: str, **changed: Any) -> Message:
    return message(
        asked=date.fromisoformat(asked), answered=date.fromisoformat(answered), **{"state": "answered", **changed}
    )


def test_a_message_shown_as_open_for_more_than_three_months_is_unanswered() -> None:
    assert reasons(unanswered_messages, waiting(date(2026, 5, 30))) == [("unanswered", "fail")]


@pytest.mark.parametrize(
    "near",
    [
        waiting(LATEST),
        waiting(date(2026, 5, 1), channel="petition"),
        waiting(date(2026, 5, 1), state="invalid"),
        waiting(date(2025, 8, 1)),
        waiting(date(2026, 5, 1), state="answered"),
        message(asked=date(2026, 5, 1), answered=date(2026, 8, 30)),
        message(asked=date(2026, 5, 1), answer="已经修复。"),
        message(state="open", proven=True),
    ],
)
def test_what_only_looks_unanswered_is_left_out(near: Message) -> None:
    assert reasons(unanswered_messages, near) == []


def test_a_page_without_a_place_for_the_answer_proves_nothing() -> None:
    assert reasons(unanswered_messages, message(asked=date(2026, 5, 1))) == [("too_little_seen", "unsure")]


def test_boards_that_show_answered_messages_only_are_not_run() -> None:
    assert reasons(unanswered_messages, board(messages=20)) == [("unreadable", "not_run")]
    assert reasons(unanswered_messages, board(messages=20, open=True)) == []
    assert reasons(unanswered_messages, board(messages=20, channel="petition")) == []
    assert reasons(unanswered_messages, board(doubt="unrendered")) == [("unrendered", "not_run")]


def test_two_messages_of_one_page_have_different_keys() -> None:
    there = [message("zx/", asked=date(2026, 5, 1), state="open", proven=True, question=text) for text in ("甲", "乙")]
    assert len({found.key for found in findings(unanswered_messages, *there)}) == 2


def test_ten_working_days_are_in_time_and_eleven_are_late() -> None:
    # 2026-02-13 and ten working days: the Spring Festival with its make-up days lies between
    assert reasons(late_replies, replied("2026-02-13", "2026-03-05")) == []
    [found] = findings(late_replies, replied("2026-02-13", "2026-03-06"))
    assert (found.reason, str(found.outcome), found.detail["days"], str(found.nature)) == ("late", "fail", 11, "event")
    assert found.happened_on == date(2026, 3, 6)


@pytest.mark.parametrize(
    "near",
    [
        replied("2026-03-05", "2026-03-01"),
        replied("2025-03-05", "2025-12-31"),
        replied("2026-01-05", "2026-03-02", state="invalid"),
        replied("2026-01-05", "2026-03-02", channel="petition"),
        message(answered=date(2026, 3, 2)),
    ],
)
def test_answers_that_no_limit_binds_are_left_out(near: Message) -> None:
    assert reasons(late_replies, near) == []


def test_the_law_of_petitions_leaves_a_doubt() -> None:
    assert reasons(late_replies, replied("2026-01-05", "2026-03-20", channel="petition")) == [("late", "unsure")]


def test_an_open_message_past_the_limit_is_a_doubt_until_it_is_unanswered() -> None:
    assert reasons(late_replies, waiting(date(2026, 7, 1))) == [("late", "unsure")]
    assert reasons(late_replies, waiting(date(2026, 8, 24))) == []
    assert reasons(late_replies, waiting(date(2026, 5, 1))) == []


def test_a_portal_without_a_board_lacks_the_channel() -> None:
    assert reasons(missing_channels, *PAGES) == [("absent", "fail")]


def test_petitions_and_reports_of_misconduct_are_no_channel() -> None:
    letters = (column("consultation", "网上信访"), link("", "jb/", text="纪检举报"))
    assert reasons(missing_channels, *PAGES, *letters) == [("absent", "fail")]


def test_a_board_here_or_on_another_site_is_a_channel() -> None:
    assert reasons(missing_channels, *PAGES, column("consultation", "咨询投诉")) == []
    elsewhere = column("consultation", "市长信箱", form=ColumnForm.ELSEWHERE, own=False)
    assert reasons(missing_channels, *PAGES, elsewhere) == []


def test_a_link_that_may_be_a_channel_leaves_a_doubt() -> None:
    assert reasons(missing_channels, *PAGES, link("", "x/", text="网民留言")) == [("contradicting", "unsure")]


def test_sites_that_were_hardly_seen_are_not_accused() -> None:
    assert reasons(missing_channels, home(), page()) == [("too_little_seen", "unsure")]
    assert reasons(missing_channels, home(doubt="blocked")) == [("blocked", "not_run")]
    assert reasons(missing_channels) == [("incomplete_crawl", "not_run")]


SAME = "您好，来信收悉。您反映的问题我们已转交有关部门研究处理，感谢您的关注。"
OWN = [
    "您好，居住证请到户籍所在地派出所办理，带上身份证和租房合同。",
    "经核实，该路段路灯已于3月2日修复，如再有故障请拨打养护电话。",
    "公交12路调整线路的方案正在征求意见，预计下月公布结果。",
    "幼儿园报名时间为五月，报名网站会提前公布各园招生范围。",
    "医保异地备案可在手机上办理，也可到区医保中心二楼窗口。",
    "小区门口的停车位由街道管理，已要求物业补画标线。",
]


def answered(*texts: str) -> tuple[object, ...]:
    return (board(), *(message(f"zx/{number}.html", answer=text) for number, text in enumerate(texts)))


def test_answers_that_are_all_alike_are_for_a_person_to_read() -> None:
    [found] = findings(template_replies, *answered(*[SAME] * 9, OWN[0]))
    assert (found.reason, str(found.outcome), found.detail["alike"]) == ("alike", "unsure", 9)


def test_a_few_alike_or_few_at_all_are_none() -> None:
    assert reasons(template_replies, *answered(*[SAME] * 4, *OWN)) == []
    assert reasons(template_replies, *answered(*[SAME] * 4)) == []
    assert reasons(template_replies, *answered(*OWN)) == []


def test_a_scheme_may_ask_for_simple_questions_sooner() -> None:
    asked = {"asked": date(2026, 3, 2), "answered": date(2026, 3, 11), "state": "answered"}  # seven working days
    simple, hard = (
        message(question="办证大厅周末几点开门？", **asked),
        message(question="投诉楼下几点还在施工扰民", **asked),
    )
    assert reasons(late_replies, simple) == []
    assert reasons(late_replies, simple, hard, simple_days=5) == [("late", "unsure")]
    assert reasons(late_replies, simple, simple_days=7) == []
