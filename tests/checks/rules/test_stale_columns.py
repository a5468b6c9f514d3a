"""When a column counts as not kept up to date."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from checks.rules.stale_columns import PERIODS, stale_columns, start_of, window_of
from storage.records import Entry, Run, Sighting
from tests.checks.facts import RUN, column, findings, looks, reasons, result, url

WINDOWS: dict[str, str] = stale_columns.options["windows"]


def on(day: date) -> Run:
    """A run that speaks of the end of that day."""
    return replace(RUN, as_of=datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=RUN.as_of.tzinfo))


def test_a_column_of_today_passes_and_is_counted() -> None:
    judged = result(stale_columns, column())
    assert (judged.findings, judged.examined) == ((), 1)


def test_a_column_of_exactly_fourteen_days_is_fresh() -> None:
    assert not findings(stale_columns, column(newest=date(2026, 8, 17)))


def test_a_column_of_fifteen_days_is_stale() -> None:
    [found] = findings(stale_columns, column(newest=date(2026, 8, 16), looks=looks(200)))
    assert (found.reason, str(found.outcome)) == ("stale", "fail")
    assert found.subject == found.page == url("news/")
    assert found.detail == {
        "role": "news",
        "name": "动态要闻",
        "window": "14d",
        "first_level": True,
        "items": 10,
        "days": 15,
        "newest": "2026-08-16",
    }
    assert [sight.outcome for sight in found.evidence] == ["200"]


@pytest.mark.parametrize("role", sorted(set(WINDOWS) - {"news"}))
def test_a_column_older_by_months_is_stale_from_the_day_after_its_limit(role: str) -> None:
    limit = start_of(WINDOWS[role], date(2026, 8, 31))
    assert not findings(stale_columns, column(role, newest=limit))
    assert reasons(stale_columns, column(role, newest=date.fromordinal(limit.toordinal() - 1))) == [("stale", "fail")]


def test_every_role_has_the_window_that_the_rules_name() -> None:
    six = dict.fromkeys(("notice", "policy_document", "interpretation"), "6m")
    year = dict.fromkeys(("personnel", "plan"), "12m")
    assert {"news": "14d", **six, **year, "service_statistics": "3m", "consultation": "2m"} == WINDOWS


@pytest.mark.parametrize(
    ("window", "today", "start"),
    [
        ("6m", date(2026, 8, 31), date(2026, 2, 28)),
        ("6m", date(2024, 8, 30), date(2024, 2, 29)),
        ("6m", date(2026, 8, 28), date(2026, 2, 28)),
        ("2m", date(2026, 8, 31), date(2026, 6, 30)),
        ("2m", date(2026, 1, 31), date(2025, 11, 30)),
        ("3m", date(2026, 3, 31), date(2025, 12, 31)),
        ("12m", date(2024, 2, 29), date(2023, 2, 28)),
        ("12m", date(2026, 12, 31), date(2025, 12, 31)),
        ("14d", date(2026, 3, 1), date(2026, 2, 15)),
        ("0d", date(2026, 3, 1), date(2026, 3, 1)),
    ],
)
def test_calendar_months_are_clamped_to_the_months_end(window: str, today: date, start: date) -> None:
    assert start_of(window, today) == start


def test_a_notice_of_the_clamped_day_is_fresh_and_of_the_day_before_stale() -> None:
    assert not findings(stale_columns, column("notice", newest=date(2026, 2, 28)))
    [found] = findings(stale_columns, column("notice", newest=date(2026, 2, 27)))
    assert found.detail["days"] == 185


@pytest.mark.parametrize("window", ["6w", "14", "m", ""])
def test_a_window_that_is_neither_days_nor_months_is_refused(window: str) -> None:
    with pytest.raises(ValueError, match=r"window|invalid literal"):
        start_of(window, date(2026, 8, 31))


def test_the_day_is_that_of_shanghai() -> None:
    evening = replace(RUN, as_of=datetime(2026, 8, 31, 16, 30, tzinfo=UTC))  # 1 September in Shanghai
    assert reasons(stale_columns, column(newest=date(2026, 8, 17)), run_=evening) == [("stale", "fail")]
    assert not findings(stale_columns, column(newest=date(2026, 8, 18)), run_=evening)


def test_items_without_any_date_fail_once_their_articles_were_asked() -> None:
    bare = column(newest=None, undated=10, asked=10)
    [found] = findings(stale_columns, bare)
    assert (found.reason, str(found.outcome), found.detail["items"]) == ("undated", "fail", 10)


def test_items_without_any_date_are_a_doubt_where_no_article_was_seen() -> None:
    assert reasons(stale_columns, column(newest=None, undated=10)) == [("too_little_seen", "unsure")]


def test_dates_that_all_lie_in_the_future_make_nothing_fresh() -> None:
    assert reasons(stale_columns, column(newest=None, undated=3)) == [("contradicting", "unsure")]


@pytest.mark.parametrize("doubt", ["unrendered", "unreadable", "blocked", "robots", "incomplete_crawl", "undecodable"])
def test_a_column_that_could_not_be_read_is_not_run_with_the_reason(doubt: str) -> None:
    judged = result(stale_columns, column(newest=None, items=0, doubt=doubt))
    assert [(found.reason, str(found.outcome)) for found in judged.findings] == [(doubt, "not_run")]
    assert judged.examined == 0


def test_a_blank_column_is_left_to_blank_columns() -> None:
    assert result(stale_columns, column(newest=None, items=0, blank="no_items")).examined == 0


OLD = date(2020, 1, 1)


@pytest.mark.parametrize(
    "name", ["历史文件", "往期公报", "往年通知", "归档", "工作回顾", "专题", "旧版通知", "档案资料"]
)
def test_history_may_be_old(name: str) -> None:
    assert not findings(stale_columns, column("notice", name, newest=OLD))


def test_a_column_kept_elsewhere_may_be_old() -> None:
    assert not findings(stale_columns, column(own=False, elsewhere="city", newest=OLD))


@pytest.mark.parametrize("role", ["overview", "home", "", "annual_report"])
def test_a_role_without_a_window_may_be_old(role: str) -> None:
    assert not findings(stale_columns, column(role, "栏目", newest=OLD))


@pytest.mark.parametrize(("word", "window"), PERIODS.items())
def test_a_name_that_promises_a_period_is_held_to_it(word: str, window: str) -> None:
    assert window_of(column("", f"民政{word}"), WINDOWS, PERIODS) == window
    limit = start_of(window, date(2026, 8, 31))
    assert not findings(stale_columns, column("", f"民政{word}", newest=limit))
    before = date.fromordinal(limit.toordinal() - 1)
    assert reasons(stale_columns, column("", f"民政{word}", newest=before)) == [("stale", "fail")]


def test_one_list_under_two_names_is_one_finding() -> None:
    old = column(newest=OLD)
    judged = result(stale_columns, old, replace(old, name="工作动态"))
    assert (len(judged.findings), judged.examined) == (1, 1)


def test_a_scheme_can_set_another_window() -> None:
    week = column(newest=date(2026, 8, 23))
    assert not findings(stale_columns, week)
    assert findings(stale_columns, week, windows={**WINDOWS, "news": "7d"})[0].detail["window"] == "7d"


def test_a_scheme_that_sets_one_window_leaves_the_others_at_their_default() -> None:
    assert reasons(stale_columns, column("notice", newest=OLD), windows={"news": "7d"}) == [("stale", "fail")]


@pytest.mark.parametrize("today", [date(2026, 8, 31), date(2028, 2, 29), date(2026, 1, 1)])
def test_the_limit_moves_with_as_of(today: date) -> None:
    limit = start_of("14d", today)
    assert not findings(stale_columns, column(newest=limit), run_=on(today))
    assert findings(stale_columns, column(newest=limit), run_=on(date.fromordinal(today.toordinal() + 1)))


def entries(*dated: str | None) -> list[Entry]:
    """The items of a news column, each by where its date comes from."""
    day = date(2026, 8, 1)
    return [
        Entry(column=url("news/"), title=f"第{n}条", url=url(f"news/{n}.html"), published=day, dated_from=origin)
        for n, origin in enumerate(dated, 1)
    ]


@pytest.mark.parametrize(
    ("dated", "outcome"),
    [
        (("list", "article", "list"), "fail"),
        (("list", None, "list"), "unsure"),
        (("list", "url", "list"), "unsure"),
        ((*["list"] * 10, None), "fail"),
    ],
)
def test_an_item_without_a_date_at_the_top_makes_an_old_column_a_doubt(
    dated: tuple[str | None, ...], outcome: str
) -> None:
    old = column(newest=date(2026, 8, 1), undated=sum(origin in {None, "url"} for origin in dated))
    assert reasons(stale_columns, old, *entries(*dated)) == [("stale", outcome)]


def test_items_without_any_date_are_a_doubt_until_ten_articles_were_asked() -> None:
    assert reasons(stale_columns, column(newest=None, undated=10, asked=9)) == [("too_little_seen", "unsure")]
    assert reasons(stale_columns, column(newest=None, items=3, undated=3, asked=3)) == [("undated", "fail")]


def test_news_of_an_archive_is_no_history() -> None:
    assert reasons(stale_columns, column(name="档案工作动态", newest=date(2026, 1, 1))) == [("stale", "fail")]


@pytest.mark.parametrize(("first", "outcome"), [(date(2026, 8, 16), "fail"), (date(2026, 8, 20), "unsure")])
def test_an_undated_item_that_was_there_before_the_window_is_old(first: date, outcome: str) -> None:
    old = column(newest=date(2026, 8, 1), undated=1)
    item = Entry(column=old.url, title="关于第一次会议的通报", url=f"{old.url}a.html")
    sighting = Sighting(column=old.url, title=item.title, url=item.url, first=first)
    assert reasons(stale_columns, old, item, sighting) == [("stale", outcome)]
