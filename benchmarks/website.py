"""A generated website for measurements, served from memory by a process of its own, as cheaply as asyncio can.

``python benchmarks/website.py --pages 1500 --bytes 18000 --links 77 [--gzip]`` prints its address and serves until
its standard input closes.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

PAGE_BYTES = 18_000
PAGE_LINKS = 77

FIRST_LINKS = 40
"""Links of a page that lead on in a row, so that every page is reached; the others go anywhere."""

_TAIL = b"</body></html>"


@dataclass(frozen=True, slots=True)
class Shape:
    """How the pages are made. ``size``: bytes of one page; ``links``: on each; ``coded``: sent as gzip."""

    pages: int
    size: int = PAGE_BYTES
    links: int = PAGE_LINKS
    coded: bool = False

    def page(self, number: int) -> bytes:
        """One page: a list of links with dates, some paragraphs of Chinese text."""
        dice = random.Random(number)
        words = "".join(chr(dice.randrange(0x4E00, 0x9000)) for _ in range(max(3000, self.size // 4)))
        links = "".join(
            f'<li><a href="/zwgk/t{self._target(number, k, dice)}.html" title="标题">{words[k * 9 : k * 9 + 12]}</a>'
            f"<span>2026-10-{k % 28 + 1:02d}</span></li>"
            for k in range(self.links)
        )
        text = "".join(f"<p>{words[start : start + 100]}</p>" for start in range(0, len(words) - 100, 100))
        body = (
            f'<!doctype html><html><head><meta charset="utf-8"><title>{words[:12]}</title></head><body>'
            f'<h1>{words[:12]}</h1><ul class="list">{links}</ul><div id="zoom">{text}</div>'
        ).encode()
        return body[: self.size - len(_TAIL)].decode("utf-8", "ignore").encode() + _TAIL

    def _target(self, number: int, k: int, dice: random.Random) -> int:
        return (number * self.links + k + 1) % self.pages if k < FIRST_LINKS else dice.randrange(self.pages)


@contextmanager
def served(shape: Shape) -> Iterator[str]:
    """The address of a website of this shape, served by another process until the block ends."""
    command = [sys.executable, __file__, "--pages", str(shape.pages), "--bytes", str(shape.size)]
    command += ["--links", str(shape.links), *(["--gzip"] if shape.coded else [])]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        yield process.stdout.readline().strip()


def _reply(body: bytes, *, status: int = 200, coded: bool = False) -> bytes:
    head = f"HTTP/1.1 {status} X\r\nContent-Type: text/html; charset=utf-8\r\n"
    if coded:
        body, head = gzip.compress(body, 6), head + "Content-Encoding: gzip\r\n"
    return f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def _serve(shape: Shape) -> None:
    replies = {f"/zwgk/t{n}.html".encode(): _reply(shape.page(n), coded=shape.coded) for n in range(shape.pages)}
    replies[b"/"] = replies[b"/zwgk/t0.html"]
    missing = _reply(b"not found", status=404)

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                writer.write(replies.get(head.split(b" ", 2)[1], missing))
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    print(f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/", flush=True)
    closed = asyncio.Event()
    loop = asyncio.get_running_loop()

    def wait() -> None:
        sys.stdin.read()
        loop.call_soon_threadsafe(closed.set)

    threading.Thread(target=wait, daemon=True).start()
    await closed.wait()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, required=True)
    parser.add_argument("--bytes", type=int, default=PAGE_BYTES)
    parser.add_argument("--links", type=int, default=PAGE_LINKS)
    parser.add_argument("--gzip", action="store_true")
    asked = parser.parse_args()
    asyncio.run(_serve(Shape(asked.pages, asked.bytes, asked.links, asked.gzip)))
