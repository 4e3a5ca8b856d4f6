"""Fact families: one history fact for any window, and what its members say about each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.eligibility.factbook import FactBook
from bot.eligibility.families import months_of, say_window
from bot.eligibility.values import Range


@pytest.fixture
def members(book: FactBook) -> FactBook:
    return book.with_members(["prior_traffic_3m", "prior_traffic_1y", "prior_traffic_12m"])


def test_a_member_asks_about_its_own_window(members: FactBook) -> None:
    assert "3个月" in members["prior_traffic_3m"].ask and "一年" in members["prior_traffic_1y"].yes


def test_a_name_of_no_family_stays_unknown(book: FactBook) -> None:
    assert "prior_traffic_soon" not in book.with_members(["prior_traffic_soon", "prior_traffic_0m", "nothing_6m"])


def test_the_dictionary_itself_does_not_change(book: FactBook, members: FactBook) -> None:
    assert "prior_traffic_3m" in members and "prior_traffic_3m" not in book


def test_nothing_in_a_year_is_nothing_in_less(members: FactBook) -> None:
    known, _ = members.complete({"prior_traffic_1y": False})
    assert known["prior_traffic_6m"] is False and known["prior_traffic_3m"] is False


def test_something_in_three_months_is_something_in_more(members: FactBook) -> None:
    known, _ = members.complete({"prior_traffic_3m": True})
    assert known["prior_traffic_6m"] is True and known["prior_traffic_1y"] is True


def test_nothing_in_three_months_says_nothing_of_a_year(members: FactBook) -> None:
    assert "prior_traffic_1y" not in members.complete({"prior_traffic_3m": False})[0]


def test_two_names_of_one_window_are_the_same(members: FactBook) -> None:
    assert members.complete({"prior_traffic_12m": True})[0]["prior_traffic_1y"] is True


@given(st.floats(0, 40))
def test_the_time_since_the_last_one_decides_each_window(book: FactBook, months: float) -> None:
    known, _ = book.with_members(["prior_traffic_1y"]).complete({"since_last": months})
    if months != 12:
        assert known["prior_traffic_1y"] is (months < 12)


def test_a_time_that_may_lie_on_either_side_decides_nothing(members: FactBook) -> None:
    assert "prior_traffic_6m" not in members.complete({"since_last": Range(5, 7)})[0]


@pytest.mark.parametrize(("window", "months", "said"), [("6m", 6, "6个月"), ("2y", 24, "两年"), ("15y", 180, "15年")])
def test_windows(window: str, months: int, said: str) -> None:
    assert (months_of(window), say_window(window)) == (months, said)


@pytest.mark.parametrize("window", ["", "6", "m", "0m", "6d", "06m", "-1y", "6m "])
def test_what_is_no_window_is_refused(window: str) -> None:
    with pytest.raises(ValueError, match="whole months or years"):
        months_of(window)
