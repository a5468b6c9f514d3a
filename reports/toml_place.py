"""Where in a TOML file a key stands, so that an error can name its line."""

from __future__ import annotations

import re

_TABLE = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?")
_KEY = re.compile(r"""^\s*("[^"]*"|'[^']*'|[A-Za-z0-9_.-]+)\s*=""")


def _names(written: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in written.split("."))


def line_of(text: str, place: tuple[int | str, ...]) -> int | None:
    """The line (from 1) of the key at ``place``, else of the nearest table around it; None if neither is found.

    ``place`` is a path as validation libraries give it: table names, list indexes, keys.
    """
    table: tuple[int | str, ...] = ()
    seen: dict[tuple[str, ...], int] = {}
    best: tuple[int, int] | None = None
    for number, line in enumerate(text.splitlines(), start=1):
        if match := _TABLE.match(line):
            names = _names(match[2])
            table = names
            if match[1] == "[[":
                seen[names] = seen.get(names, -1) + 1
                table = (*names, seen[names])
            here = table
        elif match := _KEY.match(line):
            here = (*table, *_names(match[1]))
        else:
            continue
        if here and place[: len(here)] == here and (best is None or len(here) > best[0]):
            best = (len(here), number)
    return best[1] if best else None
