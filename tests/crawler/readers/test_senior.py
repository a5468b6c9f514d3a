"""Entries of home pages into their versions for the aged and the disabled."""

from __future__ import annotations

import pytest

from crawler.readers.dom import Dom
from crawler.readers.senior import MAX_ENTRIES, read_senior_entries

URL = "http://www.mz.gov.cn/"


def entries(body: str) -> list[tuple[str, str | None, bool]]:
    found = read_senior_entries(Dom(f"<html><body>{body}</body></html>", url=URL, encoding="utf-8"))
    return [(entry.text, entry.target, entry.by_script) for entry in found]


@pytest.mark.parametrize(
    ("body", "target"),
    [
        ('<a href="/zzb/">长者版</a>', URL + "zzb/"),
        ('<a href="/zzb/#top"><span>长者助手</span></a>', URL + "zzb/"),
        ('<a href="wza.html"><img src="a.png" alt="无障碍浏览"></a>', URL + "wza.html"),
        ('<a href="wza.html" title="进入无障碍阅读"><i></i></a>', URL + "wza.html"),
        ('<a href="javascript:void(0)" id="toolbar">无障碍</a>', None),
        ('<a href="#" onclick="aria.start()">网站无障碍</a>', None),
        ('<span onclick="big()">大字版</span>', None),
        ("<button>关怀版</button>", None),
        ('<a href="/old/">适老化</a>', URL + "old/"),
    ],
)
def test_an_entry_is_seen(body: str, target: str | None) -> None:
    assert {found for _, found, _ in entries(body)} == {target}


@pytest.mark.parametrize(
    "text",
    ["市残联推进无障碍环境建设", "关于开展长者助餐工作的通知", "无障碍环境建设法", "老年人权益保障", "关爱留守儿童"],
)
def test_news_about_the_aged_is_no_entry(text: str) -> None:
    assert entries(f'<a href="a.html">{text}</a>') == []


def test_a_known_toolbar_brings_an_entry() -> None:
    found = entries('<script src="//gov.govwza.cn/dist/aria.js?appid=1"></script><script src="js/jquery.js"></script>')
    assert found == [("", "http://gov.govwza.cn/dist/aria.js?appid=1", True)]


def test_a_script_of_unknown_purpose_may_bring_an_entry_until_a_browser_has_looked() -> None:
    body = '<script src="js/site.js"></script>'
    assert entries(body) == [("", None, True)]
    dom = Dom(f"<html><body>{body}</body></html>", url=URL, encoding="utf-8")
    assert read_senior_entries(dom, shown=True) == ()
    assert entries('<script src="js/jquery.min.js"></script>') == []


def test_entries_are_bounded() -> None:
    assert len(entries("".join(f'<a href="/{number}/">长者版</a>' for number in range(100)))) == MAX_ENTRIES
