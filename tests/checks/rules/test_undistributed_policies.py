"""Documents that accounts passed on, and that they did not."""

from __future__ import annotations

from datetime import timedelta

from checks.core import Result, run
from checks.rules.undistributed_policies import undistributed_policies
from storage.records import Distributed, Distribution
from tests.checks.accounts import AccountHandFacts, distribution
from tests.checks.facts import AS_OF, SITE


def said(*found: Distribution) -> Result:
    return run(undistributed_policies, AccountHandFacts(listed=found, site=SITE))


def spoken_of(days: int, confidence: float = 0.9) -> Distributed:
    """A post so many days before the day of the verdict."""
    day = AS_OF.date() - timedelta(days=days)
    return Distributed(account="mz-wb", url=None, title="停车管理办法来了", at=day, confidence=confidence)


def test_a_document_of_which_an_account_speaks_in_time_is_distributed() -> None:
    result = said(distribution(60, spoken_of(58)))
    assert (result.findings, result.examined) == ((), 1)


def test_a_document_of_which_no_account_speaks_is_a_doubt() -> None:
    (found,) = said(distribution(60)).findings
    assert (found.reason, found.outcome, found.detail["accounts"]) == ("not_found", "unsure", ["mz-wb"])


def test_a_late_post_is_told_beside() -> None:
    (found,) = said(distribution(60, spoken_of(30))).findings
    assert found.detail["later"] == (AS_OF.date() - timedelta(days=30)).isoformat()


def test_a_likely_post_is_left_alone() -> None:
    assert said(distribution(60, spoken_of(58, 0.4))).findings == ()


def test_a_young_document_is_not_due() -> None:
    assert said(distribution(5)).findings == ()


def test_where_no_account_reaches_back_one_finding_says_so() -> None:
    (found,) = said(distribution(60, covering=()), distribution(50, covering=())).findings
    assert (found.reason, found.outcome, found.detail["documents"]) == ("too_little_seen", "unsure", 2)
