"""How much of a file is read, and why one is not."""

from __future__ import annotations

from dataclasses import dataclass

MAX_CHARS = 4_000_000
"""Characters of one file that are read."""

MAX_CELLS = 400_000
"""Cells of one workbook."""

MAX_PAGES = 400
"""Pages of one PDF."""

MAX_MEMBERS = 2_000
"""Members of one archive."""

MAX_UNPACKED = 256 * 1024 * 1024
"""Bytes that one archive may hold by its own word."""

MAX_RATIO = 500
"""Times by which a member of more than a megabyte may be larger than it is packed."""


class UnreadError(Exception):
    """A file that is not read to its end. ``reason``: of the interface; ``why``: in one word, named in messages."""

    def __init__(self, reason: str, why: str) -> None:
        super().__init__(why)
        self.reason = reason
        self.why = why


@dataclass(frozen=True, slots=True)
class Piece:
    """A line, a row or a page of a file. ``hidden``: it stands in a hidden sheet, row or column."""

    text: str
    hidden: bool = False
