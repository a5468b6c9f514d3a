"""One look at one address, against a server that does what servers do."""

from __future__ import annotations

import asyncio
import gzip
import ipaddress
import socket
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from crawler.looks.answers import Answer
from crawler.looks.client import Client
from crawler.pace import Pace
from crawler.settings import CrawlSettings
from storage.records import Failure, Sign
from tests.crawler.web import Reply, Route, Web, html, redirect

LOOPBACK = CrawlSettings(allow_private_hosts=("127.0.0.0/8",), requests_per_second=0, timeout_s=0.4)
PAGE = "<!doctype html><html><title>首页</title><body>办公厅</body></html>"


def look(url: str, settings: CrawlSettings = LOOPBACK, *, strict_tls: bool = False) -> Answer:
    async def once() -> Answer:
        pace = Pace(rate=settings.requests_per_second, concurrency=settings.concurrency, rest_s=0.01)
        client = Client(settings, pace, strict_tls=strict_tls)
        try:
            return await client.look(url)
        finally:
            await client.close()

    return asyncio.run(once())


def looked(routes: dict[str, Route], path: str = "/", settings: CrawlSettings = LOOPBACK) -> tuple[Answer, Web]:
    web = Web(routes)
    with web.running():
        return look(web.url + path, settings), web


def raw(*chunks: bytes, pause_s: float = 0.0, hold_s: float = 0.0) -> Reply:
    async def write(writer: asyncio.StreamWriter) -> None:
        for chunk in chunks:
            writer.write(chunk)
            await writer.drain()
            if pause_s:
                await asyncio.sleep(pause_s)
        await asyncio.sleep(hold_s)

    return Reply(raw=write)


def test_a_page_is_kept_whole() -> None:
    answer, _ = looked({"/": html(PAGE)})
    assert (answer.status, answer.html, answer.body) == (200, True, PAGE.encode())
    assert answer.look().outcome == "200"


def test_of_a_file_only_the_first_bytes_are_kept_and_all_are_counted() -> None:
    answer, _ = looked(
        {"/a.pdf": Reply(b"%PDF-1.7" + b"x" * 200_000, headers={"Content-Type": "application/pdf"})}, "/a.pdf"
    )
    assert (answer.html, answer.length, len(answer.body), answer.kept) == (False, 200_008, 4096, False)
    assert answer.signs == ()


@pytest.mark.parametrize("content_type", ["application/octet-stream", "text/plain", "application/pdf", ""])
def test_bytes_tell_a_page_whatever_the_header_says(content_type: str) -> None:
    answer, _ = looked({"/": Reply(PAGE.encode(), headers={"Content-Type": content_type})})
    assert answer.html


def test_bytes_tell_a_file_whatever_the_header_says() -> None:
    answer, _ = looked({"/": Reply(b"%PDF-1.4 ...", headers={"Content-Type": "text/html"})})
    assert not answer.html


def test_redirects_are_followed_to_where_the_visitor_ends() -> None:
    answer, web = looked({"/": redirect("/a"), "/a": redirect("b?x=1#top", 301), "/b?x=1": html(PAGE)})
    assert (answer.status, answer.final_url) == (200, f"{web.url}/b?x=1")


def test_redirects_that_never_end_are_a_loop() -> None:
    answer, _ = looked({"/": redirect("/a"), "/a": redirect("/")})
    assert (answer.status, answer.signs) == (302, (Sign.LOOP,))


def test_a_site_that_sets_a_cookie_and_redirects_to_itself_is_no_loop() -> None:
    web = Web({})
    web.routes["/"] = lambda _: html(PAGE) if "cookie" in web.headers["/"] else redirect("/", **{"Set-Cookie": "s=1"})
    with web.running():
        assert look(web.url + "/").status == 200


def test_a_growing_chain_of_redirects_ends() -> None:
    answer, web = looked({f"/{n}": redirect(f"/{n + 1}") for n in range(100)}, "/0")
    assert Sign.LOOP in answer.signs
    assert web.asked.total() < 30


def test_a_redirect_into_a_private_network_is_refused() -> None:
    answer, _ = looked({"/": redirect("http://10.0.0.1/")})
    assert (answer.status, answer.signs) == (None, (Sign.PRIVATE,))


@pytest.mark.parametrize("url", ["http://localhost:1/", "http://127.0.0.1:1/", "http://[::1]:1/", "http://10.1.2.3/"])
def test_private_hosts_are_not_asked(url: str) -> None:
    answer = look(url, CrawlSettings(requests_per_second=0))
    assert (answer.status, answer.failure, answer.signs) == (None, None, (Sign.PRIVATE,))


def test_a_name_that_resolves_to_a_private_address_is_refused() -> None:
    name = socket.gethostname()
    if not socket.gethostbyname(name).startswith(("127.", "10.", "172.", "192.168.")):
        pytest.skip("this machine's own name is public")
    assert look(f"http://{name}:1/", CrawlSettings(requests_per_second=0)).signs == (Sign.PRIVATE,)


def test_a_closed_port_is_refused() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert look(f"http://127.0.0.1:{port}/").failure is Failure.REFUSED


def test_an_unknown_name_is_dns() -> None:
    assert look("http://no-such-host.invalid/").failure is Failure.DNS


def test_a_connection_cut_before_the_answer_is_reset() -> None:
    assert looked({"/": raw(b"HTTP/1.1 200")})[0].failure is Failure.RESET


