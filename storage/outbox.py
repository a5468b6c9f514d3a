"""Alerts on their way: recorded before they are sent and marked after, so that a crash repeats rather than loses."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, insert, select, update

from storage import tables

if TYPE_CHECKING:
    from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One alert to one recipient over one channel. ``said``: what it tells, JSON-able. ``tries``: in vain, so far."""

    id: int
    key: str
    recipient: str
    channel: str
    said: Mapping[str, Any]
    at: datetime
    tried_at: datetime | None
    tries: int


class Outbox:
    """The alerts of one database."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def record(
        self, recipient: str, channel: str, alerts: Iterable[tuple[str, Mapping[str, Any]]], at: datetime
    ) -> list[Letter]:
        """Record what is not recorded yet, ``(key, said)`` each; returns all that is to be sent, oldest first."""
        kept = tables.outbox
        with self._store.writing() as connection:
            known = set(
                connection.execute(
                    select(kept.c.key).where(kept.c.recipient == recipient, kept.c.channel == channel)
                ).scalars()
            )
            rows = [
                {
                    "key": key,
                    "recipient": recipient,
                    "channel": channel,
                    "said": json.dumps(said, ensure_ascii=False, sort_keys=True),
                    "at": at.isoformat(),
                    "tries": 0,
                }
                for key, said in alerts
                if key not in known
            ]
            if rows:
                connection.execute(insert(kept), rows)
        return self.waiting(recipient, channel)

    def waiting(self, recipient: str, channel: str) -> list[Letter]:
        """What was recorded and not marked as sent, oldest first."""
        kept = tables.outbox
        query = (
            select(kept)
            .where(kept.c.recipient == recipient, kept.c.channel == channel, kept.c.sent_at.is_(None))
            .order_by(kept.c.id)
        )
        with self._store.reading() as connection:
            return [_letter(row) for row in connection.execute(query).mappings()]

    def keys(self, recipient: str, channel: str) -> frozenset[str]:
        """The states that were told to a recipient over a channel, or are on their way."""
        kept = tables.outbox
        query = select(kept.c.key).where(kept.c.recipient == recipient, kept.c.channel == channel)
        with self._store.reading() as connection:
            return frozenset(connection.execute(query).scalars())

    def sent(self, ids: Collection[int], at: datetime) -> None:
        """Mark letters as sent."""
        self._change(ids, {"sent_at": at.isoformat()})

    def failed(self, ids: Collection[int], at: datetime) -> None:
        """Count a try in vain."""
        self._change(ids, {"tried_at": at.isoformat(), "tries": tables.outbox.c.tries + 1})

    def _change(self, ids: Collection[int], values: Mapping[str, Any]) -> None:
        with self._store.writing() as connection:
            connection.execute(update(tables.outbox).where(tables.outbox.c.id.in_(ids)).values(values))


def _letter(row: RowMapping) -> Letter:
    return Letter(
        id=row["id"],
        key=row["key"],
        recipient=row["recipient"],
        channel=row["channel"],
        said=json.loads(row["said"]),
        at=datetime.fromisoformat(row["at"]),
        tried_at=None if row["tried_at"] is None else datetime.fromisoformat(row["tried_at"]),
        tries=row["tries"],
    )
