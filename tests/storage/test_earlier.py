"""What earlier runs of a target tell of a later one."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from storage.records import (
    SHANGHAI,
    Answer,
    Entry,
    FormerDay,
    Page,
    PageKind,
    Registry,
    Run,
    RunState,
    Sighting,
    Site,
)
from storage.store import Store

FIRST = datetime(2026, 8, 1, 9, tzinfo=SHANGHAI)
HOME = "http://www.mz.gov.cn/"
SITE = Site(id="mz", agency="mz", name="明州民政", kind="portal", url=HOME)
REGISTRY = Registry(agencies={}, sites={"mz": SITE})


def entry(title: str, published: date | None = None, origin: str | None = None) -> Entry:
    return Entry(column=HOME, title=title, url=f"{HOME}{title}", published=published, dated_from=origin)


def article(day: str, title: str = "关于办理登记的通知", length: int = 400, origin: str = "label") -> Page:
    return Page(
        url=f"{HOME}a.html",
        status=200,
        depth=1,
        parent=HOME,
        name=None,
        answer=Answer.PAGE,
        kind=PageKind.ARTICLE,
        title=title,
        published=date.fromisoformat(day),
        published_from=origin,
        text_length=length,
    )


def inspected(
    store: Store, days: int, *entries: Entry, page: Page | None = None, state: RunState = RunState.COMPLETE
) -> Run:
    at = FIRST + timedelta(days=days)
    number = len(store.runs()) + 1
    run = store.begin_run(period="2026Q3", round=number, target="mz", as_of=at, started_at=at, settings={})
    with store.writer(run.id) as writer:
        if page is not None:
            writer.page(page, [])
    store.put_records(run.id, {Entry: list(entries)})
    return store.end_run(run.id, ended_at=at + timedelta(hours=1), state=state)


def seen(store: Store, run: Run) -> dict[str, date]:
    return {one.title: one.first for one in store.facts(run, SITE, None, REGISTRY).records(Sighting)}


def test_an_undated_item_is_not_newer_than_the_first_visit_that_saw_it(store: Store) -> None:
    inspected(store, 0, entry("a"), entry("b", date(2026, 7, 1), "list"))
    inspected(store, 20, entry("a"), entry("c"), entry("d", date(2026, 7, 2), "url"))
    run = inspected(store, 40, entry("a"), entry("c"), entry("d"), entry("e"))
    assert seen(store, run) == {"a": date(2026, 8, 1), "c": date(2026, 8, 21), "d": date(2026, 8, 21)}


def test_what_was_cut_short_and_what_came_later_tells_nothing(store: Store) -> None:
    inspected(store, 0, entry("a"), state=RunState.INCOMPLETE)
    run = inspected(store, 20, entry("a"))
    inspected(store, 40, entry("a"))
    assert seen(store, run) == {}


@pytest.mark.parametrize(
    ("before", "told"),
    [
        (article("2026-03-02"), [date(2026, 3, 2)]),
        (article("2026-08-15"), []),
        (article("2026-09-01"), []),
        (article("2026-03-02", title="另一个标题的通知"), []),
        (article("2026-03-02", origin="url"), []),
    ],
)
def test_an_article_that_bears_a_later_day_than_before_is_told(store: Store, before: Page, told: list[date]) -> None:
    inspected(store, 0, page=before)
    run = inspected(store, 20, page=article("2026-08-15", length=404))
    found = list(store.facts(run, SITE, None, REGISTRY).records(FormerDay))
    assert [one.former for one in found] == told
    assert all(one.visited == date(2026, 8, 1) and one.lengthened == 4 for one in found)
