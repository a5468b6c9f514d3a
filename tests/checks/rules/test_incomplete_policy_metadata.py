from __future__ import annotations

from datetime import date

import pytest

from checks.rules.incomplete_policy_metadata import incomplete_policy_metadata
from tests.checks.facts import findings, reasons
from tests.checks.policies import policy


def test_particulars_that_stand_nowhere_are_named() -> None:
    [found] = findings(incomplete_policy_metadata, policy(missing=("发文字号", "有效性")))
    assert (found.reason, found.detail["missing"]) == ("elements", ["发文字号", "有效性"])


@pytest.mark.parametrize("changed", [{"reprint": True}, {"doubt": "unreadable"}, {"published": date(2025, 1, 1)}])
def test_reprints_unread_and_old_documents_are_left_out(changed: dict[str, object]) -> None:
    assert reasons(incomplete_policy_metadata, policy(missing=("发文字号",), **changed)) == []


def test_a_document_without_a_day_is_not_passed_over() -> None:
    assert reasons(incomplete_policy_metadata, policy(missing=("发布日期",), published=None)) == [("elements", "fail")]


def test_the_scheme_says_what_is_required() -> None:
    assert reasons(incomplete_policy_metadata, policy(missing=("有效性",)), required=["发文字号"]) == []
