"""合成的违法记录: three years of acts, with the few who do most of it, orders to put right, corrections, exemptions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot.city.cars import Cars
from bot.city.people import People
from bot.city.recipe import Deed, Recipe
from bot.city.times import text_of

COLUMNS = [
    "id",
    "decision_no",
    "party_id",
    "vehicle_id",
    "driver_id",
    "agency",
    "department",
    "act",
    "article",
    "place",
    "district",
    "committed_at",
    "discovered_at",
    "decided_at",
    "how_found",
    "treatment",
    "amount_fen",
    "settled",
    "settled_at",
    "known",
    "synthetic",
]
ORDERS = ("id", "order_no", "party_id", "recorded_act_id", "agency", "act", "issued_at", "due_at", "synthetic")
CORRECTIONS = ("party_id", "order_id", "recorded_act_id", "act", "corrected_at", "verified_at", "synthetic")
EXEMPTIONS = [
    "decision_no",
    "party_id",
    "vehicle_id",
    "agency",
    "act",
    "item",
    "treatment",
    "committed_at",
    "decided_at",
    "synthetic",
]
_SHORT = {
    "traffic_police": "洛公交",
    "city_management": "洛城管",
    "market": "洛市监",
    "culture": "洛文旅",
    "tax": "洛税",
    "fire": "洛消",
}


@dataclass(frozen=True)
class Wrong:
    """An act that calls for an order to put right: its id, whose, what and when it was found (local time)."""

    act_id: int
    party: int
    deed: Deed
    found: datetime


@dataclass
class Deeds:
    """Draws acts; `wrongs` is what orders are made from, `counts` how many of each kind there were."""

    recipe: Recipe
    chance: Random
    people: People
    cars: Cars
    first: int
    wrongs: list[Wrong] = field(default_factory=list)
    counts: dict[tuple[str, str], int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._begin = datetime.combine(self.recipe.raw["until"], datetime.min.time())
        self._days = 365 * self.recipe.raw["years"]
        self._hours = range(24)
        self._food = [party for trade in self.recipe.raw["food_trades"] for party in self.people.trades.get(trade, ())]
        self._groups: dict[str, Sequence[int]] = {"food": self._food, "firms": self.people.firms}
        self._repeat = self.recipe.raw["repeat"]

    def make(self, count: int) -> Iterator[tuple[Any, ...]]:
        """Rows of acts."""
        deeds = self.recipe.deeds.draws(self.chance, count)
        hours = self.chance.choices(self._hours, self.recipe.raw["hours"], k=count)
        for number, (deed, hour) in enumerate(zip(deeds, hours, strict=True), 1):
            subject = self._subject(deed, repeats=True)
            if subject is not None:
                self.counts[deed.act, deed.agency] = self.counts.get((deed.act, deed.agency), 0) + 1
                yield self._row(number, deed, hour, subject)

    def _row(self, number: int, deed: Deed, hour: int, subject: tuple[int, int | None]) -> tuple[Any, ...]:
        chance, (party, vehicle) = self.chance, subject
        how = deed.found.draw(chance)
        committed = self._at(hour)
        found = committed if how != "inspection" else committed + timedelta(days=int(chance.expovariate(0.1)))
        decided = found + timedelta(days=1 + int(chance.expovariate(0.12)))
        treatment = deed.given.draw(chance)
        amount = None if treatment == "warning" else chance.choice(deed.fines) * 100
        settled = amount is None or self.recipe.percent("settled", chance)
        paid = decided + timedelta(days=chance.randrange(1, 15)) if settled else None
        act_id = self.first + number - 1
        if vehicle is None:
            self.wrongs.append(Wrong(act_id, party, deed, found))
        return (
            act_id,
            f"合成{_SHORT[deed.agency]}罚决字〔{decided.year}〕{number:08d}号",
            party,
            vehicle,
            self.cars.drivers.get(party) if vehicle is not None and how == "on_site" else None,
            deed.agency,
            self.recipe.raw["departments"][deed.agency],
            deed.act,
            deed.article,
            chance.choice(self.recipe.raw["roads"]),
            self.people.district(party),
            text_of(committed),
            text_of(found),
            text_of(decided),
            how,
            treatment,
            amount,
            settled,
            text_of(paid) if paid else None,
            deed.case_file(chance),
            True,
        )

    def exemptions(self) -> Iterator[tuple[Any, ...]]:
        """Rows of decisions not to punish, of those who seldom come up."""
        for row in self.recipe.raw["exemptions"]:
            deed = next(d for d in self.recipe.deeds.things if (d.act, d.agency) == (row["act"], row["agency"]))
            for number in range(1, self.counts.get((deed.act, deed.agency), 0) * row["share"] // 100 + 1):
                party, vehicle = self._subject(deed, repeats=False) or (None, None)
                committed = self._at(self.chance.randrange(7, 20))
                yield (
                    f"合成{_SHORT[deed.agency]}不罚字〔{committed.year}〕{deed.act}{number:08d}号",
                    party,
                    vehicle,
                    deed.agency,
                    deed.act,
                    row["item"],
                    row["treatment"],
                    text_of(committed),
                    text_of(committed + timedelta(days=self.chance.randrange(1, 20))),
                    True,
                )

    def _at(self, hour: int) -> datetime:
        return self._begin + timedelta(
            days=-self.chance.randrange(1, self._days), hours=hour, minutes=self.chance.randrange(60)
        )

    def _subject(self, deed: Deed, repeats: bool) -> tuple[int, int | None] | None:
        """Party and vehicle, or a business alone; None where the city has nobody like that."""
        if deed.whose == "vehicles":
            place = self._place(len(self.cars.owners), repeats)
            return None if place is None else (self.cars.owners[place], self.cars.first + place)
        group = self._groups[deed.whose] if deed.whose in self._groups else self.people.trades.get(deed.whose, [])
        place = self._place(len(group), repeats)
        return None if place is None else (group[place], None)

    def _place(self, size: int, repeats: bool) -> int | None:
        """The heavy ones come first in every group, the clean ones last."""
        if not size:
            return None
        heavy = max(1, size * self._repeat["heavy"] // 100)
        clean = size * self._repeat["clean"] // 100
        if repeats and self.chance.random() * 100 < self._repeat["of_acts"]:
            return self.chance.randrange(heavy)
        low, high = (min(heavy, size - 1), max(heavy + 1, size - clean)) if repeats else (size - max(1, clean), size)
        return self.chance.randrange(low, min(high, size))
