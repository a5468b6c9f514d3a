"""Lists of posts that the owner of an account exported: CSV, XLSX or JSON, read by the headings in ``exports.toml``."""

from __future__ import annotations

import csv
import io
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from crawler.platforms import times
from crawler.platforms.posts import Saved, Timeline, UnreadableError, timeline
from storage.records import Post

NAME = "export"

MAX_ROWS = 50_000
MAX_CELLS = 60
MAX_UNPACKED = 200 * 1024 * 1024
"""Bytes that a workbook may unpack to."""

HEADING_ROWS = 10
"""Rows among which the headings are looked for: exports begin with a title and a period."""

MAX_MISTAKES = 100

Row = Mapping[str, Any]


@cache
def mapping() -> Mapping[str, Sequence[str]]:
    """The names of columns by field."""
    found: Mapping[str, Sequence[str]] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return found


def claims(saved: Saved) -> int:
    """Workbooks and files named .csv; JSON and text whose headings are those of an export."""
    if saved.looks_binary:
        return 3
    if saved.name.lower().endswith(".csv") or (saved.content_type or "").startswith("text/csv"):
        return 3
    objects = _objects(saved.json)
    if objects is not None:
        return 2 if objects and "at" in _columns([str(name) for name in objects[0]], exact=True) else 0
    if saved.json is not None or saved.body.lstrip()[:1] in {b"<", b"{", b"["} or saved.looks_like_html:
        return 0
    try:
        return 2 if _headings(list(islice(_text(saved), HEADING_ROWS))) is not None else 0
    except UnreadableError:
        return 0


def read(saved: Saved) -> Timeline:
    """The rows of an export as posts; each row that is none is left out and named.

    Raises:
        UnreadableError: no headings that tell where time and title stand.
    """
    objects = _objects(saved.json)
    if objects is not None:
        names = list(dict.fromkeys(str(name) for one in objects[:100] for name in one))
        rows: Iterable[tuple[int, Row]] = enumerate(objects, 1)
        return _timeline(saved, _columns(names, exact=True), names, rows, empty=not objects)
    cells = _workbook(saved.body) if saved.looks_binary else _text(saved)
    head = list(islice(cells, HEADING_ROWS))
    place = _headings(head)
    if place is None:
        if saved.looks_like_html:
            raise UnreadableError("unreadable", "a web page where an export was promised")
        raise UnreadableError("unreadable", "no row of headings with a time and a title, an address or a number")
    names = [str(name or "").strip() for name in head[place]]
    rest = _numbered(head[place + 1 :], cells, place + 2)
    return _timeline(saved, _columns(names), names, ((row, dict(zip(names, line, strict=False))) for row, line in rest))


def _numbered(
    first: Sequence[Sequence[Any]], further: Iterator[Sequence[Any]], start: int
) -> Iterator[tuple[int, Sequence[Any]]]:
    yield from enumerate(first, start)
    yield from enumerate(further, start + len(first))


def _timeline(
    saved: Saved,
    columns: Mapping[str, str],
    names: Sequence[str],
    rows: Iterable[tuple[int, Row]],
    *,
    empty: bool = False,
) -> Timeline:
    if "at" not in columns and not empty:
        raise UnreadableError("unreadable", f"no column of times among {', '.join(names)[:150]}")
    posts: list[Post] = []
    mistakes: list[str] = []
    for number, row in islice(rows, MAX_ROWS):
        if all(value in (None, "") for value in row.values()):
            continue
        post, mistake = _post(number, row, columns, saved)
        if post is not None:
            posts.append(post)
        else:
            mistakes.append(mistake)
    return timeline(NAME, times.in_order(posts, saved.at), saved, mistakes=mistakes[:MAX_MISTAKES])


def _post(number: int, row: Row, columns: Mapping[str, str], saved: Saved) -> tuple[Post | None, str]:
    def cell(field: str) -> str:
        value = row.get(columns.get(field, ""))
        return "" if value is None else str(value).strip()

    value = row.get(columns["at"])
    at, how = times.of_field(value.strip() if isinstance(value, str) else value, saved.at)
    if at is None:
        return None, f"第 {number} 行，列“{columns['at']}”，值“{cell('at')[:40]}”：不是日期或时间"
    if not (cell("title") or cell("url") or cell("id")):
        where = columns.get("title") or columns.get("url") or columns.get("id") or ""
        return None, f"第 {number} 行，列“{where}”，值“”：没有标题、网址或编号"
    return Post(
        id=cell("id") or None,
        title=cell("title"),
        url=cell("url") or None,
        at=at,
        at_from="field" if how == "printed" else how,
        pinned=cell("pinned").lower() in mapping()["yes"],
    ), ""


def _objects(value: Any) -> list[Row] | None:
    """The rows of an exported JSON: a list of objects, bare or under one name."""
    if isinstance(value, dict):
        value = next(
            (value[name] for name in ("posts", "items", "data", "list", "rows") if isinstance(value.get(name), list)),
            None,
        )
    if not isinstance(value, list) or any(not isinstance(one, dict) for one in value[:100]):
        return None
    return [one for one in value if isinstance(one, dict)]


def _headings(rows: Sequence[Sequence[Any]]) -> int | None:
    """Which row holds the headings; None where none does."""
    for place, row in enumerate(rows):
        found = _columns([str(cell or "").strip() for cell in row])
        if "at" in found and found.keys() & {"title", "url", "id"}:
            return place
    return None


def _columns(names: Sequence[str], *, exact: bool = False) -> dict[str, str]:
    """Which heading stands for each field: one that is its name, else one that begins with it."""
    plain = {name: "".join(name.split()).lower() for name in names if name}
    found: dict[str, str] = {}
    for field, known in mapping().items():
        if field == "yes":
            continue
        for want in known:
            hit = next((name for name, said in plain.items() if said == want and name not in found.values()), None)
            if hit is None and not exact and not want.isascii():
                hit = next((n for n, said in plain.items() if said.startswith(want) and n not in found.values()), None)
            if hit is not None:
                found[field] = hit
                break
    return found


def _text(saved: Saved) -> Iterator[Sequence[Any]]:
    lines = io.StringIO(saved.text.replace("\x00", ""), newline=None).readlines()
    head = "".join(lines[:HEADING_ROWS])
    mark = max((",", "\t", ";", "，"), key=head.count)
    try:
        for row in csv.reader(lines, delimiter=mark):
            yield row[:MAX_CELLS]
    except csv.Error as error:
        raise UnreadableError("unreadable", f"no CSV: {error}"[:200]) from None


def _workbook(body: bytes) -> Iterator[Sequence[Any]]:
    import openpyxl  # noqa: PLC0415 - 0.2 s that only workbooks should cost

    try:
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise UnreadableError("too_large", "a workbook that unpacks to more than is read")
        book = openpyxl.load_workbook(io.BytesIO(body), read_only=True, data_only=True)
        yield from book.worksheets[0].iter_rows(max_row=MAX_ROWS + HEADING_ROWS, max_col=MAX_CELLS, values_only=True)
    except UnreadableError:
        raise
    except Exception as error:  # a damaged workbook raises whatever its damaged part raises
        raise UnreadableError("unreadable", f"no workbook: {error}"[:200]) from None
