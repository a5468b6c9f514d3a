"""Home pages on which nothing is new."""

from collections.abc import Iterator
from datetime import timedelta

from checks.core import Seen, check
from storage.records import Column, Finding, Outcome


@check(family="columns", needs=(Column,), reasons={"stale": Outcome.FAIL}, options={"days": 14})
def stale_home(seen: Seen) -> Iterator[Finding]:
    """Nothing on the home page was updated within two weeks.

    Fails when   the newest dated item that the home page lists (by its own date or its article's) is older than
                 ``days`` days at as_of; that day itself is fresh.
    Unsure when  the home page lists nothing whose date could be read (too_little_seen).
    Leaves out   dates in the future.
    Assumes      what is new is listed with a date, there or on its own page.
    Counts       one finding at most; examined is 1.
    Options      days.
    Source       State Council General Office 2019 indicators, veto on the home page.
    """
    home = next((column for column in seen[Column] if column.role == "home"), None)
    if home is None:
        yield seen.finding(seen.site.url, "incomplete_crawl")
        return
    if home.doubt is not None:
        yield seen.finding(seen.site.url, home.doubt, looks=home.looks)
        return
    seen.examined = 1
    if home.newest is None:
        yield seen.finding(seen.site.url, "too_little_seen", items=home.items, looks=home.looks)
    elif home.newest < seen.today - timedelta(days=seen.options["days"]):
        yield seen.finding(
            seen.site.url,
            "stale",
            days=(seen.today - home.newest).days,
            newest=home.newest.isoformat(),
            limit=seen.options["days"],
            looks=home.looks,
        )
