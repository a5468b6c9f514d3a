"""Wordings that the office's own list calls wrong."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Finding, ListedWording, Outcome, Page


@check(
    family="safety",
    needs=(Page, ListedWording),
    reasons={"listed": Outcome.UNSURE},
)
def suspect_wording(seen: Seen) -> Iterator[Finding]:
    """A page uses a wording that the office's own list (lexicons/wording.csv) calls wrong.

    Fails when   never: context decides, and people read it.
    Unsure when  a word of the list stands in the visible text, near one of its words of context where the list names
                 any, and near none of those that excuse it (listed).
    Leaves out   a word that is part of the right wording; pages without text; offices without a list.
    Assumes      the list is the office's, and so is its judgment: none ships with the program.
    Counts       one finding a page and word; examined are the pages.
    Options      none; the list is a file of the workspace.
    Source       State Council General Office 2019 indicators, veto on grave errors of wording.
    """
    for _ in seen[Page]:
        seen.examined += 1
    for wording in seen[ListedWording]:
        yield seen.finding(
            wording.url,
            "listed",
            wrong=wording.wrong,
            right=wording.right,
            count=wording.count,
            excerpt=wording.excerpt,
            rule=wording.wrong,
        )
