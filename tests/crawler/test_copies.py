"""Articles that stand on a site under two days, and days that have not come."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.surveys import Surveyed
from crawler.surveys.copies import event_day, survey
from storage.records import FutureDay, OlderCopy, Registry, Site
from tests.crawler.portal import AS_OF, HOST, Portal, navigation

TEXT = "1月8日，某市召开重点项目推进会，总结去年工作，部署今年任务，要求各单位挂图作战，确保完成全年目标。" * 6
PLAIN = TEXT.replace("1月8日，", "")
MANNERS = (
    "<h1>{title}</h1><p>发布时间：{day}　来源：某市</p><div class=TRS_Editor><p>{text}</p></div>",
    "<meta name=PubDate content='{day}'><h2>{title}</h2><div id=UCAP-CONTENT>{text}</div>",
    "<table><tr><td><b>{title}</b></td></tr><tr><td>发布日期:{day}</td></tr><tr><td id=zoom>{text}</td></tr></table>",
)


def article(day: str, text: str = TEXT, title: str = "某市召开重点项目推进会议", manner: str = MANNERS[0]) -> str:
    return (
        f"<html><head><title>{title}</title></head><body>{manner.format(title=title, day=day, text=text)}</body></html>"
    )


def read(*articles: str) -> list[OlderCopy | FutureDay]:
    portal = Portal({"/": navigation(), **{f"/a/t{n}.html": markup for n, markup in enumerate(articles, 1)}})
    site = Site(id="own", agency=None, name="某市", kind="portal", url=f"{HOST}/")
    registry = Registry(agencies={}, sites={"own": site})
    return list(survey(Surveyed(pages=portal, site=site, registry=registry, as_of=AS_OF, columns=(), entries=())))


@pytest.mark.parametrize("manner", MANNERS)
def test_one_text_under_two_days_is_an_older_copy(manner: str) -> None:
    [copy] = read(article("2026-03-05", manner=manner), article("2026-01-09"))
    assert isinstance(copy, OlderCopy)
    assert (copy.url, copy.older) == (f"{HOST}/a/t1.html", f"{HOST}/a/t2.html")
    assert (copy.published, copy.older_published, copy.event_day) == (
        date(2026, 3, 5),
        date(2026, 1, 9),
        date(2026, 1, 8),
    )


def test_a_notice_that_names_no_day_is_told_apart() -> None:
    [copy] = read(article("2026-03-05", PLAIN), article("2026-01-09", PLAIN))
    assert isinstance(copy, OlderCopy)
    assert copy.event_day is None


@pytest.mark.parametrize(
    "other",
    [
        article("2026-02-20"),  # posted twice within a month
        article("2026-01-09", TEXT + "会议还听取了有关情况汇报。"),
        article("2026-01-09", title="某市召开重点项目调度会议"),
        article("2026-01-09", "请见附件。"),
    ],
)
def test_what_differs_or_follows_soon_is_no_copy(other: str) -> None:
    assert read(article("2026-03-05"), other) == []


@pytest.mark.parametrize("manner", MANNERS)
def test_a_labelled_day_to_come_is_told(manner: str) -> None:
    [future] = read(article("2062-03-05", manner=manner))
    assert isinstance(future, FutureDay)
    assert (future.published, future.labelled) == (date(2062, 3, 5), True)


def test_the_day_of_what_is_announced_is_no_label() -> None:
    told = read(
        article("2026-12-05", manner="<h1>{title}</h1><p>时间：{day}</p><div class=TRS_Editor><p>{text}</p></div>")
    )
    assert [future.labelled for future in told if isinstance(future, FutureDay)] in ([], [False])


def test_days_of_events_lie_shortly_before() -> None:
    assert event_day("1月8日召开，12月31日截止", date(2026, 1, 9)) == date(2026, 1, 8)
    assert event_day("2025年1月8日召开", date(2026, 1, 9)) is None
    assert event_day("2月30日", date(2026, 3, 1)) is None
