"""Sites that cannot be opened over IPv6."""

from __future__ import annotations

import pytest

from checks.rules.missing_ipv6 import missing_ipv6
from tests.checks.facts import addresses, findings, reasons, result


def test_a_site_that_opens_over_ipv6_passes() -> None:
    judged = result(missing_ipv6, addresses())
    assert (judged.findings, judged.examined) == ((), 1)


def test_a_host_with_ipv4_addresses_only_fails() -> None:
    assert reasons(missing_ipv6, addresses(ipv6=(), answers=None)) == [("no_address", "fail")]


def test_a_host_that_does_not_answer_at_its_ipv6_address_fails() -> None:
    assert reasons(missing_ipv6, addresses(answers=False)) == [("no_answer", "fail")]


@pytest.mark.parametrize(
    ("hindrance", "reason"), [("proxy", "our_network"), ("no_ipv6", "our_network"), ("dns", "unreadable")]
)
def test_what_could_not_be_tried_is_not_run(hindrance: str, reason: str) -> None:
    changed = {"answers": None, "hindrance": hindrance} | ({} if hindrance == "no_ipv6" else {"ipv4": (), "ipv6": ()})
    assert reasons(missing_ipv6, addresses(**changed)) == [(reason, "not_run")]


def test_a_bare_address_has_no_name_to_ask_for() -> None:
    assert not findings(missing_ipv6, addresses(ipv4=(), ipv6=(), answers=None, hindrance="literal"))
