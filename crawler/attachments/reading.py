"""The crawl's side of reading files: one process beside it, started anew when a file has ended it."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import logging
import sys
from datetime import date
from typing import Any

from crawler.attachments.texts import kind_of
from storage import records
from storage.plain import from_plain
from storage.records import OpenedFile

log = logging.getLogger(__name__)

MEMORY = 1024 * 1024 * 1024
CPU_S = 20
"""Bytes that the process may hold, and seconds of processor for one file."""

PATIENCE_S = 120
"""Seconds by the clock for one file; its own limit is of processor time, which a busy machine gives slowly."""


class AttachmentReader:
    """Reads files one at a time. ``close`` it at the end. ``memory``, ``cpu_s``: bounds of its process."""

    def __init__(self, today: date, *, memory: int = MEMORY, cpu_s: int = CPU_S) -> None:
        self._today = today
        self._bounds = (str(memory), str(cpu_s))
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()

    async def read(self, body: bytes, *, url: str, page: str | None, name: str | None) -> tuple[Any, ...]:
        """The content facts of a file; one that could not be read is told as such, whatever it did to its reader."""
        async with self._turn:
            try:
                async with asyncio.timeout(PATIENCE_S):
                    answer = await self._asked(body, url=url, page=page, name=name or "")
            except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError) as error:
                log.warning("reading %s ended its reader: %r", url, error)
                answer = {}
            except asyncio.CancelledError:
                await self._end()
                raise
            if "facts" in answer:
                return tuple(from_plain(getattr(records, noun), fact) for noun, fact in answer["facts"])
            await self._end()
        return (unread_file(body, url=url, page=page, why=str(answer.get("unread", "time"))),)

    async def close(self) -> None:
        """End the process."""
        await self._end()

    async def _asked(self, body: bytes, *, url: str, page: str | None, name: str) -> dict[str, Any]:
        process = await self._running()
        assert process.stdin is not None
        assert process.stdout is not None
        head = {"url": url, "page": page, "name": name, "today": self._today.isoformat(), "length": len(body)}
        with contextlib.suppress(ConnectionError):  # it may say why it ends before it has taken all
            process.stdin.write(json.dumps(head).encode() + b"\n" + body)
            await process.stdin.drain()
        answer: dict[str, Any] = json.loads(await process.stdout.readuntil(b"\n"))
        return answer

    async def _running(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "crawler.attachments", *self._bounds),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                limit=1 << 24,
            )
        return self._process

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        with contextlib.suppress(ProcessLookupError):
            if process.returncode is None:
                process.kill()
        await process.wait()


def unread_file(body: bytes, *, url: str, page: str | None, why: str) -> OpenedFile:
    """A file of which nothing is known but its digest."""
    digest = hashlib.sha256(body).hexdigest()
    return OpenedFile(url=url, page=page, kind=kind_of(body, url), sha256=digest, unread="too_large", why=why)
