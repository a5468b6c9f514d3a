"""Writing many rows at once, each in place of the row with its key, by the fastest way of each database."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Boolean, Float, Integer, LargeBinary, Text
from sqlalchemy.types import TypeEngine

from storage import tables

if TYPE_CHECKING:
    from sqlalchemy import Connection

FEW = 20
"""Up to so many rows PostgreSQL takes as statements: making a table to copy into costs more."""

_COPIED_AS: tuple[tuple[type[TypeEngine[Any]], str], ...] = (
    (BigInteger, "int8"),
    (Integer, "int4"),
    (Boolean, "bool"),
    (Float, "float8"),
    (LargeBinary, "bytea"),
    (Text, "text"),
)


def put(connection: Connection, table: str, columns: Sequence[str], key: Sequence[str], rows: Sequence[Any]) -> None:
    """Write rows of ``table``; ``columns`` are those that they hold, ``key`` those that tell them apart.

    No two rows may have the same key.
    """
    if connection.dialect.name == "postgresql" and len(rows) > FEW:
        _copy(connection, table, columns, key, rows)
    else:
        mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        values = f"VALUES ({', '.join([mark] * len(columns))})"
        connection.exec_driver_sql(_upsert(table, columns, key, values), list(rows))


def _copy(connection: Connection, table: str, columns: Sequence[str], key: Sequence[str], rows: Sequence[Any]) -> None:
    """Through a table of this connection's own, since COPY itself cannot replace rows."""
    names = ", ".join(columns)
    waiting = f"waiting_{table}"
    connection.exec_driver_sql(f"CREATE TEMP TABLE IF NOT EXISTS {waiting} (LIKE {table}) ON COMMIT DELETE ROWS")
    kinds = [_copied_as(table, column) for column in columns]
    cursor = connection.connection.cursor()
    try:
        with cursor.copy(f"COPY {waiting} ({names}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(kinds)
            for row in rows:
                copy.write_row(row)
    finally:
        cursor.close()
    connection.exec_driver_sql(_upsert(table, columns, key, f"SELECT {names} FROM {waiting}"))  # noqa: S608 - our names


def _copied_as(table: str, column: str) -> str:
    kind = tables.metadata.tables[table].c[column].type
    return next((name for made_of, name in _COPIED_AS if isinstance(kind, made_of)), "text")


def _upsert(table: str, columns: Sequence[str], key: Sequence[str], source: str) -> str:
    """An INSERT that replaces the row with the same key; SQLite and PostgreSQL spell it alike."""
    rest = [name for name in columns if name not in key]
    update = f"DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in rest)}" if rest else "DO NOTHING"
    return f"INSERT INTO {table} ({', '.join(columns)}) {source} ON CONFLICT ({', '.join(key)}) {update}"
