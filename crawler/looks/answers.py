"""What one request brought back, before anybody judges it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from crawler.looks.magic import HEAD_BYTES
from storage.records import Failure, Look, Sign


@dataclass(slots=True, kw_only=True)
class Answer:
    """The end of one look's redirect chain.

    ``url``: as asked. ``final_url``: the address that answered. ``body``: decoded bytes, whole for pages and
    style sheets, the first bytes only for other files (``kept`` tells;
    ``keep``: wanted whole whatever it is). ``document``: all of a file that holds text and is to be read, of which
    ``body`` has the first bytes; None for everything else. ``length``: bytes received or declared.
    ``signs``: facts about the transport; those that need the content are added later. ``retry_after_s``: how
    long the host asks us to wait. ``sha256``: set by whoever keeps the body. ``server``: the headers by which walls
    name themselves.
    """

    url: str
    at: datetime
    final_url: str
    status: int | None = None
    failure: Failure | None = None
    content_type: str | None = None
    body: bytes = b""
    document: bytes | None = None
    keep: bool = False
    kept: bool = False
    html: bool = False
    length: int | None = None
    sha256: str | None = None
    elapsed_s: float = 0.0
    retry_after_s: float | None = None
    server: str = ""
    signs: tuple[Sign, ...] = ()
    note: str | None = None
    hops: tuple[str, ...] = ()

    @property
    def head(self) -> bytes:
        """The first bytes."""
        return self.body[:HEAD_BYTES]

    def with_signs(self, *signs: Sign) -> None:
        """Add facts, each once, in the order in which they were found."""
        self.signs = tuple(dict.fromkeys((*self.signs, *signs)))

    def look(self) -> Look:
        """The answer as the fact that is stored."""
        return Look(
            url=self.url,
            at=self.at,
            status=self.status,
            failure=self.failure,
            final_url=self.final_url if self.final_url != self.url else None,
            content_type=self.content_type,
            length=self.length,
            sha256=self.sha256,
            elapsed_s=round(self.elapsed_s, 3),
            signs=self.signs,
            note=self.note,
        )
