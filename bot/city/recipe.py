"""What the synthetic city is made of: shares, words and kinds of act, read from `data/city.yml`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Generic, TypeVar

from ruamel.yaml import YAML

Choice = TypeVar("Choice")


class Shares(Generic[Choice]):
    """Things with how often each comes up, out of their sum."""

    def __init__(self, shares: Mapping[Choice, float]):
        self.things: Sequence[Choice] = list(shares)
        self._bounds = list(accumulate(shares.values()))

    def draw(self, chance: Random) -> Choice:
        """One of them."""
        return chance.choices(self.things, cum_weights=self._bounds)[0]

    def draws(self, chance: Random, count: int) -> list[Choice]:
        """Many of them."""
        return chance.choices(self.things, cum_weights=self._bounds, k=count)


@dataclass(frozen=True)
class Deed:
    """A kind of act: who looks into it, whose it can be, and what the case file says.

    `whose`: vehicles, food (trades that sell food), a trade by name, or firms (all businesses).
    """

    act: str
    agency: str
    whose: str
    article: str
    found: Shares[str]
    fines: tuple[int, ...]
    given: Shares[str]
    files: tuple[tuple[str, Shares[Any]], ...]

    def case_file(self, chance: Random) -> str | None:
        """Facts that the file states, as JSON in the wire form; None when it states none."""
        drawn = ((fact, shares.draw(chance)) for fact, shares in self.files)
        known = {fact: value for fact, value in drawn if value is not None}
        return json.dumps(known) if known else None


@dataclass(frozen=True)
class Recipe:
    """All of the file; `raw` for what is used as it stands."""

    raw: Mapping[str, Any]
    deeds: Shares[Deed]

    def shares(self, name: str, inner: str | None = None) -> Shares[Any]:
        """One of the tables of shares by its name in the file."""
        table = self.raw[name]
        return Shares(table if inner is None else table[inner])

    def percent(self, name: str, chance: Random) -> bool:
        """True that often."""
        return chance.random() * 100 < self.raw[name]


def load(path: Path) -> Recipe:
    """The recipe of a file."""
    raw = YAML(typ="safe").load(path)
    return Recipe(raw, Shares({_deed(row): row["weight"] for row in raw["acts"]}))


def _deed(row: Mapping[str, Any]) -> Deed:
    by_vehicle = row["agency"] == "traffic_police" or row["act"] == "parking"
    return Deed(
        act=row["act"],
        agency=row["agency"],
        whose="vehicles" if by_vehicle else row.get("trades", "firms"),
        article=row["article"],
        found=Shares(row["found"]),
        fines=tuple(row["fine"]),
        given=Shares(row["given"]),
        files=tuple((fact, Shares(shares)) for fact, shares in row["known"].items()),
    )
