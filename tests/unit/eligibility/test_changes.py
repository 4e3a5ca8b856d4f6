"""What the person can still do for a better outcome."""

from __future__ import annotations

from small_rules import World, book_of, choice, item, rule, yes_no

from bot.eligibility.changes import Change, apply, what_would_help
from bot.eligibility.decide import Decision, decide
from bot.eligibility.model import CanChange, Item

A, B, D = {"fact": "a"}, {"fact": "b"}, {"fact": "d"}
CORRECTED = {"fact": "c", "in": ["x", "y"]}
BOOK = book_of(
    yes_no("a", can_change=CanChange(True, "做甲")),
    yes_no("b", can_change=CanChange(True, "做乙")),
    choice("c", can_change=CanChange("y", "马上改正", ("z",))),
    yes_no("d"),
    yes_no("follows", derive=(rule(A, True),)),
)


def helps(*items: Item, **facts: bool | str) -> list[str]:
    """What to do."""

    def redecide(changed: object) -> Decision:
        return decide(items, changed, BOOK)  # type: ignore[arg-type]

    told: World = dict(facts)
    return [change.do for change in what_would_help(redecide(told), told, BOOK, redecide)]


def test_what_is_unmet_and_can_be_changed_is_offered() -> None:
    assert helps(item(A), a=False) == ["做甲"]


def test_what_cannot_be_changed_is_not_offered() -> None:
    assert helps(item(D), d=False) == []


def test_nothing_is_offered_when_something_else_stays_unmet() -> None:
    assert helps(item(A, D), a=False, d=False) == []


def test_two_changes_are_offered_when_both_are_needed() -> None:
    assert helps(item(A, B), a=False, b=False) == ["做甲", "做乙"]


def test_the_smaller_set_is_offered() -> None:
    assert helps(item(A, B, no="1"), item(CORRECTED, no="2"), a=False, b=False, c="z") == ["马上改正"]


def test_a_choice_is_changed_only_from_where_it_still_can() -> None:
    assert helps(item({"fact": "c", "is": "y"}), c="x") == []


def test_a_better_treatment_is_worth_a_change() -> None:
    assert helps(item(A, no="1"), item(no="2", treatment="warning"), a=False) == ["做甲"]


def test_a_worse_treatment_is_not() -> None:
    assert helps(item(no="1"), item(A, no="2", treatment="warning"), a=False) == []


def test_a_change_may_help_while_another_way_is_still_unknown() -> None:
    assert helps(item(A, D, any_of=True), a=False) == ["做甲"]


def test_a_change_may_help_inside_a_condition_that_is_still_unknown() -> None:
    assert helps(item({"any": [A, D]}), a=False) == ["做甲"]


def test_what_follows_from_the_change_counts() -> None:
    assert helps(item(A, {"fact": "follows"}), a=False) == ["做甲"]


def test_a_condition_left_to_judgement_is_no_change() -> None:
    assert helps(item({"fact": ""}, A), a=True) == []


def test_apply_leaves_the_other_facts() -> None:
    assert apply((Change("a", True, "做甲"),), {"a": False, "d": True}, BOOK) == {"a": True, "d": True}
