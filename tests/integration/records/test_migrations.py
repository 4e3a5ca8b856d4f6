"""Migrations on SQLite and PostgreSQL: they agree with the models, take over what was there, and run once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timezone

import pytest
from sqlalchemy import Column, MetaData, Table, inspect, text
from sqlalchemy.types import JSON, Boolean, DateTime, Integer, String

from bot import migrations
from bot.database import Database

WHEN = datetime(2026, 1, 2, 3, 4, tzinfo=timezone.utc)


@pytest.fixture
def database(empty_url: str) -> Iterator[Database]:
    database = Database(empty_url)
    yield database
    database.close()


def tables_before_migrations() -> MetaData:
    """The tables as `create_all` made them when there were no migrations."""
    old = MetaData()
    Table(
        "conversations",
        old,
        Column("id", String(64), primary_key=True),
        Column("owner", String(200), nullable=False),
        Column("started_at", DateTime(timezone=True), nullable=False),
    )
    Table(
        "given_verdicts",
        old,
        Column("id", String(64), primary_key=True),
        Column("conversation", String(64), index=True),
        Column("given_at", DateTime(timezone=True), nullable=False),
        Column("facts", JSON, nullable=False),
        Column("versions", JSON, nullable=False),
        Column("verdict", JSON, nullable=False),
    )
    Table(
        "list_versions",
        old,
        Column("id", Integer, primary_key=True),
        Column("list_id", String(80), nullable=False, index=True),
        Column("version", Integer, nullable=False),
        Column("sha256", String(64), nullable=False),
        Column("body", JSON, nullable=False),
        Column("current", Boolean, nullable=False, index=True),
        Column("loaded_at", DateTime(timezone=True), nullable=False),
    )
    return old


def test_models_and_migrations_agree(database: Database) -> None:
    database.create()
    assert migrations.differences(database.engine) == []


def test_a_database_without_versions_is_taken_over_with_what_it_holds(database: Database) -> None:
    old = tables_before_migrations()
    old.create_all(database.engine)
    row = {"id": "a", "conversation": "c", "given_at": WHEN, "facts": {}, "versions": {}, "verdict": {"text": "好"}}
    with database.engine.begin() as connection:
        connection.execute(old.tables["given_verdicts"].insert().values(**row))
    database.create()
    with database.engine.connect() as connection:
        kept = connection.execute(text("SELECT id, conversation FROM given_verdicts")).all()
    assert kept == [("a", "c")]
    assert inspect(database.engine).has_table("acts")


def test_tables_of_others_are_left_alone(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE events (id INTEGER)"))
    database.create()
    assert migrations.differences(database.engine) == []
    assert inspect(database.engine).has_table("events")


def test_all_the_way_back_and_forward_again(database: Database) -> None:
    from alembic import command

    database.create()
    with database.engine.begin() as connection:
        command.downgrade(migrations.config(connection), "base")
    assert set(inspect(database.engine).get_table_names()) <= {"alembic_version"}
    database.create()
    assert migrations.differences(database.engine) == []


def test_processes_that_start_together_migrate_once(database: Database) -> None:
    code = "import sys; from bot.database import Database; Database(sys.argv[1]).create()"
    started = [
        subprocess.Popen([sys.executable, "-c", code, database.url], stderr=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    assert [process.communicate()[1] for process in started] == ["", "", ""]
    assert migrations.differences(database.engine) == []
