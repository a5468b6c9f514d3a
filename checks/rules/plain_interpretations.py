"""Too many interpretations are plain text."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Finding, Interpretation, Outcome


@check(
    family="policy",
    needs=(Interpretation,),
    reasons={"below_share": Outcome.FAIL},
    options={"share": 0.6},
)
def plain_interpretations(seen: Seen) -> Iterator[Finding]:
    """Less of the window's interpretations than demanded have another form than plain text.

    Fails when   the share of interpretations in rich forms (pictures, films, sound, questions and answers, press
                 conferences, experts...) among those published in the window is below the limit.
    Unsure when  pages that were not read could bring the share to the limit.
    Leaves out   interpretations outside the window or without a day; sites without interpretations.
    Assumes      the form shows in the title or on the page.
    Counts       one finding per site with numerator and denominator; examined are the interpretations counted.
    Options      share: from 0 to 1.
    Source       Songjiang 2021: at least 60 % of interpretations in several forms a year.
    """
    counted = [one for one in seen[Interpretation] if seen.in_window(one.published)]
    seen.examined = len(counted)
    if not counted:
        return
    rich = sum(1 for one in counted if one.form != "text")
    unread = sum(1 for one in counted if one.form == "text" and one.doubt is not None)
    limit = seen.options["share"]
    if rich < limit * len(counted):
        yield seen.finding(
            seen.site.url,
            "below_share",
            outcome=Outcome.UNSURE if rich + unread >= limit * len(counted) else Outcome.FAIL,
            rate=round(rich / len(counted), 4),
            rich=rich,
            total=len(counted),
            limit=limit,
        )
