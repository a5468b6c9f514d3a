"""Numbers of persons that a page or a file gives away."""

from __future__ import annotations

import pytest

from checks.rules.exposed_personal_data import exposed_personal_data
from storage.records import PersonalNumbers
from tests.checks.facts import findings, page, reasons, url


def numbers(kind: str = "id_number", certain: int = 1, **changed: object) -> PersonalNumbers:
    usual = {"url": url("gs/1.html"), "count": 1, "excerpt": "张三 ******************", "marks": ("0123456789abcdef",)}
    return PersonalNumbers(kind=kind, certain=certain, **{**usual, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["id_number", "bank_card"])
def test_a_proven_number_fails_and_a_doubtful_one_is_for_a_person(kind: str) -> None:
    assert reasons(exposed_personal_data, page(), numbers(kind)) == [(kind, "fail")]
    assert reasons(exposed_personal_data, page(), numbers(kind, certain=0)) == [(kind, "unsure")]


def test_telephones_are_never_more_than_a_doubt() -> None:
    assert reasons(exposed_personal_data, numbers("phone", certain=5)) == [("phone", "unsure")]


def test_two_kinds_on_one_page_are_two_findings() -> None:
    found = findings(exposed_personal_data, numbers(), numbers("bank_card"))
    assert len({finding.key for finding in found}) == 2
    assert found[0].detail["marks"] == ["0123456789abcdef"]


def test_a_file_is_told_with_the_page_that_offers_it() -> None:
    [found] = findings(exposed_personal_data, numbers(url=url("a.xlsx"), page=url("gs/1.html")))
    assert (found.subject, found.page) == (url("a.xlsx"), url("gs/1.html"))


def test_a_page_without_numbers_passes() -> None:
    assert not findings(exposed_personal_data, page(), page("a"))
