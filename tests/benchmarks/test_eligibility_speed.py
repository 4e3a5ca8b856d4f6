"""How long the pure core takes on the real lists. Aims: one item 20 µs, all lists for one act 1 ms (medians)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from bot.assess import Assessment, Case, assess
from bot.eligibility.decide import decide
from bot.eligibility.evaluate import evaluate
from bot.eligibility.questions import questions
from bot.eligibility.values import Value
from bot.policy.catalogue import Catalogue

TOLD: dict[str, dict[str, Value]] = {
    "nothing known": {},
    "half known": {"plate_local": True, "location": "core"},
    "all known": {
        **{"plate_local": True, "vehicle_kind": "private_small", "location": "core"},
        **{"prior_traffic_6m": False, "agency": "traffic_police"},
    },
}

EACH = pytest.mark.parametrize("facts", TOLD.values(), ids=TOLD)


def parking(catalogue: Catalogue, facts: dict[str, Value]) -> Case:
    """Illegal parking in Luoyang, by no list in particular."""
    return Case(("parking",), facts, date(2026, 3, 2), "洛阳市")


@EACH
def test_one_item_with_its_trace(benchmark: Any, catalogue: Catalogue, facts: dict[str, Value]) -> None:
    item = catalogue.items["ly-police-youjia/1"]
    assert len(benchmark(evaluate, item, facts).states) == 5


@EACH
def test_all_lists_for_one_act(benchmark: Any, catalogue: Catalogue, facts: dict[str, Value]) -> None:
    items = assess(catalogue, parking(catalogue, facts)).coverage.exemptions
    assert len(benchmark(decide, items, facts, catalogue.facts).routes) == len(items)


@EACH
def test_what_covers_an_act_and_the_decision(benchmark: Any, catalogue: Catalogue, facts: dict[str, Value]) -> None:
    case = parking(catalogue, facts)
    assert benchmark(lambda: assess(catalogue, case).decision).routes


@EACH
def test_the_first_question(benchmark: Any, catalogue: Catalogue, facts: dict[str, Value]) -> None:
    decision = assess(catalogue, parking(catalogue, facts)).decision
    benchmark(lambda: next(questions(decision, frozenset(), catalogue.facts), None))


def test_all_questions(benchmark: Any, catalogue: Catalogue) -> None:
    decision = assess(catalogue, parking(catalogue, {})).decision
    assert benchmark(lambda: list(questions(decision, frozenset(), catalogue.facts)))


def test_what_would_help(benchmark: Any, catalogue: Catalogue) -> None:
    facts: dict[str, Value] = {"agency": "city_management", "location": "core", "quiz_done": False}
    facts |= {
        "registered_before": True,
        "prior_parking_settled": False,
        "first_in_quarter": True,
        "parking_minor": True,
    }
    found: Assessment = assess(catalogue, parking(catalogue, facts))
    assert found.decision

    def changes() -> int:
        return len(assess(catalogue, parking(catalogue, facts)).changes)

    assert benchmark(changes) >= 0


def test_a_whole_verdict(benchmark: Any, catalogue: Catalogue) -> None:
    case = parking(catalogue, TOLD["all known"])
    assert benchmark(lambda: assess(catalogue, case).verdict("a-1"))["status"] == "qualifies"
