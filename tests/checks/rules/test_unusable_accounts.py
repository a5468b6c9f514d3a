"""What inspectors saw of accounts by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from checks.core import Result, run
from checks.rules.unusable_accounts import unusable_accounts
from tests.checks.accounts import ACCOUNT, of_account, seen_by_hand


def said(*seen: Any, platform: str = "weibo") -> Result:
    return run(unusable_accounts, of_account(*seen, account=replace(ACCOUNT, platform=platform)))


@pytest.mark.parametrize(
    ("answers", "platform", "reason", "alone"),
    [
        ({"interactive": False}, "weibo", "no_interaction", "unsure"),
        ({"opens": False}, "app", "app_unusable", "unsure"),
        ({"opens": False}, "mini_program", "app_unusable", "unsure"),
        ({"opens": False}, "douyin", "unopenable", "fail"),
        ({"menu_ok": False}, "wechat_official", "menu_broken", "fail"),
    ],
)
def test_what_vetoes_takes_two(answers: dict[str, bool], platform: str, reason: str, alone: str) -> None:
    (found,) = said(seen_by_hand(**answers), platform=platform).findings
    assert (found.reason, found.outcome) == (reason, alone)
    (found,) = said(seen_by_hand(**answers, second="李四", sha256="a" * 64), platform=platform).findings
    assert (found.reason, found.outcome) == (reason, "fail")
    assert [(sight.method, sight.sha256) for sight in found.evidence] == [("read", "a" * 64)]
    (found,) = said(seen_by_hand(**answers), seen_by_hand(2, "李四", **answers), platform=platform).findings
    assert found.outcome == "fail"


def test_an_account_that_works_or_that_nobody_tried_has_no_finding() -> None:
    result = said(seen_by_hand(interactive=True, opens=True, menu_ok=True))
    assert (result.findings, result.examined) == ((), 1)
    result = said()
    assert (result.findings, result.examined) == ((), 0)


def test_the_newest_look_counts() -> None:
    before = seen_by_hand(1, interactive=False, second="李四")
    before = replace(before, at=before.at - timedelta(days=5))
    assert said(seen_by_hand(2, interactive=True), before).findings == ()
