"""Years in which nobody concerned attended a meeting that decides."""

import re
from collections.abc import Iterator
from datetime import date

from checks.core import Seen, check
from checks.sight import why_unseen
from storage.records import Column, Entry, Finding, Nature, Outcome, Page

_ATTENDED = re.compile(r"列席|利益相关方|(?:公众|市民|居民|企业|群众)代表.{0,8}(?:参加|参会|旁听|到会)|旁听")


@check(
    family="disclosure",
    needs=(Column, Entry, Page),
    reasons={"absent": Outcome.FAIL},
)
def missing_attendance(seen: Seen) -> Iterator[Finding]:
    """Nothing on the site tells that those concerned attended a meeting which decides, in a whole year.

    Fails when   in the first quarter, no title since 1 January of the year before speaks of attendance.
    Unsure when  never.
    Leaves out   the year until it is over; subsites and committees.
    Assumes      attendance is told in titles.
    Counts       one finding per site; examined is the site.
    Options      none.
    Source       Songjiang 2021: stakeholders attend decision meetings at least once a year.
    """
    if seen.site.kind != "portal" or not seen.run.period.endswith("Q1"):
        return
    year = seen.since.year - 1
    seen.examined = 1
    told = (entry.title for entry in seen[Entry] if entry.published is None or entry.published.year >= year)
    pages = (page.title or "" for page in seen[Page] if page.published is None or page.published.year >= year)
    if any(_ATTENDED.search(title) for titles in (told, pages) for title in titles):
        return
    if (blind := why_unseen(seen, list(seen[Column]))) is not None:
        yield seen.finding(seen.site.url, blind, year=year)
        return
    due = date(year, 12, 31).isoformat()
    yield seen.finding(seen.site.url, "absent", nature=Nature.EVENT, year=year, happened_on=due)
