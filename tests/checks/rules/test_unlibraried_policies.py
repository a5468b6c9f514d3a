from __future__ import annotations

from datetime import date

import pytest

from checks.rules.unlibraried_policies import unlibraried_policies
from tests.checks.facts import column, reasons
from tests.checks.policies import policy

LIBRARY = column("policy_document", "规范性文件库")


def test_a_normative_document_outside_the_library_fails() -> None:
    assert reasons(unlibraried_policies, LIBRARY, policy()) == [("absent", "fail")]


def test_a_document_that_is_there_is_silent() -> None:
    assert reasons(unlibraried_policies, LIBRARY, policy(library=True)) == []
    assert reasons(unlibraried_policies, LIBRARY, policy(), policy("ku/1.html", library=True)) == []


def test_a_site_without_a_library_is_left_out() -> None:
    assert reasons(unlibraried_policies, column("policy_document", "政策文件"), policy()) == []


@pytest.mark.parametrize(
    "changed",
    [{"kind": "other"}, {"reprint": True}, {"column": None}, {"validity": "失效"}, {"published": date(2025, 1, 1)}],
)
def test_other_documents_are_left_out(changed: dict[str, object]) -> None:
    assert reasons(unlibraried_policies, LIBRARY, policy(**changed)) == []


def test_a_list_not_read_to_its_end_leaves_it_open() -> None:
    hidden = column("policy_document", "规范性文件库", doubt="unrendered")
    assert reasons(unlibraried_policies, hidden, policy()) == [("absent", "unsure")]
