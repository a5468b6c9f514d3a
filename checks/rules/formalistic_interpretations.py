"""Interpretations that may only repeat their document."""

from collections.abc import Iterator, Mapping
from typing import Any

from checks.core import Seen, check
from storage.records import Finding, Outcome, Pair, Pairing


@check(
    family="policy",
    needs=(Pairing,),
    reasons={"excerpt": Outcome.UNSURE},
    options={"copied": 0.6, "headings": 0.7, "length": 300, "elements": 3, "sure": 0.5},
)
def formalistic_interpretations(seen: Seen) -> Iterator[Finding]:
    """An interpretation may be no more than an excerpt of its document.

    Fails when   never: a person decides.
    Unsure when  more of its text than allowed stands in the document word for word, its headings are the document's, it
                 is short and has neither picture nor film, it has too few of the usual parts of an interpretation, or
                 the same text interprets another document.
    Leaves out   pairs that are not sure, pages that were not read, other forms than texts and questions with answers
                 where length and parts are concerned.
    Assumes      runs of thirteen characters show copying.
    Counts       one finding per interpretation with all that speaks for it in ``why``; examined are those read.
    Options      copied, headings: shares; length: characters; elements: parts; sure: confidence of a pair.
    Source       Songjiang 2021: no excerpts, no lists of headings; standards 4.3 and 4.4.
    """
    judged: set[str] = set()
    for pairing in seen[Pairing]:
        if pairing.charged is False:
            continue
        for pair in pairing.pairs:
            if not pair.seen or pair.confidence < seen.options["sure"] or pair.interpretation in judged:
                continue
            if not seen.in_window(pair.published):
                continue
            judged.add(pair.interpretation)
            seen.examined += 1
            if why := list(_signs(pair, seen.options)):
                yield seen.finding(
                    pair.interpretation,
                    "excerpt",
                    policy=pairing.policy,
                    document=pairing.title,
                    why=why,
                    copied=pair.copied,
                    length=pair.text_length,
                    elements=list(pair.elements),
                    twins=list(pair.twins) or None,
                )


def _signs(pair: Pair, options: Mapping[str, Any]) -> Iterator[str]:
    if pair.copied > options["copied"]:
        yield "copied"
    if pair.copied_headings > options["headings"]:
        yield "headings"
    if pair.twins:
        yield "twins"
    if pair.form in {"text", "qa"} and not pair.media:
        if pair.text_length < options["length"]:
            yield "short"
        if len(pair.elements) < options["elements"]:
            yield "elements"
