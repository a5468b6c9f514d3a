"""Tags of content pages beside what the pages print, in the manners of several CMSs."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.readers.page import read_page
from storage.records import TagDifference

TEXT = "<p>为做好全市养老服务工作，现将有关事项通知如下，请各单位结合实际认真贯彻执行。</p>" * 4
TITLE = "关于加强养老服务工作的通知"


def ucap(tags: str, day: str = "2026-03-02 09:10") -> str:
    head = f"<h1>{TITLE}</h1><div>发布时间：{day} 来源：市民政局</div>"
    return f"<title>{TITLE}_某市</title>{tags}{head}<div id=UCAP-CONTENT>{TEXT}</div>"


def tables(tags: str, day: str = "2026/3/2") -> str:
    head = f"<tr><td class=title>关于加强养老<br>服务工作的通知</td></tr><tr><td>【发布日期：{day}】</td></tr>"
    return f"<title>某市民政局</title>{tags}<table>{head}<tr><td>{TEXT}</td></tr></table>"


def vsb(tags: str, day: str = "2026年03月02日") -> str:
    head = f"<h3 class=tit>{TITLE}</h3><p>发布日期：{day}</p>"
    return f"<title>{TITLE}-某局</title>{tags}{head}<div class=v_news_content>{TEXT}</div>"


MANNERS = [ucap, tables, vsb]


def told(markup: str) -> list[tuple[str, str | None, bool]]:
    reading = read_page(markup, url="http://www.a.gov.cn/1.html", encoding="utf-8", as_of=date(2026, 8, 31))
    return [(one.tag, one.shown, one.certain) for one in reading.records if isinstance(one, TagDifference)]


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize(
    "title",
    [
        TITLE,
        f"{TITLE}&lt;br&gt;",
        "关于加强养老服务工作的 通知",
        "关于加强养老服务工作……",
        f"民政局{TITLE}",
        "《" + TITLE + "》",
    ],
)
def test_the_same_title_written_otherwise_agrees(manner, title: str) -> None:  # type: ignore[no-untyped-def]
    assert told(manner(meta("ArticleTitle", title))) == []


@pytest.mark.parametrize("manner", [ucap, vsb])
def test_a_title_that_stands_nowhere_on_the_page_differs(manner) -> None:  # type: ignore[no-untyped-def]
    assert told(manner(meta("articletitle", "市民政局召开党风廉政建设会议"))) == [("ArticleTitle", TITLE, True)]


DAYS = ("2026-03-02 23:59", "2026/03/02 09:10:11", "2026——03——02 09:10", "2026年3月2日", "20260302", "1772413800")


@pytest.mark.parametrize("manner", MANNERS)
@pytest.mark.parametrize("day", DAYS)
def test_the_same_day_in_any_form_agrees(manner, day: str) -> None:  # type: ignore[no-untyped-def]
    assert told(manner(meta("PubDate", day))) == []


@pytest.mark.parametrize("manner", MANNERS)
def test_another_day_differs(manner) -> None:  # type: ignore[no-untyped-def]
    assert told(manner(meta("PubDate", "2026-03-03 00:10"))) == [("PubDate", "2026-03-02", True)]


def test_no_day_at_all_differs() -> None:
    assert told(ucap(meta("PubDate", "{{pubDate}}"))) == [("PubDate", None, True)]


def test_a_page_that_prints_no_day_contradicts_nothing() -> None:
    markup = ucap(meta("PubDate", "2026-03-02")).replace("发布时间：2026-03-02 09:10", "")
    assert told(markup) == []


def test_several_printed_days_leave_a_doubt() -> None:
    markup = ucap(meta("PubDate", "2026-03-09")) + "<p>发布时间：2026-03-04</p>"
    assert told(markup) == [("PubDate", "2026-03-02", False)]


def test_a_list_has_no_day_of_its_own() -> None:
    rows = "".join(
        f"<li><a href=/{n}.html>关于第{n}次会议的通知</a><span>2026-03-0{n}</span></li>" for n in range(1, 8)
    )
    assert told(f"{meta('PubDate', '2020-01-01')}<title>通知</title><ul>{rows}</ul>") == []
