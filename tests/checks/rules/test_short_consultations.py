from __future__ import annotations

from datetime import date

import pytest

from checks.rules.short_consultations import short_consultations
from storage.records import Nature
from tests.checks.decisions import consultation
from tests.checks.facts import findings, reasons


def test_fewer_days_than_thirty_counting_both_ends_fail() -> None:
    [found] = findings(short_consultations, consultation(end=date(2026, 3, 29)))
    assert (found.reason, str(found.outcome), found.nature) == ("short", "fail", Nature.EVENT)
    assert (found.detail["days"], found.detail["limit"]) == (29, 30)


def test_thirty_days_are_enough() -> None:
    assert reasons(short_consultations, consultation()) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"reasoned": True},
        {"end": None},
        {"published": date(2025, 3, 1)},
        {"published": None, "start": None},
        {"doubt": "unreadable"},
    ],
)
def test_what_cannot_or_need_not_be_judged_is_left_out(changed: dict[str, object]) -> None:
    assert reasons(short_consultations, consultation(**{"end": date(2026, 3, 7), **changed})) == []


def test_a_first_day_known_from_the_address_leaves_it_to_a_person() -> None:
    assert reasons(short_consultations, consultation(end=date(2026, 3, 7), weak_date=True)) == [("short", "unsure")]
