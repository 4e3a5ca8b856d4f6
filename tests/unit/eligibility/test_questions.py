"""What is asked next, and what is not asked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_rules import OPTIONS, World, book_of, choice, conditions, item, number, yes_no

from bot.eligibility.decide import decide
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Item
from bot.eligibility.questions import Question, cells, questions, remaining_options
from bot.eligibility.tests import Test, compile_test
from bot.eligibility.values import OneOf, Range, Value

A, B, D = {"fact": "a"}, {"fact": "b"}, {"fact": "d"}
RARE, SPECIAL = {"fact": "rare"}, {"fact": "special"}
BOOK = book_of(
    *(yes_no(name) for name in "abd"),
    choice("c"),
    number("n"),
    yes_no("rare", ask_only_if_raised=True),
    yes_no("special", ask_only_if_raised=True),
)


def asked(*items: Item, facts: World | None = None, declined: str = "", book: FactBook = BOOK) -> list[str]:
    """The facts asked about, in order."""
    return [q.fact for q in questions(decide(items, facts or {}, book), frozenset(declined), book)]


def test_the_unknown_facts_of_an_open_route_are_asked() -> None:
    assert asked(item(A, B)) == ["a", "b"]


def test_a_known_fact_is_not_asked() -> None:
    assert asked(item(A, B), facts={"a": True}) == ["b"]


def test_nothing_is_asked_once_the_only_route_failed() -> None:
    assert asked(item(A, B), facts={"a": False}) == []


def test_a_route_no_better_than_one_that_qualifies_is_not_asked_about() -> None:
    assert asked(item(A, no="1", treatment="warning"), item(B, no="2", treatment="warning"), facts={"a": True}) == []


def test_a_better_route_than_the_one_that_qualifies_is_asked_about() -> None:
    assert asked(item(A, no="1", treatment="warning"), item(B, no="2"), facts={"a": True}) == ["b"]


def test_the_route_with_the_least_left_to_ask_comes_first() -> None:
    assert asked(item(A, B, no="1"), item(D, no="2")) == ["d", "a", "b"]


def test_the_fact_that_decides_most_routes_comes_first() -> None:
    assert asked(item(A, B, no="1"), item({"fact": "c", "is": "x"}, B, no="2"))[0] == "b"


def test_each_of_several_ways_may_be_asked() -> None:
    assert asked(item(A, B, any_of=True)) == ["a", "b"]


def test_a_condition_with_alternatives_is_asked_about() -> None:
    assert asked(item({"any": [A, B]})) == ["a", "b"]


def test_an_alternative_already_given_needs_no_more() -> None:
    assert asked(item({"any": [A, B]}), facts={"a": True}) == []


def test_a_choice_known_in_part_is_asked_when_it_can_still_decide() -> None:
    assert asked(item({"fact": "c", "is": "x"}), facts={"c": OneOf(frozenset("xy"))}) == ["c"]


def test_a_choice_known_well_enough_is_not_asked() -> None:
    assert asked(item({"fact": "c", "in": ["x", "y"]}), facts={"c": OneOf(frozenset("xy"))}) == []


@pytest.mark.parametrize(
    ("known", "expected"),
    [(Range(499, 501), ["n"]), (Range(499.9, 500.1), ["n"]), (Range(hi=500), []), (Range(lo=501), [])],
)
def test_a_number_known_in_part_is_asked_when_it_can_still_decide(known: Range, expected: list[str]) -> None:
    assert asked(item({"fact": "n", "lte": 500}), facts={"n": known}) == expected


def test_an_item_that_contradicts_itself_is_settled_by_asking() -> None:
    assert asked(item(A, {"not": A})) == ["a"]


def test_a_declined_fact_is_not_asked_again() -> None:
    assert asked(item(A, no="1"), item(B, no="2"), declined="a") == ["b"]


def test_a_route_that_a_declined_fact_keeps_open_is_given_up() -> None:
    assert asked(item(A, B), declined="a") == []


def test_a_way_that_was_declined_leaves_the_others() -> None:
    assert asked(item(A, B, any_of=True), declined="a") == ["b"]


def test_a_special_circumstance_is_not_asked_out_of_the_blue() -> None:
    assert asked(item(A, no="1"), item(RARE, no="2")) == ["a"]


def test_a_special_circumstance_is_pursued_once_the_person_spoke_of_it() -> None:
    assert asked(item(RARE, SPECIAL), facts={"rare": True}) == ["special"]


def test_an_incomplete_item_is_not_asked_about_while_another_is_open() -> None:
    assert asked(item(A, no="1"), item(B, no="2", incomplete="缺")) == ["a"]


def test_an_incomplete_item_is_asked_about_when_it_alone_is_left() -> None:
    assert asked(item(A, no="1"), item(B, no="2", incomplete="缺"), facts={"a": False}) == ["b"]


def test_an_incomplete_item_is_not_asked_about_once_something_qualifies() -> None:
    assert asked(item(A, no="1"), item(B, no="2", incomplete="缺"), facts={"a": True}) == []


def presuming(when: dict[str, str]) -> Item:
    return replace(item(), own=(replace(conditions(A)[0], default_when=compile_test(when), default_text="视为符合"),))


def test_the_ground_of_a_presumption_is_not_asked_at_once() -> None:
    assert asked(presuming(B)) == ["a"]


def test_the_ground_of_a_presumption_is_asked_once_the_fact_itself_was_declined() -> None:
    assert asked(presuming(B), declined="a") == ["b"]


def test_the_ground_of_a_presumption_may_be_a_special_circumstance() -> None:
    assert asked(presuming(RARE), declined="a") == ["rare"]


def test_a_question_says_which_condition_of_which_item_it_decides() -> None:
    decision = decide([item(A, B, no="7")], {"a": True}, BOOK)
    assert list(questions(decision, frozenset(), BOOK)) == [Question("b", "made/7", "条件1")]


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("a", None, [True, False]),
        ("c", None, list(OPTIONS)),
        ("c", OneOf(frozenset("xz")), ["x", "z"]),
        ("n", None, [0, 1, 2, 3.5, 5, 5.5]),
        ("n", Range(3, 6), [3, 4, 5, 5.5, 6]),
        ("n", Range(lo=5, lo_open=True), [5.5]),
    ],
)
def test_cells_are_one_value_for_each_way_a_fact_can_fall(
    name: str, known: Value | None, expected: list[Value]
) -> None:
    bounds: list[Test] = [compile_test({"all": [{"fact": "n", "lt": 5}, {"not": {"fact": "n", "gte": 2}}]})]
    assert cells(BOOK[name], known, bounds) == expected


@pytest.mark.parametrize(("known", "expected"), [(None, list(OPTIONS)), (OneOf(frozenset("yz")), ["y", "z"])])
def test_remaining_options_are_those_still_possible(known: Value | None, expected: list[str]) -> None:
    assert list(remaining_options(BOOK["c"], known)) == expected
