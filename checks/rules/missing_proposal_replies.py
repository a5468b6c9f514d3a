"""Years without published replies to the proposals of deputies and members."""

import re
from collections.abc import Iterator
from datetime import date

from checks.core import Seen, check
from checks.sight import why_unseen
from storage.records import Column, Entry, Finding, Nature, Outcome, Page

_REPLY = re.compile(r"(?:建议|提案).{0,40}(?:答复|复函|复文|回复|办理)|(?:答复|复函|复文|办理).{0,30}(?:建议|提案)")


@check(
    family="disclosure",
    needs=(Column, Entry, Page),
    reasons={"absent": Outcome.FAIL},
)
def missing_proposal_replies(seen: Seen) -> Iterator[Finding]:
    """Nothing on the site tells what was replied to a year's proposals.

    Fails when   in the first quarter, neither a column of replies has an item nor a title speaks of a reply since
                 1 January of the year before.
    Unsure when  the column of replies could not be read (too_little_seen).
    Leaves out   the year until it is over; subsites, committees and institutions; sites whose column is kept elsewhere.
    Assumes      replies are told in titles.
    Counts       one finding per site; examined is the site.
    Options      none.
    Source       Development and Reform Commission 2019: results and replies are published within the year.
    """
    klass = seen.agency.klass if seen.agency is not None else ""
    if seen.site.kind != "portal" or klass == "institution" or not seen.run.period.endswith("Q1"):
        return
    year = seen.since.year - 1
    seen.examined = 1
    columns = [column for column in seen[Column] if column.role == "proposal_replies"]
    if any(not column.own for column in columns):
        return
    lists = {column.url for column in columns}
    for entry in seen[Entry]:
        if (entry.column in lists or _REPLY.search(entry.title)) and (
            entry.published is None or entry.published.year >= year
        ):
            return
    for page in seen[Page]:
        if _REPLY.search(page.title or "") and (page.published is None or page.published.year >= year):
            return
    hidden = any(column.doubt is not None for column in columns)
    if not hidden and (blind := why_unseen(seen, list(seen[Column]))) is not None:
        yield seen.finding(seen.site.url, blind, year=year)
        return
    due = date(year, 12, 31).isoformat()
    yield seen.finding(
        min(lists, default=seen.site.url),
        "too_little_seen" if hidden else "absent",
        nature=Nature.EVENT,
        year=year,
        happened_on=due,
    )
