"""Ways to apply for documents, as the survey finds them on the column and below it."""

from __future__ import annotations

import pytest

from checks.rules.broken_request_channels import broken_request_channels
from crawler.survey import survey as survey_columns
from crawler.surveys import Surveyed
from crawler.surveys.requests import survey
from storage.records import Registry, RequestChannel, Site
from tests.checks.facts import reasons, url
from tests.crawler.portal import AS_OF, HOST, Portal, navigation

PROSE = "<p>公民、法人和其他组织可以依法获取政府信息，本机关依法作出答复，有关情况见政府信息公开指南。</p>" * 3
SEARCH = "<form action=/s><input type=text name=q><input type=submit value=搜索></form>"


def read(markup: str, **more: str) -> RequestChannel:
    pages = {f"/{name}.html": f"<title>{name}</title>{body}" for name, body in more.items()}
    portal = Portal({"/": navigation(依申请公开="/sq/"), "/sq/": f"<title>依申请公开</title>{markup}", **pages})
    site = Site(id="own", agency=None, name="某市", kind="portal", url=f"{HOST}/")
    registry = Registry(agencies={}, sites={"own": site})
    found, entries = survey_columns(portal, site, registry, AS_OF)
    seen = Surveyed(pages=portal, site=site, registry=registry, as_of=AS_OF, columns=found, entries=entries)
    [channel] = survey(seen)
    return channel


@pytest.mark.parametrize(
    "way",
    [
        "<a href=http://ysq.sh.gov.cn/>网上申请</a>",
        "<img src=a.png alt=在线申请>",
        "<form><input name=a><input name=b><input name=c><textarea name=d></textarea></form>",
        "<a href=a.html>我要申请</a>",
    ],
)
def test_an_entry_or_a_form_is_an_online_way(way: str) -> None:
    assert read(PROSE + way).online


@pytest.mark.parametrize("way", ["<a href=a.doc>政府信息公开申请表</a>", "<p>申请人可以邮寄或者当面提交。</p>"])
def test_a_form_to_print_or_words_on_letters_are_a_way_on_paper(way: str) -> None:
    assert read(PROSE + way).paper


def test_a_search_form_is_no_way() -> None:
    channel = read(PROSE + SEARCH)
    assert (channel.online, channel.paper, channel.hidden) == (False, False, 0)


def test_a_column_without_any_way_fails_and_frames_leave_a_doubt() -> None:
    closed = RequestChannel(url=url("sq/"), name="依申请公开")
    assert reasons(broken_request_channels, closed) == [("absent", "fail")]
    framed = RequestChannel(url=url("sq/"), name="依申请公开", hidden=1)
    assert reasons(broken_request_channels, framed) == [("too_little_seen", "unsure")]


def test_one_way_on_one_column_is_enough() -> None:
    closed = RequestChannel(url=url("sq/"), name="依申请公开")
    for way in ("online", "paper"):
        opened = RequestChannel(url=url("wssq/"), name="网上申请", **{way: True})  # type: ignore[arg-type]
        assert reasons(broken_request_channels, closed, opened) == []


def test_a_column_that_could_not_be_read_is_not_run() -> None:
    hidden = RequestChannel(url=url("sq/"), name="依申请公开", doubt="unrendered")
    assert reasons(broken_request_channels, hidden) == [("unrendered", "not_run")]
