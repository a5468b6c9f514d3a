from __future__ import annotations

from datetime import date

import pytest

from checks.rules.missing_policy_boards import missing_policy_boards
from tests.checks.facts import reasons
from tests.checks.policies import policy


def test_a_document_page_without_an_entry_fails() -> None:
    assert reasons(missing_policy_boards, policy(board=False)) == [("absent", "fail")]


def test_a_page_with_an_entry_is_silent() -> None:
    assert reasons(missing_policy_boards, policy()) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"reprint": True},
        {"doubt": "unreadable"},
        {"binding": False},
        {"published": None},
        {"published": date(2025, 1, 1)},
    ],
)
def test_other_documents_are_left_out(changed: dict[str, object]) -> None:
    assert reasons(missing_policy_boards, policy(board=False, **changed)) == []
