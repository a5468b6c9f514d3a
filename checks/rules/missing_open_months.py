"""Years in which a body did not open its doors."""

import re
from collections.abc import Iterator
from datetime import date

from checks.core import Seen, check
from checks.sight import why_unseen
from storage.records import Column, Entry, Finding, Outcome, Page

_OPEN = re.compile(
    r"(?:政府|公众|机关|部门|企业|局|馆|站|中心)?开放(?:月|周|日|活动)|公众开放|走进(?:政府|机关|[\u4e00-\u9fff]{1,6}局)"
)


@check(
    family="disclosure",
    needs=(Column, Entry, Page),
    reasons={"absent": Outcome.FAIL},
    options={"from": "06-01", "until": "08-31"},
)
def missing_open_months(seen: Seen) -> Iterator[Finding]:
    """Nothing on the site tells of the year's open month.

    Fails when   after the month has passed no title of the year speaks of an open month, week or day.
    Unsure when  only undated titles speak of one (too_little_seen).
    Leaves out   the year until the month has passed; subsites and committees.
    Assumes      activities and their plans are told in titles, from the day on which plans are due.
    Counts       one finding per site; examined is the site.
    Options      from, until: month-day.
    Source       Songjiang 2021, Planning Bureau 2024: open month in August, plans by the end of June.
    """
    year = seen.since.year
    if seen.site.kind != "portal" or seen.today <= _day(year, seen.options["until"]):
        return
    seen.examined = 1
    undated = False
    for title, day in _titles(seen):
        if not _OPEN.search(title):
            continue
        if day is None:
            undated = undated or str(year) in title
        elif day >= _day(year, seen.options["from"]) or (day.year == year and str(year) in title):
            return
    if not undated and (blind := why_unseen(seen, list(seen[Column]))) is not None:
        yield seen.finding(seen.site.url, blind, year=year)
        return
    due = _day(year, seen.options["until"]).isoformat()
    yield seen.finding(seen.site.url, "too_little_seen" if undated else "absent", year=year, due=due)


def _titles(seen: Seen) -> Iterator[tuple[str, date | None]]:
    for entry in seen[Entry]:
        yield entry.title, entry.published if entry.dated_from in {"list", "article"} else None
    for page in seen[Page]:
        day = page.published
        if page.title and page.published_from != "url":
            yield page.title, date(day.year, day.month, day.day) if day is not None else None


def _day(year: int, text: str) -> date:
    month, _, day = text.partition("-")
    return date(year, int(month), int(day))
