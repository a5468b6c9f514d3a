"""News in columns that are kept for what the law demands."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Column, Finding, Outcome, Placement


@check(
    family="columns",
    needs=(Column, Placement),
    reasons={"off_topic": Outcome.FAIL},
    options={"roles": ("statutory_disclosure", "disclosure_guide", "disclosure_rules", "annual_report")},
)
def misplaced_articles(seen: Seen) -> Iterator[Finding]:
    """News stands in a column of statutory disclosure.

    Fails when   an article listed in a column of ``roles`` is news of a meeting, a visit or an activity: its title
                 says so, its text bears it out by at least two signs (a dateline, who attended, what was stressed,
                 a byline), and nothing in its title makes it a document.
    Unsure when  title and text say so by fewer signs, or the text alone does.
    Leaves out   articles that were not read, documents about meetings and activities, records of the body's own
                 meetings, columns kept elsewhere.
    Assumes      news is written like news; the column is of the role that its name or tag says.
    Counts       one finding per article, under the first column that lists it; examined are the columns of ``roles``.
    Options      roles: kinds of columns that hold nothing but statutory content.
    Source       Letter of the General Office 61 of 2019 on the disclosure platform: statutory content only.
    """
    roles = frozenset(seen.options["roles"])
    urls = {column.url for column in seen[Column] if column.role in roles and column.own and column.doubt is None}
    seen.examined = len(urls)
    for placed in seen[Placement]:
        if placed.role in roles:
            yield seen.finding(
                placed.url,
                "off_topic",
                page=placed.column,
                outcome=None if placed.certain else Outcome.UNSURE,
                role=placed.role,
                name=placed.name,
                headline=placed.title,
                genre=placed.kind,
                signs=list(placed.signs),
            )
