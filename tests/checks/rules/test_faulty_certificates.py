"""Certificates that browsers warn of."""

from __future__ import annotations

from datetime import timedelta

import pytest

from checks.rules.faulty_certificates import faulty_certificates
from tests.checks.facts import AS_OF, NOON, certificate, findings, reasons, result


def test_a_good_certificate_passes() -> None:
    judged = result(faulty_certificates, certificate())
    assert (judged.findings, judged.examined) == ((), 1)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"not_after": NOON - timedelta(seconds=1)}, "expired"),
        ({"not_before": NOON + timedelta(days=1)}, "expired"),
        ({"covers": False, "chain": "untrusted"}, "wrong_name"),
        ({"chain": "self_signed"}, "chain"),
        ({"not_after": AS_OF + timedelta(days=14, hours=23)}, "expires_soon"),
    ],
)
def test_the_first_fault_is_named(changed: dict[str, object], reason: str) -> None:
    assert reasons(faulty_certificates, certificate(**changed)) == [(reason, "fail")]


def test_a_certificate_of_just_the_days_asked_for_passes() -> None:
    assert not findings(faulty_certificates, certificate(not_after=AS_OF + timedelta(days=15)))


@pytest.mark.parametrize(
    ("failure", "reason"),
    [("proxy", "our_network"), ("private", "private_address"), ("refused", "unreadable")],
)
def test_what_was_not_shown_is_not_run(failure: str, reason: str) -> None:
    judged = result(faulty_certificates, certificate(failure=failure))
    assert [(found.reason, str(found.outcome)) for found in judged.findings] == [(reason, "not_run")]
    assert judged.examined == 0


def test_the_last_look_at_a_host_counts() -> None:
    before = certificate(at=NOON - timedelta(days=1), chain="incomplete")
    assert not findings(faulty_certificates, before, certificate())


def test_a_site_without_https_has_no_certificate_to_fault() -> None:
    assert not findings(faulty_certificates)
