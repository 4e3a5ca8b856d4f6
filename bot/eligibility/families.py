"""Fact families (事实族): a history fact written once for any window, as `prior_traffic_{window}` in data/facts.yml.

A window is whole months or years back from the violation: 6m, 2y. Members of one family imply each other: nothing in
a year is nothing in half a year; something in three months is something in six.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Any

from bot.eligibility.model import Derivation, Fact
from bot.eligibility.tests import compile_test

PLACE = "{window}"
_MONTHS = "{months}"
_WINDOW = re.compile(r"([1-9]\d{0,2})([my])")
_NUMERALS = ("", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十")


@dataclass(frozen=True)
class Family:
    """One entry of the dictionary whose id holds {window}; `build` makes a Fact from an id and a filled-in body.

    `members`: windows that are always in the dictionary, because the language has words for them.
    """

    id: str
    body: Mapping[str, Any]
    build: Callable[[str, Mapping[str, Any]], Fact]
    members: tuple[str, ...] = ()

    def member(self, name: str) -> Fact | None:
        """The fact of that id (prior_traffic_6m); None when the id is not of this family."""
        before, _, after = self.id.partition(PLACE)
        window = name[len(before) : len(name) - len(after)]
        if self.name_of(window) != name or not _WINDOW.fullmatch(window):
            return None
        filled = _fill(self.body, {PLACE: say_window(window), _MONTHS: months_of(window)})
        return self.build(name, {**filled, "family": self.id, "months": months_of(window)})

    def name_of(self, window: str) -> str:
        """The id of the member for a window."""
        return self.id.replace(PLACE, window)


def months_of(window: str) -> int:
    """6m → 6, 2y → 24; ValueError for what is no window."""
    found = _WINDOW.fullmatch(window)
    if found is None:
        raise ValueError(f"{window!r} is no window; expected whole months or years, as 6m or 2y")
    return int(found.group(1)) * (12 if found.group(2) == "y" else 1)


def say_window(window: str) -> str:
    """6m → 6个月, 2y → 两年."""
    months_of(window)
    number, unit = int(window[:-1]), window[-1]
    if unit == "m":
        return f"{number}个月"
    return f"{_NUMERALS[number] if number < len(_NUMERALS) else number}年"


def implications(facts: Iterable[Fact]) -> Iterator[tuple[str, Derivation]]:
    """What members of one family say about each other: (the fact that follows, from what)."""
    members = [fact for fact in facts if fact.family]
    for shorter, longer in permutations(members, 2):
        if shorter.family == longer.family and shorter.months <= longer.months:
            yield shorter.id, Derivation(compile_test({"not": {"fact": longer.id}}), False)
            yield longer.id, Derivation(compile_test({"fact": shorter.id}), True)


def _fill(part: Any, values: Mapping[str, Any]) -> Any:
    """The body with its placeholders filled in; a value that is nothing but a placeholder keeps its type."""
    if isinstance(part, Mapping):
        return {key: _fill(value, values) for key, value in part.items()}
    if isinstance(part, list):
        return [_fill(value, values) for value in part]
    if not isinstance(part, str):
        return part
    if part in values:
        return values[part]
    for place, value in values.items():
        part = part.replace(place, str(value))
    return part
