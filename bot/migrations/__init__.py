"""Migrations (Alembic): one line of versions that takes any database of ours to the newest tables."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection, Engine

FOLDER = Path(__file__).parent
_LOCK = 7301_2024  # any number, the same in every process


def metadata() -> Any:
    """The metadata with every table of ours registered."""
    from bot.database import Base
    from bot.policy import publication, rule_sets  # noqa: F401  (and the store they build on)
    from bot.policy.drafts import scenarios  # noqa: F401  (and the drafts' tables that it builds on)
    from bot.records import tables  # noqa: F401

    return Base.metadata


def config(connection: Connection | None = None) -> Config:
    """Alembic's configuration; `connection` is what env.py works on."""
    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.attributes["connection"] = connection
    return made


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring a database (empty, ours without versions, or older) to a revision; the newest by default."""
    if revision == "head" and _current(engine) == newest():
        return
    with _one_at_a_time(engine), engine.begin() as connection:
        command.upgrade(config(connection), revision)


def newest() -> str | None:
    """The newest revision there is; CommandError when there are two (then one must follow the other)."""
    return ScriptDirectory(str(FOLDER)).get_current_head()


def differences(engine: Engine) -> list[Any]:
    """What autogenerate would still change: empty when the models and the migrations agree."""
    with engine.connect() as connection:
        options = {"include_name": is_ours, "compare_type": True}
        return list(compare_metadata(MigrationContext.configure(connection, opts=options), metadata()))


def new_revision(engine: Engine, message: str) -> Path:
    """Write a migration with what the models have changed; the file to read and correct."""
    with engine.begin() as connection:
        made: Any = command.revision(config(connection), message, autogenerate=True)
    return Path(made.path)


def is_ours(name: str | None, kind: str, parents: Any) -> bool:
    """Autogenerate must not drop what others (Rasa's tracker store, Alembic) keep in the same database."""
    return kind != "table" or name not in {"events", "alembic_version"}


def _current(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return MigrationContext.configure(connection).get_current_revision()


@contextmanager
def _one_at_a_time(engine: Engine) -> Iterator[None]:
    """Two processes that start together must not both migrate."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            connection.execute(text(f"SELECT pg_advisory_lock({_LOCK})"))
            try:
                yield
            finally:
                connection.execute(text(f"SELECT pg_advisory_unlock({_LOCK})"))
        return
    file = engine.url.database
    if not file or file == ":memory:":
        yield
        return
    with Path(f"{file}.migrating").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
