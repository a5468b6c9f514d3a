"""Documents that were published too long after they had been written."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from checks.core import Seen, check
from storage.calendar import working_days_between
from storage.records import Finding, Nature, Outcome, Policy


@check(
    family="disclosure",
    needs=(Policy,),
    reasons={"late": Outcome.FAIL},
    options={"days": 20, "collected_after_days": 365, "batch": 4, "provisional_days": 10},
)
def late_publications(seen: Seen) -> Iterator[Finding]:
    """A document was published more than twenty working days after the day it bears.

    Fails when   more working days than ``days`` lie between the printed day of writing and the printed day of
                 publication, of a document published in the window; the earliest copy on the site counts.
    Unsure when  contradicting: the document is older than ``collected_after_days`` or came with ``batch`` or more late
                 ones on one day, as collected or moved documents do; or make-up days of one of the years are not
                 announced yet and it is late by no more than ``provisional_days``.
    Leaves out   reprints, documents of other bodies, those open on request only, days known from an address alone,
                 documents dated after their publication.
    Assumes      the day under the text or beside 成文日期 is the day on which the document was formed.
    Counts       one finding a document; examined are the documents with both days.
    Options      days, collected_after_days, batch, provisional_days.
    Source       Regulation on government information disclosure (2019), article 26.
    """
    limit = seen.options["days"]
    late: list[tuple[Policy, date, date, int, bool]] = []
    for policy in _first_copies(seen[Policy]):
        written, published = policy.written, policy.published
        if written is None or published is None or not _own(seen, policy) or written > published:
            continue
        if published > seen.today or not seen.in_window(published):
            continue
        seen.examined += 1
        days, provisional = working_days_between(written, published)
        if days > limit:
            late.append((policy, written, published, days, provisional))
    on_day = Counter(published for _, _, published, _, _ in late)
    for policy, written, published, days, provisional in late:
        collected = (published - written).days > seen.options["collected_after_days"]
        moved = on_day[published] >= seen.options["batch"]
        close = provisional and days - limit <= seen.options["provisional_days"]
        yield seen.finding(
            policy.url,
            "contradicting" if collected or moved or close else "late",
            page=policy.column,
            nature=Nature.EVENT,
            document=policy.title,
            written=written.isoformat(),
            published=published.isoformat(),
            days=days,
            limit=limit,
        )


def _own(seen: Seen, policy: Policy) -> bool:
    """Whether the body issued the document, and had to publish it unasked."""
    if policy.doubt is not None or policy.weak_date or policy.reprint is True:
        return False
    if policy.disclosure is not None and "依申请" in policy.disclosure:
        return False
    return policy.owner is None or seen.agency is None or policy.owner == seen.agency.id


def _first_copies(policies: Iterable[Policy]) -> list[Policy]:
    """Of the copies of a document on the site, the one published first."""
    first: dict[str, Policy] = {}
    for policy in policies:
        name = policy.number or policy.title
        known = first.get(name)
        if known is None or (policy.published or date.max) < (known.published or date.max):
            first[name] = policy
    return list(first.values())
