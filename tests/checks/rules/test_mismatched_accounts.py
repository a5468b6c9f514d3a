"""Accounts that are not what the register says."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from checks.core import Result, run
from checks.rules.mismatched_accounts import mismatched_accounts
from tests.checks.accounts import ACCOUNT, of_account, seen_by_hand


def said(*seen: Any, handle: str | None = None, **changed: Any) -> Result:
    return run(mismatched_accounts, of_account(*seen, account=replace(ACCOUNT, handle=handle), **changed))


@pytest.mark.parametrize("shown", ["明州民政", "明州民政的微博", "@明州民政", "明州民政发布", "民政"])
def test_a_name_that_holds_the_other_is_the_same(shown: str) -> None:
    assert said(shown_name=shown).findings == ()


def test_another_name_is_a_doubt_and_with_the_same_number_a_fault() -> None:
    (found,) = said(shown_name="某某美食").findings
    assert (found.reason, found.outcome) == ("renamed", "unsure")
    (found,) = said(handle="1234567", shown_name="某某美食", shown_id="1234567").findings
    assert (found.reason, found.outcome) == ("renamed", "fail")


def test_the_title_of_a_feed_is_no_name() -> None:
    assert said(shown_name="某某聚合", source="feed").findings == ()


def test_an_account_verified_for_another_body_has_another_owner() -> None:
    (found,) = said(shown_name="明州民政", owner="东河市教育局官方微博").findings
    assert (found.reason, found.outcome, found.detail["other"]) == ("reowned", "fail", "东河市教育局")
    assert said(shown_name="明州民政", owner="某某科技有限公司").findings == ()


def test_two_inspectors_may_say_that_an_account_has_another_name() -> None:
    (found,) = said(seen_by_hand(renamed_to="某某美食")).findings
    assert found.outcome == "unsure"
    (found,) = said(seen_by_hand(renamed_to="某某美食", second="李四")).findings
    assert (found.reason, found.outcome) == ("renamed", "fail")
