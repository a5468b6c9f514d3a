"""Interpretations that came days after their document."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Finding, Nature, Outcome, Pairing


@check(
    family="policy",
    needs=(Pairing,),
    reasons={"late": Outcome.FAIL},
    options={"limit_days": 3, "warned_days": 3, "sure": 0.5},
)
def late_interpretations(seen: Seen) -> Iterator[Finding]:
    """The first interpretation of a document came more working days after it than allowed.

    Fails when   the earliest interpretation of a document that this body issued or led was published more working days
                 after the document's first publication than the limit.
    Unsure when  one of the two days is known from an address alone or its year's calendar is provisional, the pages do
                 not tell who issued the document, or a scheme that demands publication together warns from fewer days.
    Leaves out   later interpretations of the same document, interpretations before it, reprints, documents that owe no
                 interpretation, pairs that are not sure, interpretations outside the window.
    Assumes      printed days are days of publication.
    Counts       one finding per document; examined are its earliest interpretations with both days known.
    Options      limit_days: working days; warned_days: those from which on a person looks, 0 for publication on one
                 day; sure: confidence of a pair.
    Source       key points of open government 2016 and local rules: published together, at the latest in 3 days.
    """
    limit, warned = seen.options["limit_days"], min(seen.options["warned_days"], seen.options["limit_days"])
    for pairing in seen[Pairing]:
        if pairing.charged is False or not pairing.binding:
            continue
        for pair in pairing.pairs:
            if not pair.earliest or pair.confidence < seen.options["sure"] or pair.lag_days is None:
                continue
            if not seen.in_window(pair.published):
                continue
            seen.examined += 1
            if pair.lag_days <= warned:
                continue
            doubtful = pair.weak or pairing.charged is None or pair.lag_days <= limit
            yield seen.finding(
                pair.interpretation,
                "late",
                outcome=Outcome.UNSURE if doubtful else Outcome.FAIL,
                nature=Nature.EVENT,
                policy=pairing.policy,
                document=pairing.title,
                days=pair.lag_days,
                limit=limit if pair.lag_days > limit else warned,
                published=pairing.published.isoformat() if pairing.published else None,
                interpreted=pair.published.isoformat() if pair.published else None,
            )
