"""When a home page counts as not kept up to date."""

from __future__ import annotations

from datetime import date

import pytest

from checks.rules.stale_home import stale_home
from storage.records import Entry, PageKind, Sighting
from tests.checks.facts import HOME, column, findings, home, looks, page, reasons, result


def test_a_home_page_of_today_passes() -> None:
    judged = result(stale_home, home())
    assert (judged.findings, judged.examined) == ((), 1)


def test_a_home_page_of_exactly_fourteen_days_is_fresh() -> None:
    assert not findings(stale_home, home(newest=date(2026, 8, 17)))


def test_a_home_page_of_fifteen_days_is_stale() -> None:
    [found] = findings(stale_home, home(newest=date(2026, 8, 16), looks=looks(200)))
    assert (found.reason, str(found.outcome), found.subject, found.page) == ("stale", "fail", HOME, HOME)
    assert found.detail == {"days": 15, "newest": "2026-08-16", "limit": 14}
    assert len(found.evidence) == 1


def test_the_limit_is_the_schemes() -> None:
    assert findings(stale_home, home(newest=date(2026, 8, 23)), days=7)[0].detail["limit"] == 7
    assert not findings(stale_home, home(newest=date(2026, 8, 24)), days=7)


def test_a_home_page_whose_dates_cannot_be_read_or_lie_in_the_future_is_a_doubt() -> None:
    assert reasons(stale_home, home(newest=None, items=12)) == [("too_little_seen", "unsure")]


@pytest.mark.parametrize("doubt", ["unrendered", "unreadable"])
def test_a_home_page_that_could_not_be_read_is_not_run(doubt: str) -> None:
    judged = result(stale_home, home(newest=None, doubt=doubt))
    assert [(found.reason, str(found.outcome)) for found in judged.findings] == [(doubt, "not_run")]
    assert judged.examined == 0


def test_without_a_home_page_nothing_can_be_said() -> None:
    assert reasons(stale_home) == [("incomplete_crawl", "not_run")]


def test_a_stale_column_does_not_make_the_home_page_stale() -> None:
    assert not findings(stale_home, home(), column(newest=date(2020, 1, 1)))


def test_a_fresh_column_does_not_make_the_home_page_fresh() -> None:
    assert reasons(stale_home, column(), home(newest=date(2020, 1, 1))) == [("stale", "fail")]


@pytest.mark.parametrize(
    ("kind", "path", "outcome"),
    [
        (PageKind.ARTICLE, "a.html", "unsure"),
        (PageKind.LIST, "a.html", "fail"),
        (PageKind.ARTICLE, "b.html", "fail"),
    ],
)
def test_an_article_without_any_date_makes_an_old_home_page_a_doubt(kind: PageKind, path: str, outcome: str) -> None:
    item = Entry(column=HOME, title="关于第一次会议的通报", url=f"{HOME}a.html")
    old = home(newest=date(2026, 8, 1), undated=1)
    assert reasons(stale_home, old, item, page(path, kind=kind)) == [("stale", outcome)]


@pytest.mark.parametrize(
    ("newest", "first", "said"),
    [
        (date(2026, 8, 1), date(2026, 8, 16), [("stale", "fail")]),
        (date(2026, 8, 1), date(2026, 8, 20), [("stale", "unsure")]),
        (date(2026, 8, 1), None, [("stale", "unsure")]),
        (None, date(2026, 8, 16), [("stale", "fail")]),
        (None, date(2026, 8, 20), [("too_little_seen", "unsure")]),
        (None, None, [("too_little_seen", "unsure")]),
    ],
)
def test_what_an_earlier_inspection_saw_was_not_put_there_since(
    newest: date | None, first: date | None, said: list[tuple[str, str]]
) -> None:
    item = Entry(column=HOME, title="关于第一次会议的通报", url=f"{HOME}a.html")
    sighted = [Sighting(column=HOME, title=item.title, url=item.url, first=first)] if first is not None else []
    old = home(newest=newest, undated=1)
    assert reasons(stale_home, old, item, page("a.html", kind=PageKind.ARTICLE), *sighted) == said
