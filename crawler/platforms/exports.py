"""Lists of posts that the owner of an account exported: CSV, XLSX or JSON, read by the headings in ``exports.toml``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from crawler.platforms import answers, headings, tables, times
from crawler.platforms.headings import Columns, mapping
from crawler.platforms.posts import Saved, Timeline, UnreadableError, timeline
from storage.records import Post

NAME = "export"

MAX_MISTAKES = 100
SUMS = ("合计", "总计", "小计", "汇总")
"""What begins a row that adds up the others."""

_ROUNDED = re.compile(r"\d(?:\.\d+)?E\+\d{1,3}", re.IGNORECASE)
"""A number that a workbook has rounded: it names no post any more."""


def claims(saved: Saved) -> int:
    """Workbooks and files named as tables; JSON and text whose headings are those of an export."""
    if saved.looks_binary or (saved.content_type or "").startswith("text/csv"):
        return 3
    if saved.name.lower().endswith(tables.SUFFIXES):
        return 3 if saved.json is None else 2
    if saved.json is not None:
        return 2 if _objects(saved.json, saved) is not None else 0
    if saved.body.lstrip()[:6].lower() == b"<table":
        return 2
    if saved.body.lstrip()[:1] in {b"<", b"{", b"["} or saved.looks_like_html:
        return 0
    try:
        rows = [row for _, row in zip(range(headings.HEADING_ROWS * 2), tables.lines(saved), strict=False)]
    except UnreadableError:
        return 0
    columns = headings.find(rows, saved.at) if rows else None
    return 2 if columns is not None and columns.body else 0


def read(saved: Saved) -> Timeline:
    """The rows of an export as posts; each row that is none is left out and named.

    Raises:
        UnreadableError: no headings that tell where time and title stand, or no row of the account that is asked for.
    """
    reading = _Reading(saved)
    if saved.json is not None:
        objects = _objects(saved.json, saved)
        if objects is None:
            raise UnreadableError("unreadable", "no list of posts with a time in the export")
        if objects:
            _read_objects(objects, reading)
        return reading.timeline()
    if saved.looks_like_html and "<table" not in saved.text[:5_000_000].lower():
        raise UnreadableError("unreadable", "a web page where an export was promised")
    known, filled = False, False
    for name, rows in tables.of(saved):
        filled = filled or any(rows)
        columns = headings.find(rows, saved.at) if rows else None
        if columns is not None:
            known = True
            reading.rows(columns, rows[columns.body :], columns.body + 1, name)
    if not filled:
        raise UnreadableError("unreadable", "an empty table where an export was promised")
    if not known:
        raise UnreadableError("unreadable", "no row of headings with a time and a title, an address or a number")
    return reading.timeline()


def _read_objects(objects: Sequence[Mapping[str, Any]], reading: _Reading) -> None:
    names = list(dict.fromkeys(str(name) for one in objects[:100] for name in one))
    rows = [[one.get(name) for name in names] for one in objects]
    columns = headings.find([names, *rows[: headings.SAMPLE]], reading.saved.at)
    if columns is None:
        raise UnreadableError("unreadable", f"no column of times among {', '.join(names)[:150]}")
    reading.rows(columns, rows, 1, "")


@dataclass(slots=True)
class _Reading:
    """What has been read of an export so far."""

    saved: Saved
    posts: list[Post] = field(default_factory=list)
    mistakes: list[str] = field(default_factory=list)
    withdrawn: int = 0
    others: int = 0

    def rows(self, columns: Columns, rows: Sequence[Sequence[Any]], first: int, sheet: str) -> None:
        """Take the rows of one table. ``first``: the number of the first of them in the file."""
        here = f"表“{sheet}”" if sheet and sheet.lower() not in {"sheet1", "sheet"} else ""
        own = self._own(columns, rows)
        for number, row in enumerate(rows, first):
            if all(value in (None, "") for value in row) or any(value in SUMS for value in row[:3]):
                continue
            if own and columns.text(row, "account") not in own:
                self.others += 1
                continue
            if self._is_withdrawn(columns, row):
                self.withdrawn += 1
                continue
            post, mistake = self._post(columns, row)
            if post is not None:
                self.posts.append(post)
            else:
                self.mistakes.append(f"{here}第 {number} 行，{mistake}")

    def _own(self, columns: Columns, rows: Sequence[Sequence[Any]]) -> set[str]:
        """The names under which the account that is asked for stands in a list of several; empty where all are its.

        Raises:
            UnreadableError: the list is of several accounts, and none of them is asked for.
        """
        names = {columns.text(row, "account") for row in rows} - {""}
        if len(names) < 2 or not self.saved.names:
            return set()
        own = {name for name in names if name.casefold() in self.saved.names}
        if not own:
            raise UnreadableError("unreadable", f"a list of {len(names)} accounts without this one")
        return own

    def _is_withdrawn(self, columns: Columns, row: Sequence[Any]) -> bool:
        said = columns.text(row, "state").lower()
        if not said or said.startswith(("未删除", "正常", "否", "不")):
            return False
        heading = columns.heading("state").lower()
        if "删除" in heading or "delete" in heading:
            return said in mapping()["words"]["yes"]
        return any(word in said for word in mapping()["words"]["withdrawn"])

    def _post(self, columns: Columns, row: Sequence[Any]) -> tuple[Post | None, str]:
        at, how = columns.time(row, self.saved.at)
        if (known := times.of_address(columns.text(row, "url"))) is not None:
            at, how = known, "id"
        if at is None:
            said = columns.text(row, "at")[:40]
            return None, f"列“{columns.heading('at')}”，值“{said}”：不是日期或时间"
        if not any(columns.text(row, name) for name in ("title", "url", "id")):
            where = next((name for name in ("title", "url", "id") if name in columns.places), "title")
            return None, f"列“{columns.heading(where)}”，值“”：没有标题、网址或编号"
        return Post(
            id=None if _ROUNDED.fullmatch(columns.text(row, "id")) else columns.text(row, "id") or None,
            title=columns.text(row, "title"),
            url=columns.text(row, "url") or None,
            at=at,
            at_from=how,
            pinned=columns.text(row, "pinned").lower() in mapping()["words"]["yes"],
        ), ""

    def timeline(self) -> Timeline:
        """The posts in order, with what is odd about the list."""
        found = times.in_order(self.posts, self.saved.at)
        return timeline(
            NAME,
            found,
            self.saved,
            mistakes=self.mistakes[:MAX_MISTAKES],
            problems={"bad_rows": len(self.mistakes), "withdrawn": self.withdrawn, "others": self.others},
        )


def nested(saved: Saved) -> Timeline | None:
    """The posts of a JSON in which a list lies deeper and has names of its own; None where there is none."""
    objects = _objects(saved.json, saved, deep=True)
    if not objects:
        return None
    reading = _Reading(saved)
    _read_objects(objects, reading)
    return reading.timeline()


def _objects(value: Any, saved: Saved, *, deep: bool = False) -> list[Mapping[str, Any]] | None:
    """The rows of an exported JSON: a list of objects, bare or under some name; None where it is no export.

    Names of fields in English are those of every platform's answer: such a list counts only where it is not nested, or
    where no platform's reader knows it (``deep``).
    """
    flat = value
    if isinstance(flat, dict):
        inner = [one for one in flat.values() if isinstance(one, list | dict)]
        flat = inner[0] if len(inner) == 1 else None
    if isinstance(flat, list) and not flat:
        return []
    best: list[Mapping[str, Any]] | None = None
    for objects in answers.lists(value):
        names = list(dict.fromkeys(str(name) for one in objects[:100] for name in one))
        rows = [[one.get(name) for name in names] for one in objects[: headings.SAMPLE]]
        found = headings.by_names(names, rows, saved.at, exact=True)
        if "at" not in found or not found.keys() & {"title", "url", "id"}:
            found = headings.by_names(names, rows, saved.at)
        if "at" not in found or not found.keys() & {"title", "url", "id"}:
            continue
        foreign = any(not names[place].isascii() for place in found.values())
        is_flat = isinstance(flat, list) and objects[0] is next((one for one in flat if isinstance(one, dict)), None)
        if (is_flat or foreign or deep) and (best is None or len(objects) > len(best)):
            best = list(objects)
    return best
