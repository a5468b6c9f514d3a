"""Which column of an exported table holds what: by its heading, and by what stands below it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from crawler.platforms import times
from crawler.platforms.printed import Order, order_of
from storage.records import SHANGHAI

HEADING_ROWS = 10
"""Rows among which the headings are looked for: exports begin with a title and a period."""

SAMPLE = 50
"""Rows by which a column is known."""

FIELDS = ("id", "title", "url", "at", "pinned", "state", "account")
FIRST_SERIAL, LAST_SERIAL = 38_353, 73_050
"""The days that workbooks count from the end of 1899, of 2005 and of 2100."""

_SERIAL = re.compile(r"\d{5}(?:\.\d{1,12})?")
_QUOTED = re.compile(r"'(\S.*)|=\"(.*)\"")
"""How programs keep workbooks from counting with numbers that are names."""

_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}){2,5}")
_CLOCK = re.compile(r"(?:[上下]午\s?)?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?(?:\s?[AaPp][Mm])?")

Row = Sequence[Any]


@cache
def mapping() -> Mapping[str, Any]:
    """The names of columns by field, and the words of their cells (``exports.toml``)."""
    return tomllib.loads(Path(__file__).with_name("exports.toml").read_text("utf-8"))


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands in a row, by its place. ``clock``: where the time of day stands apart from the day;
    ``order``: how its dates are written where they do not begin with the year; ``days``: no cell has a time of day."""

    places: Mapping[str, int]
    names: Sequence[str]
    clock: int | None = None
    order: Order | None = None
    days: bool = False
    body: int = field(default=0)

    def cell(self, row: Row, name: str) -> Any:
        """The value of a field in a row; None where the table has no such column or the row is too short."""
        place = self.places.get(name)
        return row[place] if place is not None and place < len(row) else None

    def text(self, row: Row, name: str) -> str:
        """A field as text."""
        value = self.cell(row, name)
        said = "" if value is None else str(value).strip()
        quoted = _QUOTED.fullmatch(said)
        return quoted[1] or quoted[2] if quoted else said

    def heading(self, name: str) -> str:
        """What the table calls a field."""
        place = self.places.get(name)
        return "" if place is None else self.names[place] or f"第 {place + 1} 列"

    def time(self, row: Row, captured: datetime) -> tuple[date | datetime | None, str | None]:
        """When the post of a row was made."""
        at, how = moment(self.cell(row, "at"), captured, self.order)
        if self.clock is not None and at is not None and self.clock < len(row):
            day = at.date() if isinstance(at, datetime) and at.time() == time() else at
            at = day if isinstance(day, datetime) else times.with_clock(day, str(row[self.clock] or ""))
        if self.days and isinstance(at, datetime):
            at = at.date()
        return at, how


def moment(value: Any, captured: datetime, order: Order | None = None) -> tuple[date | datetime | None, str | None]:
    """The time that a cell means: a date, a day's number in a workbook, a count of seconds, a text."""
    if isinstance(value, Mapping) and len(value) == 1:
        value = next(iter(value.values()))
    if isinstance(value, time):
        return None, None
    serial = value if isinstance(value, int | float) and not isinstance(value, bool) else None
    if isinstance(value, str):
        value = value.strip().strip("'\"")
        if _THOUSANDS.fullmatch(value):
            value = value.replace(",", "")
        if _SERIAL.fullmatch(value):
            serial = float(value)
        if order is not None and (at := order.of(value)) is not None:
            return at, "field"
        if _CLOCK.fullmatch(value):
            return None, None
    if serial is not None and FIRST_SERIAL <= serial < LAST_SERIAL:
        at = datetime(1899, 12, 30, tzinfo=SHANGHAI) + timedelta(seconds=round(serial * 86_400))
        return (at if serial % 1 else at.date()), "field"
    at, how = times.of_field(value, captured)
    return at, "field" if how == "printed" else how


