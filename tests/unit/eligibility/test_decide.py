"""One item and all routes together: status, treatment, which route comes first."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from small_rules import book_of, choice, conditions, item, rule, yes_no

from bot.eligibility.decide import Decision, decide
from bot.eligibility.evaluate import evaluate
from bot.eligibility.model import TREATMENT_RANK, TREATMENTS, Item
from bot.eligibility.tests import compile_test

BOOK = book_of(yes_no("a"), yes_no("b"), choice("c"), yes_no("rare", ask_only_if_raised=True))
A, B, RARE = {"fact": "a"}, {"fact": "b"}, {"fact": "rare"}


def ids(decision: Decision) -> list[str]:
    """The numbers of the routes, best first."""
    return [route.item.no for route in decision.routes]


@pytest.mark.parametrize(
    ("facts", "status"), [({"a": True}, "qualifies"), ({"a": False}, "fails"), ({}, "undetermined")]
)
def test_one_item_one_condition(facts: dict[str, bool], status: str) -> None:
    assert decide([item(A)], facts, BOOK).status == status


def test_an_item_without_conditions_qualifies() -> None:
    assert decide([item()], {}, BOOK).status == "qualifies"


def test_all_own_conditions_must_be_met() -> None:
    assert evaluate(item(A, B), {"a": True, "b": False}).status == "fails"


def test_one_of_the_own_conditions_is_enough_where_the_item_says_so() -> None:
    assert evaluate(item(A, B, any_of=True), {"a": True}).status == "qualifies"


@pytest.mark.parametrize(("b", "status"), [(True, "qualifies"), (False, "fails"), (None, "undetermined")])
def test_the_conditions_of_the_list_always_apply(b: bool | None, status: str) -> None:
    facts = {"a": True} if b is None else {"a": True, "b": b}
    assert evaluate(item(A, {"fact": "c", "is": "x"}, common=(B,), any_of=True), facts).status == status


def test_the_states_follow_the_conditions_the_lists_own_first() -> None:
    assert evaluate(item(A, common=(B,)), {"a": True, "b": False}).states == (False, True)


@pytest.mark.parametrize("capped", [{"incomplete": "来源缺了一段"}, {"how_sure": "recalled"}])
def test_an_item_not_wholly_known_never_qualifies(capped: dict[str, Any]) -> None:
    assert decide([item(A, **capped)], {"a": True}, BOOK).status == "undetermined"


@pytest.mark.parametrize("capped", [{"incomplete": "来源缺了一段"}, {"how_sure": "recalled"}])
def test_an_item_not_wholly_known_can_still_fail(capped: dict[str, Any]) -> None:
    assert decide([item(A, **capped)], {"a": False}, BOOK).status == "fails"


@pytest.mark.parametrize("how_sure", ["read in full", "read in part", "seed"])
def test_other_sources_may_qualify(how_sure: str) -> None:
    assert decide([item(A, how_sure=how_sure)], {"a": True}, BOOK).status == "qualifies"


PRESUMPTION = replace(conditions(A)[0], default_when=compile_test(B), default_text="无法核实的，视为符合")


def presuming() -> Item:
    return replace(item(), own=(PRESUMPTION,))


def test_a_presumption_fills_what_is_unknown() -> None:
    found = evaluate(presuming(), {"b": True})
    assert (found.status, found.presumed) == ("qualifies", frozenset({0}))


def test_a_presumption_gives_way_to_what_is_known() -> None:
    found = evaluate(presuming(), {"a": False, "b": True})
    assert (found.status, found.presumed) == ("fails", frozenset())


@pytest.mark.parametrize("facts", [{}, {"b": False}])
def test_a_presumption_needs_its_own_ground(facts: dict[str, bool]) -> None:
    assert evaluate(presuming(), facts).status == "undetermined"


def test_treatments_are_ranked_from_the_mildest() -> None:
    best_first = [
        "record_removed",
        "no_penalty",
        "may_waive",
        "fine_waived",
        "warning",
        "no_coercion",
        "mitigated",
        "lenient",
        "ordinary",
    ]
    assert list(TREATMENTS) == sorted(TREATMENT_RANK, key=TREATMENT_RANK.__getitem__) == best_first


@pytest.mark.parametrize(("milder", "harsher"), zip(list(TREATMENTS), list(TREATMENTS)[1:], strict=False))
def test_of_two_that_qualify_the_milder_is_given(milder: str, harsher: str) -> None:
    decision = decide([item(no="1", treatment=harsher), item(no="2", treatment=milder)], {}, BOOK)
    assert (decision.treatment, ids(decision)) == (milder, ["2", "1"])


def test_what_qualifies_comes_before_what_is_open_and_what_failed() -> None:
    routes = [item(B, no="failed"), item({"fact": "c", "is": "x"}, no="open"), item(A, no="met", treatment="lenient")]
    assert ids(decide(routes, {"a": True, "b": False}, BOOK)) == ["met", "open", "failed"]


def test_an_open_route_keeps_the_outcome_open() -> None:
    decision = decide([item(B, no="1"), item(A, no="2", treatment="warning")], {"b": False}, BOOK)
    assert (decision.status, decision.treatment) == ("undetermined", None)


def test_the_outcome_is_ordinary_once_every_route_failed() -> None:
    decision = decide([item(B, no="1"), item(A, no="2")], {"a": False, "b": False}, BOOK)
    assert (decision.status, decision.treatment) == ("fails", "ordinary")


def test_an_incomplete_route_keeps_a_refusal_open() -> None:
    decision = decide([item(A, no="1"), item(no="2", incomplete="缺")], {"a": False}, BOOK)
    assert decision.status == "undetermined"


def test_an_incomplete_route_does_not_hide_one_that_qualifies() -> None:
    decision = decide(
        [item(no="1", incomplete="缺", treatment="record_removed"), item(A, no="2", treatment="warning")],
        {"a": True},
        BOOK,
    )
    assert (decision.status, decision.treatment, ids(decision)) == ("qualifies", "warning", ["2", "1"])


def test_of_failed_routes_the_nearest_miss_comes_first() -> None:
    decision = decide([item(A, B, no="far"), item(A, {"not": B}, no="near")], {"a": False, "b": False}, BOOK)
    assert ids(decision) == ["near", "far"]


def test_a_derived_fact_counts_and_its_origin_is_kept() -> None:
    book = book_of(yes_no("a"), yes_no("b", derive=(rule(A, True),)))
    decision = decide([item(B)], {"a": True}, book)
    assert (decision.status, decision.origin) == ("qualifies", {"b": "a"})


def test_no_route_is_no_best_route() -> None:
    assert decide([], {}, BOOK).best is None


GENERAL = [
    ({}, None),
    ({"a": True}, "no_penalty"),
    ({"a": False}, None),
    ({"a": False, "b": True}, "may_waive"),
    ({"a": True, "b": True}, "no_penalty"),
    ({"a": False, "b": False}, "ordinary"),
]


@pytest.mark.parametrize(("facts", "treatment"), GENERAL)
def test_general_clauses_leave_the_status_not_listed(facts: dict[str, bool], treatment: str | None) -> None:
    decision = decide([item(A, no="1"), item(B, no="2", treatment="may_waive")], facts, BOOK, general=True)
    assert (decision.status, decision.treatment) == ("not_listed", treatment)


def test_a_special_circumstance_nobody_spoke_of_does_not_keep_a_general_refusal_open() -> None:
    decision = decide([item(A, no="1"), item(RARE, no="2")], {"a": False}, BOOK, general=True)
    assert decision.treatment == "ordinary"


def test_a_special_circumstance_someone_spoke_of_counts() -> None:
    decision = decide([item(A, no="1"), item(RARE, no="2")], {"a": False, "rare": True}, BOOK, general=True)
    assert decision.treatment == "no_penalty"


RANKED = [
    Decision("qualifies", "no_penalty", (), {}, {}),
    Decision("qualifies", "warning", (), {}, {}),
    Decision("undetermined", "no_penalty", (), {}, {}),
    Decision("fails", "ordinary", (), {}, {}),
]
RANKED_GENERAL = [
    Decision("not_listed", treatment, (), {}, {}) for treatment in ("no_penalty", "lenient", None, "ordinary")
]


@pytest.mark.parametrize("order", [RANKED, RANKED_GENERAL])
def test_decisions_are_ranked_from_the_best_for_the_person(order: list[Decision]) -> None:
    assert [d.rank for d in order] == sorted(d.rank for d in order)
    assert len({d.rank for d in order}) == len(order)
