"""Lists of frequent questions that are missing or old."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from checks.core import Seen, Window, check
from checks.sight import why_unseen
from storage.records import Column, Entry, Finding, Outcome, Page

_QUESTIONS = re.compile(r"(?:热点|常见|高频|共性)问题|问题(?:解答)?清单|热点问答|知识库|问答库")


@check(
    family="interaction",
    needs=(Column, Entry, Page),
    reasons={"absent": Outcome.FAIL, "stale": Outcome.FAIL},
    options={"window": Window("6m")},
)
def missing_question_lists(seen: Seen) -> Iterator[Finding]:
    """The site has no list of frequent questions with answers, or none of late.

    Fails when   neither a column nor a title speaks of hot or frequent questions (absent); or the newest that bears a
                 day is older than the window (stale).
    Unsure when  the column could not be read, or nothing in it bears a day (too_little_seen).
    Leaves out   subsites and committees; columns kept elsewhere.
    Assumes      such lists are told by their names.
    Counts       one finding per site; examined is the site.
    Options      window: months as 6m, days as 14d.
    Source       Shanghai State-owned Assets Commission 2024: hot questions sorted out regularly and published.
    """
    if seen.site.kind != "portal":
        return
    seen.examined = 1
    columns = [column for column in seen[Column] if column.role == "faq"]
    if any(not column.own for column in columns):
        return
    days: list[date] = [column.newest for column in columns if column.newest is not None]
    here = [column.url for column in columns]
    for entry in seen[Entry]:
        if _QUESTIONS.search(entry.title):
            here.append(entry.url or entry.column)
            days += [entry.published] if entry.published and entry.published <= seen.today else []
    for page in seen[Page]:
        if _QUESTIONS.search(page.title or ""):
            here.append(page.url)
            day = page.published
            days += [date(day.year, day.month, day.day)] if day is not None and page.published_from != "url" else []
    if not here:
        yield seen.finding(seen.site.url, why_unseen(seen, list(seen[Column])) or "absent")
        return
    if not days:
        yield seen.finding(here[0], "too_little_seen")
        return
    newest = max(days)
    if newest < _start(seen.today, seen.options["window"]):
        yield seen.finding(
            here[0], "stale", newest=newest.isoformat(), days=(seen.today - newest).days, window=seen.options["window"]
        )


def _start(today: date, window: str) -> date:
    """The first day that is still fresh."""
    limit = Window(window)
    if limit.unit == "d":
        return date.fromordinal(today.toordinal() - limit.number)
    year, month = divmod(today.year * 12 + today.month - 1 - limit.number, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))
