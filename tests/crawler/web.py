"""A small web server on loopback whose every byte the tests decide."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field

Writer = Callable[[asyncio.StreamWriter], Awaitable[None]]


@dataclass(slots=True)
class Reply:
    """What to answer: a body with headers, or ``raw`` writing whatever it likes."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    raw: Writer | None = None


def html(text: str, status: int = 200, **headers: str) -> Reply:
    return Reply(text.encode(), status, {"Content-Type": "text/html; charset=utf-8", **headers})


def redirect(location: str, status: int = 302, **headers: str) -> Reply:
    return Reply(b"", status, {"Location": location, **headers})


Route = Reply | Callable[[str], Reply]


class Web:
    """The server: ``routes`` by path with query; ``asked`` counts requests; ``headers`` holds the last ones by path."""

    def __init__(
        self,
        routes: Mapping[str, Route],
        default: Callable[[str], Reply] | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.tls = tls
        self.routes = dict(routes)
        self.default = default or (lambda path: html("<html><title>404</title>not found</html>", 404))
        self.asked: Counter[str] = Counter()
        self.headers: dict[str, dict[str, str]] = {}
        self.port = 0

    def body(self, path: str) -> bytes:
        """What is answered at a path that always answers the same."""
        route = self.routes[path]
        assert isinstance(route, Reply)
        return route.body

    @property
    def url(self) -> str:
        return f"http{'s' if self.tls else ''}://127.0.0.1:{self.port}"

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                first = await reader.readexactly(1)
                if first == b"\x16":
                    writer.write(b"HTTP/1.1 400 TLS is not spoken here\r\n\r\n")
                    break
                head = (first + await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                path = head[0].split(" ")[1]
                self.asked[path] += 1
                self.headers[path] = dict(line.lower().split(": ", 1) for line in head[1:] if ": " in line)
                route = self.routes.get(path, self.default)
                reply = route(path) if callable(route) else route
                if reply.raw is not None:
                    await reply.raw(writer)
                    break
                headers = {"Content-Length": str(len(reply.body)), **reply.headers}
                lines = [f"HTTP/1.1 {reply.status} X", *(f"{name}: {value}" for name, value in headers.items())]
                writer.write("\r\n".join([*lines, "", ""]).encode("utf-8", "surrogateescape") + reply.body)
                await writer.drain()
        with contextlib.suppress(ConnectionError):
            writer.close()

    @contextlib.contextmanager
    def running(self) -> Iterator[Web]:
        """Serve from a thread of its own until the block ends."""
        loop = asyncio.new_event_loop()
        server = loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", self.port, ssl=self.tls))
        self.port = server.sockets[0].getsockname()[1]
        thread = threading.Thread(target=loop.run_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.run_until_complete(_close(server))
            loop.close()


async def _close(server: asyncio.Server) -> None:
    server.close()
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await server.wait_closed()
    await asyncio.sleep(0)
