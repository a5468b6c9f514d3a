"""New-media accounts on which nothing is new."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from checks.core import Seen, check
from storage.records import SHANGHAI, AccountFacts, Finding, Outcome, Post


@check(
    family="new_media",
    on="account",
    needs=(AccountFacts, Post),
    reasons={"stale": Outcome.FAIL, "zombie": Outcome.FAIL},
    options={"days": 14, "zombie_months": 3},
)
def stale_accounts(seen: Seen) -> Iterator[Finding]:
    """An account has posted nothing for two weeks.

    Fails when   the newest post up to as_of is older than ``days`` days (stale) or ``zombie_months`` (zombie); that day
                 itself is fresh.
    Unsure when  the source shows no post with a time up to as_of, or was made so long before as_of that the account
                 may have posted since (too_little_seen); only a pinned post is new (contradicting): pinned posts do
                 not make an account fresh, but that one may be.
    Leaves out   posts dated after as_of; accounts whose sources could not be read (not_run with the reason:
                 unreadable, blocked, undecodable...), among them those whose whole platform could not be read.
    Assumes      a source shows the newest posts; a list that the owner exported is complete.
    Counts       one finding at most; examined is 1 where posts could be read.
    Options      days, zombie_months.
    Source       State Council General Office 2019 indicators, veto on new media without updates.
    """
    facts = next(iter(seen[AccountFacts]), None)
    if facts is None:
        yield seen.finding(seen.site.url, "unreadable")
        return
    if facts.health is not None:
        yield seen.finding(seen.site.url, facts.health, looks=facts.looks, note=facts.note, alike=facts.alike or None)
        return
    seen.examined = 1
    posts = [(post, _day(post.at)) for post in seen[Post] if post.at is not None]
    known = [(post, day) for post, day in posts if day <= seen.today]
    newest = max((day for post, day in known if not post.pinned), default=None)
    pinned = max((day for post, day in known if post.pinned), default=None)
    fresh_from = seen.today - timedelta(days=seen.options["days"])
    if newest is not None and newest >= fresh_from:
        return
    last = max((day for day in (newest, pinned) if day is not None), default=None)
    detail = {"newest": last.isoformat() if last else None, "limit": seen.options["days"], "source": facts.source}
    if last is None or _may_have_posted_since(seen, facts):
        yield seen.finding(seen.site.url, "too_little_seen", looks=facts.looks, **detail)
    elif last >= fresh_from:
        yield seen.finding(seen.site.url, "contradicting", looks=facts.looks, **detail)
    else:
        gone = last < _months_before(seen.today, seen.options["zombie_months"])
        days = (seen.today - last).days
        yield seen.finding(seen.site.url, "zombie" if gone else "stale", looks=facts.looks, days=days, **detail)


def _months_before(today: date, months: int) -> date:
    """So many calendar months back, clamped to the month's end."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def _day(at: date | datetime | None) -> date:
    assert at is not None
    return at.astimezone(SHANGHAI).date() if isinstance(at, datetime) else at


def _may_have_posted_since(seen: Seen, facts: AccountFacts) -> bool:
    """Whether the answer was made before the day of the verdict, or of the look where that is earlier."""
    if facts.captured_at is None:
        return False
    asked = min(seen.as_of, seen.run.started_at).astimezone(SHANGHAI).date()
    return facts.captured_at.astimezone(SHANGHAI).date() < asked
