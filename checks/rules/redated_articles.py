"""Articles that bear another day than that on which they appeared."""

from collections.abc import Iterator
from datetime import timedelta

from checks.core import Seen, check
from storage.records import SHANGHAI, Finding, FormerDay, FutureDay, OlderCopy, Outcome, Page


@check(
    family="safety",
    needs=(Page, OlderCopy, FutureDay, FormerDay),
    reasons={"older_copy": Outcome.FAIL, "future_date": Outcome.FAIL},
    options={"tolerance_days": 1, "moved_days": 30, "alike": 20},
)
def redated_articles(seen: Seen) -> Iterator[Finding]:
    """An article stands on the site under an older date as well, or bears a day that has not come.

    Fails when   a page with the title and the text of an older one bears a day at least thirty days later, and the text
                 speaks of a day shortly before the older date, which proves whose news it is (older_copy); or the day
                 labelled as that of publication lies after both the day of the verdict and that of the visit, by more
                 than ``tolerance_days`` (future_date).
    Unsure when  contradicting: title and text are the same, and the text names no day, as of a notice that is repeated;
                 or a day to come is not labelled as that of publication; or the same page, its title the same and its
                 text about as long, bore a day at least ``moved_days`` earlier when the last inspection read it.
    Leaves out   days known from an address, texts of fewer than 200 characters, titles of fewer
                 than eight; copies that appeared before 1 January of the period's year.
    Assumes      the older page's date is its own; a republished page keeps its title.
    Counts       one finding per article; examined are the pages with a day.
    Options      tolerance_days; moved_days; alike: characters by which a text may differ in length.
    Source       State Council General Office 2019 indicators, veto on forged days of publication; people decide what a
                 finding proves.
    """
    seen.examined = sum(1 for page in seen[Page] if page.published is not None)
    for copy in seen[OlderCopy]:
        if not seen.in_window(copy.published) or copy.published > seen.today:
            continue
        yield seen.finding(
            copy.url,
            "older_copy" if copy.event_day is not None else "contradicting",
            document=copy.title,
            published=copy.published.isoformat(),
            older=copy.older,
            older_published=copy.older_published.isoformat(),
        )
    visited = (seen.run.ended_at or seen.run.started_at).astimezone(SHANGHAI).date()
    for former in seen[FormerDay]:
        moved = (former.published - former.former).days >= seen.options["moved_days"]
        if moved and former.lengthened <= seen.options["alike"] and former.published <= seen.today:
            yield seen.finding(
                former.url,
                "contradicting",
                document=former.title,
                published=former.published.isoformat(),
                older=former.url,
                older_published=former.former.isoformat(),
                visited=former.visited.isoformat(),
            )
    last = max(seen.today, visited) + timedelta(days=seen.options["tolerance_days"])
    for future in seen[FutureDay]:
        if future.published > last:
            yield seen.finding(
                future.url,
                "future_date" if future.labelled else "contradicting",
                document=future.title,
                published=future.published.isoformat(),
            )
