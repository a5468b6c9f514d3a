"""Documents that nobody has explained."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Column, Finding, Outcome, Pairing


@check(
    family="policy",
    needs=(Pairing, Column),
    reasons={"absent": Outcome.FAIL},
    options={"kinds": ["规章", "规范性文件", "other"], "grace_days": 3, "sure": 0.5},
)
def uninterpreted_policies(seen: Seen) -> Iterator[Finding]:
    """A document that this body issued or led has no interpretation on any site of the round.

    Fails when   a document of the window that sets rules for the public has no interpretation, and more working days
                 than the grace have passed since its first publication.
    Unsure when  an interpretation may belong to it (confidence between the two thresholds), its day of publication is
                 known from an address alone, the pages do not tell who issued it, or a column of interpretations could
                 not be read.
    Leaves out   reprints, documents that another body of the registry issued or led, approvals, appointments, routine
                 notices, repeals and extensions; sites without a column of interpretations (missing_columns) or with a
                 blank one (blank_columns); documents still within their grace.
    Assumes      who issued a document stands in front of its title, in its number or among its particulars.
    Counts       one finding per document; examined are the documents that owe an interpretation.
    Options      kinds: of documents that must be interpreted; grace_days: working days; sure: confidence of a pair.
    Source       State Council General Office 2019 indicators, share of interpreted documents; Songjiang 2021.
    """
    columns = [column for column in seen[Column] if column.role == "interpretation"]
    readable = [column for column in columns if column.own and column.blank is None]
    if columns and not readable and all(column.own for column in columns):
        return
    if not columns and not any(pairing.pairs for pairing in seen[Pairing]):
        return
    hidden = any(column.doubt is not None and column.first_level for column in columns) or not any(
        column.own and column.doubt is None for column in columns
    )
    for pairing in seen[Pairing]:
        if not _owes(seen, pairing):
            continue
        seen.examined += 1
        if any(pair.confidence >= seen.options["sure"] for pair in pairing.pairs):
            continue
        candidates = [pair.interpretation for pair in pairing.pairs]
        doubtful = bool(candidates) or hidden or pairing.weak_date or pairing.charged is None or not pairing.seen
        yield seen.finding(
            pairing.policy,
            "absent",
            outcome=Outcome.UNSURE if doubtful else Outcome.FAIL,
            document=pairing.title,
            number=pairing.number,
            published=pairing.published.isoformat() if pairing.published else None,
            days=pairing.age_days,
            candidates=candidates or None,
        )


def _owes(seen: Seen, pairing: Pairing) -> bool:
    """Whether a document must have an interpretation by now."""
    return (
        pairing.charged is not False
        and pairing.binding
        and pairing.kind in seen.options["kinds"]
        and seen.in_window(pairing.published)
        and pairing.age_days is not None
        and pairing.age_days > seen.options["grace_days"]
    )
