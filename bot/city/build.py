"""Building the synthetic city into a database, in one transaction: it is there whole or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.engine import Connection

from bot.city import cars, deeds, people, remedies
from bot.city.recipe import Recipe, load
from bot.database import Database
from bot.records import bulk
from bot.records.acts import Exemption, RecordedAct
from bot.records.corrections import Correction, CorrectionOrder
from bot.records.parties import Party, Permit
from bot.records.vehicles import Driver, ServiceCard, Vehicle

# In the order in which they refer to each other.
TABLES = (Party, Permit, Vehicle, Driver, ServiceCard, RecordedAct, CorrectionOrder, Correction, Exemption)
Tell = Callable[[str, int], None]  # what is being made, and how many more of it are done


@dataclass(frozen=True)
class City:
    """What to build: how many parties, by which seed, up to which day (None: the recipe's)."""

    parties: int
    seed: int
    until: date | None = None


def build(database: Database, recipe_file: Path, city: City, tell: Tell = lambda *_: None) -> dict[str, int]:
    """Make the city; rows by table. ValueError when the database holds a synthetic city already."""
    recipe = load(recipe_file)
    if city.until is not None:
        recipe = Recipe({**recipe.raw, "until": city.until}, recipe.deeds)
    with database.engine.begin() as connection:
        if connection.execute(select(Party.id).where(Party.synthetic).limit(1)).first():
            raise ValueError("数据库里已经有一座合成的城市。要换掉它，加上 --replace。")
        counts = _Builder(connection, recipe, city, tell).all()
        bulk.move_sequences(connection, [table.__table__ for table in TABLES])
        bulk.refresh_statistics(connection)
    return counts


def remove(database: Database) -> None:
    """Take the synthetic city out; what is real stays."""
    with database.engine.begin() as connection:
        for table in reversed(TABLES):
            if "synthetic" in table.__table__.c:
                connection.execute(delete(table).where(table.synthetic))


def is_empty(database: Database) -> bool:
    """Whether no party at all is on record."""
    with database.engine.connect() as connection:
        return connection.execute(select(Party.id).limit(1)).first() is None


class _Builder:
    def __init__(self, connection: Connection, recipe: Recipe, city: City, tell: Tell):
        self._connection, self._recipe, self._city, self._tell = connection, recipe, city, tell
        self._counts: dict[str, int] = {}

    def all(self) -> dict[str, int]:
        """Everyone and everything, with the indexes of the big tables made at the end."""
        recipe, per = self._recipe, self._recipe.raw["per_party"]
        with bulk.without_indexes(self._connection, [Party.__table__, Vehicle.__table__, RecordedAct.__table__]):
            who = people.People(self._first(Party))
            self._put(Party, people.COLUMNS, people.make(recipe, self._chance("people"), self._city.parties, who))
            self._put(Permit, people.PERMITS, people.permits(recipe, self._chance("permits"), who))
            what = self._cars(who, round(self._city.parties * per["vehicles"]))
            self._acts(who, what, self._city.parties * per["acts"])
        return self._counts

    def _cars(self, who: people.People, count: int) -> cars.Cars:
        recipe, what = self._recipe, cars.Cars(self._first(Vehicle))
        self._put(Vehicle, cars.COLUMNS, cars.make(recipe, self._chance("cars"), count, who, what))
        licences = cars.drivers(recipe, self._chance("drivers"), who, what, self._first(Driver))
        self._put(Driver, cars.DRIVERS, licences)
        self._put(ServiceCard, cars.CARDS, cars.cards(recipe, self._chance("cards"), what))
        return what

    def _acts(self, who: people.People, what: cars.Cars, count: int) -> None:
        recipe = self._recipe
        drawn = deeds.Deeds(recipe, self._chance("deeds"), who, what, self._first(RecordedAct))
        self._put(RecordedAct, deeds.COLUMNS, drawn.make(count))
        self._put(Exemption, deeds.EXEMPTIONS, drawn.exemptions())
        orders, corrections = remedies.make(recipe, self._chance("orders"), drawn.wrongs, self._first(CorrectionOrder))
        self._put(CorrectionOrder, deeds.ORDERS, orders)
        self._put(Correction, deeds.CORRECTIONS, corrections)

    def _chance(self, part: str) -> Random:
        """Each part draws on its own, so that one more draw in one does not change the others."""
        return Random(f"{self._city.seed}:{part}")

    def _first(self, table: Any) -> int:
        return bulk.next_id(self._connection, table.__table__)

    def _put(self, table: Any, columns: Any, rows: Iterable[Any]) -> None:
        name = table.__tablename__
        self._counts[name] = bulk.insert(self._connection, table.__table__, columns, self._told(name, rows))

    def _told(self, name: str, rows: Iterable[Any]) -> Iterator[Any]:
        for piece in bulk.chunks(rows, 5_000):
            yield from piece
            self._tell(name, len(piece))
