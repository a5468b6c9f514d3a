from __future__ import annotations

import pytest

from crawler.readers.genres import news_genre

MEETING = "近日，市水务局召开今冬明春农田水利建设推进会。局党组书记王明出席会议并讲话。会议强调，要严把质量关。"
VISIT = "11月8日上午，副市长李某一行赴高新区调研企业运行情况，市工信局负责同志陪同。他指出，要优化服务。"
ACTIVITY = "为弘扬志愿精神，局机关团支部日前组织开展义务植树活动。活动中，大家挥锹铲土，干劲十足。（供稿：办公室）"


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        ("市水务局召开今冬明春农田水利建设推进会", MEETING, "meeting"),
        (
            "局党组传达学习全会精神",
            "11月3日，局党组召开会议。会议指出，要学深悟透。班子成员参加会议。",
            "meeting",
        ),
        ("副市长李某到高新区调研", VISIT, "visit"),
        ("局领导走访慰问困难职工", "春节前夕，局领导一行走访慰问困难职工。王某强调，要关心职工生活。", "visit"),
        ("市教育局机关开展义务植树活动", ACTIVITY, "activity"),
        ("我局在全市篮球赛中喜获佳绩", "日前，全市机关篮球赛落幕。比赛现场，通讯员看到队员们奋力拼搏。", "activity"),
    ],
)
def test_news_is_told_with_certainty_where_title_and_text_agree(title: str, text: str, kind: str) -> None:
    genre = news_genre(title, text)
    assert genre is not None
    assert (genre.kind, genre.certain) == (kind, True), genre


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("关于召开全市水利工作会议的通知", "定于11月8日召开全市水利工作会议，请各单位参加会议。会议要求另行通知。"),
        ("2026年第三季度食品安全监督抽检情况通报", "近日，我局组织开展监督抽检，会议指出的问题已经整改。"),
        ("明州市教育局义务植树活动实施方案", ACTIVITY),
        ("明州市人民政府第12次常务会议召开", MEETING),
        ("政务公开工作会议制度", "会议由办公室主任主持，会议要求形成纪要。局领导出席会议。"),
        ("局领导分工", "王明，局党组书记、局长，主持全面工作。"),
        ("机构职能", "负责指导全市农田水利建设，开展水土保持宣传活动。"),
        (
            "2025年政府信息公开工作年度报告",
            "我局召开会议3次，会议强调要及时公开。局领导出席会议。",
        ),
        ("关于2026年开放日活动的公告", "11月8日上午，我局举办开放日活动，欢迎市民参加活动。"),
        ("行政处罚决定书（明城管罚〔2026〕12号）", "2026年11月3日，本局执法人员检查发现当事人占道经营。"),
        ("抗旱应急预案", "出席会议的成员单位负责人，会议要求各成员单位落实责任。近日"),
        ("", ""),
    ],
)
def test_documents_about_meetings_and_activities_are_no_news(title: str, text: str) -> None:
    assert news_genre(title, text) is None


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("市节能中心开展能效诊断服务行动", "近日，市节能中心为三家企业提供能效诊断。"),
        (
            "温暖在身边",
            "近日，局机关志愿者来到社区。活动中，大家打扫房屋。他们参加活动，（供稿：工会）",
        ),
    ],
)
def test_what_may_be_news_is_doubted(title: str, text: str) -> None:
    genre = news_genre(title, text)
    assert genre is not None
    assert not genre.certain
