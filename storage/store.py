"""The store: what was seen and what was judged, in SQLite or PostgreSQL.

Readers stream; writers batch. SQLite runs in WAL mode and every writing transaction begins IMMEDIATE and is short,
so that many site processes write at once and wait for each other instead of failing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from itertools import groupby, islice
from types import TracebackType
from typing import Any, Self, TypeVar

from sqlalchemy import Connection, Engine, RowMapping, delete, func, insert, select, update

from storage import tables
from storage.connecting import StoreBusy, StoreError, StoreFull, StoreTooNew, connect, expect_writable, told
from storage.facts import StoredFacts
from storage.journal import Journal
from storage.ledger import Ledger
from storage.outbox import Outbox
from storage.plain import from_plain, to_plain
from storage.records import (
    SHANGHAI,
    Agency,
    Coverage,
    Finding,
    Look,
    Page,
    Registry,
    Run,
    RunState,
    Scorecard,
    Site,
)
from storage.rows import LOOK, PAGE_FACTS, key_of, look_of, page_of, storable
from storage.writer import Writer

__all__ = ["Store", "StoreBusy", "StoreError", "StoreFull", "StoreTooNew"]

BATCH = 1000

T = TypeVar("T")


class Store:
    """An open database. Every method may raise ``StoreError`` with one clear sentence."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self._place = place

    @classmethod
    def open(cls, url: str) -> Store:
        """Open, create or migrate the database at ``url`` (``sqlite:///path`` or ``postgresql+psycopg://…``).

        Raises:
            StoreTooNew: a newer program made it. StoreBusy: somebody holds it. StoreError: it cannot be used.
        """
        engine, place = connect(url)
        return cls(engine, place)

    def close(self) -> None:
        """Close all connections."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One short writing transaction."""
        with told(self._place), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to stream from; it sees what is committed. Streams broken off end with it."""
        opened: list[Any] = []
        with told(self._place), self._engine.connect() as connection:
            try:
                yield connection.execution_options(reads=True, stream_results=True, opened=opened)
            finally:
                for cursor in opened:
                    cursor.close()

    @property
    def journal(self) -> Journal:
        """What people decided."""
        return Journal(self)

    @property
    def outbox(self) -> Outbox:
        """Alerts on their way."""
        return Outbox(self)

    @property
    def ledger(self) -> Ledger:
        """Runs of standing jobs."""
        return Ledger(self)

    def expect_writable(self, patience_s: float = 5.0) -> None:
        """Find out before long work that somebody holds the database, sooner than a write in its course would.

        Raises:
            StoreBusy: it stays held for ``patience_s``. StoreError: it cannot be written.
        """
        with told(self._place):
            expect_writable(self._engine, patience_s)

    # runs

    def begin_run(
        self,
        *,
        period: str,
        round: int,
        target: str,
        as_of: datetime,
        started_at: datetime,
        settings: Mapping[str, Any],
    ) -> Run:
        """Begin the run of one target in one round; there is at most one."""
        values = {
            "period": period,
            "round": round,
            "target": target,
            "as_of": as_of.isoformat(),
            "started_at": started_at.isoformat(),
            "state": str(RunState.OPEN),
            "settings": json.dumps(to_plain(settings), ensure_ascii=False),
        }
        with self.writing() as connection:
            connection.execute(insert(tables.runs).values(values))
        return self.runs(period, round, target)[0]

    def end_run(
        self,
        run_id: int,
        *,
        ended_at: datetime,
        state: RunState,
        trouble: str | None = None,
        coverage: Coverage | None = None,
    ) -> Run:
        """Say how a run ended."""
        values = {
            "ended_at": ended_at.isoformat(),
            "state": str(state),
            "trouble": trouble,
            "coverage": None if coverage is None else json.dumps(to_plain(coverage)),
        }
        run = self._change_run(run_id, values)
        if self._engine.dialect.name == "postgresql":
            with self.writing() as connection:  # what was just written is not in its statistics yet
                connection.exec_driver_sql("ANALYZE addresses, pages, looks")
        return run

    def reopen_run(self, run_id: int) -> Run:
        """Take up a run again; what it has gathered stays."""
        return self._change_run(run_id, {"ended_at": None, "state": str(RunState.OPEN), "trouble": None})

    def _change_run(self, run_id: int, values: Mapping[str, Any]) -> Run:
        with self.writing() as connection:
            connection.execute(update(tables.runs).where(tables.runs.c.id == run_id).values(values))
        with self.reading() as connection:
            row = connection.execute(select(tables.runs).where(tables.runs.c.id == run_id)).mappings().one()
            return _run(row)

    def runs(self, period: str | None = None, round: int | None = None, target: str | None = None) -> list[Run]:
        """The runs that fit, by period, round and target."""
        query = select(tables.runs).order_by(tables.runs.c.period, tables.runs.c.round, tables.runs.c.target)
        for column, value in (("period", period), ("round", round), ("target", target)):
            if value is not None:
                query = query.where(tables.runs.c[column] == value)
        with self.reading() as connection:
            return [_run(row) for row in connection.execute(query).mappings()]

    def last_runs(self, period: str, round: int | None = None) -> list[Run]:
        """The run of the last round (or of one round) of every target of a period, by target."""
        last: dict[str, Run] = {run.target: run for run in self.runs(period, round) if run.target}
        return [last[target] for target in sorted(last)]

    # facts

    def writer(self, run_id: int) -> Writer:
        """Write the facts of one run, in batches."""
        return Writer(self, run_id)

    def facts(self, run: Run, site: Site, agency: Agency | None, registry: Registry) -> StoredFacts:
        """What is stored about one site in one run, for its checks."""
        return StoredFacts(self, run, site, agency, registry)

    def pages(self, run_id: int) -> Iterator[Page]:
        """The pages of a run, streamed, in the order in which their addresses became known."""
        with self.reading() as connection:
            for row in connection.exec_driver_sql(self.sql(f"{_PAGES} ORDER BY p.address_id"), (run_id,)):
                yield page_of(row[2:], row[0], row[1])

    def page(self, run_id: int, url: str) -> Page | None:
        """One page of a run; None where there is none at that address."""
        with self.reading() as connection:
            number = self.address_id(connection, run_id, url)
            if number is None:
                return None
            row = connection.exec_driver_sql(self.sql(f"{_PAGES} AND p.address_id = ?"), (run_id, number)).one_or_none()
            return None if row is None else page_of(row[2:], row[0], row[1])

    def knows(self, run_id: int, url: str) -> bool:
        """Whether a run knows an address: its pages name it, or somebody looked at it."""
        with self.reading() as connection:
            return self.address_id(connection, run_id, url) is not None

    def looks(self, run_id: int) -> Iterator[Look]:
        """The looks of a run, streamed, by address and time."""
        names = ", ".join(f"l.{name}" for name in LOOK)
        query = (
            f"SELECT a.url, {names} FROM looks l JOIN addresses a ON a.run_id = l.run_id AND a.id = l.address_id "  # noqa: S608
            "WHERE l.run_id = ? ORDER BY l.address_id, l.at"
        )
        with self.reading() as connection:
            for row in connection.exec_driver_sql(self.sql(query), (run_id,)):
                yield look_of(row[1:], row[0])

    def earlier_notes(self, run_id: int, url: str) -> list[str]:
        """What earlier runs noted at an address, latest first."""
        query = (
            "SELECT l.note FROM looks l JOIN addresses a ON a.run_id = l.run_id AND a.id = l.address_id "
            "WHERE a.key = ? AND a.url = ? AND l.run_id < ? AND l.note IS NOT NULL ORDER BY l.at DESC LIMIT 20"
        )
        with self.reading() as connection:
            return [note for (note,) in connection.exec_driver_sql(self.sql(query), (key_of(url), url, run_id))]

    def looks_at(self, run_id: int, url: str) -> tuple[Look, ...]:
        """The looks of a run at one address, oldest first."""
        names = ", ".join(LOOK)
        query = f"SELECT {names} FROM looks WHERE run_id = ? AND address_id = ? ORDER BY at"  # noqa: S608 - our names
        with self.reading() as connection:
            number = self.address_id(connection, run_id, url)
            if number is None:
                return ()
            rows = connection.exec_driver_sql(self.sql(query), (run_id, number))
            return tuple(look_of(row, url) for row in rows)

    def unlooked(self, period: str, round: int) -> Iterator[tuple[str, str]]:
        """Addresses that pages of a round name and at which nobody has looked in it: ``(target of a run, url)``.

        What a crawl left out for reasons of its own (a budget, a trap) was not looked at; what robots.txt or our
        guards forbid stays unlooked at. Distinct by address; the target is the first, by name, of those whose pages
        name it.
        """
        runs = "SELECT id FROM runs WHERE period = ? AND round = ?"
        query = (
            "SELECT r.target, a.url FROM addresses a JOIN runs r ON r.id = a.run_id "  # noqa: S608
            f"WHERE a.run_id IN ({runs}) AND r.target <> '' AND a.fault IS NULL AND NOT EXISTS ("
            "SELECT 1 FROM addresses b JOIN looks l ON l.run_id = b.run_id AND l.address_id = b.id "
            f"WHERE b.key = a.key AND b.url = a.url AND b.run_id IN ({runs}) "
            "AND (l.status IS NOT NULL OR l.failure IS NOT NULL OR l.signs <> '')) ORDER BY a.key, a.url, r.target"
        )
        with self.reading() as connection:
            rows = connection.exec_driver_sql(self.sql(query), (period, round, period, round))
            for url, same in groupby(rows, key=lambda row: row[1]):
                yield next(same)[0], url

    def put_records(self, run_id: int, records: Mapping[type, Sequence[Any]]) -> None:
        """Replace the content facts of a run: all of each noun that is named."""
        kept = tables.records
        with self.writing() as connection:
            nouns = [noun.__name__ for noun in records]
            connection.execute(delete(kept).where(kept.c.run_id == run_id, kept.c.noun.in_(nouns)))
            rows = [
                {"run_id": run_id, "noun": noun.__name__, "number": number, "data": _json(record)}
                for noun, found in records.items()
                for number, record in enumerate(found)
            ]
            if rows:
                connection.execute(insert(kept), rows)

    def observe(self, target: str, records: Sequence[Any]) -> None:
        """Keep what was seen of a target between inspections; each record has a time ``at``."""
        rows = [
            {
                "target": target,
                "noun": type(record).__name__,
                "at": record.at.astimezone(SHANGHAI).isoformat(),
                "number": number,
                "data": _json(record),
            }
            for number, record in enumerate(records)
        ]
        if rows:
            with self.writing() as connection:
                connection.execute(insert(tables.observations), rows)

    def observations(self, target: str, noun: type[T], since: datetime, until: datetime) -> Iterator[T]:
        """The records of one noun seen of a target after ``since`` and up to ``until``, oldest first."""
        kept = tables.observations
        first, last = (moment.astimezone(SHANGHAI).isoformat() for moment in (since, until))
        query = (
            select(kept.c.data)
            .where(kept.c.target == target, kept.c.noun == noun.__name__, kept.c.at > first, kept.c.at <= last)
            .order_by(kept.c.at, kept.c.number)
        )
        with self.reading() as connection:
            rows = connection.execute(query).scalars().all()
        return (from_plain(noun, json.loads(data)) for data in rows)

    # verdicts

    def put_findings(self, run_id: int, scheme: str, findings: Sequence[Finding], examined: Mapping[str, int]) -> None:
        """Replace what was found in a run under a scheme."""
        with self.writing() as connection:
            for table in (tables.findings, tables.examined):
                connection.execute(delete(table).where(table.c.run_id == run_id, table.c.scheme == scheme))
            rows = (
                {"run_id": run_id, "scheme": scheme, "number": number, "key": found.key, "data": _json(found)}
                for number, found in enumerate(findings)
            )
            while batch := list(islice(rows, BATCH)):
                connection.execute(insert(tables.findings), batch)
            counts = [
                {"run_id": run_id, "scheme": scheme, "check_id": check, "number": number}
                for check, number in sorted(examined.items())
            ]
            if counts:
                connection.execute(insert(tables.examined), counts)

    def findings(self, run_id: int, scheme: str, check: str | None = None) -> list[Finding]:
        """What was found in a run under a scheme, all or by one check, in the order in which it was put."""
        kept = tables.findings
        query = select(kept.c.data).where(kept.c.run_id == run_id, kept.c.scheme == scheme).order_by(kept.c.number)
        if check is not None:  # most rows are sorted out before anything is built of them
            with self.reading() as connection:
                told = [data for (data,) in connection.execute(query) if f'"{check}"' in data]
            found = (from_plain(Finding, json.loads(data)) for data in told)
            return [one for one in found if one.check == check]
        with self.reading() as connection:
            return [from_plain(Finding, json.loads(data)) for (data,) in connection.execute(query)]

    def examined(self, run_id: int, scheme: str) -> dict[str, int]:
        """How many things each check looked at."""
        kept = tables.examined
        query = select(kept.c.check_id, kept.c.number).where(kept.c.run_id == run_id, kept.c.scheme == scheme)
        with self.reading() as connection:
            rows = connection.execute(query.order_by(kept.c.check_id))
            return {check: number for check, number in rows}  # noqa: C416 - rows are not pairs to mypy

    def runs_with(self, key: str) -> list[Run]:
        """The runs in which a finding of this key was found, oldest first."""
        query = (
            select(tables.runs)
            .where(tables.runs.c.id.in_(select(tables.findings.c.run_id).where(tables.findings.c.key == key)))
            .order_by(tables.runs.c.started_at, tables.runs.c.id)
        )
        with self.reading() as connection:
            return [_run(row) for row in connection.execute(query).mappings()]

    def first_seen(self, keys: Iterable[str]) -> dict[str, datetime]:
        """When the first run began in which each key was found."""
        found: dict[str, datetime] = {}
        waiting = iter(keys)
        with self.reading() as connection:
            while batch := list(islice(waiting, BATCH // 2)):
                query = (
                    select(tables.findings.c.key, func.min(tables.runs.c.started_at))
                    .join(tables.runs, tables.runs.c.id == tables.findings.c.run_id)
                    .where(tables.findings.c.key.in_(batch))
                    .group_by(tables.findings.c.key)
                )
                found |= {key: datetime.fromisoformat(at) for key, at in connection.execute(query)}
        return found

    def put_scorecard(self, run_id: int, card: Scorecard) -> None:
        """Replace the scorecard of a run under its scheme."""
        kept = tables.scorecards
        with self.writing() as connection:
            connection.execute(delete(kept).where(kept.c.run_id == run_id, kept.c.scheme == card.scheme))
            connection.execute(insert(kept).values(run_id=run_id, scheme=card.scheme, data=_json(card)))

    def scorecards(self, period: str, round: int | None = None, scheme: str | None = None) -> list[Scorecard]:
        """The scorecards of the last (or one) round of every target, by target and scheme."""
        cards = []
        kept = tables.scorecards
        with self.reading() as connection:
            for run in self.last_runs(period, round):
                query = select(kept.c.data).where(kept.c.run_id == run.id).order_by(kept.c.scheme)
                if scheme is not None:
                    query = query.where(kept.c.scheme == scheme)
                cards += [from_plain(Scorecard, json.loads(data)) for (data,) in connection.execute(query)]
        return cards

    def sealable(self, run_id: int, scheme: str) -> Iterator[str]:
        """What was found and how it scored in a run under a scheme, as stored, for a digest over it."""
        found, cards = tables.findings, tables.scorecards
        query = select(found.c.data).where(found.c.run_id == run_id, found.c.scheme == scheme).order_by(found.c.number)
        with self.reading() as connection:
            for (data,) in connection.execute(query):
                yield data
            for (data,) in connection.execute(
                select(cards.c.data).where(cards.c.run_id == run_id, cards.c.scheme == scheme)
            ):
                yield data

    def scheme_seal(self, scheme: str, revision: int) -> str | None:
        """The digest of the scheme revision that scored first under this name; None where none did."""
        said = "data::json ->> '{}'" if self._engine.dialect.name == "postgresql" else "json_extract(data, '$.{}')"
        query = (
            f"SELECT {said.format('scheme_sha256')} FROM scorecards "  # noqa: S608 - our names
            f"WHERE scheme = ? AND CAST({said.format('revision')} AS INTEGER) = ? ORDER BY run_id LIMIT 1"
        )
        with self.reading() as connection:
            found = connection.exec_driver_sql(self.sql(query), (scheme, revision)).first()
            return None if found is None else str(found[0])

    # for the store's own parts

    def sql(self, query: str) -> str:
        """A query with ``?`` as this database's driver wants it."""
        return query if self._engine.dialect.paramstyle == "qmark" else query.replace("?", "%s")

    def address_id(self, connection: Connection, run_id: int, url: str) -> int | None:
        """The id of an address in a run."""
        rows = connection.exec_driver_sql(
            self.sql("SELECT id FROM addresses WHERE run_id = ? AND key = ? AND url = ?"), (run_id, key_of(url), url)
        )
        found = rows.first()
        return None if found is None else int(found[0])


_PAGES = (
    f"SELECT a.url, b.url, {', '.join(f'p.{name}' for name in PAGE_FACTS)} FROM pages p "  # noqa: S608 - our names
    "JOIN addresses a ON a.run_id = p.run_id AND a.id = p.address_id "
    "LEFT JOIN addresses b ON b.run_id = p.run_id AND b.id = p.parent_id WHERE p.run_id = ?"
)


def _json(record: Any) -> str:
    return storable(json.dumps(to_plain(record), ensure_ascii=False, separators=(",", ":")))


def _run(row: RowMapping) -> Run:
    return Run(
        id=row["id"],
        period=row["period"],
        round=row["round"],
        target=row["target"],
        as_of=datetime.fromisoformat(row["as_of"]),
        started_at=datetime.fromisoformat(row["started_at"]),
        ended_at=None if row["ended_at"] is None else datetime.fromisoformat(row["ended_at"]),
        state=RunState(row["state"]),
        trouble=row["trouble"],
        settings=json.loads(row["settings"]),
        coverage=None if row["coverage"] is None else from_plain(Coverage, json.loads(row["coverage"])),
    )
