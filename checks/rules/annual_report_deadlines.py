"""Annual reports on information disclosure that are missing or late."""

from collections.abc import Iterator
from datetime import date

from checks.core import Seen, check
from storage.records import AnnualReport, Finding, Nature, Outcome, ReportShelf


@check(
    family="disclosure",
    needs=(ReportShelf, AnnualReport),
    reasons={"absent": Outcome.FAIL, "late": Outcome.FAIL},
    options={
        "due": {
            "municipal": "03-31",
            "district": "03-31",
            "department": "01-31",
            "committee": "01-31",
            "institution": "01-31",
        }
    },
)
def annual_report_deadlines(seen: Seen) -> Iterator[Finding]:
    """The report on the year before is not in its column, or appeared after its day.

    Fails when   the day has passed and no report on the year before stands in a column of annual reports that was
                 read (absent), or its list or article prints a later day (late).
    Unsure when  the column holds items that tell no year (too_little_seen).
    Leaves out   sites without such a column, blank columns, columns kept elsewhere, bodies formed after the year
                 reported on; nothing is said before the day has passed.
    Assumes      a body of unknown class is a government, whose day is the later one.
    Counts       one finding per site; late ones are events; examined is the report that is owed.
    Options      due: month and day by class of body.
    Source       Regulations on Disclosure of Government Information (2019), articles 49 and 50.
    """
    year = seen.today.year - 1
    due = date.fromisoformat(f"{seen.today.year}-{_day(seen)}")
    shelves = list(seen[ReportShelf])
    formed = seen.agency.formed_on if seen.agency is not None else None
    if not shelves or seen.today <= due or (formed is not None and formed.year > year):
        return
    first = shelves[0]
    held = [report for report in seen[AnnualReport] if report.year == year]
    if held:
        seen.examined = 1
        days = [report.published for report in held]
        latest = min(held, key=lambda report: report.published or date.max)
        if None not in days and latest.published is not None and latest.published > due:
            yield seen.finding(
                latest.url,
                "late",
                page=latest.column,
                nature=Nature.EVENT,
                year=year,
                due=due.isoformat(),
                published=latest.published.isoformat(),
                days=(latest.published - due).days,
                looks=latest.looks,
            )
        return
    for shelf in shelves:
        if shelf.doubt is not None:
            yield seen.finding(shelf.column, shelf.doubt, year=year, name=shelf.name, looks=shelf.looks)
            return
    shown = [shelf for shelf in shelves if shelf.years or shelf.unnamed]
    if not shown:
        return
    seen.examined = 1
    reason = "too_little_seen" if any(shelf.unnamed for shelf in shown) else "absent"
    yield seen.finding(first.column, reason, year=year, due=due.isoformat(), name=first.name, looks=first.looks)


def _day(seen: Seen) -> str:
    klass = seen.agency.klass if seen.agency is not None else "municipal"
    return str(seen.options["due"].get(klass, "03-31"))
