"""The addresses of one crawl: queued, handed out, done or skipped, and why. One SQLite file that survives a kill.

An address is done only in the transaction that also queues the addresses found behind it, so that whatever is
lost in a crash is found again by fetching its parent again. The file is also the audit trail of the crawl.
"""

from __future__ import annotations

import re
import sqlite3
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

BATCH = 500
"""Addresses handed out of the file, and rows written into it, at a time."""

_SESSION = re.compile(
    r";jsessionid=[^?#]*|(?<=[?&])(?:jsessionid|phpsessid|aspsessionid\w*|sessionid)=[^&]*&?|/\(S\([a-z0-9]{20,30}\)\)",
    re.I,
)

_SCHEMA = """
CREATE TABLE IF NOT EXISTS frontier (
    id INTEGER PRIMARY KEY,
    key INTEGER NOT NULL UNIQUE,
    url TEXT NOT NULL,
    state INTEGER NOT NULL,
    rank INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    part INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    parent TEXT,
    name TEXT,
    why TEXT
);
CREATE INDEX IF NOT EXISTS frontier_queue ON frontier (rank, id) WHERE state = 0;
"""
_RETRY_RANK = 1 << 20


class State(IntEnum):
    """How far an address got."""

    QUEUED = 0
    OUT = 1
    DONE = 2
    SKIPPED = 3


@dataclass(frozen=True, slots=True)
class Address:
    """An address to visit. ``part``: something a page is made of or offers, not a page. ``name``: the link text."""

    url: str
    depth: int
    part: bool = False
    parent: str | None = None
    name: str | None = None
    tries: int = 0


@lru_cache(maxsize=16_384)
def key_of(url: str) -> int:
    """The 64-bit key of an address; session ids do not make a new address. The menu of a site is on all its pages."""
    plain = _SESSION.sub("", url).rstrip("?&") if "sess" in url.lower() or "(S(" in url else url
    return int.from_bytes(
        blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little", signed=True
    )


