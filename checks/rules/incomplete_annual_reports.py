"""Annual reports on information disclosure without all their parts or tables."""

from collections.abc import Iterator

from checks.core import Seen, check
from storage.records import AnnualReport, Finding, Outcome

FIRST_YEAR = 2019
"""The first year whose report has a prescribed form."""

PART_OF = {
    "表二": "主动公开政府信息情况",
    "表三": "收到和处理政府信息公开申请情况",
    "表四": "政府信息公开行政复议、行政诉讼情况",
}
"""The part in which a table stands; with the part its table is gone as well."""


@check(
    family="disclosure",
    needs=(AnnualReport,),
    reasons={"parts": Outcome.FAIL, "tables": Outcome.FAIL},
)
def incomplete_annual_reports(seen: Seen) -> Iterator[Finding]:
    """The newest report lacks parts or tables of its form.

    Fails when   its page shows fewer than the six parts, or (form of 2021) the sixth says nothing of the fee (parts);
                 or tables two, three or four are not on it (tables).
    Unsure when  never.
    Leaves out   reports on years before 2019, kept on other sites, and all but the newest; tables of missing parts;
                 a report that is a file, or whose tables are pictures or files, is not_run.
    Assumes      a part has a heading on a line of its own.
    Counts       one finding per report and reason; examined are the reports read.
    Options      none.
    Source       Forms of annual reports of 2019 (No. 60) and 2021 (No. 30).
    """
    for report in seen[AnnualReport]:
        if not report.newest or report.kept_elsewhere or report.year < FIRST_YEAR:
            continue
        blind = report.unread or report.tables_unread
        if blind is not None:
            yield seen.finding(report.url, blind, page=report.column, year=report.year, looks=report.looks)
        else:
            seen.examined += 1
        parts, tables = report.missing_parts, report.missing_tables
        tables = tuple(name for name in tables if PART_OF[name] not in parts)
        lacking = (("parts", parts, report.unread), ("tables", tables, report.unread or report.tables_unread))
        for reason, missing, unread in lacking:
            if missing and unread is None:
                yield seen.finding(
                    report.url,
                    reason,
                    page=report.column,
                    item=reason,
                    missing=list(missing),
                    year=report.year,
                    looks=report.looks,
                )
