from __future__ import annotations

from datetime import date

from checks.rules.plain_interpretations import plain_interpretations
from storage.records import Interpretation
from tests.checks.facts import HOME, findings, reasons
from tests.checks.policies import interpretation


def some(rich: int, plain: int, **changed: object) -> list[Interpretation]:
    found = [interpretation(f"jd/r{number}.html") for number in range(rich)]
    return [*found, *(interpretation(f"jd/p{number}.html", form="text", **changed) for number in range(plain))]


def test_less_than_the_share_fails_with_numerator_and_denominator() -> None:
    [found] = findings(plain_interpretations, *some(1, 2))
    assert (found.reason, found.subject) == ("below_share", HOME)
    assert (found.detail["rich"], found.detail["total"], found.detail["rate"]) == (1, 3, 0.3333)


def test_the_share_itself_is_enough() -> None:
    assert reasons(plain_interpretations, *some(3, 2)) == []


def test_interpretations_outside_the_window_do_not_count() -> None:
    assert reasons(plain_interpretations, *some(1, 3, published=date(2025, 5, 5))) == []


def test_pages_that_were_not_read_could_still_be_rich() -> None:
    assert reasons(plain_interpretations, *some(1, 2, doubt="unreadable")) == [("below_share", "unsure")]


def test_a_site_without_interpretations_is_left_out() -> None:
    assert reasons(plain_interpretations) == []
