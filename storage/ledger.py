"""Runs of standing jobs: each moment for which a job was due is claimed once, and is not over until the run ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, insert, select, update

from storage import tables

if TYPE_CHECKING:
    from storage.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class JobRun:
    """One run. ``slot``: the moment for which it was due. ``code``: its exit code, negative for a signal."""

    job: str
    slot: datetime
    began_at: datetime
    ended_at: datetime | None
    code: int | None
    pid: int | None
    tries: int


class Ledger:
    """The runs of one database."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def claim(self, job: str, slot: datetime, at: datetime) -> bool:
        """Begin the run of a moment; False where it was begun before."""
        kept = tables.job_runs
        with self._store.writing() as connection:
            there = select(kept.c.slot).where(kept.c.job == job, kept.c.slot == slot.isoformat())
            if connection.execute(there).first() is not None:
                return False
            row = {"job": job, "slot": slot.isoformat(), "began_at": at.isoformat(), "tries": 1}
            connection.execute(insert(kept), [row])
        return True

    def again(self, run: JobRun, at: datetime) -> None:
        """Begin a run anew that was killed before its end."""
        self._change(run.job, run.slot, {"began_at": at.isoformat(), "pid": None, "tries": run.tries + 1})

    def started(self, job: str, slot: datetime, pid: int) -> None:
        """Note the process of a run."""
        self._change(job, slot, {"pid": pid})

    def ended(self, job: str, slot: datetime, code: int, at: datetime) -> None:
        """Note how a run ended."""
        self._change(job, slot, {"ended_at": at.isoformat(), "code": code})

    def last(self, job: str) -> JobRun | None:
        """The latest run of a job."""
        kept = tables.job_runs
        return self._first(select(kept).where(kept.c.job == job).order_by(kept.c.slot.desc()).limit(1))

    def unfinished(self) -> list[JobRun]:
        """The runs that have not ended, oldest first."""
        kept = tables.job_runs
        with self._store.reading() as connection:
            rows = connection.execute(select(kept).where(kept.c.ended_at.is_(None)).order_by(kept.c.slot)).mappings()
            return [_run(row) for row in rows]

    def _first(self, query: Any) -> JobRun | None:
        with self._store.reading() as connection:
            row = connection.execute(query).mappings().first()
            return None if row is None else _run(row)

    def _change(self, job: str, slot: datetime, values: Mapping[str, Any]) -> None:
        kept = tables.job_runs
        with self._store.writing() as connection:
            there = (kept.c.job == job) & (kept.c.slot == slot.isoformat())
            connection.execute(update(kept).where(there).values(values))


def _run(row: RowMapping) -> JobRun:
    return JobRun(
        job=row["job"],
        slot=datetime.fromisoformat(row["slot"]),
        began_at=datetime.fromisoformat(row["began_at"]),
        ended_at=None if row["ended_at"] is None else datetime.fromisoformat(row["ended_at"]),
        code=row["code"],
        pid=row["pid"],
        tries=row["tries"],
    )
