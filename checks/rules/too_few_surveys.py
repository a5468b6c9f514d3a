"""Portals that ask the public too seldom."""

from collections.abc import Iterator
from datetime import date

from checks.core import Seen, check
from storage.records import Column, Entry, Finding, Outcome, RunState


@check(
    family="interaction",
    needs=(Column, Entry),
    reasons={"too_few": Outcome.FAIL},
    options={"least": 6, "kinds": ("portal",)},
)
def too_few_surveys(seen: Seen) -> Iterator[Finding]:
    """A portal held fewer consultations and surveys in a year than it must.

    Fails when   the columns of consultation list fewer than ``least`` items dated in the year that has just ended, and
                 items of an earlier day show that the lists reach back beyond it.
    Unsure when  items without a day could make up the number, or nothing shows that the lists reach back so far
                 (too_little_seen).
    Leaves out   the year that still runs: it is not due; years that ended before the one just over; sites that are no
                 portals; columns that are absent, blank or kept elsewhere: they have checks of their own.
    Assumes      each item of such a column is an activity; results of consultations (结果, 反馈, 采纳) are none.
    Counts       one finding a site and year; examined are the years judged, one or none. Not run, with that reason,
                 where a column could not be read or the crawl is incomplete.
    Options      least; kinds: of sites.
    Source       State Council General Office 2019 indicators, consultations and surveys: 6 in a year.
    """
    year = _year_due(seen)
    columns = [column for column in seen[Column] if column.role == "public_consultation" and column.blank is None]
    if year is None or seen.site.kind not in seen.options["kinds"] or not columns:
        return
    if any(not column.own for column in columns):
        return
    seen.examined = 1
    home = columns[0]
    if blind := next((column.doubt for column in columns if column.doubt is not None), None):
        yield seen.finding(home.url, blind, item=str(year), looks=home.looks)
        return
    if seen.run.state is RunState.INCOMPLETE:
        yield seen.finding(home.url, "incomplete_crawl", item=str(year))
        return
    urls = {column.url for column in columns}
    days: dict[str, date | None] = {}
    for entry in seen[Entry]:
        if entry.column in urls and not any(word in entry.title for word in ("结果", "反馈", "采纳")):
            days.setdefault(entry.url or entry.title, entry.published)
    count = sum(1 for day in days.values() if day is not None and day.year == year)
    undated = sum(1 for day in days.values() if day is None)
    least = seen.options["least"]
    if count >= least:
        return
    reaches = any(day is not None and day.year < year for day in days.values())
    reason = "too_few" if reaches and count + undated < least else "too_little_seen"
    yield seen.finding(home.url, reason, item=str(year), year=year, count=count, least=least, looks=home.looks)


def _year_due(seen: Seen) -> int | None:
    """The year that has ended since the inspection before: judged in its own last period or in the first after it."""
    year = int(seen.run.period[:4])
    if seen.today.year > year:
        return year
    return year - 1 if seen.run.period.endswith("Q1") else None
