from __future__ import annotations

import pytest

from checks.rules.formalistic_interpretations import formalistic_interpretations
from tests.checks.facts import findings, reasons
from tests.checks.policies import pair, pairing


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"copied": 0.61}, "copied"),
        ({"copied_headings": 0.71}, "headings"),
        ({"twins": ("https://www.mz.gov.cn/jd/2.html",)}, "twins"),
        ({"form": "text", "text_length": 299}, "short"),
        ({"form": "text", "elements": ("主要内容",)}, "elements"),
    ],
)
def test_each_sign_makes_a_candidate_for_a_person(changed: dict[str, object], why: str) -> None:
    [found] = findings(formalistic_interpretations, pairing(pair(**changed)))
    assert (found.reason, str(found.outcome), found.detail["why"]) == ("excerpt", "unsure", [why])


@pytest.mark.parametrize(
    "changed",
    [
        {"copied": 0.6},
        {"form": "text"},
        {"form": "text", "text_length": 100, "elements": (), "media": True},
        {"text_length": 50, "elements": ()},
        {"copied": 0.9, "seen": False},
        {"copied": 0.9, "confidence": 0.4},
    ],
)
def test_good_short_pictures_and_unread_ones_are_silent(changed: dict[str, object]) -> None:
    assert reasons(formalistic_interpretations, pairing(pair(**changed))) == []
