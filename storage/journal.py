"""The journal: what people decided, append-only, each act sealed with the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Row, insert, select

from storage import tables
from storage.connecting import StoreError
from storage.plain import to_plain
from storage.records import Act

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from storage.store import Store

START = "0" * 64
"""What the first act is sealed with."""


class Journal:
    """The acts of one database. Nothing in it is ever changed or taken out."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(
        self,
        *,
        at: datetime,
        by: str,
        kind: str,
        period: str = "",
        target: str = "",
        subject: str = "",
        said: Mapping[str, Any] | None = None,
    ) -> Act:
        """Write one act and return it."""
        with self._store.writing() as connection:
            return self.add_in(
                connection, at=at, by=by, kind=kind, period=period, target=target, subject=subject, said=said
            )

    def add_in(
        self,
        connection: Connection,
        *,
        at: datetime,
        by: str,
        kind: str,
        period: str = "",
        target: str = "",
        subject: str = "",
        said: Mapping[str, Any] | None = None,
    ) -> Act:
        """Write one act within a transaction that writes more: all of it or nothing."""
        kept = tables.journal
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE journal IN EXCLUSIVE MODE")
        last = connection.execute(select(kept.c.number, kept.c.sha256).order_by(kept.c.number.desc()).limit(1)).first()
        number, seal = (1, START) if last is None else (last.number + 1, last.sha256)
        row = {
            "number": number,
            "at": at.isoformat(),
            "by": by,
            "kind": kind,
            "period": period,
            "target": target,
            "subject": subject,
            "said": json.dumps(to_plain(said or {}), ensure_ascii=False, sort_keys=True),
        }
        row["sha256"] = _seal(seal, row)
        connection.execute(insert(kept), [row])
        return _act(row)

    def acts(self, kind: str | None = None, *, period: str | None = None, target: str | None = None) -> Iterator[Act]:
        """The acts in the order in which they were done, all or those of one kind, period or target."""
        kept = tables.journal
        query = select(kept).order_by(kept.c.number)
        if kind is not None:
            query = query.where(kept.c.kind == kind)
        if period is not None:
            query = query.where(kept.c.period == period)
        if target is not None:
            query = query.where(kept.c.target == target)
        with self._store.reading() as connection:
            for row in connection.execute(query):
                yield _act(_mapping(row))

    def check(self) -> int:
        """Follow the seals from the first act to the last; returns how many there are.

        Raises:
            StoreError: an act was changed, or one is missing; names its number.
        """
        with self._store.reading() as connection:
            rows = connection.execute(select(tables.journal).order_by(tables.journal.c.number)).all()
        seal = START
        for number, row in enumerate(rows, 1):
            said = _mapping(row)
            if said["number"] != number or said["sha256"] != _seal(seal, said):
                raise StoreError(f"日志第 {number} 条被改动或缺失，其后的决定不可信")
            seal = said["sha256"]
        return len(rows)


def _seal(before: str, row: Mapping[str, Any]) -> str:
    parts = [
        before,
        *(str(row[name]) for name in ("number", "at", "by", "kind", "period", "target", "subject", "said")),
    ]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()


def _mapping(row: Row[Any]) -> dict[str, Any]:
    return dict(row._mapping)


def _act(row: Mapping[str, Any]) -> Act:
    return Act(**{**row, "at": datetime.fromisoformat(row["at"]), "said": json.loads(row["said"])})
