"""Forms that a service guide demands and offers nowhere."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Finding, Outcome, ServiceGuide


@check(family="services", needs=(ServiceGuide,), reasons={"absent": Outcome.FAIL})
def missing_forms(seen: Seen) -> Iterator[Finding]:
    """A service guide demands a form that nobody can get from it.

    Fails when   the materials name a form (申请表, 登记表), the page offers no file and no link to one, and says
                 nowhere how to get it (窗口领取, 网上填写, 下载).
    Unsure when  pictures or frames stand in the guide: the form may be among them (too_little_seen).
    Leaves out   forms with a link that does not open: broken_links has those.
    Assumes      a file beside a guide is the form that it speaks of.
    Counts       one finding a form and guide; examined are the guides read.
    Options      none.
    Source       State Council General Office 2019 indicators, forms and samples.
    """
    for guide in seen[ServiceGuide]:
        if guide.doubt is not None:
            yield seen.finding(guide.url, guide.doubt, page=guide.column)
            continue
        seen.examined += 1
        for form in guide.forms:
            reason = "too_little_seen" if guide.hidden else "absent"
            yield seen.finding(guide.url, reason, page=guide.column, item=form, guide=guide.title)
