"""Wordings of the office's own list."""

from __future__ import annotations

from checks.rules.suspect_wording import suspect_wording
from storage.records import ListedWording
from tests.checks.facts import HOME, findings, page, reasons


def test_a_listed_wording_is_a_doubt() -> None:
    listed = ListedWording(url=HOME, wrong="帐号", right="账号", count=2, excerpt="登录帐号")
    assert reasons(suspect_wording, page(), listed) == [("listed", "unsure")]


def test_two_wordings_of_one_page_are_two_findings() -> None:
    one = ListedWording(url=HOME, wrong="帐号", right="账号", count=2, excerpt="登录帐号")
    other = ListedWording(url=HOME, wrong="截至日期", right="截止日期", count=1, excerpt="截至日期")
    assert len({found.key for found in findings(suspect_wording, page(), one, other)}) == 2
