"""合成的当事人: people, households and enterprises with districts, trades, names and codes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from typing import Any

from bot.city.recipe import Recipe
from bot.records.codes import credit_check, initials, organisation_check

MARK = "（合成）"
COLUMNS = [
    "id",
    "ref",
    "kind",
    "name",
    "name_initials",
    "credit_code",
    "district",
    "address",
    "trade",
    "size",
    "phone",
    "registered_on",
    "synthetic",
]
PERMITS = ("party_id", "kind", "number", "valid_from", "valid_to")
_WORDS = {"person": "", "household": "92", "enterprise": "91"}


@dataclass
class People:
    """Who lives there: ids by kind and by trade, and of each party (from `first` on) its district."""

    first: int
    kinds: dict[str, list[int]] = field(default_factory=lambda: {kind: [] for kind in _WORDS})
    trades: dict[str, list[int]] = field(default_factory=dict)
    districts: list[str] = field(default_factory=list)

    @property
    def firms(self) -> list[int]:
        """Households and enterprises."""
        return self.kinds["household"] + self.kinds["enterprise"]

    def district(self, party: int) -> str:
        """Where the party is."""
        return self.districts[party - self.first]


def make(recipe: Recipe, chance: Random, count: int, people: People) -> Iterator[tuple[Any, ...]]:
    """Rows of parties; `people` is filled on the way."""
    kinds, districts = recipe.shares("kinds"), recipe.shares("districts")
    trades, sizes = recipe.shares("trades"), recipe.shares("sizes")
    for number in range(1, count + 1):
        party = people.first + number - 1
        kind, district = kinds.draw(chance), districts.draw(chance)
        people.kinds[kind].append(party)
        people.districts.append(district)
        trade = size = code = None
        if kind == "person":
            name = _person(recipe, chance)
        else:
            trade = trades.draw(chance)
            people.trades.setdefault(trade, []).append(party)
            size = sizes.draw(chance) if kind == "enterprise" else "micro"
            name, code = _firm(recipe, chance, district, trade), _code(kind, number)
        address = f"{district}{chance.choice(recipe.raw['roads'])}{chance.randrange(1, 300)}号"
        registered = recipe.raw["until"] - timedelta(days=chance.randrange(30, 5000)) if trade else None
        yield (
            party,
            f"HC{number:07d}",
            kind,
            name,
            initials(name[: -len(MARK)]),
            code,
            district,
            address,
            trade,
            size,
            f"100{chance.randrange(10**8):08d}",
            registered.isoformat() if registered else None,
            True,
        )


def permits(recipe: Recipe, chance: Random, people: People) -> Iterator[tuple[Any, ...]]:
    """Rows of food licences: most in force, some lapsed."""
    for trade in recipe.raw["food_trades"]:
        for party in people.trades.get(trade, ()):
            begun = recipe.raw["until"] - timedelta(days=chance.randrange(60, 2000))
            number = f"HC-SP-{party - people.first + 1:07d}"
            end = begun + timedelta(days=1826)
            yield party, recipe.raw["permits"]["food"], number, begun.isoformat(), end.isoformat()


def _person(recipe: Recipe, chance: Random) -> str:
    given = "".join(chance.choices(recipe.raw["given"], k=2 if chance.random() < 0.8 else 1))
    return f"{chance.choice(recipe.raw['surnames'])}{given}{MARK}"


def _firm(recipe: Recipe, chance: Random, district: str, trade: str) -> str:
    """District, road, word and trade: 涧西唐宫路福源面馆."""
    place = district.removesuffix("回族区").rstrip("区县") + chance.choice(recipe.raw["roads"])
    return f"{place}{chance.choice(recipe.raw['firm_words'])}{chance.choice(recipe.raw['firm_kinds'][trade])}{MARK}"


def _code(kind: str, number: int) -> str:
    """A code whose check characters hold, with an organisation part (HC…) that is given to nobody."""
    body = f"HC{number:06d}"[:8] if number < 10**6 else f"H{number:07d}"[:8]
    code = f"{_WORDS[kind]}410300{body}{organisation_check(body)}"
    return code + credit_check(code)
