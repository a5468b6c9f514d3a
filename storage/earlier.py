"""Comparing a run with the earlier ones of its target: what was there already, and what bore another day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from storage.content import content_of
from storage.records import SHANGHAI, Entry, FormerDay, Run, RunState, Sighting

if TYPE_CHECKING:
    from storage.store import Store

MAX_RUNS = 12
"""Earlier runs of a target that are asked: three years of quarters."""

ARTICLES = ("article", "policy", "interpretation", "report")
"""Kinds of pages that bear a day of publication of their own."""

SURE = ("meta", "label", "visible", "script")
"""Where a day of publication may come from; those of addresses do not change."""

_REDATED = (
    "SELECT a.url, p.title, p.published, q.published, p.text_length - q.text_length FROM pages p "  # noqa: S608 - our names
    "JOIN addresses a ON a.run_id = p.run_id AND a.id = p.address_id "
    "JOIN addresses b ON b.key = a.key AND b.run_id = ? AND b.url = a.url "
    "JOIN pages q ON q.run_id = b.run_id AND q.address_id = b.id "
    "WHERE p.run_id = ? AND p.title = q.title AND q.published < p.published "
    f"AND p.kind IN {ARTICLES} AND p.published_from IN {SURE} AND q.published_from IN {SURE} ORDER BY p.address_id"
)


def sightings(store: Store, run: Run) -> Iterator[Sighting]:
    """The undated items of lists that earlier runs of the target saw, by column, each with its first day."""
    first: dict[tuple[str, str, str | None], date] = {}
    for earlier in _earlier(store, run):
        day = visited(earlier)
        for entry in content_of(store, earlier.id, Entry):
            if entry.published is None or entry.dated_from == "url":
                key = (entry.column, entry.title, entry.url)
                first[key] = min(day, first.get(key, day))
    for (column, title, url), day in first.items():
        yield Sighting(column=column, title=title, url=url, first=day)


def former_days(store: Store, run: Run) -> Iterator[FormerDay]:
    """The articles that bear a later day now than when the last earlier run read them, their titles being the same."""
    for earlier in _earlier(store, run)[-1:]:
        with store.reading() as connection:
            rows = connection.exec_driver_sql(store.sql(_REDATED), (earlier.id, run.id))
            for url, title, published, former, lengthened in rows:
                days = date.fromisoformat(published[:10]), date.fromisoformat(former[:10])
                if days[0] > days[1]:
                    yield FormerDay(
                        url=url,
                        title=title,
                        published=days[0],
                        former=days[1],
                        visited=visited(earlier),
                        lengthened=abs(lengthened),
                    )


def visited(run: Run) -> date:
    """The day on which a run ended its visit."""
    return (run.ended_at or run.started_at).astimezone(SHANGHAI).date()


def _earlier(store: Store, run: Run) -> list[Run]:
    """The whole runs of the same target that were visited before this one, oldest first, the last of many."""
    runs = [one for one in store.runs(target=run.target) if one.id != run.id and one.state is RunState.COMPLETE]
    runs = [one for one in runs if one.started_at < run.started_at]
    return sorted(runs, key=lambda one: one.started_at)[-MAX_RUNS:]
