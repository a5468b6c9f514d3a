"""The city on the wire, as a proxy and as a plain server."""

from __future__ import annotations

import asyncio
import gzip
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from demo.city import City
from demo.server import serve

Ask = Callable[[str], Awaitable[tuple[str, bytes]]]

HOME = "GET http://www.mingzhou.gov.cn/ HTTP/1.1\r\nHost: www.mingzhou.gov.cn\r\n\r\n"


async def receive(reader: asyncio.StreamReader, *, head_only: bool = False) -> tuple[str, bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    length = next(int(line.split(":")[1]) for line in head.split("\r\n") if line.lower().startswith("content-length"))
    return head, b"" if head_only else await reader.readexactly(length)


def talk(city: City, *requests: str) -> list[tuple[str, bytes]]:
    """Send requests over one connection and gather the answers."""

    async def run() -> list[tuple[str, bytes]]:
        async with serve(city) as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            answers = []
            for request in requests:
                writer.write(request.encode("latin-1"))
                answers.append(await receive(reader, head_only=request.startswith("HEAD")))
            writer.close()
            await writer.wait_closed()
            return answers

    return asyncio.run(run())


def get(url: str, *headers: str, method: str = "GET") -> str:
    host = url.split("/")[2]
    return "\r\n".join([f"{method} {url} HTTP/1.1", f"Host: {host}", *headers, "", ""])


def test_one_connection_serves_many_requests(city: City) -> None:
    answers = talk(city, HOME, get("http://rsj.mingzhou.gov.cn/"), HOME)
    assert [head.split()[1] for head, _ in answers] == ["200", "200", "200"]
    assert answers[0] == answers[2]


def test_pipelined_requests_are_answered_in_order(city: City) -> None:
    async def run() -> list[str]:
        async with serve(city) as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write((HOME + get("http://nobody.example/") + HOME).encode())
            heads = [(await receive(reader))[0].split()[1] for _ in range(3)]
            writer.close()
            await writer.wait_closed()
            return heads

    assert asyncio.run(run()) == ["200", "502", "200"]


def test_origin_form_is_answered_by_host(city: City) -> None:
    absolute, origin = talk(city, HOME, "GET / HTTP/1.1\r\nHost: www.mingzhou.gov.cn:80\r\n\r\n")
    assert absolute == origin


def test_head_has_no_body_and_gets_the_length_of_the_page(city: City) -> None:
    (head, body), (_, page) = talk(city, get("http://www.mingzhou.gov.cn/", method="HEAD"), HOME)
    assert body == b""
    assert f"Content-Length: {len(page)}" in head


def test_pages_are_squeezed_for_those_who_can_unpack(city: City) -> None:
    (_, plain), (head, squeezed) = talk(
        city, HOME, get("http://www.mingzhou.gov.cn/", "Accept-Encoding: gzip, deflate")
    )
    assert "Content-Encoding: gzip" in head
    assert gzip.decompress(squeezed) == plain


@pytest.mark.parametrize("url", ["http://nobody.example/", "http://dag.mingzhou.gov.cn/", "http://old.mzexpo.com.cn/x"])
def test_unknown_and_unreachable_hosts_are_the_proxys_502(city: City, url: str) -> None:
    ((head, _),) = talk(city, get(url))
    assert head.startswith("HTTP/1.1 502 ")
    assert "Proxy-Status: mingzhou-proxy; error=" in head


def test_tunnels_are_refused(city: City) -> None:
    ((head, _),) = talk(city, "CONNECT www.mingzhou.gov.cn:443 HTTP/1.1\r\nHost: www.mingzhou.gov.cn:443\r\n\r\n")
    assert head.startswith("HTTP/1.1 502 ")


def test_a_flaky_address_fails_once_and_then_works(city: City) -> None:
    request = get("http://www.mingzhou.gov.cn/bsyy/")
    answers = talk(city, request, request, request)
    assert [head.split()[1] for head, _ in answers] == ["503", "200", "200"]


def test_a_file_may_refuse_head_and_answer_get(city: City) -> None:
    url = "http://wjw.mingzhou.gov.cn/picture/-1/bmb.pdf"
    (head, _), (_, body) = talk(city, get(url, method="HEAD"), get(url))
    assert head.startswith("HTTP/1.1 403 ")
    assert body.startswith(b"%PDF-")


def test_slow_addresses_are_planted_as_slow(city: City) -> None:
    assert city.answer("jyj.mingzhou.gov.cn", "/zsdt.htm").delay_s == 2


def test_other_methods_are_refused_and_their_bodies_skipped(city: City) -> None:
    answers = talk(city, get("http://www.mingzhou.gov.cn/", "Content-Length: 5", method="POST") + "12345", HOME)
    assert [head.split()[1] for head, _ in answers] == ["405", "200"]


@pytest.mark.parametrize("request_", ["nonsense\r\n\r\n", get("http://a.b/", "Content-Length: 99999999")])
def test_what_is_no_request_ends_the_connection(city: City, request_: str) -> None:
    async def run() -> bytes:
        async with serve(city) as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(request_.encode())
            answer = await reader.read()
            writer.close()
            await writer.wait_closed()
            return answer

    assert asyncio.run(run()).startswith(b"HTTP/1.1 400 ")


def test_an_endless_head_is_cut_off(city: City) -> None:
    async def run() -> bytes:
        async with serve(city) as port:
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(b"GET / HTTP/1.1\r\n" + b"x" * 300_000)
            try:
                return await reader.read()
            except ConnectionError:
                return b""
            finally:
                writer.transport.abort()

    assert asyncio.run(run()) == b""


def test_the_server_runs_by_itself_and_prints_its_port(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "demo.server", "--workspace", str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        port = int(server.stdout.readline())
        with socket.create_connection(("127.0.0.1", port)) as connection:
            connection.sendall(HOME.encode())
            assert connection.recv(12) == b"HTTP/1.1 200"
        server.terminate()
    assert f":{port}" in (tmp_path / "xuncha.toml").read_text("utf-8")


def test_settings_name_the_proxy(city: City, tmp_path: Path) -> None:
    city.write_settings(28123)
    text = (city.out / "xuncha.toml").read_text("utf-8")
    assert 'proxy = "http://127.0.0.1:28123"' in text
    assert "requests_per_second = 0" in text
