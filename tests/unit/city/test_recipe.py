"""What the synthetic city is made of agrees with the lists, the facts dictionary and the columns of the record."""

from __future__ import annotations

import pytest

from bot.city.recipe import Recipe, load
from bot.policy.catalogue import CatalogueSource
from bot.records.acts import AGENCIES, HOW_FOUND
from bot.records.parties import DISTRICTS, KINDS, SIZES
from bot.records.vehicles import CARD_STATES, VEHICLE_KINDS
from bot.settings import ROOT, Settings


@pytest.fixture(scope="module")
def recipe(settings: Settings) -> Recipe:
    return load(ROOT / "data" / "city.yml")


def test_every_act_is_one_of_the_lists(recipe: Recipe, source: CatalogueSource) -> None:
    covered = {item.act for item in source.current().items.values()}
    assert {deed.act for deed in recipe.deeds.things} - covered == set()


def test_every_fact_of_a_case_file_holds_values_of_that_fact(recipe: Recipe, source: CatalogueSource) -> None:
    book = source.current().facts
    for deed in recipe.deeds.things:
        for name, shares in deed.files:
            fact = book.get(name)
            assert fact is not None, name
            options = set(fact.options) if fact.options else None
            stray = [v for v in shares.things if v is not None and options is not None and v not in options]
            assert not stray, (name, stray)


def test_every_exemption_names_an_item_for_that_act(recipe: Recipe, source: CatalogueSource) -> None:
    items = source.current().items
    for row in recipe.raw["exemptions"]:
        assert row["act"] == items[row["item"]].act, row


@pytest.mark.parametrize(
    ("table", "known"), [("kinds", KINDS), ("sizes", SIZES), ("districts", DISTRICTS), ("cards", CARD_STATES)]
)
def test_tables_use_the_values_of_the_record(recipe: Recipe, table: str, known: object) -> None:
    assert set(recipe.raw[table]) == set(known)  # type: ignore[call-overload]


def test_agencies_and_ways_of_finding_are_known(recipe: Recipe) -> None:
    assert {deed.agency for deed in recipe.deeds.things} <= set(AGENCIES)
    assert {way for deed in recipe.deeds.things for way in deed.found.things} <= set(HOW_FOUND)
    assert {kind for table in recipe.raw["vehicle_kinds"].values() for kind in table} <= set(VEHICLE_KINDS)
