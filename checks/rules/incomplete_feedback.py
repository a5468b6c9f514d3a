"""Feedback that does not say what came in, what was adopted and why not the rest."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Consultation, Feedback, Finding, Outcome


@check(
    family="disclosure",
    needs=(Consultation, Feedback),
    reasons={"elements": Outcome.FAIL},
    options={"required": ["收到意见情况", "采纳情况", "未采纳理由"]},
)
def incomplete_feedback(seen: Seen) -> Iterator[Finding]:
    """The page on what became of the opinions lacks how many came, what was adopted, or why the rest was not.

    Fails when   one of the required elements stands nowhere on the page.
    Unsure when  never.
    Leaves out   feedback outside the window or without a day; pages without text; that no opinion came is a complete
                 answer, and where all were adopted nothing needs a reason.
    Assumes      the elements are told in words, not in pictures.
    Counts       one finding per feedback, on its consultation where that is found; examined are the pages read.
    Options      required: by Chinese name.
    Source       Songjiang 2021: opinions received, adopted, and the reasons for those not adopted.
    """
    asked = list(seen[Consultation])
    for answer in seen[Feedback]:
        if not seen.in_window(answer.published):
            continue
        seen.examined += 1
        missing = [name for name in answer.missing if name in seen.options["required"]]
        if not missing:
            continue
        about = next(
            (one.url for one in asked if one.url in answer.about or set(one.names) & set(answer.names)), answer.url
        )
        yield seen.finding(about, "elements", page=answer.url, document=answer.title, missing=missing)
