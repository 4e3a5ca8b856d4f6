"""Exact and partial values: what is known when two statements hold together, and the form they travel in."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.eligibility.values import (
    OneOf,
    Range,
    Value,
    from_minutes,
    from_wire,
    is_exact,
    meet,
    one_of,
    to_minutes,
    to_wire,
)

POINTS = [0, 0.5, 1, 1.5, 2, 2.5, 3]
OPTIONS = ["x", "y", "z"]

bounds = st.sampled_from([None, 1, 2])
ranges = st.builds(
    lambda lo, hi, lo_open, hi_open: Range(lo, hi, lo_open and lo is not None, hi_open and hi is not None),
    bounds,
    bounds,
    st.booleans(),
    st.booleans(),
).filter(lambda found: not found.is_empty())
numbers: st.SearchStrategy[Value] = st.sampled_from(POINTS) | ranges
choices: st.SearchStrategy[Value] = st.sets(st.sampled_from(OPTIONS), min_size=1).map(
    lambda o: one_of(frozenset(o)) or "x"
)
values = st.booleans() | numbers | choices


def holds(value: Value | None, point: Value) -> bool:
    """Whether a known value leaves this exact one possible."""
    if isinstance(value, OneOf):
        return point in value.options
    if isinstance(value, Range) and isinstance(point, (int, float)) and not isinstance(point, bool):
        above = value.lo is None or point > value.lo or (point == value.lo and not value.lo_open)
        return above and (value.hi is None or point < value.hi or (point == value.hi and not value.hi_open))
    return type(value) is type(point) and value == point if isinstance(point, (bool, str)) else value == point


@given(values, values)
def test_meet_does_not_depend_on_the_order(a: Value, b: Value) -> None:
    assert meet(a, b) == meet(b, a)


@given(values)
def test_meeting_twice_adds_nothing(a: Value) -> None:
    once = meet(a, a)
    assert once is not None
    assert meet(once, a) == once


@given(numbers, numbers, numbers)
def test_meet_does_not_depend_on_the_grouping(a: Value, b: Value, c: Value) -> None:
    left, right = meet(a, b), meet(b, c)
    assert (None if left is None else meet(left, c)) == (None if right is None else meet(a, right))


@given(numbers, numbers, st.sampled_from(POINTS))
def test_a_number_is_in_the_meeting_exactly_when_it_is_in_both(a: Value, b: Value, point: float) -> None:
    assert holds(meet(a, b), point) == (holds(a, point) and holds(b, point))


@given(choices, choices, st.sampled_from(OPTIONS))
def test_an_option_is_in_the_meeting_exactly_when_it_is_in_both(a: Value, b: Value, option: str) -> None:
    assert holds(meet(a, b), option) == (holds(a, option) and holds(b, option))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (True, False),
        (True, 1),
        (1, "x"),
        ("x", "y"),
        (Range(0, 1), "x"),
        (Range(hi=1), Range(lo=2)),
        (Range(1, 2, hi_open=True), 2),
    ],
)
def test_what_contradicts_has_no_meeting(a: Value, b: Value) -> None:
    assert meet(a, b) is None


def test_two_ranges_that_touch_leave_one_number() -> None:
    assert meet(Range(hi=500), Range(lo=500)) == 500


def test_two_choices_that_share_one_option_leave_it() -> None:
    assert meet(OneOf(frozenset("xy")), OneOf(frozenset("yz"))) == "y"


@pytest.mark.parametrize(
    ("value", "expected"), [(True, True), (0, True), ("x", True), (Range(0, 1), False), (None, False)]
)
def test_only_an_exact_value_needs_no_more_asking(value: Value | None, expected: bool) -> None:
    assert is_exact(value) is expected


@given(values.filter(lambda value: value != Range()))
def test_wire_form_comes_back_the_same(value: Value) -> None:
    assert from_wire(to_wire(value)) == value


@pytest.mark.parametrize(
    ("value", "wire"),
    [
        (OneOf(frozenset("yx")), {"in": ["x", "y"]}),
        (Range(1, 2, lo_open=True), {"gt": 1, "lte": 2}),
        (Range(hi=2, hi_open=True), {"lt": 2}),
        ("x", "x"),
    ],
)
def test_wire_form(value: Value, wire: Any) -> None:
    assert to_wire(value) == wire


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        {},
        {"in": []},
        {"in": "x"},
        {"eq": 1},
        {"lt": "1"},
        {"lt": True},
        {"gt": 2, "lt": 1},
        {"gt": 1, "lte": 1},
    ]
    + [float("nan"), float("inf"), {"lt": float("inf")}],
)
def test_what_is_no_value_is_refused(raw: Any) -> None:
    with pytest.raises(ValueError, match="expected|bounds"):
        from_wire(raw)


@pytest.mark.parametrize("raw", [{"gt": 1, "gte": 5}, {"lt": 5, "lte": 1}])
def test_two_bounds_on_one_side_are_refused(raw: Any) -> None:
    with pytest.raises(ValueError, match="bounds"):
        from_wire(raw)


@given(
    st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2200, 1, 1)).map(
        lambda d: d.replace(second=0, microsecond=0)
    )
)
def test_minutes_and_back(moment: datetime) -> None:
    assert from_minutes(to_minutes(moment)) == moment


def test_a_day_means_its_first_minute() -> None:
    assert to_minutes(date(2024, 4, 4)) == to_minutes(datetime(2024, 4, 4, 0, 0))
