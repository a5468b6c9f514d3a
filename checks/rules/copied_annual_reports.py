"""Annual reports on information disclosure that repeat the report of the year before."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import AnnualReport, Finding, Outcome


@check(
    family="disclosure",
    needs=(AnnualReport,),
    reasons={"copied": Outcome.UNSURE},
    options={"like": 0.8},
)
def copied_annual_reports(seen: Seen) -> Iterator[Finding]:
    """The text of the newest report is all but that of the year before.

    Fails when   never.
    Unsure when  the two texts, tables left out and digits masked, are more alike than ``like``.
    Leaves out   reports without a readable report of the year before, texts under 200 characters.
    Assumes      the likeness of two texts is the share of characters that stand in both in the same order.
    Counts       one finding per report; examined are the pairs compared.
    Options      like: from 0 to 1.
    Source       Form of annual reports of 2021 (No. 30) on duplicated reports; the measure is the project's own.
    """
    for report in seen[AnnualReport]:
        if not report.newest or report.likeness is None:
            continue
        seen.examined += 1
        if report.likeness > seen.options["like"]:
            yield seen.finding(
                report.url,
                "copied",
                page=report.column,
                year=report.year,
                likeness=report.likeness,
                percent=round(report.likeness * 100),
                limit=round(seen.options["like"] * 100),
                like=report.like,
                looks=report.looks,
            )
