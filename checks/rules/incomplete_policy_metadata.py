"""Documents whose page does not print what must be printed about them."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Finding, Outcome, Policy


@check(
    family="policy",
    needs=(Policy,),
    reasons={"elements": Outcome.FAIL},
    options={"required": ["发文字号", "发文机关", "成文日期", "发布日期", "有效性"]},
)
def incomplete_policy_metadata(seen: Seen) -> Iterator[Finding]:
    """A document's page lacks particulars that must stand on it.

    Fails when   one of the required particulars stands nowhere on the page: neither among the printed particulars nor
                 in the title, under the text, or beside the date.
    Unsure when  never.
    Leaves out   reprints, pages that were not read, documents outside the window; validity of what is
                 neither a government rule nor a normative document; numbers of plans and laws.
    Assumes      particulars that a page prints under another name than the usual ones are not printed.
    Counts       one finding per document with all that is missing; examined are the documents read.
    Options      required: by Chinese name.
    Source       guide to government websites 2017; standards 4.6.
    """
    for policy in seen[Policy]:
        if policy.doubt is not None or policy.reprint is True:
            continue
        if policy.published is not None and not seen.in_window(policy.published):
            continue
        seen.examined += 1
        missing = [name for name in policy.missing if name in seen.options["required"]]
        if missing:
            yield seen.finding(policy.url, "elements", document=policy.title, missing=missing)