class Frontier:
    """The queue of one crawl, breadth first, pages before parts. Opening it queues again what was out.

    ``before_commit`` is called before every transaction: facts must be stored before their address is done.
    """

    def __init__(self, path: Path, before_commit: Callable[[], None] = lambda: None) -> None:
        self._before_commit = before_commit
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        self._db.executescript(_SCHEMA)
        self._db.execute("UPDATE frontier SET state = 0 WHERE state = 1")
        self._seen = {key for (key,) in self._db.execute("SELECT key FROM frontier")}
        self._stored = self._count(State.QUEUED)
        self._out: deque[Address] = deque()
        self._waiting_new = 0
        self._new: list[tuple[int, str, int, int, int, int, str | None, str | None, str | None]] = []
        self._ended: list[tuple[int, int, str, int]] = []

    def __len__(self) -> int:
        """Addresses waiting to be handed out."""
        return self._stored + len(self._out) + self._waiting_new

    def __contains__(self, url: str) -> bool:
        return key_of(url) in self._seen

    @property
    def known(self) -> int:
        """All addresses ever seen."""
        return len(self._seen)

    @property
    def unwritten(self) -> int:
        """Rows waiting for the next transaction."""
        return len(self._new) + len(self._ended)

    def add(self, address: Address, state: State = State.QUEUED, why: str | None = None) -> bool:
        """Queue an address, or note at once how it ended; False where it is known already."""
        key = key_of(address.url)
        if key in self._seen:
            return False
        self._seen.add(key)
        self._waiting_new += state is State.QUEUED
        rank = address.depth * 2 + address.part
        part = int(address.part)
        self._new.append((key, address.url, state, rank, address.depth, part, address.parent, address.name, why))
        return True

    def done(self, url: str, why: str) -> None:
        """Note that an address was visited and what came of it; written together with what ``add`` queued since."""
        self._ended.append((State.DONE, 0, why, key_of(url)))

    def skip(self, url: str, why: str) -> None:
        """Note that an address that was handed out is not visited, and why."""
        self._ended.append((State.SKIPPED, 0, why, key_of(url)))

    def again(self, url: str, why: str) -> None:
        """Queue an address once more, behind all that have not been tried."""
        self._waiting_new += 1
        self._ended.append((State.QUEUED, 1, why, key_of(url)))

    def next(self) -> Address | None:
        """Hand out the next address, None where none is waiting."""
        if not self._out:
            self._refill()
        return self._out.popleft() if self._out else None

    def commit(self) -> None:
        """Write everything noted since the last time, in one transaction."""
        self._before_commit()
        if not (self._new or self._ended):
            return
        with self._transaction():
            self._db.executemany(
                "INSERT OR IGNORE INTO frontier (key, url, state, rank, depth, part, parent, name, why)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                self._new,
            )
            self._db.executemany(
                "UPDATE frontier SET state = ?1, tries = tries + ?2, why = ?3, rank = rank + ?2 * ?5 WHERE key = ?4",
                ((*row, _RETRY_RANK) for row in self._ended),
            )
        self._new.clear()
        self._ended.clear()
        self._stored += self._waiting_new
        self._waiting_new = 0

    def tally(self) -> dict[tuple[State, str], int]:
        """How many addresses ended in each state for each reason."""
        self.commit()
        rows = self._db.execute("SELECT state, coalesce(why, ''), count(*) FROM frontier GROUP BY 1, 2")
        return {(State(state), why): count for state, why, count in rows}

    def deepest(self) -> int:
        """The greatest number of clicks from home of any address."""
        self.commit()
        return int(self._db.execute("SELECT coalesce(max(depth), 0) FROM frontier").fetchone()[0])

    def close(self) -> None:
        """Write what is pending, queue again what is out, close the file."""
        self.commit()
        self._db.execute("UPDATE frontier SET state = 0 WHERE state = 1")
        self._db.close()

    def __iter__(self) -> Iterator[tuple[str, State, str | None]]:
        """The audit trail: every address with its state and reason, in the order in which they were found."""
        self.commit()
        for url, state, why in self._db.execute("SELECT url, state, why FROM frontier ORDER BY id"):
            yield url, State(state), why

    def pages(self) -> Iterator[tuple[str, str]]:
        """Every address of a page, not of a part or a file, that has ended, with what came of it."""
        self.commit()
        yield from self._db.execute(
            "SELECT url, why FROM frontier WHERE part = 0 AND state IN (?, ?) AND why IS NOT NULL ORDER BY id",
            (int(State.DONE), int(State.SKIPPED)),
        )

    def _refill(self) -> None:
        if not self._stored:
            if not self._new and not self._ended:
                return
            self.commit()
        rows = self._take()
        self._stored = max(0, self._stored - len(rows)) if len(rows) == BATCH else 0
        self._out.extend(rows)

    def _take(self) -> list[Address]:
        with self._transaction():
            rows = self._db.execute(
                "SELECT id, url, depth, part, parent, name, tries FROM frontier WHERE state = 0"
                " ORDER BY rank, id LIMIT ?",
                (BATCH,),
            ).fetchall()
            self._db.executemany("UPDATE frontier SET state = 1 WHERE id = ?", ((row[0],) for row in rows))
        return [
            Address(url, depth, bool(part), parent, name, tries) for _, url, depth, part, parent, name, tries in rows
        ]

    def _count(self, state: State) -> int:
        return int(self._db.execute("SELECT count(*) FROM frontier WHERE state = ?", (int(state),)).fetchone()[0])

    def _transaction(self) -> _Transaction:
        return _Transaction(self._db)


class _Transaction:
    """One SQLite transaction, rolled back where anything in it fails."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def __enter__(self) -> None:
        self._db.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._db.execute("COMMIT" if kind is None else "ROLLBACK")