def find(rows: Sequence[Row], captured: datetime) -> Columns | None:
    """The columns of a table from its first rows; None where neither headings nor values tell which holds the time."""
    for place, row in enumerate(rows[:HEADING_ROWS]):
        names = [str(cell if cell is not None else "").strip() for cell in row]
        below = rows[place + 1 : place + 1 + SAMPLE]
        found = by_names(names, below, captured)
        if "at" in found and found.keys() & {"title", "url", "id"}:
            return _with_forms(found, names, below, captured, place + 1)
    found = _by_values(rows[:SAMPLE], captured)
    return _with_forms(found, [""] * max(map(len, rows)), rows[:SAMPLE], captured, 0) if found else None


def by_names(names: Sequence[str], below: Sequence[Row], captured: datetime, *, exact: bool = False) -> dict[str, int]:
    """Which place each field has by the names of columns; with several candidates for the time, the one that tells."""
    plain = ["".join(name.split()).lower() for name in names]
    found: dict[str, int] = {}
    for name in FIELDS:
        candidates = [one for one in _candidates(name, plain, exact=exact) if one not in found.values()]
        if name == "at":
            readable = [one for one in candidates if _readable(below, one, captured)]
            candidates = readable or candidates
        if candidates:
            found[name] = candidates[0]
    return found


def _candidates(name: str, plain: Sequence[str], *, exact: bool) -> Iterator[int]:
    """The places whose headings may mean a field, the likeliest first."""
    for want in mapping()[name]:
        yield from (place for place, said in enumerate(plain) if said == want)
    if exact:
        return
    for want in mapping()[name]:
        if not want.isascii():
            yield from (place for place, said in enumerate(plain) if said.startswith(want) and said != want)
    without = mapping()["without"].get(name, ())
    for word in mapping()["within"].get(name, ()):
        yield from (
            place for place, said in enumerate(plain) if word in said and not any(other in said for other in without)
        )


def _readable(rows: Sequence[Row], place: int, captured: datetime) -> bool:
    """Whether at least half of what stands in a column are days or times; also where nothing stands there."""
    values = [row[place] for row in rows if place < len(row) and row[place] not in (None, "")]
    order = order_of([value for value in values if isinstance(value, str)], captured)
    known = sum(moment(value, captured, order)[0] is not None for value in values)
    return bool(values) and known * 2 >= len(values)


def _by_values(rows: Sequence[Row], captured: datetime) -> dict[str, int]:
    """The columns of a table without headings: one holds times, another the longest texts, one addresses."""
    width = max((len(row) for row in rows), default=0)
    columns = [[row[place] for row in rows if place < len(row)] for place in range(width)]
    at = [
        place
        for place, values in enumerate(columns)
        if values and all(moment(value, captured)[1] == "field" and len(str(value)) >= 8 for value in values)
    ]
    if not at:
        return {}
    texts = {
        place: sum(len(str(value or "")) for value in values)
        for place, values in enumerate(columns)
        if place not in at and not all(str(value or "").startswith("http") for value in values)
    }
    links = [
        place for place, values in enumerate(columns) if all(str(value or "").startswith("http") for value in values)
    ]
    title = max(texts, key=lambda place: texts[place], default=None)
    if title is None and not links:
        return {}
    return {
        "at": at[0],
        **({"title": title} if title is not None else {}),
        **({"url": links[0]} if links else {}),
    }


def _with_forms(
    places: dict[str, int], names: Sequence[str], rows: Sequence[Row], captured: datetime, body: int
) -> Columns:
    """The columns with how their times are written."""
    at = places["at"]
    values = [row[at] for row in rows if at < len(row) and row[at] not in (None, "")]
    clocks = [
        place
        for place in range(len(names))
        if place != at
        and (cells := [row[place] for row in rows if place < len(row) and row[place] not in (None, "")])
        and all(isinstance(cell, time) or _CLOCK.fullmatch(str(cell).strip()) for cell in cells)
    ]
    midnight = bool(values) and all(isinstance(value, datetime) and value.time() == time() for value in values)
    return Columns(
        places=places,
        names=names,
        clock=clocks[0] if clocks else None,
        order=order_of([value.strip() for value in values if isinstance(value, str)], captured),
        days=midnight and not clocks,
        body=body,
    )
