"""Ratios as they are said of speed and load: 超速15%, 超了两成, 限速60跑了70, 核载十吨拉了十一吨半."""

from __future__ import annotations

import re

from bot.eligibility.values import Value
from bot.language import numerals

_LIMIT = re.compile(r"限速|限|核载|核定载质量|核定|限载|准载|该拉|能拉")
_BEYOND = re.compile(r"(?:多|超)(?:跑|拉|装|载|开|出)?了?$")
_DONE = re.compile(r"跑|开|拉|装|载|到|实载|时速|速度|测速|显示")


def find(text: str) -> list[tuple[int, int, Value]]:
    """Spans with the percentage they tell, also where it must be worked out from a limit and what was done."""
    numbers = numerals.find(text)
    told = [(n.start, n.end, n.value) for n in numbers if n.percent]
    return list(told) if told else _worked_out(text, numbers)


def _worked_out(text: str, numbers: list[numerals.Number]) -> list[tuple[int, int, Value]]:
    exact = [n for n in numbers if isinstance(n.value, (int, float))]
    for limit, done in zip(exact, exact[1:], strict=False):
        between = text[limit.end : done.start]
        if _LIMIT.search(text[max(0, limit.start - 6) : limit.start]) and _DONE.search(between):
            return _over(limit, done)
    return _excess(text, exact)


def _excess(text: str, numbers: list[numerals.Number]) -> list[tuple[int, int, Value]]:
    """限七十，多跑了九公里: the limit and by how much it was passed, in either order."""
    for limit, more in ((a, b) for a in numbers for b in numbers if a is not b):
        allowed, beyond = limit.value, more.value
        assert isinstance(allowed, (int, float)) and isinstance(beyond, (int, float))
        limited = _LIMIT.search(text[max(0, limit.start - 6) : limit.start])
        if limited and _BEYOND.search(text[max(0, more.start - 4) : more.start]) and 0 < beyond < allowed:
            start, end = min(limit.start, more.start), max(limit.end, more.end)
            return [(start, end, round(beyond / allowed * 100, 1))]
    return []


def _over(limit: numerals.Number, done: numerals.Number) -> list[tuple[int, int, Value]]:
    allowed, actual = limit.value, done.value
    assert isinstance(allowed, (int, float)) and isinstance(actual, (int, float))
    if allowed <= 0 or actual <= allowed:
        return []
    return [(limit.start, done.end, round((actual - allowed) / allowed * 100, 1))]
