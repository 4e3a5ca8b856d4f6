"""The database: engine, tables' common metadata, and a session per unit of work. Nothing is opened at import."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")

from sqlalchemy import MetaData, create_engine, event  # noqa: E402
from sqlalchemy.engine import Engine, make_url  # noqa: E402
from sqlalchemy.exc import InterfaceError, InvalidatePoolError, OperationalError  # noqa: E402
from sqlalchemy.exc import TimeoutError as NoConnection  # noqa: E402
from sqlalchemy.orm import Session, declarative_base  # noqa: E402
from sqlalchemy.pool import QueuePool  # noqa: E402

# What an operation on the database raises when that is refused, lost, locked or full: later the same may go well.
AWAY = (OperationalError, InterfaceError, NoConnection)
_PATIENCE = 5  # seconds that a connection may take
_IDLE = 1.0  # seconds after which a connection is asked whether it still is one

# Every constraint has a name, so that a migration can speak of it on either database.
NAMES = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
Base: Any = declarative_base(metadata=MetaData(naming_convention=NAMES))


class Database:
    """One engine and short sessions on it; SQLite by default, PostgreSQL by URL."""

    def __init__(self, url: str):
        self.url = url
        self.engine = _engine(url)
        self._reader = _reader(url, self.engine)

    def create(self) -> None:
        """Bring the tables to the newest migration; safe to call from several processes at once."""
        from bot import migrations

        migrations.upgrade(self.engine)

    @contextmanager
    def session(self) -> Iterator[Session]:
        """A session that commits at the end and rolls back on an error."""
        with Session(self.engine, future=True) as session, session.begin():
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that only reads: each statement by itself, no transaction to begin and to end around it."""
        with Session(self._reader, future=True) as session:
            yield session

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()
        self._reader.dispose()


def _reader(url: str, engine: Engine) -> Engine:
    """Where each statement stands by itself: on PostgreSQL connections of its own, since changing one back and forth
    takes two trips to the server."""
    if make_url(url).get_backend_name() == "sqlite":
        return engine.execution_options(isolation_level="AUTOCOMMIT")
    reader = _engine(url, isolation_level="AUTOCOMMIT")
    for one, other in ((engine, reader), (reader, engine)):  # what one has lost, the other has lost too
        event.listen(one, "handle_error", partial(_let_go, other))
    return reader


def _let_go(other: Engine, context: Any) -> None:
    if context.is_disconnect:
        other.dispose()


def _engine(url: str, **options: Any) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        patience = {"connect_timeout": _PATIENCE} if parsed.get_backend_name() == "postgresql" else {}
        return _asked_when_idle(create_engine(url, future=True, hide_parameters=True, connect_args=patience, **options))
    if parsed.database and parsed.database != ":memory:":
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    kept = {} if parsed.database in (None, "", ":memory:") else {"poolclass": QueuePool}
    asked = {"check_same_thread": False, "timeout": 15}
    engine = create_engine(url, future=True, hide_parameters=True, connect_args=asked, **kept)
    event.listen(engine, "connect", _configure_sqlite)
    return engine


def _asked_when_idle(engine: Engine) -> Engine:
    """SQLAlchemy's `pool_pre_ping`, only for connections that lay idle: a turn takes one several times."""

    def rest(_: Any, record: Any) -> None:
        record.info["idle_since"] = time.monotonic()

    def check(connection: Any, record: Any, _: Any) -> None:
        idle = time.monotonic() - record.info.get("idle_since", time.monotonic())
        if idle > _IDLE and not engine.dialect.do_ping(connection):
            raise InvalidatePoolError

    event.listen(engine, "checkin", rest)
    event.listen(engine, "checkout", check)
    return engine


def _configure_sqlite(connection: Any, _: Any) -> None:
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")
