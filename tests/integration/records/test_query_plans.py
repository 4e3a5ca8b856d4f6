"""Looking a party up reads no table through: every statement of it goes by an index, on either database."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from sqlalchemy import event, text

from bot import migrations
from bot.assess import Case
from bot.city.build import City, build
from bot.database import Database
from bot.policy.catalogue import Catalogue, CatalogueSource
from bot.record_facts import for_case
from bot.records import on_file
from bot.records.overview import overview
from bot.settings import ROOT

TODAY = date(2026, 11, 26)


@pytest.fixture
def city(empty_url: str) -> Iterator[Database]:
    """A small synthetic city, with what the planner knows of it."""
    database = Database(empty_url)
    database.create()
    build(database, ROOT / "data" / "city.yml", City(parties=300, seed=1))
    yield database
    database.close()


@pytest.fixture
def catalogue(source: CatalogueSource) -> Catalogue:
    return source.current()


class Plans:
    """The plan of each statement that is executed while it listens."""

    def __init__(self, database: Database):
        self._engine, self.found = database.engine, []

    def __enter__(self) -> list[str]:
        event.listen(self._engine, "before_cursor_execute", self._explain)
        return self.found

    def __exit__(self, *_: Any) -> None:
        event.remove(self._engine, "before_cursor_execute", self._explain)

    def _explain(self, connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if not statement.startswith("SELECT"):
            return
        if connection.dialect.name == "sqlite":
            cursor.execute(f"EXPLAIN QUERY PLAN {statement}", parameters)
        else:
            cursor.execute("SET LOCAL enable_seqscan = off")  # on so few rows it would be right to
            cursor.execute(f"EXPLAIN {statement}", parameters)
        self.found += [f"{row[-1]}  [{statement}]" for row in cursor.fetchall()]


def scans(plan: list[str]) -> list[str]:
    """Tables that are read through; SQLite also "scans" the empty list that a row is compared with."""
    reading = re.compile(r"[\s>-]*(?:SCAN|Seq Scan on) (\w+)")
    tables = migrations.metadata().tables
    return [line for line in plan if (found := reading.match(line)) and found[1] in tables]


def test_the_facts_of_a_party_are_found_by_indexes(city: Database, catalogue: Catalogue) -> None:
    acts = sorted({item.act for item in catalogue.items.values()})
    asked = [*enumerate(acts), *((number, "parking") for number in range(100))]
    with Plans(city) as plan:
        for number, act in asked:
            with city.session() as session:
                for_case(session, catalogue, Case((act,), {}, TODAY, "洛阳市"), f"HC{number % 300 + 1:07d}")
    assert len(plan) > len(asked) and scans(plan) == []
    for table in ("parties", "vehicles", "drivers", "acts", "correction_orders", "service_cards"):
        assert any(table in line for line in plan), f"{table} was never looked at"


def test_the_record_in_one_look_is_found_by_indexes(city: Database) -> None:
    with Plans(city) as plan:
        for number in range(20):
            with city.session() as session:
                subject = on_file.find(session, f"HC{number + 1:07d}")
                assert subject is not None
                overview(session, subject, TODAY)
    assert plan and scans(plan) == []


def test_a_statement_that_reads_a_table_through_is_noticed(city: Database) -> None:
    with Plans(city) as plan, city.session() as session:
        session.execute(text("SELECT id FROM acts WHERE article = 'x'"))
    assert scans(plan)
