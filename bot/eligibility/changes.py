"""What would change the outcome: the smallest set of facts that the person can still influence (还能怎么做)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import combinations

from bot.eligibility.decide import Decision
from bot.eligibility.factbook import FactBook
from bot.eligibility.values import Facts, Value

Redecide = Callable[[Facts], Decision]
LARGEST = 3


@dataclass(frozen=True)
class Change:
    """One fact the person can still change, what it becomes, and how."""

    fact: str
    to: Value
    do: str


def what_would_help(decision: Decision, told: Facts, book: FactBook, redecide: Redecide) -> tuple[Change, ...]:
    """The smallest set whose doing gives a better outcome; empty when nothing can. `told`: facts before deriving."""
    open_changes = _possible(decision, book)
    for size in range(1, min(LARGEST, len(open_changes)) + 1):
        for chosen in combinations(open_changes, size):
            if redecide(apply(chosen, told, book)).rank < decision.rank:
                return chosen
    return ()


def apply(changes: tuple[Change, ...], told: Facts, book: FactBook) -> dict[str, Value]:
    """The facts after the changes."""
    return {**told, **{change.fact: change.to for change in changes}}


def _possible(decision: Decision, book: FactBook) -> list[Change]:
    not_met = {
        name
        for route in decision.routes
        for condition, state in zip(route.item.conditions, route.states, strict=True)
        if state is not True
        for name in condition.test.facts
    }
    return [change for name in sorted(not_met) if (change := _change(name, decision, book)) is not None]


def _change(name: str, decision: Decision, book: FactBook) -> Change | None:
    fact = book.get(name)  # a condition left to judgement reads no fact of the dictionary
    can = fact.can_change if fact else None
    if can is None or decision.facts.get(name) not in can.start:
        return None
    return Change(name, can.to, can.do)
