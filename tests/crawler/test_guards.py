from __future__ import annotations

import pytest

from crawler.guards import Gate


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "LOCALHOST.", "a.localhost", "127.0.0.1", "10.0.0.8", "172.16.3.4", "192.168.1.1", "169.254.1.1",
        "100.64.0.1", "0.0.0.0", "224.0.0.1", "[::1]", "[fe80::1]", "[fd00::1]", "[::ffff:10.0.0.1]",
        "[64:ff9b::a00:1]", "[2002:a00:1::]",
    ],
)  # fmt: skip
def test_private_hosts_are_refused(host: str) -> None:
    assert not Gate().may_fetch(f"http://{host}/")


@pytest.mark.parametrize("host", ["www.example.gov.cn", "1.2.4.8", "[2001:4860:4860::8888]"])
def test_public_hosts_may_be_fetched(host: str) -> None:
    assert Gate().may_fetch(f"https://{host}/")


@pytest.mark.parametrize("entry", ["127.0.0.1", "127.0.0.0/8", "127.0.0.1:8080"])
def test_what_is_allowed_may_be_fetched(entry: str) -> None:
    assert Gate([entry]).may_fetch("http://127.0.0.1:8080/")


def test_a_port_that_is_not_allowed_stays_refused() -> None:
    gate = Gate(["127.0.0.1:8080", "localhost"])
    assert not gate.may_fetch("http://127.0.0.1:8081/")
    assert gate.may_fetch("http://localhost:9/")


def test_an_impossible_port_is_refused() -> None:
    assert not Gate().may_fetch("http://a.gov.cn:99999/")
