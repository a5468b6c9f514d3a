"""The city on the wire: one HTTP/1.1 forward proxy that answers for all its hosts.

Accepts absolute-form requests (as a proxy gets them) and origin-form requests with a Host header. CONNECT is
refused, for the city speaks plain HTTP only. Run by itself: ``python -m demo.server --workspace DIR --port 0``.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlsplit

from demo.answers import Answer, gateway
from demo.city import City, build

MAX_HEAD = 64 * 1024
"""Bytes of a request's head, and of a request's body, beyond which the connection is closed."""

MAX_CONNECTIONS = 1024


class Visit(asyncio.Protocol):
    """One connection: requests are answered in order, pipelined or not."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.transport: asyncio.Transport
        self.buffer = bytearray()
        self.skip = 0
        self.waiting: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        if len(self.desk.visits) >= MAX_CONNECTIONS:
            transport.abort()
            return
        self.desk.visits.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        self.desk.visits.discard(self)
        if self.waiting is not None:
            self.waiting.cancel()

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if self.waiting is None:
            self._serve()
        if len(self.buffer) > 2 * MAX_HEAD:
            self.transport.abort()

    def _serve(self) -> None:
        """Answer every complete request in the buffer, up to one that has to wait."""
        while not self.transport.is_closing():
            if self.skip:
                taken = min(self.skip, len(self.buffer))
                del self.buffer[:taken]
                self.skip -= taken
                if self.skip:
                    return
            end = self.buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            head = bytes(self.buffer[:end])
            del self.buffer[: end + 4]
            try:
                request = Request(head)
            except ValueError:
                self._send(Answer(status=400), Request.BROKEN)
                return
            self.skip = request.length
            answer = self.desk.answer(request)
            if answer.delay_s:
                loop = asyncio.get_running_loop()
                self.waiting = loop.call_later(answer.delay_s, self._late, answer, request)
                return
            self._send(answer, request)

    def _late(self, answer: Answer, request: Request) -> None:
        self.waiting = None
        self._send(answer, request)
        self._serve()

    def _send(self, answer: Answer, request: Request) -> None:
        head, body = answer.wire(gzipped=request.gzipped)
        self.transport.write(head if request.method == "HEAD" else head + body)
        if request.closing:
            self.transport.close()


class Request:
    """The head of one request. Raises ``ValueError`` for what is no HTTP."""

    __slots__ = ("closing", "gzipped", "host", "length", "method", "target")

    BROKEN: Request

    def __init__(self, head: bytes) -> None:
        first, *rest = head.decode("latin-1").split("\r\n")
        self.method, target, version = first.split(" ")
        headers = {}
        for line in rest:
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        if target.startswith(("http://", "https://")):
            parts = urlsplit(target)
            self.host = parts.netloc.lower()
            self.target = target.split("/", 3)[3] if target.count("/") > 2 else ""
            self.target = "/" + self.target
        else:
            self.host, self.target = headers.get("host", "").lower(), target
        self.host = self.host.removesuffix(":80")
        self.target = self.target.partition("#")[0]
        self.length = int(headers.get("content-length") or 0)
        if self.length < 0 or self.length > MAX_HEAD:
            raise ValueError("the body of the request is too large")
        tokens = (headers.get("proxy-connection") or headers.get("connection") or "").lower()
        self.closing = "close" in tokens or (version == "HTTP/1.0" and "keep-alive" not in tokens)
        self.gzipped = "gzip" in headers.get("accept-encoding", "")


Request.BROKEN = Request(b"GET / HTTP/1.0")


class Desk:
    """What all connections share: the city, who is connected, and which addresses have been asked for."""

    def __init__(self, city: City) -> None:
        self.city = city
        self.visits: set[Visit] = set()
        self.asked: set[tuple[str, str]] = set()
        self.requests = 0

    def answer(self, request: Request) -> Answer:
        """Choose the answer; HEAD and the first visit may be treated differently."""
        self.requests += 1
        if request.method == "CONNECT":
            return gateway(request.target.partition(":")[0], "connection_refused")
        if request.method not in {"GET", "HEAD"}:
            return Answer(status=405, headers={"Allow": "GET, HEAD"})
        answer = self.city.answer(request.host, request.target)
        if request.method == "HEAD" and answer.head_status is not None:
            return Answer(status=answer.head_status)
        if answer.first is not None and (request.host, request.target) not in self.asked:
            self.asked.add((request.host, request.target))
            return answer.first
        return answer


@contextlib.asynccontextmanager
async def serve(city: City, host: str = "127.0.0.1", port: int = 0) -> AsyncIterator[int]:
    """Serve the city until the block is left; gives the port. ``OSError`` where the port is taken."""
    desk = Desk(city)
    server = await asyncio.get_running_loop().create_server(lambda: Visit(desk), host, port)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        for visit in list(desk.visits):
            visit.transport.abort()
        await server.wait_closed()


async def _run(workspace: Path, port: int, seed: int) -> None:
    city = build(workspace, seed=seed)
    async with serve(city, port=port) as chosen:
        city.write_settings(chosen)
        print(chosen, flush=True)
        await asyncio.Event().wait()


def main(arguments: list[str] | None = None) -> None:
    """Build the city in a workspace and serve it until interrupted; prints the port on a line of its own."""
    parser = argparse.ArgumentParser(prog="python -m demo.server", description="演示城市的网站服务")
    parser.add_argument("--workspace", type=Path, required=True, help="工作目录")
    parser.add_argument("--port", type=int, default=0, help="端口，0 表示任选一个")
    parser.add_argument("--seed", type=int, default=2026, help="随机种子")
    options = parser.parse_args(arguments)
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(options.workspace, options.port, options.seed))


if __name__ == "__main__":
    main()
