"""Consultations and what became of them, as pages tell it."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.readers.consultations import (
    draft_names,
    gives_reason,
    is_consultation,
    is_feedback,
    missing_of_consultation,
    missing_of_feedback,
    read_period,
)

DAY = date(2026, 3, 1)


@pytest.mark.parametrize(
    "title",
    [
        "关于《东河市停车管理办法（草案）》公开征求意见的公告",
        "《东河市供热条例（征求意见稿）》征求意见",
        "关于公开征集《东河市养老服务发展“十五五”规划（草案）》意见的公告",
        "东河市停车管理规定（征求意见稿）公开征求社会公众意见",
    ],
)
def test_drafts_are_consultations(title: str) -> None:
    assert is_consultation(title)
    assert not is_feedback(title)


@pytest.mark.parametrize(
    "title",
    [
        "东河热电项目环境影响评价公众参与第一次公示",
        "东河区控制性详细规划局部调整征求意见公示",
        "市管干部任前公示",
        "河东地块征地补偿安置方案公告",
        "公共服务满意度调查问卷",
        "2027年民生实事项目建议征集",
        "市政府召开会议征求意见",
    ],
)
def test_statutory_notices_and_questionnaires_are_none(title: str) -> None:
    assert not is_consultation(title)


@pytest.mark.parametrize(
    "title",
    [
        "《东河市停车管理办法（草案）》公开征求意见采纳情况的反馈",
        "关于《东河市供热条例（征求意见稿）》征求意见情况的说明",
        "《东河市停车管理办法》意见征集结果反馈",
    ],
)
def test_feedback_is_told_from_the_question(title: str) -> None:
    assert is_feedback(title)
    assert not is_consultation(title)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("征求意见时间：2026年3月2日至2026年3月31日。", date(2026, 3, 2), date(2026, 3, 31)),
        ("征集时间为2026年3月2日-3月31日", date(2026, 3, 2), date(2026, 3, 31)),
        ("自2026年3月2日起至31日止", date(2026, 3, 2), date(2026, 3, 31)),
        ("开始时间：2026-03-02 结束时间：2026-03-31", date(2026, 3, 2), date(2026, 3, 31)),
        ("意见反馈截止时间为2026年3月31日。", DAY, date(2026, 3, 31)),
        ("请自本公告发布之日起30日内提出意见。", DAY, date(2026, 3, 30)),
        ("征求意见期限为三十日。", DAY, date(2026, 3, 30)),
        ("请自公告发布之日起10个工作日内反馈。", DAY, date(2026, 3, 13)),
        ("征集时间：2026年12月20日至1月18日", date(2026, 12, 20), date(2027, 1, 18)),
        ("欢迎提出意见。", DAY, None),
    ],
)
def test_the_period_is_read(text: str, start: date, end: date | None) -> None:
    assert read_period(text, DAY) == (start, end)


def test_the_draft_bears_the_documents_name() -> None:
    assert draft_names("关于《东河市停车管理办法（草案）》公开征求意见的公告") == ("停车管理办法",)
    assert draft_names("《东河市停车管理办法》意见采纳情况") == ("停车管理办法",)


def test_a_reason_for_a_short_time_is_noticed() -> None:
    assert gives_reason("因防汛工作紧急，征求意见期限缩短为7日。")
    assert not gives_reason("征求意见期限为7日。")


def test_elements_of_a_consultation() -> None:
    whole = "为进一步规范停车管理，起草了本办法。意见请发送至邮箱 a@example.gov.cn。"
    assert missing_of_consultation(whole, has_draft=True, end=DAY) == ()
    assert missing_of_consultation("请提出宝贵建议。", has_draft=False, end=None) == (
        *("草案", "起草说明"),
        *("起止时间", "意见提交方式"),
    )


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("共收到意见12条，采纳8条，未采纳4条，理由如下。", ()),
        ("征求意见期间，未收到意见建议。", ()),
        ("共收到意见3条，全部采纳。", ()),
        ("共收到意见12条，采纳8条。", ("未采纳理由",)),
        ("感谢广大市民的积极参与。", ("收到意见情况", "采纳情况", "未采纳理由")),
    ],
)
def test_elements_of_a_feedback(text: str, missing: tuple[str, ...]) -> None:
    assert missing_of_feedback(text) == missing
