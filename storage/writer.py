"""Writing the facts of one run: batches of rows in short transactions, every write repeatable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from storage import bulk
from storage.records import Link, Look, Mentions, Page
from storage.rows import LOOK, PAGE, key_of, look_row, page_row, record_rows, storable

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.store import Store

ROWS = 500
"""Pages and looks that wait before they are written."""


class Writer:
    """Facts of one run on their way to the store. Use as a context manager; ``flush`` writes what waits."""

    def __init__(self, store: Store, run_id: int) -> None:
        self._store = store
        self._run_id = run_id
        self._pages: list[tuple[Page, Sequence[Link], Sequence[Any]]] = []
        self._looks: list[Look] = []
        self._others: list[tuple[str, Sequence[Any]]] = []
        self._ids: dict[int, int] = {}
        self._next: int | None = None
        self._new: list[tuple[int, int, int, str, str | None]] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.flush()

    def page(self, page: Page, links: Sequence[Link], records: Sequence[Any] = ()) -> None:
        """Keep a page with its links and its content facts, in place of what was kept at its address."""
        self._pages.append((page, links, records))
        self._write_when_full()

    def look(self, look: Look) -> None:
        """Keep a look, beside the earlier looks at its address."""
        self._looks.append(look)
        self._write_when_full()

    def other(self, url: str, records: Sequence[Any]) -> None:
        """Keep the facts of something other than a page, in place of what was kept at its address."""
        self._others.append((url, records))
        self._write_when_full()

    def _write_when_full(self) -> None:
        if len(self._pages) + len(self._looks) + len(self._others) >= ROWS:
            self.flush()

    def flush(self) -> None:
        """Write what waits, in one transaction; on an error everything still waits."""
        if not (self._pages or self._looks or self._others):
            return
        with self._store.writing() as connection:
            self._load_ids(connection)
            known = len(self._ids)
            try:
                pages = [page_row(self._run_id, page, links, self._id_of) for page, links, _ in self._pages]
                records = {self._id_of(page.url): found for page, _, found in self._pages}
                for source, found in self._others:
                    records[self._id_of(source)] = found
                    for named in found:
                        for url in named.targets if isinstance(named, Mentions) else ():
                            self._id_of(url)
                looks = [look_row(self._run_id, look, self._id_of) for look in self._looks]
                self._put(connection, "addresses", ("run_id", "id", "key", "url", "fault"), ("run_id", "id"), self._new)
                self._put(connection, "pages", PAGE, ("run_id", "address_id"), _last(pages, 2))
                self._put_records(connection, records)
                self._put(connection, "looks", LOOK, ("run_id", "address_id", "at"), _last(looks, 3))
            except BaseException:
                if len(self._ids) != known:
                    self._ids = {}
                    self._next = None
                self._new = []
                raise
        self._new = []
        self._pages = []
        self._looks = []
        self._others = []

    def _put(
        self,
        connection: Connection,
        table: str,
        columns: Sequence[str],
        key: Sequence[str],
        rows: list[tuple[Any, ...]],
    ) -> None:
        if rows:
            bulk.put(connection, table, columns, key, rows)

    def _put_records(self, connection: Connection, records: Mapping[int, Sequence[Any]]) -> None:
        """Replace the content facts of some pages."""
        if not records:
            return
        query = self._store.sql("DELETE FROM page_records WHERE run_id = ? AND address_id = ?")
        connection.exec_driver_sql(query, [(self._run_id, page) for page in records])
        rows = [
            (self._run_id, page, noun, text) for page, found in records.items() for noun, text in record_rows(found)
        ]
        columns = ("run_id", "address_id", "noun", "data")
        self._put(connection, "page_records", columns, ("run_id", "noun", "address_id"), rows)

    def _load_ids(self, connection: Connection) -> None:
        """Learn the addresses that the run already has; another process may have added some since."""
        first = self._next or 0
        rows = connection.exec_driver_sql(
            self._store.sql("SELECT key, id FROM addresses WHERE run_id = ? AND id >= ?"), (self._run_id, first)
        )
        highest = first - 1
        for key, number in rows:
            self._ids[key] = number
            highest = max(highest, number)
        self._next = max(highest + 1, 1)

    def _id_of(self, url: str, fault: str | None = None) -> int:
        key = key_of(url)
        number = self._ids.get(key)
        if number is None:
            if (stored := storable(url)) != url:
                return self._id_of(stored, fault)
            assert self._next is not None
            number = self._next
            self._next += 1
            self._ids[key] = number
            self._new.append((self._run_id, number, key, url, fault))
        return number


def _last(rows: list[tuple[Any, ...]], width: int) -> list[tuple[Any, ...]]:
    """The last row of each key: one statement must not touch a row twice."""
    return list({row[:width]: row for row in rows}.values())