def test_plain_http_behind_https_is_tls() -> None:
    web = Web({"/": html(PAGE)})
    with web.running():
        assert look(web.url.replace("http:", "https:") + "/").failure is Failure.TLS


def test_silence_is_a_timeout() -> None:
    assert looked({"/": raw(hold_s=5)})[0].failure is Failure.TIMEOUT


def test_a_byte_at_a_time_ends_as_a_timeout() -> None:
    drip = raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", *([b"x"] * 100), pause_s=0.1)
    answer, _ = looked({"/": drip})
    assert (answer.status, answer.failure) == (None, Failure.TIMEOUT)
    assert answer.elapsed_s < 3


def test_an_endless_body_ends_at_the_size_limit() -> None:
    flood = raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>", *([b"x" * 50_000] * 500))
    settings = CrawlSettings(allow_private_hosts=("127.0.0.1",), max_body_bytes=1_000_000, timeout_s=5)
    answer, _ = looked({"/": flood}, settings=settings)
    assert (answer.status, answer.signs, answer.kept) == (200, (Sign.TOO_LARGE,), False)


def test_a_gzip_bomb_ends_at_the_size_limit() -> None:
    bomb = gzip.compress(gzip.compress(b"<html>" + b" " * 200_000_000, 9), 9)
    settings = CrawlSettings(allow_private_hosts=("127.0.0.1",), max_body_bytes=1_000_000, timeout_s=5)
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip, gzip"}
    answer, _ = looked({"/": Reply(bomb, headers=headers)}, settings=settings)
    assert answer.signs == (Sign.TOO_LARGE,)
    assert len(answer.body) <= 4096


def test_a_gzip_page_is_inflated() -> None:
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    answer, _ = looked({"/": Reply(gzip.compress(PAGE.encode()), headers=headers)})
    assert (answer.body, answer.html) == (PAGE.encode(), True)


def test_a_body_shorter_than_declared_is_truncated() -> None:
    answer, _ = looked({"/a.zip": raw(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nPK\x03\x04")}, "/a.zip")
    assert (answer.status, answer.signs, answer.length) == (200, (Sign.TRUNCATED,), 4)


def test_a_larger_file_is_not_fetched_to_its_end() -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n%PDF"
    settings = CrawlSettings(allow_private_hosts=("127.0.0.1",), max_body_bytes=1_000_000, timeout_s=5)
    answer, _ = looked({"/a.pdf": raw(head, b"x" * 100_000, hold_s=3)}, "/a.pdf", settings)
    assert (answer.status, answer.signs, answer.length) == (200, (Sign.TOO_LARGE,), 9_000_000)


def test_a_proxy_that_cannot_reach_the_host_makes_it_unreachable() -> None:
    proxy = Web({}, default=lambda path: html("bad gateway", 502))
    with proxy.running():
        settings = CrawlSettings(proxy=proxy.url, requests_per_second=0)
        answer = look("http://www.example.gov.cn/", settings)
    assert (answer.status, answer.failure, answer.signs) == (None, Failure.REFUSED, (Sign.PROXY_ERROR,))


def test_a_502_of_a_host_that_answers_is_the_hosts_own() -> None:
    replies: dict[str, Callable[[str], Reply] | Reply] = {
        "http://www.example.gov.cn/": html(PAGE),
        "http://www.example.gov.cn/bad": html("bad gateway", 502),
    }
    proxy = Web(replies)

    async def both(settings: CrawlSettings) -> Answer:
        client = Client(settings, Pace(rate=0, concurrency=1, rest_s=1))
        try:
            await client.look("http://www.example.gov.cn/")
            return await client.look("http://www.example.gov.cn/bad")
        finally:
            await client.close()

    with proxy.running():
        answer = asyncio.run(both(CrawlSettings(proxy=proxy.url)))
    assert (answer.status, answer.failure) == (502, None)


def test_a_missing_proxy_is_our_fault() -> None:
    answer = look("http://www.example.gov.cn/", CrawlSettings(proxy="http://127.0.0.1:9"))
    assert answer.failure is Failure.OURS


def test_a_host_is_asked_at_its_front_door_before_the_proxy_is_blamed() -> None:
    routes = {"http://www.example.gov.cn/": html(PAGE), "http://www.example.gov.cn/bad": html("bad gateway", 502)}
    proxy = Web(routes)
    with proxy.running():
        answer = look("http://www.example.gov.cn/bad", CrawlSettings(proxy=proxy.url, requests_per_second=0))
    assert (answer.status, answer.failure, answer.signs) == (502, None, ())


def certificate(folder: Path, *, expired: bool) -> ssl.SSLContext:
    """A server's TLS with a certificate that it has signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now + timedelta(days=-1 if expired else 9))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    file = folder / "server.pem"
    plain = serialization.NoEncryption()
    private = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    file.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


@pytest.mark.parametrize("expired", [False, True])
def test_a_certificate_that_browsers_reject_fails_links_but_not_the_crawl(tmp_path: Path, expired: bool) -> None:
    web = Web({"/": html(PAGE)}, tls=certificate(tmp_path, expired=expired))
    with web.running():
        assert look(web.url + "/").status == 200
        answer = look(web.url + "/", strict_tls=True)
    assert (answer.status, answer.failure) == (None, Failure.TLS)
    assert answer.note in {"self_signed", "expired"}
