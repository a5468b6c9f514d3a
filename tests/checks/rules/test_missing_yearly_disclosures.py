"""What is due once a year."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from datetime import date, datetime
from importlib import resources

import pytest

from checks import messages
from checks.core import run
from checks.rules.missing_yearly_disclosures import missing_yearly_disclosures
from checks.scheme import built_in, load
from storage.records import DISCLOSURE_ITEMS, SHANGHAI, Agency, ColumnForm, Coverage, Finding, Run
from tests.checks.facts import AGENCY, HOME, RUN, SITE, column, facts, findings, result, yearly

CHECK = missing_yearly_disclosures
BUDGET = column("budget")
ACCOUNTS = yearly("final_accounts", 2024, "2025-09-10")


def on(day: str) -> Run:
    return replace(RUN, as_of=datetime.fromisoformat(f"{day}T23:59:59").replace(tzinfo=SHANGHAI))


def found(*records: object, run_: Run = RUN, agency: Agency | None = AGENCY) -> list[tuple[str, str, int]]:
    said = run(CHECK, facts(*records, run=run_, agency=agency)).findings
    return [(finding.reason, finding.detail["item"], finding.detail["year"]) for finding in said]


def one(*records: object) -> Finding:
    [only] = findings(CHECK, BUDGET, ACCOUNTS, *records)
    return only


def test_a_budget_in_time_passes() -> None:
    assert found(BUDGET, ACCOUNTS, yearly(published="2026-02-20"), yearly(year=2025, published="2025-02-21")) == []


def test_a_series_that_stops_is_a_document_missed() -> None:
    said = one(yearly(year=2025))
    assert (said.reason, str(said.outcome), said.subject) == ("absent", "fail", f"{HOME}budget/")
    assert (said.detail["item"], said.detail["year"], said.detail["due_on"]) == ("budget", 2026, "2026-06-30")


@pytest.mark.parametrize(("day", "year"), [("2026-06-30", []), ("2026-07-01", [2026])])
def test_nothing_is_missed_before_its_day_is_over(day: str, year: list[int]) -> None:
    assert [missed for _, _, missed in found(BUDGET, ACCOUNTS, yearly(year=2025), run_=on(day))] == year


@pytest.mark.parametrize(("published", "reasons"), [("2026-06-30", []), ("2026-07-01", ["late"])])
def test_the_day_itself_is_in_time(published: str, reasons: list[str]) -> None:
    assert [reason for reason, *_ in found(BUDGET, ACCOUNTS, yearly(published=published))] == reasons


def test_late_is_an_event_and_the_earliest_counts() -> None:
    said = one(yearly(published="2026-08-03"), yearly(published="2026-07-20", url=f"{HOME}budget/other.html"))
    assert (str(said.nature), said.detail["published"]) == ("event", "2026-07-20")


def test_a_document_without_a_day_may_have_come_in_time() -> None:
    assert found(BUDGET, ACCOUNTS, yearly(published="2026-08-03"), yearly(url=f"{HOME}budget/undated.html")) == []


def test_equal_days_of_two_years_are_those_of_a_migration() -> None:
    said = one(yearly(published="2026-08-01"), yearly(year=2025, published="2026-08-01"))
    assert (said.reason, str(said.outcome)) == ("contradicting", "unsure")


def test_last_years_text_is_not_this_years_document() -> None:
    said = one(yearly(copy_of=f"{HOME}budget/2025.html"))
    assert (said.reason, str(said.outcome)) == ("last_years_copy", "fail")
    assert found(BUDGET, ACCOUNTS, yearly(copy_of="a"), yearly(url=f"{HOME}budget/new.html")) == []


def test_a_title_without_a_year_that_appeared_this_year_counts() -> None:
    assert found(BUDGET, ACCOUNTS, yearly(year=None, published="2026-03-01"), yearly(year=2025)) == []


def test_a_column_with_other_things_is_a_doubt_and_one_without_anything_has_its_own_check() -> None:
    assert found(BUDGET) == [("too_little_seen", "budget", 2026), ("too_little_seen", "final_accounts", 2024)]
    assert found(column("budget", items=0, blank="no_items"), yearly(year=2025)) == []
    assert found(yearly(year=2025)) == []


def test_a_column_kept_on_another_site_is_judged_there() -> None:
    assert found(column("budget", own=False, form=ColumnForm.ELSEWHERE), yearly(year=2025)) == []


def test_a_column_that_was_not_read_and_a_crawl_that_left_pages_out_are_not_run() -> None:
    assert found(column("budget", doubt="unrendered"), yearly(year=2025))[0][0] == "unrendered"
    short = Coverage(
        known=9,
        fetched=5,
        pages=5,
        failed=0,
        blocked=0,
        undecodable=0,
        rendered=0,
        needed_browser=0,
        skipped={"budget": 4},
    )
    assert found(BUDGET, ACCOUNTS, yearly(year=2025), run_=replace(RUN, coverage=short))[0][0] == "incomplete_crawl"


def test_a_body_formed_in_the_year_owes_nothing_for_it() -> None:
    assert found(BUDGET, ACCOUNTS, yearly(year=2025), agency=replace(AGENCY, formed_on=date(2026, 1, 15))) == []
    assert (
        found(BUDGET, ACCOUNTS, yearly(year=2025), agency=replace(AGENCY, formed_on=date(2025, 12, 1)))[0][0]
        == "absent"
    )


def test_a_body_of_another_class_owes_nothing() -> None:
    assert found(BUDGET, ACCOUNTS, yearly(year=2025), agency=replace(AGENCY, klass="institution")) == []


def test_the_statement_of_the_website_is_that_of_the_year_before() -> None:
    assert found(yearly("website_statement", 2024)) == [("absent", "website_statement", 2025)]
    assert found(yearly("website_statement", 2025)) == []
    assert found(yearly("website_statement", 2023), run_=on("2026-01-31")) == [("absent", "website_statement", 2024)]


def test_what_a_site_never_showed_it_may_not_owe() -> None:
    assert found(yearly("fee_catalogue", 2020)) == []
    assert found(yearly("fee_catalogue", 2024)) == [("absent", "fee_catalogue", 2025)]


def test_days_and_classes_are_the_schemes() -> None:
    judged = result(CHECK, yearly("fee_catalogue", 2025), site=SITE, due={"fee_catalogue": "03-31"})
    assert [finding.detail["year"] for finding in judged.findings] == [2026]
    assert not findings(CHECK, yearly("fee_catalogue", 2024), classes={"fee_catalogue": ()})


def test_two_items_of_one_column_have_keys_of_their_own() -> None:
    said = findings(CHECK, BUDGET, yearly(year=2025), yearly("final_accounts", 2023))
    assert len({finding.key for finding in said}) == len(said) == 2


def months(item: str, *numbers: int, year: int = 2026, unit: str = "m") -> list[object]:
    return [yearly(item, year, period=f"{unit}{n:02d}", url=f"{HOME}zl/{unit}{n}.html") for n in numbers]


def test_a_monthly_series_that_stopped_is_missed_by_its_next_month() -> None:
    [said] = findings(CHECK, *months("air_quality", 1, 2, 3, 4, 5), *months("air_quality", 12, year=2025))
    assert (said.reason, str(said.outcome), said.detail["when"], said.detail["due_on"]) == (
        "absent",
        "fail",
        "2026-06",
        "2026-08-29",
    )


@pytest.mark.parametrize(("day", "reasons"), [("2026-08-29", []), ("2026-08-30", ["absent"])])
def test_a_month_is_missed_when_its_days_of_grace_are_over(day: str, reasons: list[str]) -> None:
    shown = months("water_quality", 1, 2, 3, 4, 5), months("water_quality", 12, year=2025)
    assert [reason for reason, *_ in found(*shown[0], *shown[1], run_=on(day))] == reasons


def test_a_year_ends_in_december() -> None:
    shown = months("air_quality", 6, 7, 8, 9, 10, 11, year=2025)
    assert findings(CHECK, *shown)[0].detail["when"] == "2025-12"
    assert found(*months("air_quality", 7, 8, 9, 10, 11, 12, year=2025), run_=on("2026-03-31")) == []
    assert findings(CHECK, *months("air_quality", 7, 8, 9, 10, 11, 12, year=2025))[0].detail["when"] == "2026-01"


def test_quarters_are_counted_as_quarters() -> None:
    shown = months("social_insurance", 1, 2, 3, 4, year=2025, unit="q")
    assert findings(CHECK, *shown)[0].detail["when"] == "2026-03"
    assert found(*shown, run_=on("2026-06-29")) == []


def test_few_months_and_months_with_gaps_are_no_series() -> None:
    assert found(*months("air_quality", 1, 2, 3)) == []
    assert found(*months("air_quality", 1, 2, 3, 5), *months("air_quality", 11, 12, year=2025)) == []


def test_an_issue_between_two_others_is_a_doubt() -> None:
    shown = months("gazette", 1, 2, 4, 5, unit="i")
    assert found(*shown) == [("too_little_seen", "gazette", 2026)]
    assert found(*months("gazette", 1, 2, 3, 4, unit="i")) == []


def test_what_is_renewed_when_it_changes_is_a_doubt() -> None:
    assert found(yearly("powers_list", 2024)) == [("too_little_seen", "powers_list", 2025)]
    assert found(yearly("powers_list", 2025)) == []
    assert found() == []


def test_a_five_year_plan_is_missed_only_where_the_one_before_is_shown() -> None:
    assert found(yearly("five_year_plans", 2016)) == [("too_little_seen", "five_year_plans", 2021)]
    assert found(yearly("five_year_plans", 2021)) == []
    assert found(yearly("five_year_plans", 2021), run_=on("2027-01-01")) == [
        ("too_little_seen", "five_year_plans", 2026)
    ]


def test_the_schemes_name_items_of_the_calendar_and_of_the_law() -> None:
    """A row that names an item nobody looks for would never be met."""
    yearly_items = {*CHECK.options["due"], *CHECK.options["series"]}
    known = {"missing_yearly_disclosures": yearly_items, "missing_disclosures": set(DISCLOSURE_ITEMS)}
    for name in built_in():
        for row in load(name).rows:
            for fault in row.faults:
                named = fault.where.get("item", ())
                items = {named} if isinstance(named, str) else set(named)
                if fault.check in known:
                    assert items <= known[fault.check], (name, row.id)


def test_every_item_of_the_calendar_is_read_and_has_a_name() -> None:
    words = tomllib.loads((resources.files("crawler") / "lexicons" / "duties.toml").read_text("utf-8"))["items"]
    items = {*CHECK.options["due"], *CHECK.options["series"]}
    assert items == set(words)
    assert all(messages.item_name(item) != item for item in items)
