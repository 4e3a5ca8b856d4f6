"""Fewer than five are never shown, nor can they be worked out from what is."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.figures.small import FEWEST, OTHERS, blanked, few, together
from bot.figures.tables import Table, said

COUNTS = st.dictionaries(st.text("甲乙丙丁戊己", min_size=1, max_size=2), st.integers(0, 40), max_size=9)


@given(COUNTS)
def test_groups_put_together_hide_every_small_one(counts: dict[str, int]) -> None:
    shown = together(counts)
    assert all(n is None or n >= FEWEST for _, n in shown)
    if sum(counts.values()) >= FEWEST:
        assert sum(n or 0 for _, n in shown) == sum(counts.values())


@given(COUNTS)
def test_a_blank_step_cannot_be_worked_out_from_the_total(counts: dict[str, int]) -> None:
    shown = blanked(counts)
    assert [name for name, _ in shown] == list(counts)
    assert all(n is None or n == 0 or n >= FEWEST for _, n in shown)
    hidden = [name for name, n in shown if n is None]
    assert len(hidden) != 1 or not [n for n in counts.values() if n >= FEWEST]


def test_small_ones_become_others() -> None:
    assert together({"公安": 30, "城管": 3, "税务": 4}) == [("公安", 30), (OTHERS, 7)]


def test_others_that_are_too_few_take_the_next_group_in() -> None:
    assert together({"公安": 30, "城管": 9, "税务": 2}) == [("公安", 30), (OTHERS, 11)]


def test_when_all_are_few_only_that_is_said() -> None:
    assert together({"公安": 2}) == [(OTHERS, None)] and together({}) == []


def test_no_one_is_no_secret() -> None:
    assert blanked({"满意": 0, "不满意": 8}) == [("满意", 0), ("不满意", 8)] and few(0) == 0


def test_one_blank_step_blanks_the_next_smallest_too() -> None:
    assert blanked({"a": 3, "b": 7, "c": 20}) == [("a", None), ("b", None), ("c", 20)]


def test_a_bar_of_few_has_no_length_and_says_so() -> None:
    bars = Table("t", "u", (("a", 10), ("b", 5), ("c", None))).bars
    assert [(bar.length, bar.label) for bar in bars] == [(1.0, "10"), (0.5, "5"), (0.0, "少于5")]
    assert said(None) == "少于5"
