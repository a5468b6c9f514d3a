"""The browser's way out, asked by a plain client in the browser's place."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import aiohttp
import pytest

from crawler.gateway import Gateway
from crawler.settings import CrawlSettings
from tests.crawler.web import Reply, Web, html, redirect

T = TypeVar("T")


def through(settings: CrawlSettings, use: Callable[[aiohttp.ClientSession, str], Awaitable[T]]) -> T:
    async def run() -> T:
        gateway = Gateway(settings)
        address = await gateway.open()
        try:
            async with aiohttp.ClientSession() as session:
                return await use(session, address)
        finally:
            await gateway.close()

    return asyncio.run(run())


def fetched(url: str, *allowed: str, settings: CrawlSettings | None = None) -> tuple[int, str]:
    async def use(session: aiohttp.ClientSession, address: str) -> tuple[int, str]:
        async with session.get(url, proxy=address) as response:
            return response.status, await response.text()

    return through(settings or CrawlSettings(allow_private_hosts=allowed), use)


async def raw(address: str, asked: bytes) -> bytes:
    reader, writer = await asyncio.open_connection("127.0.0.1", int(address.rpartition(":")[2]))
    writer.write(asked)
    try:
        return await asyncio.wait_for(reader.read(), 5)
    finally:
        writer.close()


def test_an_allowed_page_comes_through() -> None:
    web = Web({"/a?b=1": html("甲")})
    with web.running():
        assert fetched(web.url + "/a?b=1", "127.0.0.1") == (200, "甲")
    assert web.headers["/a?b=1"]["connection"] == "close"


def test_a_second_question_takes_a_connection_of_its_own() -> None:
    web = Web({"/a": html("甲"), "/b": html("乙")})

    async def use(session: aiohttp.ClientSession, address: str) -> list[str]:
        found = []
        for path in ("/a", "/b"):
            async with session.get(web.url + path, proxy=address) as response:
                assert response.headers["Connection"] == "close"
                found.append(await response.text())
        return found

    with web.running():
        assert through(CrawlSettings(allow_private_hosts=("127.0.0.1",)), use) == ["甲", "乙"]


def test_what_is_sent_arrives() -> None:
    async def echo(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 204 X\r\n\r\n")

    web = Web({"/post": Reply(raw=echo)})

    async def use(session: aiohttp.ClientSession, address: str) -> int:
        async with session.post(web.url + "/post", data=b"x" * 100, proxy=address) as response:
            return response.status

    with web.running():
        assert through(CrawlSettings(allow_private_hosts=("127.0.0.1",)), use) == 204
    assert web.headers["/post"]["content-length"] == "100"


@pytest.mark.parametrize("host", ["127.0.0.1:9", "localhost:9", "ip6-localhost:9", "10.0.0.1", "[::1]:9", "0x7f.1:9"])
def test_private_hosts_are_not_opened(host: str) -> None:
    async def use(_: aiohttp.ClientSession, address: str) -> list[bytes]:
        plain = f"GET http://{host}/ HTTP/1.1\r\nHost: {host}\r\n\r\n".encode()
        tunnel = f"CONNECT {host if ':9' in host else host + ':443'} HTTP/1.1\r\n\r\n".encode()
        return [await raw(address, plain), await raw(address, tunnel)]

    assert through(CrawlSettings(), use) == [b"", b""]


def test_a_redirect_into_a_private_network_ends_at_the_gateway() -> None:
    inner = Web({"/": html("secret")})
    with inner.running():
        web = Web({"/": redirect(inner.url + "/")})
        with web.running(), pytest.raises(aiohttp.ClientError):
            fetched(web.url + "/", f"127.0.0.1:{web.port}")
    assert inner.asked.total() == 0


@pytest.mark.parametrize("asked", [b"\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"x" * 100_000, b"CONNECT a:b x\r\n\r\n"])
def test_nonsense_is_hung_up_on(asked: bytes) -> None:
    async def use(_: aiohttp.ClientSession, address: str) -> bytes:
        return await raw(address, asked)

    assert through(CrawlSettings(), use) == b""


def test_an_offices_own_proxy_is_asked_for_everything_with_its_password() -> None:
    proxy = Web({"http://www.example.gov.cn/": html("甲")})
    with proxy.running():
        settings = CrawlSettings(proxy=proxy.url.replace("//", "//li:secret@"))
        assert fetched("http://www.example.gov.cn/", settings=settings) == (200, "甲")
        assert proxy.headers["http://www.example.gov.cn/"]["proxy-authorization"] == "basic bgk6c2vjcmv0"
        with pytest.raises(aiohttp.ClientError):
            fetched("http://10.0.0.1/", settings=settings)
