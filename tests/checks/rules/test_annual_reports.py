"""When annual reports on information disclosure are missing, late, incomplete, unbalanced or copied."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from checks.core import run
from checks.rules.annual_report_deadlines import annual_report_deadlines
from checks.rules.copied_annual_reports import copied_annual_reports
from checks.rules.incomplete_annual_reports import incomplete_annual_reports
from checks.rules.unbalanced_annual_reports import unbalanced_annual_reports
from storage.records import SHANGHAI
from tests.checks.facts import AGENCY, RUN, broken, facts, findings, reasons, report, result, shelf, url


def on(day: date, *records: object, klass: str = "department", formed_on: date | None = None) -> list[str]:
    """The reasons that the deadline's check gives on a day."""
    run_ = replace(RUN, as_of=datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=SHANGHAI))
    agency = replace(AGENCY, klass=klass, formed_on=formed_on)
    return [f.reason for f in run(annual_report_deadlines, facts(*records, agency=agency, run=run_)).findings]


def test_nothing_fails_before_its_day_has_passed() -> None:
    assert on(date(2026, 1, 31), shelf(2024), report(2024)) == []
    assert on(date(2026, 2, 1), shelf(2024), report(2024)) == ["absent"]
    assert on(date(2026, 3, 31), shelf(2024), report(2024), klass="district") == []
    assert on(date(2026, 4, 1), shelf(2024), report(2024), klass="municipal") == ["absent"]


def test_a_report_of_its_last_day_is_in_time_and_a_later_one_is_late() -> None:
    assert on(date(2026, 8, 1), shelf(2025), report(published=date(2026, 1, 31))) == []
    assert on(date(2026, 8, 1), shelf(2025), report(published=date(2026, 2, 1))) == ["late"]
    assert on(date(2026, 8, 1), shelf(2025), report(published=date(2026, 2, 1)), klass="district") == []


def test_a_late_report_is_an_event_that_names_its_days() -> None:
    (found,) = findings(annual_report_deadlines, shelf(2025), report(published=date(2026, 2, 3)))
    assert (str(found.nature), found.subject, found.page) == ("event", url("nb/2025.html"), url("nb/"))
    assert {"days": 3, "due": "2026-01-31", "published": "2026-02-03"}.items() <= found.detail.items()


def test_a_body_formed_this_year_owes_no_report() -> None:
    assert on(date(2026, 8, 1), shelf(2024), report(2024), formed_on=date(2026, 1, 5)) == []
    assert on(date(2026, 8, 1), shelf(2024), report(2024), formed_on=date(2025, 6, 5)) == ["absent"]


def test_a_report_without_a_day_is_there() -> None:
    assert not findings(annual_report_deadlines, shelf(2025), report(published=None))


def test_an_absent_or_blank_column_is_another_checks() -> None:
    assert not findings(annual_report_deadlines)
    assert not findings(annual_report_deadlines, shelf())


def test_items_without_a_year_leave_a_doubt() -> None:
    assert reasons(annual_report_deadlines, shelf(unnamed=3)) == [("too_little_seen", "unsure")]


def test_a_column_that_could_not_be_read_is_not_run() -> None:
    assert reasons(annual_report_deadlines, shelf(doubt="unrendered")) == [("unrendered", "not_run")]


def test_missing_parts_and_tables_are_two_findings_of_two_keys() -> None:
    found = findings(incomplete_annual_reports, report(missing_parts=("总体情况",), missing_tables=("表三",)))
    assert [(f.reason, f.detail["missing"]) for f in found] == [("parts", ["总体情况"]), ("tables", ["表三"])]
    assert len({f.key for f in found}) == 2


def test_the_table_of_a_missing_part_is_not_missed_again() -> None:
    records = report(missing_parts=("政府信息公开行政复议、行政诉讼情况",), missing_tables=("表四",))
    assert reasons(incomplete_annual_reports, records) == [("parts", "fail")]


@pytest.mark.parametrize(
    "check", [incomplete_annual_reports, unbalanced_annual_reports], ids=lambda check: str(check.id)
)
def test_a_report_whose_tables_are_pictures_is_not_run(check) -> None:  # type: ignore[no-untyped-def]
    records = report(missing_tables=("表三",), tables_unread="unreadable")
    assert reasons(check, records) == [("unreadable", "not_run")]
    assert result(check, records).examined == 0


def test_older_reports_and_those_on_other_sites_are_left_out() -> None:
    older = report(2024, newest=False, missing_tables=("表三",), identities=(broken("R1"),))
    elsewhere = report(kept_elsewhere=True, missing_tables=("表三",), identities=(broken("R1"),))
    for check in (incomplete_annual_reports, unbalanced_annual_reports, copied_annual_reports):
        assert not findings(check, older, elsewhere)


def test_every_broken_identity_is_a_finding_with_row_column_and_both_sides() -> None:
    found = findings(unbalanced_annual_reports, report(identities=(broken("R1"), broken("R3"))))
    assert [(f.reason, str(f.outcome), f.detail["identity"]) for f in found] == [
        ("R1", "fail", "R1"),
        ("R3", "fail", "R3"),
    ]
    assert {"row": "予以公开", "column": "总计", "left": 3, "right": 2}.items() <= found[0].detail.items()


def test_soft_identities_and_sums_of_the_text_are_doubts_unless_the_scheme_says_otherwise() -> None:
    records = report(identities=(broken("R7"), broken("R1", source="text")))
    assert reasons(unbalanced_annual_reports, records) == [("R7", "unsure"), ("R1", "unsure")]
    assert [str(f.outcome) for f in findings(unbalanced_annual_reports, records, fail=("R7",))] == ["fail", "unsure"]


def test_a_text_like_the_year_befores_is_a_doubt_from_the_limit_on() -> None:
    assert not findings(copied_annual_reports, report(likeness=0.8), report(likeness=None))
    assert reasons(copied_annual_reports, report(likeness=0.81)) == [("copied", "unsure")]
