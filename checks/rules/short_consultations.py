"""Drafts on which the public was asked for too short a time."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Consultation, Finding, Nature, Outcome


@check(
    family="disclosure",
    needs=(Consultation,),
    reasons={"short": Outcome.FAIL},
    options={"days": 30},
)
def short_consultations(seen: Seen) -> Iterator[Finding]:
    """A draft was open for opinions for fewer days than demanded, without a stated reason.

    Fails when   first and last day, both counted, are fewer days than the limit and the page gives no reason.
    Unsure when  the first day is that of publication and known from an address alone.
    Leaves out   consultations outside the window, without a last day (incomplete_consultations), whose page does not
                 show enough; notices of other kinds (环评, 规划, 任前, 征地) and questionnaires.
    Assumes      where no first day is told, it is that of publication.
    Counts       one finding per consultation; examined are those with both days.
    Options      days: calendar days, both ends counted.
    Source       Interim regulations on procedures of major administrative decisions (国令713号), article 15.
    """
    for one in seen[Consultation]:
        if one.doubt is not None or not seen.in_window(one.published or one.start):
            continue
        if one.start is None or one.end is None:
            continue
        seen.examined += 1
        days = (one.end - one.start).days + 1
        if days < seen.options["days"] and not one.reasoned:
            yield seen.finding(
                one.url,
                "short",
                outcome=Outcome.UNSURE if one.weak_date and one.start == one.published else Outcome.FAIL,
                nature=Nature.EVENT,
                document=one.title,
                days=days,
                limit=seen.options["days"],
                started=one.start.isoformat(),
                ended=one.end.isoformat(),
            )
