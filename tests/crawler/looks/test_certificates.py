"""What is seen of a host's certificate, over real TLS."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from crawler.guards import Gate
from crawler.looks import addresses, certificates
from storage.records import Certificate, HostAddresses
from tests.crawler.looks.test_client import certificate
from tests.crawler.web import Web, html

ALLOWED = Gate(["127.0.0.0/8"])


def seen(url: str, gate: Gate = ALLOWED, proxy: str = "") -> Certificate:
    return asyncio.run(certificates.look_at(url, gate, proxy=proxy, timeout_s=5))


@pytest.mark.parametrize("expired", [False, True])
def test_a_certificate_is_read_whatever_it_is_worth(tmp_path: Path, expired: bool) -> None:
    web = Web({"/": html("x")}, tls=certificate(tmp_path, expired=expired))
    with web.running():
        found = seen(f"{web.url}/")
    assert (found.host, found.names, found.covers) == (f"127.0.0.1:{web.port}", ("127.0.0.1",), True)
    assert found.not_after is not None
    assert (found.not_after < found.at) == expired
    assert found.chain == "self_signed"
    assert found.failure is None


def test_a_host_that_speaks_no_tls_shows_none() -> None:
    with Web({"/": html("x")}).running() as web:
        assert seen(f"https://127.0.0.1:{web.port}/").failure == "tls"


def test_nobody_there_is_refused() -> None:
    assert seen("https://127.0.0.1:9/").failure == "refused"


def test_private_hosts_and_proxies_are_not_looked_at() -> None:
    assert seen("https://127.0.0.1:9/", Gate()).failure == "private"
    assert seen("https://localhost:9/", Gate()).failure == "private"
    assert seen("https://www.mz.gov.cn/", proxy="http://127.0.0.1:9").failure == "proxy"


@pytest.mark.parametrize(
    ("pattern", "host", "covers"),
    [
        ("www.mz.gov.cn", "WWW.mz.gov.cn", True),
        ("*.mz.gov.cn", "www.mz.gov.cn", True),
        ("*.mz.gov.cn", "a.b.mz.gov.cn", False),
        ("*.mz.gov.cn", "mz.gov.cn", False),
        ("*", "cn", False),
        ("127.0.0.1", "127.0.0.1", True),
        ("mz.gov.cn", "www.mz.gov.cn", False),
    ],
)
def test_a_star_stands_for_one_label(pattern: str, host: str, covers: bool) -> None:
    assert certificates._covers(pattern, host) == covers


def where(url: str, proxy: str = "") -> HostAddresses:
    return asyncio.run(addresses.look_at(url, ALLOWED, proxy=proxy, known_good=(), timeout_s=1))


@pytest.mark.parametrize("url", ["http://127.0.0.1:9/", "http://[::1]/", "http://localhost/", "http://intranet/"])
def test_what_is_no_public_name_is_not_resolved(url: str) -> None:
    assert where(url).hindrance == "literal"


def test_behind_a_proxy_the_proxy_resolves() -> None:
    assert where("http://www.mz.gov.cn/", proxy="http://127.0.0.1:9").hindrance == "proxy"


def test_a_name_that_nobody_knows_is_told() -> None:
    assert where("http://www.nobody.invalid/").hindrance == "dns"
