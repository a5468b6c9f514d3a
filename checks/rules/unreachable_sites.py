"""Sites whose home page does not open often enough."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import Finding, Look, Method, Outcome, Probe


@check(
    family="availability",
    needs=(Probe,),
    reasons={"slow_or_down": Outcome.FAIL, "too_few_probes": Outcome.NOT_RUN},
    options={"seconds": 15.0, "share": 0.05, "least": 140},
)
def unreachable_sites(seen: Seen) -> Iterator[Finding]:
    """The home page did not open in time at too many visits of the week before the inspection.

    Fails when   of the visits that prove something, the share that failed or took ``seconds`` or longer reaches
                 ``share`` (both inclusive).
    Unsure when  never; with fewer than ``least`` visits that prove something it is not run (too_few_probes).
    Leaves out   visits at which our own network was down, and those that a bot wall answered.
    Assumes      visits are spread over the week, twenty a day; one place to look from may mistake the way for the site.
    Counts       one finding at most; examined are the visits that prove something.
    Options      seconds, share (0 to 1), least.
    Source       State Council General Office 2019 indicators, veto on sites that cannot be opened.
    """
    visits = [visit for visit in seen[Probe] if visit.void is None]
    limits = seen.options
    seen.examined = len(visits)
    if len(visits) < limits["least"]:
        yield seen.finding(seen.site.url, "too_few_probes", visits=len(visits), least=limits["least"])
        return
    bad = [one for one in visits if one.outcome != "ok" or (one.elapsed_s or 0) >= limits["seconds"]]
    if len(bad) >= limits["share"] * len(visits):
        yield seen.finding(
            seen.site.url,
            "slow_or_down",
            visits=len(visits),
            failed=len(bad),
            rate=round(len(bad) / len(visits), 4),
            percent=f"{100 * len(bad) / len(visits):.1f}",
            limit=f"{100 * limits['share']:.0f}",
            seconds=f"{limits['seconds']:.0f}",
            looks=[_look(visit) for visit in bad[:20]],
        )


def _look(visit: Probe) -> Look:
    status = int(visit.outcome) if visit.outcome.isdigit() else None
    return Look(url=visit.url, at=visit.at, method=Method.PROBE, status=status, note=visit.outcome)
