from __future__ import annotations

from datetime import date

import pytest

from checks.rules.lapsed_policies import lapsed_policies
from tests.checks.facts import reasons
from tests.checks.policies import policy

PAST = date(2026, 8, 30)
REPEAL = policy(
    "zc/9.html",
    act="repeal",
    names=(),
    repeals=("明州市停车管理办法",),
    written=date(2026, 7, 1),
    validity=None,
    valid_to=None,
)


def test_a_document_shown_as_valid_after_its_last_day_fails() -> None:
    assert reasons(lapsed_policies, policy(valid_to=PAST)) == [("expired", "fail")]


def test_the_last_day_itself_is_valid() -> None:
    assert reasons(lapsed_policies, policy(valid_to=date(2026, 8, 31))) == []


@pytest.mark.parametrize("validity", ["失效", "废止", "已修改"])
def test_a_page_that_says_so_is_silent(validity: str) -> None:
    assert reasons(lapsed_policies, policy(valid_to=PAST, validity=validity)) == []
    assert reasons(lapsed_policies, policy(validity=validity), REPEAL) == []


def test_a_repealed_document_shown_as_valid_fails() -> None:
    assert reasons(lapsed_policies, policy(), REPEAL) == [("repealed", "fail")]


def test_a_repealed_document_without_a_word_is_left_to_a_person() -> None:
    assert reasons(lapsed_policies, policy(validity=None, valid_to=None), REPEAL) == [("repealed", "unsure")]


def test_a_document_younger_than_the_repeal_is_another_one() -> None:
    assert reasons(lapsed_policies, policy(written=date(2026, 8, 1), published=date(2026, 8, 1)), REPEAL) == []


def test_an_extended_document_goes_on() -> None:
    extension = policy("zc/8.html", act="extend")
    assert reasons(lapsed_policies, policy(valid_to=PAST), extension) == []
