"""Home pages on which nothing is new."""

from collections.abc import Iterator
from datetime import date, timedelta

from checks.core import Seen, check
from storage.records import Column, Entry, Finding, Outcome, Page, PageKind, Sighting

NO_ARTICLES = frozenset({PageKind.HOME, PageKind.LIST, PageKind.OTHER})
"""Kinds of pages to which a home page leads without anything being new there."""


@check(family="columns", needs=(Column, Entry, Page, Sighting), reasons={"stale": Outcome.FAIL}, options={"days": 14})
def stale_home(seen: Seen) -> Iterator[Finding]:
    """Nothing on the home page was updated within two weeks.

    Fails when   the newest dated item that the home page lists (by its own date or its article's) is older than
                 ``days`` days at as_of; that day itself is fresh.
    Unsure when  the home page lists nothing whose date could be read (too_little_seen), or an item that leads to an
                 article of the site without any date (stale): it may be newer, unless an earlier inspection, ``days``
                 days ago or more, saw it there already: what was there then was not put there since.
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
    start = seen.today - timedelta(days=seen.options["days"])
    undated = _undated(seen, home) if home.undated else {}
    known = [day for day in (home.newest, *undated.values()) if day is not None]
    newest = max(known, default=None)
    if home.newest is None and (newest is None or newest >= start or None in undated.values()):
        yield seen.finding(seen.site.url, "too_little_seen", items=home.items, looks=home.looks)
    elif newest is not None and (home.newest or newest) < start:
        unseen = any(day is None or day > start for day in undated.values())
        yield seen.finding(
            seen.site.url,
            "stale",
            outcome=Outcome.UNSURE if unseen else None,
            days=(seen.today - (home.newest or newest)).days,
            newest=(home.newest or newest).isoformat(),
            limit=seen.options["days"],
            looks=home.looks,
        )


def _undated(seen: Seen, home: Column) -> dict[str, date | None]:
    """The articles of the site that the home page lists and that print no date anywhere, each with the day on which an
    earlier inspection first saw it there, None where none did."""
    listed = {
        entry.url.partition("#")[0]: (entry.title, entry.url)
        for entry in seen[Entry]
        if entry.column == home.url and entry.dated_from in {None, "url"} and entry.url is not None
    }
    articles = {page.url for page in seen[Page] if page.url in listed and page.kind not in NO_ARTICLES}
    first = {(one.title, one.url): one.first for one in seen[Sighting] if one.column == home.url}
    return {url: first.get(listed[url]) for url in articles}
