"""Documents and interpretations that do not lead to each other."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Finding, Outcome, Pairing


@check(
    family="policy",
    needs=(Pairing,),
    reasons={"no_link_to_policy": Outcome.FAIL, "no_link_back": Outcome.FAIL},
    options={"sure": 0.5},
)
def unlinked_interpretations(seen: Seen) -> Iterator[Finding]:
    """An interpretation does not link to its document, or the document not to it.

    Fails when   the interpretation's page links neither to the document nor to a copy of it on another site of the
                 round (no_link_to_policy); or no page of the document links to the interpretation (no_link_back). Where
                 both are missing it is one finding of the first kind that says so.
    Unsure when  the pages do not tell who issued the document.
    Leaves out   pairs that are not sure, pages that were not read, interpretations outside the window, documents that
                 another body answers for; whether the link works is for broken_links.
    Assumes      a link to another document is no link to this one.
    Counts       one finding per pair; examined are the pairs with both pages read.
    Options      sure: confidence of a pair.
    Source       State Council General Office 2019 indicators, interpretations linked with their document.
    """
    for pairing in seen[Pairing]:
        if pairing.charged is False:
            continue
        for pair in pairing.pairs:
            if pair.confidence < seen.options["sure"] or not seen.in_window(pair.published):
                continue
            if pair.link_to_policy is None and pair.link_back is None:
                continue
            seen.examined += 1
            missing = [
                reason
                for reason, linked in (("no_link_to_policy", pair.link_to_policy), ("no_link_back", pair.link_back))
                if linked is False
            ]
            if missing:
                yield seen.finding(
                    pair.interpretation,
                    missing[0],
                    outcome=Outcome.UNSURE if pairing.charged is None else Outcome.FAIL,
                    policy=pairing.policy,
                    document=pairing.title,
                    directions=missing,
                )
