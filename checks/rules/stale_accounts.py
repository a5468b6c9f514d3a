"""New-media accounts on which nothing is new."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from checks.core import Seen, check
from checks.observed import answer
from storage.records import SHANGHAI, AccountFacts, AccountObservation, Finding, Outcome, Post


@check(
    family="new_media",
    on="account",
    needs=(AccountFacts, Post, AccountObservation),
    reasons={"stale": Outcome.FAIL, "zombie": Outcome.FAIL},
    options={"days": 14, "zombie_months": 3},
)
def stale_accounts(seen: Seen) -> Iterator[Finding]:
    """An account has posted nothing for two weeks.

    Fails when   the newest post up to as_of is older than ``days`` days (stale) or ``zombie_months`` (zombie); that day
                 itself is fresh. Where no source could be read, what two inspectors saw decides.
    Unsure when  the source shows no post with a time up to as_of, was made so long before as_of that the account may
                 have posted since, or knows only posts to which sites link (too_little_seen); only a pinned post is new
                 (contradicting): pinned posts do not make an account fresh, but that one may be; one inspector alone
                 saw that it is stale.
    Leaves out   posts dated after as_of; accounts whose sources could not be read (not_run with the reason:
                 unreadable, blocked, undecodable...), among them those whose whole platform could not be read, and
                 those of a host whose known-good account shows nothing new either.
    Assumes      a source shows the newest posts; a list that the owner exported is complete.
    Counts       one finding at most; examined is 1 where posts could be read or somebody looked.
    Options      days, zombie_months.
    Source       State Council General Office 2019 indicators, veto on new media without updates.
    """
    facts = next(iter(seen[AccountFacts]), None)
    said = answer(seen[AccountObservation], "last_post_at")
    if said is not None and said.value > seen.today:
        said = None
    until = seen.today if said is None else min(seen.today, said.day)
    days = timedelta(days=seen.options["days"])
    if said is not None and said.value >= until - days:
        seen.examined = 1
        return
    if facts is None or facts.health is not None:
        if said is not None:
            seen.examined = 1
            hand: dict[str, Any] = {"source": "observation", "witnessed": [said.sight], **said.detail()}
            yield _old(seen, said.value, until, attested=said.attested, **hand)
        elif facts is None:
            yield seen.finding(seen.site.url, "unreadable")
        else:
            alike = facts.alike or None
            yield seen.finding(seen.site.url, facts.health or "", looks=facts.looks, note=facts.note, alike=alike)
        return
    posts = [(post, _day(post.at)) for post in seen[Post] if post.at is not None]
    known = [(post, day) for post, day in posts if day <= seen.today]
    newest = max((day for post, day in known if not post.pinned), default=None)
    pinned = max((day for post, day in known if post.pinned), default=None)
    if facts.probe in {"broken", "silent"} and (newest is None or newest < seen.today - days):
        yield seen.finding(
            seen.site.url, "unreadable", looks=facts.looks, note=f"probe {facts.probe}", probe=facts.probe
        )
        return
    seen.examined = 1
    if newest is not None and newest >= seen.today - days:
        return
    last = max((day for day in (newest, pinned) if day is not None), default=None)
    beside = _in_period(seen, known)
    shown: dict[str, Any] = {"newest": last.isoformat() if last else None, "limit": days.days, "source": facts.source}
    if last is None or facts.partial or _may_have_posted_since(seen, facts):
        yield seen.finding(seen.site.url, "too_little_seen", looks=facts.looks, **shown, **beside)
    elif last >= seen.today - days:
        yield seen.finding(seen.site.url, "contradicting", looks=facts.looks, **shown, **beside)
    else:
        yield _old(seen, last, seen.today, looks=facts.looks, source=facts.source, **beside)


def _old(seen: Seen, last: date, until: date, *, attested: bool = True, **detail: Any) -> Finding:
    reason = "zombie" if last < _months_before(until, seen.options["zombie_months"]) else "stale"
    return seen.finding(
        seen.site.url,
        reason,
        outcome=None if attested else Outcome.UNSURE,
        newest=last.isoformat(),
        days=(until - last).days,
        limit=seen.options["days"],
        **detail,
    )


def _in_period(seen: Seen, known: list[tuple[Post, date]]) -> dict[str, Any]:
    """For service accounts, which may post only four times a month: their posts of the period, shown beside."""
    own = seen.registry.accounts.get(seen.site.id)
    year, mark, quarter = seen.run.period.partition("Q")
    if own is None or own.platform != "wechat_service" or not mark or not quarter[:1].isdecimal():
        return {}
    first = date(int(year), int(quarter[0]) * 3 - 2, 1)
    return {"period_posts": sum(day >= first for _, day in known)}


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
