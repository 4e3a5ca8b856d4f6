"""Every condition of every real list can be met and can be missed, and every item can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from bot.eligibility.evaluate import evaluate
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Condition, Item
from bot.eligibility.questions import cells
from bot.eligibility.tests import Test
from bot.eligibility.values import Value
from bot.policy.catalogue import Catalogue


def assignments(tests: list[Test], book: FactBook) -> Iterator[dict[str, Value]]:
    """One assignment for every way in which the facts that the tests read can fall."""
    names = sorted({name for test in tests for name in test.facts})
    for values in product(*(cells(book[name], None, tests) for name in names)):
        yield dict(zip(names, values, strict=True))


def all_conditions(catalogue: Catalogue) -> Iterator[tuple[str, Condition]]:
    """The conditions that are tested, each with the item it stands in."""
    for item in catalogue.items.values():
        yield from ((item.id, condition) for condition in item.conditions if not condition.judgement)


def can_be(condition: Condition, state: bool, book: FactBook) -> bool:
    """Whether some facts give the condition this state."""
    return any(condition.test.holds(facts) is state for facts in assignments([condition.test], book))


@pytest.mark.parametrize("state", [True, False])
def test_every_condition_can_be_met_and_can_be_missed(catalogue: Catalogue, state: bool) -> None:
    never = [(item, c.text) for item, c in all_conditions(catalogue) if not can_be(c, state, catalogue.facts)]
    assert never == []


def satisfiable(item: Item, book: FactBook) -> bool:
    """Whether some facts meet the whole item; a fact is settled condition by condition."""
    found: list[dict[str, Value]] = [{}]
    for condition in () if item.any_of else item.conditions:
        found = [
            {**before, **facts}
            for before in found
            for facts in assignments([condition.test], book)
            if all(before.get(name, value) == value for name, value in facts.items()) and condition.test.holds(facts)
        ][:50]
    return item.any_of or any(evaluate(item, facts).holds for facts in found)


def test_every_item_can_be_met(catalogue: Catalogue) -> None:
    tested = [item for item in catalogue.items.values() if not any(c.judgement for c in item.conditions)]
    assert [item.id for item in tested if not satisfiable(item, catalogue.facts)] == []


def test_a_condition_without_a_test_stands_only_where_the_source_is_broken(catalogue: Catalogue) -> None:
    judged = [item for item in catalogue.items.values() if any(c.judgement for c in item.conditions)]
    assert [item.id for item in judged if not (item.incomplete or item.any_of)] == []


def test_every_penalty_clause_is_without_conditions(catalogue: Catalogue) -> None:
    ordinary = [item for item in catalogue.items.values() if item.treatment == "ordinary"]
    assert [item.id for item in ordinary if item.conditions] == []


def test_every_presumption_rests_on_another_fact(catalogue: Catalogue) -> None:
    grounds = [(c.test.facts, c.default_when.facts) for _, c in all_conditions(catalogue) if c.default_when]
    assert grounds
    assert all(not tested & ground for tested, ground in grounds)
