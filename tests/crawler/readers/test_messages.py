"""Messages and answers, read from boards in the manners of several CMSs."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.readers.dom import Dom
from crawler.readers.letters import Letter, state_of
from crawler.readers.messages import read_messages

FIELDS = {
    "标题": "咨询居住证办理",
    "时间": "2026-03-02 10:21:05",
    "内容": "您好，请问居住证在哪里办？",
    "单位": "市公安局",
    "答时": "2026-03-09",
    "答复": "您好，请到户籍所在地派出所办理。",
}
FOOT = "<div class=foot><p>上一篇：没有了</p><p>主办单位：某市人民政府 电话：0999-1234567</p></div>"


def lines(asked: str, replied: str) -> str:
    names = (f"{asked}标题", f"{asked}时间", f"{asked}内容", f"{replied}单位", f"{replied}时间", f"{replied}内容")
    return "".join(f"<p>{name}：{value}</p>" for name, value in zip(names, FIELDS.values(), strict=True))


def table(asked: str, replied: str) -> str:
    names = (f"{asked}标题", f"{asked}时间", f"{asked}内容", f"{replied}单位", f"{replied}时间", f"{replied}内容")
    rows = zip(names, FIELDS.values(), strict=True)
    return f"<table>{''.join(f'<tr><th>{name}</th><td>{value}</td></tr>' for name, value in rows)}</table>"


def pairs_in_a_row(asked: str, replied: str) -> str:
    first, when, what, who, answered, answer = FIELDS.values()
    return (
        f"<table><tr><td>{asked}标题</td><td colspan=3>{first}</td></tr><tr><td>编号</td><td>GK2026001</td>"
        f"<td>{asked}时间</td><td>{when}</td></tr><tr><td>{asked}内容</td><td colspan=3>{what}</td></tr>"
        f"<tr><td>{replied}单位</td><td>{who}</td><td>{replied}时间</td><td>{answered}</td></tr>"
        f"<tr><td>{replied}内容</td><td colspan=3>{answer}</td></tr></table>"
    )


def definitions(asked: str, replied: str) -> str:
    names = (f"{asked}标题", f"{asked}时间", f"{asked}内容", f"{replied}单位", f"{replied}时间", f"{replied}内容")
    rows = zip(names, FIELDS.values(), strict=True)
    return f"<dl>{''.join(f'<dt>【{name}】</dt><dd>{value}</dd>' for name, value in rows)}</dl>"


def spans(asked: str, replied: str) -> str:
    first, when, what, who, answered, answer = FIELDS.values()
    return (
        f"<h2>{first}</h2><div><span>{asked}时间：{when}</span> <span>浏览次数：31</span></div>"
        f"<div>{asked}内容：<p>{what}</p></div><div><span>{replied}单位：{who}</span> "
        f"<span>{replied}时间：{answered}</span></div><div>{replied}内容：<p>{answer}</p></div>"
    )


MANNERS = [lines, table, pairs_in_a_row, definitions, spans]
WORDS = [("来信", "答复"), ("咨询", "回复"), ("留言", "办理"), ("提问", "处理")]


def read(markup: str, *, board: bool = False, title: str | None = "咨询居住证办理") -> tuple[Letter, ...]:
    dom = Dom(f"<body>{markup}{FOOT}</body>", url="http://www.a.gov.cn/zx/", encoding="utf-8")
    return read_messages(dom, title, board=board)


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("words", WORDS)
def test_a_message_is_read_in_any_manner(manner, words) -> None:  # type: ignore[no-untyped-def]
    [letter] = read(manner(*words))
    assert (letter.question, letter.asked, letter.answered) == (FIELDS["内容"], date(2026, 3, 2), date(2026, 3, 9))
    assert (letter.answerer, letter.answer, letter.state) == ("市公安局", FIELDS["答复"], "answered")


@pytest.mark.parametrize("none", ["暂无回复", "尚未答复", "办理中", "您的来信正在处理中，请耐心等待。", "待回复"])
@pytest.mark.parametrize("manner", [lines, table, definitions])
def test_a_place_for_the_answer_that_says_there_is_none_proves_it(manner, none: str) -> None:  # type: ignore[no-untyped-def]
    markup = manner("来信", "答复").replace(FIELDS["答复"], none).replace(FIELDS["答时"], "")
    [letter] = read(markup)
    assert (letter.answer, letter.state, letter.proven) == (None, "open", True)


def test_an_empty_place_for_the_answer_proves_nothing() -> None:
    [letter] = read(lines("来信", "答复").replace(FIELDS["答复"], "").replace(FIELDS["答时"], ""))
    assert (letter.answer, letter.state, letter.proven) == (None, None, False)


def test_a_printed_state_says_that_a_message_is_open() -> None:
    [letter] = read("<p>来信时间：2026-03-02</p><p>来信内容：路灯坏了一周。</p><p>办理状态：处理中</p>")
    assert (letter.state, letter.proven, letter.asked) == ("open", True, date(2026, 3, 2))


def test_cards_of_one_page_are_several_messages() -> None:
    cards = "".join(
        f"<div class=card><p>网友：王* 留言时间：2026-03-0{n}</p><p>问：第{n}号路灯坏了？</p>"
        f"<p>答：已修。 答复时间：2026-03-1{n}</p></div>"
        for n in (1, 2, 3)
    )
    letters = read(cards, board=True)
    assert [(one.question, one.answer) for one in letters] == [(f"第{n}号路灯坏了？", "已修。") for n in (1, 2, 3)]
    assert [one.answered for one in letters] == [date(2026, 3, 11), date(2026, 3, 12), date(2026, 3, 13)]


HEAD = "<tr><th>编号</th><th>标题</th><th>来信时间</th><th>办理单位</th><th>状态</th></tr>"
ROWS = "".join(
    f"<tr><td>{n}</td><td><a href=/zx/{n}.html>第{n}号路灯坏了</a></td><td>2026-03-0{n}</td><td>城管局</td>"
    f"<td>{state}</td></tr>"
    for n, state in ((1, "已办结"), (2, "处理中"), (3, "不予受理"))
)


def test_a_table_with_a_head_lists_messages() -> None:
    letters = read(f"<table>{HEAD}{ROWS}</table>")
    assert [(one.state, one.proven) for one in letters] == [("answered", False), ("open", True), ("invalid", False)]
    assert (letters[1].url, letters[1].asked) == ("http://www.a.gov.cn/zx/2.html", date(2026, 3, 2))


def test_a_table_that_lays_the_page_out_is_no_table_of_messages() -> None:
    assert len(read(f"<table><tr><td>标题</td><td><table>{HEAD}{ROWS}</table></td></tr></table>")) == 3


def test_items_with_a_state_are_messages_of_a_board_alone() -> None:
    items = "<ul><li><a href=1.html>第1号路灯坏了</a><span>2026-03-01</span><em>[处理中]</em></li></ul>"
    [letter] = read(items, board=True)
    assert (letter.question, letter.asked, letter.state) == ("第1号路灯坏了", date(2026, 3, 1), "open")
    assert read(items) == ()


@pytest.mark.parametrize(
    "other",
    [
        "<p>问：什么是城市更新？</p><p>答：城市更新是指对建成区的改造。</p>",
        "<p>发布时间：2026-03-01 来源：市政府</p><p>会议强调，要做好来信答复工作。</p>",
        "<p>联系电话：0999-1234567</p><p>处理结果：合格</p>",
        "<table><tr><th>标题</th><th>发布日期</th></tr><tr><td>通知</td><td>2026-03-01</td></tr></table>",
    ],
)
def test_what_is_no_message_is_not_read_as_one(other: str) -> None:
    assert read(other) == ()


@pytest.mark.parametrize(
    ("words", "state"),
    [
        *((words, "open") for words in ("处理中", "待回复", "未 答复", "办理中", "已受理")),
        *((words, "answered") for words in ("已办结", "办结", "已回复", "已答复")),
        *((words, "invalid") for words in ("不予受理", "重复信件")),
        ("公开", None),
    ],
)
def test_states_are_read(words: str, state: str | None) -> None:
    assert state_of(words) == state


PIECES = ("来信时间：", "答复内容：", "【问】", "2026-03-01", "<td>", "<table>", "<tr>", "状态", "：", " ", "答", "<p>")


@given(st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_sequence_of_labels_is_read_without_an_error(pieces: list[str]) -> None:
    read("".join(pieces), board=True)


CARD = (
    "<div class=card><span>咨询</span> <a href=/wz/{0}>请问{0}号线地铁站什么时候开通</a><p>网友 张** 2026-10-0{0} 09:12"
    "</p><p><b>市交通局</b> 2026-10-1{0} 回复：您好，预计明年年底开通。</p></div>"
)


def test_cards_without_labels_are_read_by_who_answered_when() -> None:
    letters = read("<h2>网上问政</h2><div>" + "".join(CARD.format(n) for n in (1, 2, 3)) + "</div>", board=True)
    assert [letter.question for letter in letters] == [f"请问{n}号线地铁站什么时候开通" for n in (1, 2, 3)]
    first = letters[0]
    assert (first.asked, first.answered) == (date(2026, 10, 1), date(2026, 10, 11))
    assert (first.answerer, first.answer, first.url) == (
        "市交通局",
        "您好，预计明年年底开通。",
        "http://www.a.gov.cn/wz/1",
    )


def test_an_answer_that_names_its_office_and_day_belongs_to_the_question_of_its_page() -> None:
    [letter] = read(
        "<div><h1>咨询居住证办理</h1><p>提问人：匿名 提问时间：2026-05-06 08:31</p><div>需要哪些条件？</div>"
        "<h4>市公安局答复（2026-05-09 16:20）</h4><p>您好，持身份证即可办理。</p><p>版权所有：某市政府</p></div>"
    )
    assert (letter.asked, letter.answered) == (date(2026, 5, 6), date(2026, 5, 9))
    assert (letter.answerer, letter.answer) == ("市公安局", "您好，持身份证即可办理。")


def test_news_that_mentions_a_reply_is_no_message() -> None:
    assert read("<p>市财政局 2026-10-11 回复：预算已经批准。</p><p>记者 2026-10-12</p>") == ()
