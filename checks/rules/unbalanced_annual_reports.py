"""Annual reports on information disclosure whose numbers contradict each other."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from checks.core import Seen, check
from storage.records import AnnualReport, Finding, Gap, Identity, Outcome

HARD = ("R1", "R2", "R3", "R4", "R5")


@check(
    family="disclosure",
    needs=(AnnualReport,),
    reasons={
        **dict.fromkeys(HARD, Outcome.FAIL),
        **dict.fromkeys(("R6", "R7", "R8"), Outcome.UNSURE),
    },
    options={"fail": ()},
)
def unbalanced_annual_reports(seen: Seen) -> Iterator[Finding]:
    """Numbers of the newest report do not add up.

    Fails when   an identity of the tables does not hold: R1 received and carried in is handled and carried out; R2
                 handled is the sum of its kinds; R3 totals are sums of the applicants; R4 carried in is what the
                 year before carried out; R5 cases are the sum of their outcomes; or one of those in ``fail``.
    Unsure when  R6 rules in force do not follow from the year before, R7 the text contradicts tables or itself.
    Leaves out   reports kept on other sites and all but the newest; totals left empty; identities that cannot be
                 computed. A report whose tables are pictures or files is not_run.
    Assumes      blanks and strokes are 0.
    Counts       one finding per identity; detail names row, column and both sides; examined are the reports read.
    Options      fail: identities among R6, R7, R8 that fail instead.
    Source       Forms of annual reports of 2019 (No. 60) and 2021 (No. 30); the form prints R1 itself.
    """
    for report in seen[AnnualReport]:
        if not report.newest or report.kept_elsewhere:
            continue
        if report.tables_unread is not None:
            yield seen.finding(
                report.url, report.tables_unread, page=report.column, year=report.year, looks=report.looks
            )
        else:
            seen.examined += 1
        for identity in report.identities:
            if identity.status == "broken":
                yield _finding(seen, report, identity)


def _finding(seen: Seen, report: AnnualReport, identity: Identity) -> Finding:
    first = identity.gaps[0]
    outcome = seen.check.reasons[identity.id]
    if identity.id in seen.options["fail"]:
        outcome = Outcome.FAIL
    elif identity.source == "text":
        outcome = Outcome.UNSURE  # the words of a text may speak of something else than the form
    return seen.finding(
        report.url,
        identity.id,
        page=report.column,
        outcome=outcome,
        identity=identity.id,
        year=report.year,
        row=first.row,
        column=first.column,
        where=first.quote or "·".join(filter(None, (first.row, first.column))),
        left=_whole(first.left),
        right=_whole(first.right),
        gaps=[_plain(gap) for gap in identity.gaps],
        looks=report.looks,
    )


def _plain(gap: Gap) -> dict[str, Any]:
    sides = {"left": _whole(gap.left), "right": _whole(gap.right)}
    return {name: value for name, value in (asdict(gap) | sides).items() if value != ""}


def _whole(side: float) -> float:
    """A number as it is printed: whole where it is whole."""
    return int(side) if float(side).is_integer() else side
