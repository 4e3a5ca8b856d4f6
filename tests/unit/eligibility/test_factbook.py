"""The facts dictionary as a whole: what follows from what is known, how it is said, what may be put in."""

from __future__ import annotations

import pytest
from small_rules import World, book_of, choice, number, rule, yes_no

from bot.eligibility.factbook import parse_moment, say_moment, say_number
from bot.eligibility.model import Fact
from bot.eligibility.values import OneOf, Range, Value

CHAIN = book_of(
    yes_no("third", derive=(rule({"fact": "second"}, True),)),
    yes_no("second", derive=(rule({"fact": "first"}, True), rule({"fact": "months", "lt": 6}, False))),
    yes_no("first"),
    number("months"),
)
DATED = book_of(
    Fact("when", "时间", "date", "何时？", label="时间{value}"), choice("which", label="是{value}"), yes_no("sure")
)


def test_what_follows_is_added() -> None:
    assert CHAIN.complete({"months": Range(hi=3)})[0]["second"] is False


def test_what_follows_from_what_follows_is_added_too() -> None:
    assert CHAIN.complete({"first": True})[0] == {"first": True, "second": True, "third": True}


def test_what_was_told_is_not_overwritten() -> None:
    assert CHAIN.complete({"first": True, "second": False})[0]["second"] is False


def test_an_unknown_premise_gives_nothing() -> None:
    assert CHAIN.complete({"months": Range(4, 8)})[0] == {"months": Range(4, 8)}


def test_the_premise_of_each_derived_fact_is_kept() -> None:
    assert CHAIN.complete({"first": True})[1] == {"second": "first", "third": "second"}


def test_what_was_given_is_not_changed() -> None:
    told: World = {"first": True}
    CHAIN.complete(told)
    assert told == {"first": True}


def test_dependents_are_the_facts_derived_from_one() -> None:
    assert CHAIN.dependents("first") == {"second"}


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("sure", True, "sure：是"),
        ("sure", False, "sure：否"),
        ("which", "x", "是X"),
        ("which", OneOf(frozenset("xz")), "是X或Z"),
        ("when", parse_moment("2024-05-06"), "时间2024年5月6日"),
        ("when", parse_moment("2024-05-06T07:59"), "时间2024年5月6日07:59"),
    ],
)
def test_a_fact_is_said_back_in_chinese(name: str, value: Value, said: str) -> None:
    assert DATED.say(name, value) == said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (400, "400"),
        (160.5, "160.5"),
        (1234567, "1234567"),
        (Range(hi=400, hi_open=True), "不到400"),
        (Range(hi=400), "不超过400"),
        (Range(0, 400), "不超过400"),
        (Range(lo=300), "至少300"),
        (Range(lo=300, lo_open=True), "超过300"),
        (Range(300, 500), "300至500"),
    ],
)
def test_a_number_is_said_as_exactly_as_it_is_known(value: float | Range, said: str) -> None:
    assert say_number(value) == said


def test_several_days_are_said_as_a_stretch() -> None:
    days = Range(to_minutes_of("2024-05-01"), to_minutes_of("2024-05-04"), hi_open=True)
    assert say_moment(days) == "2024年5月1日至2024年5月3日之间"


def to_minutes_of(day: str) -> float:
    """The first minute of a day."""
    found = parse_moment(day)
    assert isinstance(found, Range)
    assert found.lo is not None
    return found.lo


def test_a_day_is_all_its_minutes() -> None:
    assert parse_moment("2024-05-06") == Range(to_minutes_of("2024-05-06"), to_minutes_of("2024-05-07"), hi_open=True)


@pytest.mark.parametrize("text", ["2024-02-30", "昨天", "2024-13-01T00:00", ""])
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="真有这一天"):
        parse_moment(text)


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("months", "x", "months.*收到的是 'x'"),
        ("months", True, "要填数字"),
        ("months", -1, "不能是负数"),
        ("months", Range(lo=-1), "不能是负数"),
        ("first", 1, "true 或 false"),
        ("nothing", True, "没有“nothing”这个事实"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(name: str, value: Value, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        CHAIN.check(name, value)


@pytest.mark.parametrize("value", ["w", OneOf(frozenset("xw"))])
def test_an_option_that_does_not_exist_is_refused(value: Value) -> None:
    with pytest.raises(ValueError, match="只能是 x、y、z"):
        DATED.check("which", value)


def test_a_moment_may_be_written_as_text() -> None:
    assert DATED.check("when", "2024-05-06") == parse_moment("2024-05-06")


def test_a_book_is_a_mapping_of_its_facts() -> None:
    assert (list(DATED), len(DATED), DATED["which"].type) == (["when", "which", "sure"], 3, "choice")
