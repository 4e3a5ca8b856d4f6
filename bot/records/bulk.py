"""Writing very many rows: executemany on SQLite, COPY on PostgreSQL, always inside the caller's transaction.

Values are in the database's own form: moments as UTC text, money in fen, JSON as text, None for nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from io import StringIO
from itertools import islice
from typing import Any

from sqlalchemy import Table, func, select, text
from sqlalchemy.engine import Connection

CHUNK = 20_000
_NOTHING = "\\N"


def utc_text(moment: datetime) -> str:
    """A moment as both databases read it in a session at UTC (the form SQLAlchemy itself gives SQLite)."""
    return moment.astimezone(timezone.utc).strftime("%Y-%m-%d %H:%M:%S.%f")


def next_id(connection: Connection, table: Table) -> int:
    """The first id that no row of the table uses."""
    return int(connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()) + 1


def insert(connection: Connection, table: Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Add rows, with columns by their names in the database; how many. Any error leaves the transaction to the caller."""
    done = 0
    for chunk in chunks(rows):
        _write(connection, table, columns, chunk)
        done += len(chunk)
    return done


def chunks(rows: Iterable[Sequence[Any]], size: int = CHUNK) -> Iterator[list[Sequence[Any]]]:
    """The rows in pieces."""
    iterator = iter(rows)
    while piece := list(islice(iterator, size)):
        yield piece


def _write(connection: Connection, table: Table, columns: Sequence[str], rows: list[Sequence[Any]]) -> None:
    cursor = connection.connection.cursor()
    names = ", ".join(columns)
    try:
        if connection.dialect.name == "sqlite":
            marks = ", ".join("?" * len(columns))
            cursor.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)
        else:
            cursor.execute("SET LOCAL TIME ZONE 'UTC'")
            cursor.copy_expert(f"COPY {table.name} ({names}) FROM STDIN (FORMAT csv, NULL '{_NOTHING}')", _csv(rows))
    finally:
        cursor.close()


def _csv(rows: list[Sequence[Any]]) -> StringIO:
    out = StringIO()
    csv.writer(out).writerows([_NOTHING if value is None else value for value in row] for row in rows)
    out.seek(0)
    return out


@contextmanager
def without_indexes(connection: Connection, tables: Iterable[Table]) -> Iterator[None]:
    """Fill tables with their plain indexes put aside, and make these again at the end: much faster for millions."""
    dropped = [index for table in tables for index in table.indexes]
    for index in dropped:
        index.drop(connection)
    yield
    for index in dropped:
        index.create(connection)


def move_sequences(connection: Connection, tables: Iterable[Table]) -> None:
    """After rows with ids of our own: PostgreSQL must not give these ids again."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        if "id" in table.c:
            sequence = f"pg_get_serial_sequence('{table.name}', 'id')"
            highest = f"(SELECT COALESCE(MAX(id), 1) FROM {table.name})"
            connection.execute(text(f"SELECT setval({sequence}, {highest})"))


def refresh_statistics(connection: Connection) -> None:
    """What the query planner knows of the tables."""
    connection.execute(text("ANALYZE"))
