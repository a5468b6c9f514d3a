"""Articles under another day than their own."""

from __future__ import annotations

from datetime import date

import pytest

from checks.rules.redated_articles import redated_articles
from storage.records import FormerDay
from tests.checks.facts import HOME, findings, future_day, older_copy, reasons

EVENT = date(2026, 2, 1)


def test_an_old_text_that_speaks_of_its_own_days_is_proven() -> None:
    [found] = findings(redated_articles, older_copy(event_day=EVENT))
    assert (found.reason, str(found.outcome)) == ("older_copy", "fail")
    assert found.detail["older_published"] == "2026-02-03"


def test_a_text_without_a_day_may_be_a_notice_that_is_repeated() -> None:
    assert reasons(redated_articles, older_copy()) == [("contradicting", "unsure")]


def test_copies_of_other_years_are_left_out() -> None:
    assert not findings(redated_articles, older_copy(event_day=EVENT, published=date(2025, 9, 1)))


@pytest.mark.parametrize(("labelled", "said"), [(True, ("future_date", "fail")), (False, ("contradicting", "unsure"))])
def test_a_day_to_come_is_a_fault_where_it_is_labelled(labelled: bool, said: tuple[str, str]) -> None:
    assert reasons(redated_articles, future_day(labelled=labelled)) == [said]


@pytest.mark.parametrize(("day", "number"), [("2026-09-01", 0), ("2026-09-02", 1)])
def test_a_day_of_tolerance_is_for_clocks(day: str, number: int) -> None:
    assert len(findings(redated_articles, future_day(day, labelled=True))) == number


@pytest.mark.parametrize(
    ("former", "lengthened", "said"),
    [
        (date(2026, 6, 1), 3, [("contradicting", "unsure")]),
        (date(2026, 8, 10), 3, []),
        (date(2026, 6, 1), 300, []),
    ],
)
def test_a_page_that_bore_an_earlier_day_at_the_last_inspection_is_a_doubt(
    former: date, lengthened: int, said: list[tuple[str, str]]
) -> None:
    day = FormerDay(
        url=f"{HOME}a.html",
        title="关于办理登记的通知",
        published=date(2026, 8, 20),
        former=former,
        visited=date(2026, 6, 30),
        lengthened=lengthened,
    )
    assert reasons(redated_articles, day) == said
