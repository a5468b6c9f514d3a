from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from checks.rules.unlibraried_policies import unlibraried_policies
from storage.records import AnnualReport, Policy
from tests.checks.facts import findings, home, page, reasons, url
from tests.checks.policies import BESIDE, LIBRARY, counted, policy


def test_a_normative_document_outside_the_library_fails() -> None:
    assert reasons(unlibraried_policies, LIBRARY, policy()) == [("absent", "fail")]


def test_a_document_that_is_there_is_silent() -> None:
    assert reasons(unlibraried_policies, LIBRARY, policy(library=True)) == []
    assert reasons(unlibraried_policies, LIBRARY, policy(), policy("ku/1.html", library=True)) == []


def test_a_site_without_a_library_is_left_out() -> None:
    assert reasons(unlibraried_policies, BESIDE, policy()) == []


@pytest.mark.parametrize(
    "changed",
    [{"kind": "other"}, {"reprint": True}, {"column": None}, {"validity": "失效"}, {"published": date(2025, 1, 1)}],
)
def test_other_documents_are_left_out(changed: dict[str, object]) -> None:
    assert reasons(unlibraried_policies, LIBRARY, policy(**changed)) == []


def test_a_list_not_read_to_its_end_leaves_it_open() -> None:
    part = replace(LIBRARY, whole=False, oldest=date(2026, 8, 1))
    assert reasons(unlibraried_policies, part, policy()) == [("absent", "unsure")]
    assert reasons(unlibraried_policies, replace(part, oldest=date(2026, 1, 9)), policy()) == [("absent", "fail")]


SHELF = LIBRARY.url


def shelf(*, alone: int, both: int) -> list[Policy]:
    """Documents of a library: those that stand there alone, and those that a column lists as well."""
    only = [
        policy(f"ku/{at}.html", library=True, column=SHELF, number=f"明交规〔2026〕{at}号", names=(f"办法{at}",))
        for at in range(1, alone + 1)
    ]
    shared = [
        policy(f"zc/{at}.html", library=True, number=f"明交规〔2026〕{at}号", names=(f"办法{at}",))
        for at in range(101, both + 101)
    ]
    return [*only, *shared]


def test_a_document_that_only_the_library_has_fails_where_most_stand_in_both() -> None:
    [found] = findings(unlibraried_policies, LIBRARY, BESIDE, *shelf(alone=1, both=3))
    assert (found.reason, found.subject, found.detail["library"]) == ("absent", url("ku/1.html"), "政策文件")


def test_a_library_that_is_a_part_of_its_own_owes_no_column_its_documents() -> None:
    assert reasons(unlibraried_policies, LIBRARY, BESIDE, *shelf(alone=3, both=3)) == []
    assert reasons(unlibraried_policies, LIBRARY, *shelf(alone=3, both=0)) == []


HELD = [
    policy("ku/1.html", library=True, column=SHELF, published=date(2025, 3, 1), written=date(2025, 2, 27)),
    policy(
        "ku/2.html",
        library=True,
        column=SHELF,
        published=date(2024, 3, 1),
        written=date(2024, 2, 27),
        number="乙〔2024〕1号",
    ),
]
SEEN = (home(), page(""), page("a.html"), LIBRARY, *HELD)


def test_a_report_that_counts_more_than_the_library_holds_is_left_to_a_person() -> None:
    found = findings(unlibraried_policies, *SEEN, counted(3, 4))
    assert [(one.reason, str(one.outcome), one.detail["item"]) for one in found] == [
        ("fewer", "unsure", "本年制发件数"),
        ("fewer", "unsure", "现行有效件数"),
    ]
    assert (found[0].detail["reported"], found[0].detail["held"]) == (3, 1)


@pytest.mark.parametrize(
    "report",
    [
        counted(1, 2),
        counted(0, 0),
        counted(None, None),
        counted(9, 9, newest=False),
        counted(9, 9, kept_elsewhere=True),
    ],
)
def test_numbers_that_agree_or_are_not_there_are_silent(report: AnnualReport) -> None:
    assert reasons(unlibraried_policies, *SEEN, report) == []


def test_a_government_whose_report_adds_up_others_is_not_compared() -> None:
    assert reasons(unlibraried_policies, *SEEN, counted(9, 9), counted=[]) == []


def test_a_list_that_does_not_claim_to_hold_all_is_not_compared() -> None:
    plain = replace(LIBRARY, name="规范性文件", complete=False)
    assert reasons(unlibraried_policies, home(), page(""), page("a.html"), plain, *HELD, counted(9, 9)) == []
