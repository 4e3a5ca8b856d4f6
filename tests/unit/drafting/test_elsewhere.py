"""The same act in other places' lists, their conditions beside ours."""

from __future__ import annotations

from datetime import date

import pytest

from bot.drafting.elsewhere import others, raw
from bot.eligibility.model import Item
from bot.policy.catalogue import Catalogue
from bot.policy.loader import build
from tests.unit.drafting.conftest import BOOK, CITATIONS, body_of

TODAY = date(2026, 11, 26)


def rules(name: str, place: str, *sentences: tuple[str, dict[str, object] | None]) -> dict[str, object]:
    """优驾容错 with other conditions, as another place's list."""
    body = body_of("ly-police-youjia")
    conditions = [{"text": text} | ({"test": test} if test else {}) for text, test in sentences]
    return {**body, "id": name, "place": place, "conditions": conditions, "parameters": {}}


@pytest.fixture
def catalogue() -> Catalogue:
    first = rules(
        "there", "郑州市", ("一年内没有交通违法", {"not": {"fact": "prior_traffic_1y"}}), ("没有撞到人", None)
    )
    second = rules("nation", "全国", ("不是故意", None))
    bodies = [body_of("ly-police-youjia"), first, second]
    book = BOOK.with_members(["prior_traffic_1y"])
    return Catalogue({str(b["id"]): build(b, "1") for b in bodies}, book, CITATIONS)


@pytest.fixture
def parking(catalogue: Catalogue) -> Item:
    return catalogue.items["ly-police-youjia/1"]


def test_only_other_places_are_shown(catalogue: Catalogue, parking: Item) -> None:
    assert [other.rules.place for other in others(catalogue, parking, "洛阳市", TODAY)] == ["郑州市"]


def test_conditions_stand_beside_ours_about_the_same_fact(catalogue: Catalogue, parking: Item) -> None:
    (found,) = others(catalogue, parking, "洛阳市", TODAY)
    told = [(c["number"], c["text"], c["beside"]) for c in found.as_json()["conditions"]]
    assert told[:2] == [(1, "一年内没有交通违法", "违法前6个月内没有交通违法记录"), (2, "没有撞到人", None)]


def test_a_condition_is_written_as_its_list_has_it(catalogue: Catalogue, parking: Item) -> None:
    (found,) = others(catalogue, parking, "洛阳市", TODAY)
    assert raw(found.item.conditions[0]) == {
        "text": "一年内没有交通违法",
        "test": {"not": {"fact": "prior_traffic_1y"}},
    }
    assert raw(found.item.conditions[1]) == {"text": "没有撞到人"}
