from __future__ import annotations

from datetime import date

from checks.rules.incomplete_consultations import incomplete_consultations
from tests.checks.decisions import consultation
from tests.checks.facts import findings, reasons


def test_what_is_missing_is_named() -> None:
    [found] = findings(incomplete_consultations, consultation(missing=("草案", "起止时间")))
    assert (found.reason, found.detail["missing"]) == ("elements", ["草案", "起止时间"])


def test_complete_old_and_unreadable_ones_are_silent() -> None:
    assert reasons(incomplete_consultations, consultation()) == []
    assert reasons(incomplete_consultations, consultation(missing=("草案",), published=date(2025, 3, 1))) == []
    assert reasons(incomplete_consultations, consultation(missing=("草案",), doubt="unreadable")) == []


def test_the_scheme_says_what_is_required() -> None:
    assert reasons(incomplete_consultations, consultation(missing=("起草说明",)), required=["草案"]) == []
