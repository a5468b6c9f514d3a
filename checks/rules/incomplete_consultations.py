"""Consultations that lack what the public needs to answer."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Consultation, Finding, Outcome


@check(
    family="disclosure",
    needs=(Consultation,),
    reasons={"elements": Outcome.FAIL},
    options={"required": ["草案", "起草说明", "起止时间", "意见提交方式"]},
)
def incomplete_consultations(seen: Seen) -> Iterator[Finding]:
    """A consultation's page lacks the draft, its grounds, its period or the way to answer.

    Fails when   one of the required elements stands nowhere on the page.
    Unsure when  never.
    Leaves out   consultations outside the window or without a day; pages whose text is a picture or a file.
    Assumes      a file, a link in the text or a long text is the draft.
    Counts       one finding per consultation with all that is missing; examined are those read.
    Options      required: by Chinese name.
    Source       Interim regulations on procedures of major administrative decisions (国令713号), article 15.
    """
    for one in seen[Consultation]:
        if one.doubt is not None or not seen.in_window(one.published or one.start):
            continue
        seen.examined += 1
        missing = [name for name in one.missing if name in seen.options["required"]]
        if missing:
            yield seen.finding(one.url, "elements", document=one.title, missing=missing)
