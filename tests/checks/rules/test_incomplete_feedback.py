from __future__ import annotations

from datetime import date

from checks.rules.incomplete_feedback import incomplete_feedback
from tests.checks.decisions import consultation, feedback
from tests.checks.facts import findings, reasons


def test_what_is_missing_is_named_on_the_consultation() -> None:
    [found] = findings(incomplete_feedback, consultation(), feedback(missing=("未采纳理由",)))
    assert (found.subject, found.page) == (consultation().url, feedback().url)
    assert found.detail["missing"] == ["未采纳理由"]


def test_complete_and_old_feedback_is_silent() -> None:
    assert reasons(incomplete_feedback, feedback()) == []
    assert reasons(incomplete_feedback, feedback(missing=("采纳情况",), published=date(2025, 4, 1))) == []
