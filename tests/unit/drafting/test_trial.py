"""Kept cases under a draft: what stays, flips, is new, is covered no more."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from bot.drafting import scenarios
from bot.drafting.trial import compare, under
from bot.policy.catalogue import Catalogue
from bot.policy.drafts.scenarios import Scenario
from bot.policy.loader import build
from bot.records.given import case_from_wire
from tests.unit.drafting.conftest import BOOK, CITATIONS, body_of

SPILL = {
    "first_offence": True,
    "cooperated": True,
    "loads_secured": True,
    "road_damage": "none",
    "accident_or_jam": False,
    "road_cleaned": True,
}
NAME = "transport-mot-2021-33"


@pytest.fixture
def body() -> dict[str, Any]:
    return body_of(NAME)


@pytest.fixture
def catalogue(body: dict[str, Any]) -> Catalogue:
    return Catalogue({NAME: build(body, "1")}, BOOK, CITATIONS)


def kept(act: str = "load-spill", facts: dict[str, Any] = SPILL, treatment: str = "no_penalty") -> Scenario:
    case = {"acts": [act], "facts": facts, "as_of": "2026-11-26", "place": "洛阳市", "declined": [], "preferred": ""}
    saved = {"status": "qualifies", "treatment": treatment, "item": None, "conditions": []}
    return Scenario(id=1, name="洒落", facts=case, outcome=saved)


def only(found: list[dict[str, Any]]) -> dict[str, Any]:
    (result,) = found
    return result


def test_an_untouched_case_stays(catalogue: Catalogue, body: dict[str, Any]) -> None:
    found = only(scenarios.run([kept()], catalogue, body))
    assert (found["change"], found["drifted"]) == ("same", False)


def test_a_case_flips(catalogue: Catalogue, body: dict[str, Any]) -> None:
    body["items"][0]["treatment"] = "mitigated"
    found = only(scenarios.run([kept()], catalogue, body))
    assert (found["change"], found["live"]["treatment"], found["draft"]["treatment"]) == (
        "flips",
        "no_penalty",
        "mitigated",
    )


def test_a_case_is_covered_no_more(catalogue: Catalogue, body: dict[str, Any]) -> None:
    del body["items"][0]
    assert only(scenarios.run([kept()], catalogue, body))["change"] == "uncovered"


def test_a_case_is_new(catalogue: Catalogue, body: dict[str, Any]) -> None:
    body["items"].append({**deepcopy(body["items"][0]), "no": "4", "act": "dust-on-road"})
    assert only(scenarios.run([kept("dust-on-road")], catalogue, body))["change"] == "new"


def test_a_case_whose_outcome_has_changed_since_it_was_kept_is_said_so(
    catalogue: Catalogue, body: dict[str, Any]
) -> None:
    assert only(scenarios.run([kept(treatment="warning")], catalogue, body))["drifted"] is True


def test_only_the_drafted_list_is_another_under_the_draft(catalogue: Catalogue, body: dict[str, Any]) -> None:
    other = build(body_of("mps-first-warning-10"), "1")
    both = Catalogue({**catalogue.lists, other.id: other}, BOOK, CITATIONS)
    drafted = under(both, {**body, "title": "草案"})
    assert (drafted.lists[NAME].title, drafted.lists[other.id] is other) == ("草案", True)


def test_the_conditions_that_differ_are_named_with_their_item(catalogue: Catalogue, body: dict[str, Any]) -> None:
    del body["items"][0]["conditions"][1]
    case = case_from_wire({"evidence": {}, "described": "", **kept(facts={**SPILL, "cooperated": False}).facts})
    found = compare(catalogue, body, case)
    assert found.differs
    assert found.conditions() == [{"item": "1", "text": "调查中没有拒绝、阻碍执法", "live": "unmet", "draft": None}]
