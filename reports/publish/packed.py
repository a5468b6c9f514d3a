"""The findings of one site, kept small: a city has hundreds of thousands, a page shows those of one site."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, overload

Row = Mapping[str, Any]
"""A finding as ``reports.findings.published`` makes it."""


class Findings(Sequence[Row]):
    """Findings as published, in their order; what is read of them stays in memory for the last few sites only."""

    __slots__ = ("_length", "_packed")

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        packing = zlib.compressobj(1)
        parts: list[bytes] = []
        self._length = 0
        for row in rows:
            self._length += 1
            line = json.dumps(row, ensure_ascii=False, default=_number) + "\n"
            parts.append(packing.compress(line.encode("utf-8", "surrogatepass")))
        self._packed = b"".join(parts) + packing.flush()

    def standing(self) -> Mapping[str, list[Row]]:
        """Those that count, by the outcome they come to after people decided."""
        return _standing(self._packed)

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[Row]:
        return iter(_rows(self._packed))

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Row]: ...
    def __getitem__(self, place: int | slice) -> Row | Sequence[Row]:
        return _rows(self._packed)[place]


def outcome_of(row: Row) -> str | None:
    """What a finding comes to after people decided; None where it no longer counts."""
    if row["state"] in {"cleared", "excepted", "rectified"}:
        return None
    if row["state"] == "contested" and row["outcome"] == "fail":
        return "unsure"
    return "fail" if row["state"] == "upheld" and row["outcome"] == "unsure" else str(row["outcome"])


@lru_cache(maxsize=2)
def _rows(packed: bytes) -> tuple[Row, ...]:
    lines = zlib.decompress(packed).decode("utf-8", "surrogatepass").split("\n")
    return tuple(json.loads(line) for line in lines if line)


@lru_cache(maxsize=2)
def _standing(packed: bytes) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in _rows(packed):
        outcome = outcome_of(row)
        if outcome is not None:
            found.setdefault(outcome, []).append(row)
    return found


def _number(value: object) -> Any:
    return float(str(value))
