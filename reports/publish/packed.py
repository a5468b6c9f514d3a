"""The findings of one site, kept small: a city has hundreds of thousands, a page shows those of one site."""

from __future__ import annotations

import gc
import json
import marshal
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, overload

Row = Mapping[str, Any]
"""A finding as ``reports.findings.published`` makes it."""

KEPT = 8
"""Targets whose findings stay unpacked: those of one agency are read one after the other."""

COLLECTED_AFTER = 200_000
"""New objects after which garbage is looked for."""


class Findings(Sequence[Row]):
    """Findings as published, in their order; what is read of them stays in memory for the last few targets only.

    ``tally``: how many findings of each check there are, by the outcome to which they come.
    """

    __slots__ = ("_length", "_packed", "tally")

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        whole = [dict(row) for row in rows]
        self._length = len(whole)
        self.tally: Mapping[str, Counter[str]] = {outcome: Counter() for outcome in ("fail", "unsure", "not_run")}
        for row in whole:
            outcome = outcome_of(row)
            if outcome in self.tally:
                self.tally[outcome][row["check"]] += 1
        self._packed = zlib.compress(_dumped(whole), 1)

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


@lru_cache(maxsize=KEPT)
def _rows(packed: bytes) -> tuple[Row, ...]:
    return tuple(marshal.loads(zlib.decompress(packed)))  # noqa: S302 - our own bytes, never out of this process


@lru_cache(maxsize=KEPT)
def _standing(packed: bytes) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in _rows(packed):
        outcome = outcome_of(row)
        if outcome is not None:
            found.setdefault(outcome, []).append(row)
    return found


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Look for garbage less often: almost nothing of a report is circular, and looking costs a quarter of the time."""
    before = gc.get_threshold()
    gc.set_threshold(COLLECTED_AFTER, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _dumped(rows: list[dict[str, Any]]) -> bytes:
    """The rows as bytes; values that are not plain, such as decimals, as JSON would have them."""
    try:
        return marshal.dumps(rows)
    except ValueError:
        return marshal.dumps(json.loads(json.dumps(rows, default=_number)))


def _number(value: object) -> Any:
    return float(str(value))
