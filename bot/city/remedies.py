"""合成的责令改正和改正: orders after acts of businesses, most of them followed."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Any

from bot.city.deeds import Wrong
from bot.city.recipe import Recipe, Shares
from bot.city.times import text_of

Row = tuple[Any, ...]


def make(recipe: Recipe, chance: Random, wrongs: list[Wrong], first: int) -> tuple[list[Row], list[Row]]:
    """Rows of orders and rows of corrections."""
    table = recipe.raw["orders"]
    orders: list[Row] = []
    corrections: list[Row] = []
    outcomes = Shares(table["corrected"])
    for wrong in wrongs:
        if chance.random() * 100 >= table["issued"]:
            continue
        number, days = len(orders) + 1, chance.choice(table["days"])
        issued, due = wrong.found, wrong.found + timedelta(days=days)
        order_no = f"合成责改字〔{issued.year}〕{number:08d}号"
        deed = wrong.deed
        usual = (wrong.party, wrong.act_id, deed.agency, deed.act)
        orders.append((first + number - 1, order_no, *usual, text_of(issued), text_of(due), True))
        done = _done(chance, outcomes.draw(chance), issued, days)
        if done is not None:
            seen = text_of(done + timedelta(days=1)) if chance.random() < 0.7 else None
            corrections.append((wrong.party, first + number - 1, wrong.act_id, deed.act, text_of(done), seen, True))
    return orders, corrections


def _done(chance: Random, outcome: str, issued: datetime, days: int) -> datetime | None:
    """When it was put right, if it was."""
    if outcome == "never":
        return None
    late = timedelta(days=days) if outcome == "late" else timedelta()
    return issued + late + timedelta(hours=chance.randrange(2, days * 24))
