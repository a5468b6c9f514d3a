"""The only way out for the browser: a forward proxy on loopback that opens no private address.

A browser resolves names and follows redirects on its own, and what intercepts its requests never sees where a redirect
leads. Whatever it opens, redirects, frames, scripts and sockets alike, comes through here, and the connection is made
to the very addresses that were found admissible.
"""

from __future__ import annotations

import asyncio
import logging
import socket
from base64 import b64encode
from collections.abc import Coroutine
from urllib.parse import unquote, urlsplit

from crawler.guards import Gate, GuardedResolver, PrivateAddressError
from crawler.settings import CrawlSettings

log = logging.getLogger(__name__)

MAX_HEAD = 64 * 1024
MAX_BYTES = 256 * 1024 * 1024
"""Bytes that one connection may bring: endless bodies end here."""

_CHUNK = 64 * 1024
_OPENED = b"HTTP/1.1 200 OK\r\n\r\n"
_BETWEEN_US = (b"proxy-", b"connection:", b"keep-alive:")
"""Headers that speak of the connection to us, not of the page."""


class Gateway:
    """The proxy. ``await open()`` gives its address; behind an office's own proxy it hands everything on to that."""

    def __init__(self, settings: CrawlSettings) -> None:
        self._gate = Gate(settings.allow_private_hosts)
        self._resolver = GuardedResolver(self._gate)
        self._timeout_s = settings.timeout_s
        self._upstream = urlsplit(settings.proxy) if settings.proxy else None
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    async def open(self) -> str:
        """Begin to listen; returns the address."""
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0, limit=MAX_HEAD)
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def close(self) -> None:
        """Stop listening and cut all connections."""
        if self._server is not None:
            self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._resolver.close()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            await self._serve(reader, writer)
        except PrivateAddressError as refused:
            log.info("refused to the browser: %s", refused)
        except (OSError, EOFError, ValueError, TimeoutError, asyncio.LimitOverrunError) as error:
            log.debug("the browser's connection failed: %s", error)
        except asyncio.CancelledError:
            pass  # shutting down; nobody waits for this task
        finally:
            self._open.discard(task)
            writer.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """One connection: a tunnel, or one plain request."""
        head = await reader.readuntil(b"\r\n\r\n")
        method, target, _ = head.split(b"\r\n", 1)[0].decode("latin-1").split(" ", 2)
        tunnel = method == "CONNECT"
        url = f"https://{target}/" if tunnel else target
        if not url.startswith(("http://", "https://")) or not self._gate.may_fetch(url):
            raise PrivateAddressError(url[:200])
        async with asyncio.timeout(self._timeout_s):
            site_reader, site_writer = await self._connect(url)
        try:
            if tunnel:
                if self._upstream is None:
                    writer.write(_OPENED)
                else:
                    site_writer.write(_with_credentials(head, self._credentials))
                await _first_of(_carry(reader, site_writer), _carry(site_reader, writer))
            else:
                asked = _asked_once(head, absolute=self._upstream is not None)
                site_writer.write(_with_credentials(asked, self._credentials))
                await _first_of(_send(reader, site_writer, _length(head)), _answer(site_reader, writer))
        finally:
            site_writer.close()

    async def _connect(self, url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A connection to the host of ``url``, or to the office's proxy in its place."""
        if self._upstream is not None:
            return await asyncio.open_connection(self._upstream.hostname, self._upstream.port or 80)
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        failure: OSError = OSError(f"no address of {parts.hostname}")
        for found in await self._resolver.resolve(parts.hostname or "", port, socket.AF_UNSPEC):
            try:
                return await asyncio.open_connection(found["host"], port)
            except OSError as error:
                failure = error
        raise failure

    @property
    def _credentials(self) -> bytes:
        """The header by which the office's proxy knows us; empty where it does not ask."""
        if self._upstream is None or not self._upstream.username:
            return b""
        named = f"{unquote(self._upstream.username)}:{unquote(self._upstream.password or '')}"
        return b"Proxy-Authorization: Basic " + b64encode(named.encode()) + b"\r\n"


def _with_credentials(head: bytes, credentials: bytes) -> bytes:
    return head[:-2] + credentials + b"\r\n"


def _asked_once(head: bytes, *, absolute: bool) -> bytes:
    """A request's head as a server wants it (a proxy: ``absolute``), the connection to be closed after the answer."""
    first, lines = head.split(b"\r\n", 1)
    if not absolute:
        method, target, version = first.split(b" ", 2)
        first = b" ".join((method, b"/" + target.split(b"/", 3)[3], version))
    return _closing(first + b"\r\n" + lines)


def _closing(head: bytes) -> bytes:
    """A head that says that nothing more comes over its connection."""
    first, *lines = head[:-4].split(b"\r\n")
    kept = [line for line in lines if not line.lower().startswith(_BETWEEN_US)]
    return b"\r\n".join([first, *kept, b"Connection: close", b"", b""])


def _length(head: bytes) -> int:
    """Bytes that follow a request's head."""
    for line in head.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            return int(value)
    return 0


async def _first_of(*works: Coroutine[None, None, None]) -> None:
    """Go on until the first of several works has ended, and end the others."""
    tasks = [asyncio.ensure_future(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _send(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, length: int) -> None:
    """Send what follows a request's head, then wait until the browser hangs up."""
    while length > 0 and (chunk := await reader.read(min(length, _CHUNK))):
        length -= len(chunk)
        writer.write(chunk)
        await writer.drain()
    await reader.read(1)


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Carry one answer; the browser shall ask its next question over a new connection."""
    while True:
        head = await reader.readuntil(b"\r\n\r\n")
        writer.write(_closing(head))
        if not head.startswith(b"HTTP/1.1 1"):
            break
    await _carry(reader, writer)


async def _carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    carried = 0
    while carried < MAX_BYTES and (chunk := await reader.read(_CHUNK)):
        carried += len(chunk)
        writer.write(chunk)
        await writer.drain()
