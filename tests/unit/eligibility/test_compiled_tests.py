"""The tests of conditions: every operator over exact and partial values, and how they combine."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_rules import Tree, World, trees

from bot.eligibility.tests import State, compile_test
from bot.eligibility.values import OneOf, Range, Value

XY = OneOf(frozenset("xy"))

YES_NO = [(True, True), (False, False), ("x", None), (1, None), (Range(0, 1), None), (XY, None)]

CHOICE = [
    ({"is": "x"}, "x", True),
    ({"is": "x"}, "y", False),
    ({"is": "x"}, XY, None),
    ({"is": "z"}, XY, False),
    ({"in": ["x", "y"]}, "y", True),
    ({"in": ["x", "y"]}, "z", False),
    ({"in": ["x", "y"]}, XY, True),
    ({"in": ["x", "y", "z"]}, XY, True),
    ({"in": ["y", "z"]}, XY, None),
    ({"in": ["z", "w"]}, XY, False),
    ({"is": "x"}, Range(0, 1), None),
]

EXACT = [
    ("lt", 499.99, True),
    ("lt", 500, False),
    ("lte", 500, True),
    ("lte", 500.01, False),
    ("gt", 500, False),
    ("gt", 500.01, True),
    ("gte", 500, True),
    ("gte", 499.99, False),
]

PARTIAL = [
    ("lt", Range(hi=500, hi_open=True), True),
    ("lt", Range(hi=500), None),
    ("lt", Range(lo=500), False),
    ("lt", Range(lo=500, lo_open=True), False),
    ("lt", Range(lo=499), None),
    ("lt", Range(400, 600), None),
    ("lte", Range(hi=500), True),
    ("lte", Range(hi=501, hi_open=True), None),
    ("lte", Range(lo=500), None),
    ("lte", Range(lo=500, lo_open=True), False),
    ("lte", Range(lo=501), False),
    ("gt", Range(lo=500, lo_open=True), True),
    ("gt", Range(lo=500), None),
    ("gt", Range(hi=500), False),
    ("gt", Range(hi=501), None),
    ("gte", Range(lo=500), True),
    ("gte", Range(lo=499), None),
    ("gte", Range(hi=500, hi_open=True), False),
    ("gte", Range(hi=500), None),
    ("gte", Range(), None),
]

BETWEEN = [
    (13.9, False),
    (14, True),
    (17.9, True),
    (18, False),
    (Range(14, 17), True),
    (Range(12, 15), None),
    (Range(18, 20), False),
]

NOT = [(True, False), (False, True), (None, None)]
ALL = [("TT", True), ("TF", False), ("TU", None), ("FU", False), ("UF", False), ("UU", None), ("FF", False)]
ANY = [("TT", True), ("TF", True), ("TU", True), ("UT", True), ("FU", None), ("UU", None), ("FF", False)]
TWO_OF_THREE = [
    ("TTU", True),
    ("UTT", True),
    ("TUF", None),
    ("UUF", None),
    ("TUU", None),
    ("UFF", False),
    ("TFF", False),
    ("TTT", True),
]

# What may be known when any test is looked at: nothing, parts of it, all.
KNOWN: list[World] = [
    {},
    {"a": True, "n": 1.5},
    {"b": False, "c": XY},
    {"c": XY, "n": Range(lo=1)},
    {"a": True, "b": False, "c": "x", "n": 1.5},
    {"a": True, "b": True, "c": "z", "n": 2.0},
]

STATES = {"T": True, "F": False, "U": None}


def state(tree: Tree, value: Value | None) -> State:
    """The state of a test of the fact `f`, which has this value (None: unknown)."""
    return compile_test(tree).holds({} if value is None else {"f": value})


def combined(word: str, letters: str, **more: Any) -> State:
    """The state of a group whose parts have these states (T, F, U)."""
    facts = {str(place): STATES[letter] for place, letter in enumerate(letters) if letter != "U"}
    return compile_test({word: [{"fact": str(place)} for place in range(len(letters))], **more}).holds(facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "tree", [{"fact": "f"}, {"fact": "f", "is": "x"}, {"fact": "f", "in": ["x"]}, {"fact": "f", "lt": 1}]
)
def test_an_unknown_fact_leaves_every_test_unknown(tree: Tree) -> None:
    assert state(tree, None) is None


@pytest.mark.parametrize(("value", "expected"), YES_NO)
def test_yes_no(value: Value, expected: State) -> None:
    assert state({"fact": "f"}, value) is expected


@pytest.mark.parametrize(("operator", "value", "expected"), CHOICE)
def test_choice(operator: Tree, value: Value, expected: State) -> None:
    assert state({"fact": "f", **operator}, value) is expected


@pytest.mark.parametrize(("operator", "value", "expected"), EXACT)
def test_bound_and_exact_number(operator: str, value: Value, expected: State) -> None:
    assert state({"fact": "f", operator: 500}, value) is expected


@pytest.mark.parametrize(("operator", "value", "expected"), PARTIAL)
def test_bound_and_range(operator: str, value: Value, expected: State) -> None:
    assert state({"fact": "f", operator: 500}, value) is expected


@pytest.mark.parametrize(("value", "expected"), BETWEEN)
def test_two_bounds(value: Value, expected: State) -> None:
    assert state({"fact": "f", "gte": 14, "lt": 18}, value) is expected


@pytest.mark.parametrize("value", [True, "x", XY])
def test_a_bound_says_nothing_of_what_is_no_number(value: Value) -> None:
    assert state({"fact": "f", "gte": 14}, value) is None


@pytest.mark.parametrize(("minute", "expected"), [(-1, False), (0, True), (1, True)])
def test_a_moment_is_compared_to_the_minute(minute: int, expected: State) -> None:
    eight = 28536960  # 2024-04-04T08:00 in minutes since 1970-01-01
    assert state({"fact": "f", "gte": "2024-04-04T08:00"}, eight + minute) is expected


@pytest.mark.parametrize(("value", "expected"), NOT)
def test_not(value: bool | None, expected: State) -> None:
    assert state({"not": {"fact": "f"}}, value) is expected


@pytest.mark.parametrize(("letters", "expected"), ALL)
def test_all(letters: str, expected: State) -> None:
    assert combined("all", letters) is expected


@pytest.mark.parametrize(("letters", "expected"), ANY)
def test_any(letters: str, expected: State) -> None:
    assert combined("any", letters) is expected


@pytest.mark.parametrize(("letters", "expected"), TWO_OF_THREE)
def test_at_least_two_of_three(letters: str, expected: State) -> None:
    assert combined("of", letters, at_least=2) is expected


@given(trees)
def test_not_not_is_the_test_itself(tree: Tree) -> None:
    for facts in KNOWN:
        assert compile_test({"not": {"not": tree}}).holds(facts) is compile_test(tree).holds(facts)


@given(st.lists(trees, min_size=1, max_size=3))
def test_not_any_is_all_not(parts: list[Tree]) -> None:
    for facts in KNOWN:
        refused = compile_test({"all": [{"not": part} for part in parts]})
        assert compile_test({"not": {"any": parts}}).holds(facts) is refused.holds(facts)


@given(trees)
def test_open_facts_are_empty_exactly_when_decided(tree: Tree) -> None:
    test = compile_test(tree)
    for facts in KNOWN:
        assert bool(test.open_facts(facts)) == (test.holds(facts) is None)


def test_open_facts_leave_out_what_is_decided() -> None:
    test = compile_test({"any": [{"fact": "a"}, {"all": [{"fact": "b"}, {"fact": "c", "is": "x"}]}]})
    assert test.open_facts({"b": False}) == {"a"}


def test_facts_are_all_that_a_test_reads() -> None:
    test = compile_test({"at_least": 1, "of": [{"fact": "a"}, {"not": {"fact": "n", "lt": 3}}]})
    assert test.facts == {"a", "n"}


@pytest.mark.parametrize("tree", [{}, {"none": []}, {"fact": "f", "like": "x"}, {"fact": "f", "is": "x", "lt": 3}])
def test_what_is_not_of_the_grammar_is_refused(tree: Tree) -> None:
    with pytest.raises(ValueError, match="tested by|needs one of"):
        compile_test(tree)


def test_tests_of_the_same_source_are_equal() -> None:
    assert compile_test({"not": {"fact": "f"}}) == compile_test({"not": {"fact": "f"}})
