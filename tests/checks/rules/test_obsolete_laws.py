"""Laws out of force."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from checks.rules.obsolete_laws import obsolete_laws
from storage.records import LawCitation
from tests.checks.facts import findings, page, reasons, url

CITED = LawCitation(
    url=url("1.html"),
    law="合同法",
    by="民法典",
    since=date(2021, 1, 1),
    published=date(2024, 5, 8),
    quote="根据《合同法》",
)


def test_a_law_out_of_force_as_basis_fails() -> None:
    [found] = findings(obsolete_laws, page("1.html"), CITED)
    assert (found.reason, str(found.outcome), found.detail["law"]) == ("cited_as_basis", "fail", "合同法")


def test_what_may_be_right_is_a_doubt() -> None:
    assert reasons(obsolete_laws, replace(CITED, certain=False)) == [("cited_as_basis", "unsure")]
    whole = replace(CITED, whole=True, certain=False)
    assert reasons(obsolete_laws, whole) == [("reprinted_as_current", "unsure")]


def test_two_laws_on_one_page_are_two_findings() -> None:
    found = findings(obsolete_laws, CITED, replace(CITED, law="物权法"))
    assert len({finding.key for finding in found}) == 2
