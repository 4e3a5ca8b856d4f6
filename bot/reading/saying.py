"""A test said back in Chinese (复述), so that a person can compare it with the sentence it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.eligibility.factbook import FactBook, parse_moment, say_moment, say_number
from bot.eligibility.values import OneOf, Range

_LOWER, _UPPER = ("gt", "gte"), ("lt", "lte")


def say(test: Mapping[str, Any], book: FactBook) -> str:
    """The whole test in one line; KeyError for a fact that the dictionary does not have."""
    return _say(test, book, outermost=True)


def _say(test: Mapping[str, Any], book: FactBook, outermost: bool = False) -> str:
    if "fact" in test:
        return _atom(test, book)
    if "not" in test:
        return _denied(test["not"], book)
    joint = "，并且" if "all" in test else "，或者"
    parts = test.get("all") or test.get("any") or test["of"]
    said = joint.join(_say(part, book) for part in parts)
    if "of" in test:
        return f"下面至少符合{test['at_least']}条（{said}）"
    return said if outermost else f"（{said}）"


def _denied(test: Mapping[str, Any], book: FactBook) -> str:
    if "fact" in test and book[test["fact"]].type == "yes_no":
        return book[test["fact"]].no
    if "any" in test:
        return "，并且".join(_denied(part, book) for part in test["any"])
    return f"不是“{_say(test, book, outermost=True)}”"


def _atom(test: Mapping[str, Any], book: FactBook) -> str:
    fact = book[test["fact"]]
    if fact.type == "yes_no":
        return fact.yes
    if fact.type == "choice":
        options = test.get("in") or [test["is"]]
        return book.say(fact.id, OneOf(frozenset(options)) if len(options) > 1 else options[0])
    if fact.type == "date":
        return fact.title + "，".join(_moment(op, test[op]) for op in (*_LOWER, *_UPPER) if op in test)
    if fact.unit == "天" and test.get("lte") == 0:
        return f"{fact.title}：当天"
    if fact.unit == "小时" and any(test.get(op, 1) < 1 for op in (*_LOWER, *_UPPER)):
        minutes = {op: value * 60 for op, value in test.items() if op != "fact"}
        return f"{fact.title}{_bounds(minutes)}分钟"
    return f"{fact.title}{_bounds(test)}{fact.unit}"


def _moment(operator: str, moment: str) -> str:
    value = parse_moment(moment)
    assert not isinstance(value, (bool, str, OneOf))
    start = value.lo if isinstance(value, Range) else value
    assert start is not None
    return f"{'不早于' if operator in _LOWER else '早于'}{say_moment(start)}"


def _bounds(test: Mapping[str, Any]) -> str:
    low = next((test[op] for op in _LOWER if op in test), None)
    high = next((test[op] for op in _UPPER if op in test), None)
    words = {"gt": "超过", "gte": "至少", "lt": "不到", "lte": "不超过"}
    said = [words[op] + say_number(test[op]) for op in (*_LOWER, *_UPPER) if op in test]
    return "、".join(said) if low is None or high is None or low != high else say_number(low)
