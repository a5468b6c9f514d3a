"""When a site counts as one that cannot be opened."""

from __future__ import annotations

import pytest

from checks.rules.unreachable_sites import unreachable_sites
from tests.checks.facts import HOME, findings, reasons, result, visits


def test_a_site_that_always_opens_passes() -> None:
    judged = result(unreachable_sites, *visits(140))
    assert (judged.findings, judged.examined) == ((), 140)


def test_fewer_than_140_visits_prove_nothing() -> None:
    assert reasons(unreachable_sites, *visits(139, failed=139)) == [("too_few_probes", "not_run")]
    assert reasons(unreachable_sites) == [("too_few_probes", "not_run")]


@pytest.mark.parametrize(("failed", "slow"), [(7, 0), (0, 7), (3, 4)])
def test_a_share_of_five_percent_fails(failed: int, slow: int) -> None:
    [found] = findings(unreachable_sites, *visits(140, failed=failed, slow=slow))
    assert (found.reason, found.subject) == ("slow_or_down", HOME)
    assert found.detail["rate"] == 0.05
    assert (found.detail["visits"], found.detail["failed"]) == (140, 7)
    assert {sight.outcome for sight in found.evidence} <= {"timeout", "ok"}


def test_less_than_five_percent_passes() -> None:
    assert not findings(unreachable_sites, *visits(141, failed=7))


def test_visits_that_prove_nothing_count_neither_way() -> None:
    judged = result(unreachable_sites, *visits(140, failed=6, void=50))
    assert (judged.findings, judged.examined) == ((), 140)
    assert reasons(unreachable_sites, *visits(139, void=1)) == [("too_few_probes", "not_run")]
