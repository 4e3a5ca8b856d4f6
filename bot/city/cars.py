"""合成的车: vehicles with plates, their owners' driving licences, and service cards."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import gcd
from random import Random
from typing import Any

from bot.city.people import People
from bot.city.recipe import Recipe
from bot.city.times import text_of

COLUMNS = ("id", "plate", "kind", "seats", "owner_id", "synthetic")
DRIVERS = ("id", "file_no", "party_id", "licence_class", "valid_to", "synthetic")
CARDS = ("vehicle_id", "state", "since")
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_CHARACTERS = "0123456789" + _LETTERS
_SPACE = len(_LETTERS) * len(_CHARACTERS) ** 2 * 100


@dataclass
class Cars:
    """What drives there: of each vehicle (from `first` on) its owner; of each party its licence."""

    first: int
    owners: list[int] = field(default_factory=list)
    drivers: dict[int, int] = field(default_factory=dict)
    local: list[int] = field(default_factory=list)


def make(recipe: Recipe, chance: Random, count: int, people: People, cars: Cars) -> Iterator[tuple[Any, ...]]:
    """Rows of vehicles; `cars` is filled on the way."""
    owner_kinds = recipe.shares("owners")
    kinds = {owner: recipe.shares("vehicle_kinds", owner) for owner in owner_kinds.things}
    plate_no = _scattered(chance)
    for number in range(count):
        whose = owner_kinds.draw(chance)
        owner = chance.choice(people.kinds[whose] or people.kinds["person"] or people.firms)
        kind = kinds[whose].draw(chance)
        local = recipe.percent("local_plates", chance)
        plate = _plate(plate_no(number), local, electric=recipe.percent("electric", chance))
        if local and kind in ("private_small", "unit_small"):
            cars.local.append(cars.first + number)
        cars.owners.append(owner)
        yield cars.first + number, plate, kind, chance.choice(recipe.raw["seats"][kind]), owner, True


def drivers(recipe: Recipe, chance: Random, people: People, cars: Cars, first: int) -> Iterator[tuple[Any, ...]]:
    """Rows of driving licences: of people who own a vehicle, and of a third of the others."""
    owning, number = set(cars.owners), 0
    for party in people.kinds["person"]:
        if party in owning or chance.random() < 0.33:
            number += 1
            cars.drivers[party] = first + number - 1
            until = recipe.raw["until"] + timedelta(days=chance.randrange(-60, 3600))
            yield (
                first + number - 1,
                f"HC{number:010d}",
                party,
                chance.choice(("C1", "C1", "C2", "B2")),
                until.isoformat(),
                True,
            )


def cards(recipe: Recipe, chance: Random, cars: Cars) -> Iterator[tuple[Any, ...]]:
    """Rows of service cards in force."""
    states, until = recipe.shares("cards"), datetime.combine(recipe.raw["until"], datetime.min.time())
    for vehicle in cars.local:
        state = states.draw(chance)
        if state != "none":
            yield vehicle, state, text_of(until - timedelta(days=chance.randrange(20, 700)))


def _scattered(chance: Random) -> Any:
    """A rearrangement of all plate numbers, so that neighbours do not look alike."""
    step, start = chance.randrange(_SPACE // 3, _SPACE), chance.randrange(_SPACE)
    while gcd(step, _SPACE) != 1:
        step += 1
    return lambda number: (start + number * step) % _SPACE


def _plate(number: int, local: bool, electric: bool) -> str:
    """豫C and five characters (new energy: D and five); another city's letter when it is not local."""
    number, tail = divmod(number, 100)
    number, third = divmod(number, len(_CHARACTERS))
    letter, second = divmod(number, len(_CHARACTERS))
    rest = f"{_LETTERS[letter]}{_CHARACTERS[second]}{_CHARACTERS[third]}{tail:02d}"
    return f"豫{'C' if local else 'A'}{'D' if electric else ''}{rest}"
