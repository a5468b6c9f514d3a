"""Home pages on which nothing is new."""

from collections.abc import Iterator
from datetime import timedelta

from checks.core import Seen, check
from storage.records import Column, Entry, Finding, Outcome, Page, PageKind

NO_ARTICLES = frozenset({PageKind.HOME, PageKind.LIST, PageKind.OTHER})
"""Kinds of pages to which a home page leads without anything being new there."""


@check(family="columns", needs=(Column, Entry, Page), reasons={"stale": Outcome.FAIL}, options={"days": 14})
def stale_home(seen: Seen) -> Iterator[Finding]:
    """Nothing on the home page was updated within two weeks.

    Fails when   the newest dated item that the home page lists (by its own date or its article's) is older than
                 ``days`` days at as_of; that day itself is fresh.
    Unsure when  the home page lists nothing whose date could be read (too_little_seen), or an item that leads to an
                 article of the site without any date (stale): it may be newer.
    Leaves out   dates in the future, links to other sites and to pages that are no articles.
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
            outcome=Outcome.UNSURE if home.undated and _may_be_newer(seen, home) else None,
            days=(seen.today - home.newest).days,
            newest=home.newest.isoformat(),
            limit=seen.options["days"],
            looks=home.looks,
        )


def _may_be_newer(seen: Seen, home: Column) -> bool:
    """Whether the home page lists an article of the site that prints no date anywhere."""
    undated = {
        entry.url.partition("#")[0]
        for entry in seen[Entry]
        if entry.column == home.url and entry.dated_from in {None, "url"} and entry.url is not None
    }
    return any(page.url in undated and page.kind not in NO_ARTICLES for page in seen[Page])
