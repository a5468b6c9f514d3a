"""Guides to disclosure that do not tell what they must."""

from collections.abc import Iterator
from datetime import date

from checks.core import Seen, check
from storage.records import GUIDE_ELEMENTS, Finding, Guide, Outcome

CHARGED_SINCE = date(2021, 1, 1)
"""The day from which on the fee of 国办函〔2020〕109号 is charged."""


@check(
    family="disclosure",
    needs=(Guide,),
    reasons={"elements": Outcome.FAIL, "fees": Outcome.FAIL, "outdated_basis": Outcome.FAIL},
    options={"elements": GUIDE_ELEMENTS, "fees": True},
)
def incomplete_guides(seen: Seen) -> Iterator[Finding]:
    """The guide to disclosure lacks what the Regulation demands, is silent on fees, or rests on repealed law.

    Fails when   an element of article 12 is not told; or (fees) a guide that speaks of applications names neither the
                 processing fee nor that nothing is charged, names abolished costs, or sums that the tariff does not
                 know; or (outdated_basis) it cites the Regulation of 2007 or the city's rules of before 2020 and not
                 the one in force.
    Unsure when  an element is missing and pictures or files stand in the guide (too_little_seen).
    Leaves out   columns that are absent, blank or kept on another site: they have checks of their own.
    Assumes      the footer's address and telephone are the site's, not the guide's; one guide a site, the newest.
    Counts       one finding a reason; examined are the guides read.
    Options      elements: which must be told; fees: whether the fee must be named.
    Source       Regulation on government information disclosure (2019), article 12; State Council 2020 rules on the
                 processing fee.
    """
    for guide in seen[Guide]:
        if guide.doubt is not None:
            yield seen.finding(guide.url, guide.doubt, page=guide.column, looks=guide.looks)
            continue
        seen.examined += 1
        if missing := [element for element in seen.options["elements"] if element not in guide.elements]:
            reason = "too_little_seen" if guide.hidden else "elements"
            yield seen.finding(guide.url, reason, page=guide.column, missing=missing, looks=guide.looks)
        if seen.options["fees"] and seen.today >= CHARGED_SINCE:
            yield from _fees(seen, guide)
        if guide.old_law is not None:
            yield seen.finding(
                guide.url,
                "outdated_basis",
                page=guide.column,
                law="政府信息公开条例",
                cited=guide.old_law,
                looks=guide.looks,
            )


def _fees(seen: Seen, guide: Guide) -> Iterator[Finding]:
    if not guide.applications or (guide.fees == "named" and not guide.amounts):
        return
    silent = guide.fees is None
    yield seen.finding(
        guide.url,
        "too_little_seen" if silent and guide.hidden else "fees",
        page=guide.column,
        item="fees",
        missing=["信息处理费"],
        answer="fee_silent" if silent else "fee_old" if guide.fees == "old" else "fee_amounts",
        amounts=list(guide.amounts) or None,
        looks=guide.looks,
    )
