"""Laws out of force on which pages rest."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Finding, LawCitation, Outcome, Page


@check(
    family="safety",
    needs=(Page, LawCitation),
    reasons={"cited_as_basis": Outcome.FAIL, "reprinted_as_current": Outcome.FAIL},
)
def obsolete_laws(seen: Seen) -> Iterator[Finding]:
    """A page cites as its basis a law that was already out of force when the page appeared.

    Fails when   an article published and written on or after the day of the change says 根据, 依据, 按照 or the like of
                 《the law》, and nothing near it speaks of the past (原, 废止, 当时...) (cited_as_basis); or a page
                 published after the change, in a column of laws or regulations, prints a law out of force, or the
                 version before a revision, as a whole without a word on it (reprinted_as_current).
    Unsure when  the article is a decision in a case, to which older law may apply, a letter, of the first ninety days
                 after the change, or its day is told by its address alone; or a law out of force is printed whole
                 elsewhere, or stands in such a column since before the change; or people are sent to a body that has
                 been gone for more than a year (law: its name).
    Leaves out   pages older than the change that only cite; a name that a newer text has kept, unless the number or
                 the year of the old text stands behind it; pages and columns that say 废止, 失效 or 历史; the guide to
                 disclosure (incomplete_guides).
    Assumes      the table of laws and bodies, which is data with dates and can be extended (lexicons/laws.toml).
    Counts       one finding a page and law; examined are the pages.
    Options      none.
    Source       Civil Code, article 1260, and the final articles of the laws named in the table.
    """
    for _ in seen[Page]:
        seen.examined += 1
    for cited in seen[LawCitation]:
        yield seen.finding(
            cited.url,
            "reprinted_as_current" if cited.whole else "cited_as_basis",
            outcome=None if cited.certain else Outcome.UNSURE,
            law=cited.law,
            by=cited.by,
            since=cited.since.isoformat(),
            published=cited.published.isoformat(),
            excerpt=cited.quote,
        )
