"""Boards of messages as the survey reads them, lists and pages together."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.survey import survey as survey_columns
from crawler.surveys import Surveyed
from crawler.surveys.messages import channel_of, survey
from storage.records import Message, MessageBoard, Registry, Site
from tests.crawler.portal import AS_OF, HOST, Portal, navigation

ANSWERED = (
    "<h1>咨询第1次</h1><p>留言时间：2026-02-02</p><p>留言内容：请问何时修路？</p>"
    "<p>答复时间：2026-02-09</p><p>答复内容：三月开工。</p>"
)
OPEN = "<h1>咨询第2次</h1><p>留言时间：2026-02-20</p><p>留言内容：路灯不亮。</p><p>办理状态：处理中</p>"
LIST = (
    "<ul class=list><li><a href=/zx/1.html>咨询第1次修路有关的问题</a><span>2026-02-09</span></li>"
    "<li><a href=/zx/2.html>咨询第2次路灯有关的问题</a><span>2026-02-20</span></li>"
    "<li><a href=/zx/3.html>咨询第3次停水有关的问题</a><span>2026-02-21</span></li></ul>"
)


def read(markup: dict[str, str], **columns: str) -> tuple[list[Message], list[MessageBoard]]:
    portal = Portal({"/": navigation(**(columns or {"网上咨询": "/zx/"})), **markup})
    site = Site(id="own", agency=None, name="某市", kind="portal", url=f"{HOST}/")
    registry = Registry(agencies={}, sites={"own": site})
    found, entries = survey_columns(portal, site, registry, AS_OF)
    told = list(
        survey(Surveyed(pages=portal, site=site, registry=registry, as_of=AS_OF, columns=found, entries=entries))
    )
    return [one for one in told if isinstance(one, Message)], [one for one in told if isinstance(one, MessageBoard)]


def test_messages_are_read_from_the_pages_that_a_board_lists() -> None:
    messages, [board] = read({"/zx/": LIST, "/zx/1.html": ANSWERED, "/zx/2.html": OPEN})
    assert [(one.url, one.asked, one.state) for one in messages] == [
        (f"{HOST}/zx/1.html", date(2026, 2, 2), "answered"),
        (f"{HOST}/zx/2.html", date(2026, 2, 20), "open"),
    ]
    assert (board.channel, board.messages, board.open) == ("consultation", 2, True)


def test_an_answer_on_the_page_beats_the_state_in_the_list() -> None:
    row = "<tr><td><a href=/zx/{0}.html>咨询第{0}次</a></td><td>2026-02-0{0}</td><td>处理中</td></tr>"
    head = "<tr><th>标题</th><th>来信时间</th><th>状态</th></tr>"
    messages, _ = read({"/zx/": f"<table>{head}{row.format(1)}{row.format(2)}</table>", "/zx/1.html": ANSWERED})
    assert [(one.state, one.proven) for one in messages] == [("answered", False), ("open", True)]


@pytest.mark.parametrize(
    ("name", "channel"),
    [
        *((name, "petition") for name in ("领导信箱", "市长信箱", "网上信访", "我要建议", "局长信箱")),
        *((name, "consultation") for name in ("网上咨询", "咨询投诉", "公众留言", "在线咨询", "互动交流", "咨询建议")),
    ],
)
def test_the_name_of_a_board_tells_its_channel(name: str, channel: str) -> None:
    assert channel_of(name) == channel


def test_a_board_that_shows_answers_alone_is_told_apart() -> None:
    _, [board] = read({"/zx/": LIST, "/zx/1.html": ANSWERED})
    assert (board.messages, board.open) == (1, False)
