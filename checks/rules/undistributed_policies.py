"""Documents and interpretations that never reached the accounts of their body."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from checks.core import Seen, check
from storage.records import SHANGHAI, Distributed, Distribution, Finding, Outcome


@check(
    family="new_media",
    needs=(Distribution,),
    reasons={"not_found": Outcome.UNSURE},
    options={"days": 7, "sure": 0.5},
)
def undistributed_policies(seen: Seen) -> Iterator[Finding]:
    """A document that sets rules for the public, or its interpretation, did not appear on any account of its body.

    Fails when   never: wording on an account may be free.
    Unsure when  an account of the body could be read back to the day of publication, and no post up to ``days`` days
                 after it speaks of the document or of an interpretation by title, number or text (not_found); or no
                 account reaches back that far, so that nothing can be told (too_little_seen, one finding a site).
    Leaves out   bodies without accounts in the register or without any that could be read; documents younger than
                 ``days`` days; reprints, routine notices; documents of which a pair is only likely.
    Assumes      what accounts post of a document bears words of its title.
    Counts       one finding per document; examined are the documents that accounts reach back to.
    Options      days; sure: confidence from which a post speaks of a document.
    Source       rules on new media of administrative bodies: same source as the website (稿源互通).
    """
    limit = timedelta(days=seen.options["days"])
    unseen = []
    for one in seen[Distribution]:
        if not seen.in_window(one.published) or one.published + limit > seen.today:
            continue
        in_time = [post for post in one.posts if _day(post) is None or _day(post) <= one.published + limit]  # type: ignore[operator]
        if any(post.confidence >= seen.options["sure"] for post in in_time):
            seen.examined += 1
            continue
        if not one.covering:
            unseen.append(one)
            continue
        seen.examined += 1
        if in_time:
            continue
        late = next((post for post in one.posts if post.confidence >= seen.options["sure"]), None)
        yield seen.finding(
            one.policy,
            "not_found",
            document=one.title,
            published=one.published.isoformat(),
            limit=seen.options["days"],
            accounts=list(one.covering),
            later=str(_day(late)) if late is not None else None,
        )
    if unseen:
        yield seen.finding(seen.site.url, "too_little_seen", documents=len(unseen))


def _day(post: Distributed) -> object:
    at = post.at
    return at.astimezone(SHANGHAI).date() if isinstance(at, datetime) else at
