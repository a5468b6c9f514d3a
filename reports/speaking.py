"""When an account last spoke, as far as its sources and its inspectors can tell."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from storage.records import SHANGHAI, AccountFacts, AccountObservation, Post

if TYPE_CHECKING:
    from storage.facts import StoredFacts

FRESH = timedelta(days=14)
"""How old the newest post of a source that does not show all may be and still say something."""


def last_post(facts: StoredFacts) -> date | None:
    """The day of the newest post up to the day of the verdict; None where nobody can tell.

    Pinned posts do not count, nor does an old one where the source is broken or shows but some of the posts.
    """
    until = facts.run.as_of.astimezone(SHANGHAI).date()
    seen = next(iter(facts.records(AccountFacts)), None)
    newest = max((day for day in _days(facts) if day <= until), default=None)
    blind = seen is not None and (seen.partial or seen.probe in {"broken", "silent"})
    if newest is not None and blind and newest < until - FRESH:
        newest = None
    by_hand = [one.last_post_at for one in facts.records(AccountObservation) if one.last_post_at is not None]
    return max((day for day in (newest, *by_hand) if day is not None and day <= until), default=None)


def posts_of_period(facts: StoredFacts) -> int | None:
    """How many posts the quarter of the run has seen so far; None where no post could be read."""
    year, mark, quarter = facts.run.period.partition("Q")
    seen = next(iter(facts.records(AccountFacts)), None)
    if not mark or seen is None or seen.health is not None or seen.partial:
        return None
    first, until = date(int(year), int(quarter[0]) * 3 - 2, 1), facts.run.as_of.astimezone(SHANGHAI).date()
    return sum(first <= day <= until for day in _days(facts))


def _days(facts: StoredFacts) -> Iterator[date]:
    for post in facts.records(Post):
        if post.at is not None and not post.pinned:
            yield post.at.astimezone(SHANGHAI).date() if isinstance(post.at, datetime) else post.at
