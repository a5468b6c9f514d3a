"""Service guides that lack elements, and forms that nobody can get."""

from __future__ import annotations

from checks.rules.incomplete_service_guides import incomplete_service_guides
from checks.rules.missing_forms import missing_forms
from storage.records import SERVICE_ELEMENTS
from tests.checks.facts import findings, reasons, service_guide

FOUR = SERVICE_ELEMENTS[6:]


def test_a_whole_guide_passes() -> None:
    assert reasons(incomplete_service_guides, service_guide()) == []
    assert reasons(missing_forms, service_guide()) == []


def test_what_is_missing_is_named() -> None:
    guide = service_guide(missing=("收费标准",), no_clause=True, catch_all="其他材料")
    [found] = findings(incomplete_service_guides, guide)
    assert (found.reason, str(found.outcome)) == ("elements", "fail")
    assert found.detail["missing"] == ["收费标准", "设定依据的条款", "明确的办理材料"]
    assert (found.detail["classes"], found.detail["deficient"]) == (1, False)


def test_pictures_in_a_guide_leave_a_doubt() -> None:
    assert reasons(incomplete_service_guides, service_guide(missing=FOUR, hidden=1)) == [("too_little_seen", "unsure")]
    assert reasons(missing_forms, service_guide(forms=("申请表",), hidden=1)) == [("too_little_seen", "unsure")]


def test_guides_that_lack_four_classes_are_told_apart() -> None:
    whole = service_guide("bs/0.html")
    lacking = [service_guide(f"bs/{number}.html", missing=FOUR) for number in range(1, 4)]
    assert all(found.detail["deficient"] for found in findings(incomplete_service_guides, whole, *lacking))
    assert not any(found.detail["all_of_few"] for found in findings(incomplete_service_guides, whole, *lacking))
    assert all(found.detail["all_of_few"] for found in findings(incomplete_service_guides, *lacking))


def test_five_deficient_guides_are_no_few() -> None:
    lacking = [service_guide(f"bs/{number}.html", missing=FOUR) for number in range(5)]
    assert not any(found.detail["all_of_few"] for found in findings(incomplete_service_guides, *lacking))


def test_each_form_of_a_guide_is_a_finding() -> None:
    found = findings(missing_forms, service_guide(forms=("申请表", "登记表")))
    assert [one.reason for one in found] == ["absent", "absent"]
    assert len({one.key for one in found}) == 2


def test_guides_that_scripts_build_are_not_run() -> None:
    for check in (incomplete_service_guides, missing_forms):
        assert reasons(check, service_guide(doubt="unrendered")) == [("unrendered", "not_run")]
