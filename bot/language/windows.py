"""How a window of time is said (时间范围): the words for 6 months, for at least 6 months, for at most 6 months.

Used in the cues of fact families: {window}, {longer} and {shorter} stand for these words in a pattern.
"""

from __future__ import annotations

import re

_DIGITS = "零一二三四五六七八九十"
_SAID = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 18, 24, 36, 48, 60, 120)  # months; longer ones are said as years
_VAGUE = {6: ("这几个月", "最近"), 24: ("近几年", "这几年", "来年")}


def expand(pattern: str, months: int) -> str:
    """The pattern of a family's cue for its member of so many months."""
    for place, words in (("{window}", exactly), ("{longer}", at_least), ("{shorter}", at_most)):
        if place in pattern:
            pattern = pattern.replace(place, words(months))
    return pattern


def exactly(months: int) -> str:
    """A regular expression for the words of one window: 半年|6个月|六个月."""
    return f"(?:{'|'.join(_words(months))})"


def at_least(months: int) -> str:
    """For this window and any longer one, the vague ones (最近, 近几年) by what they mean at least."""
    said = [word for length in {*_SAID, months} if length >= months for word in _words(length)]
    said += [word for length, words in _VAGUE.items() if length >= months for word in words]
    return f"(?:{'|'.join(said)})"


def at_most(months: int) -> str:
    """For this window and any shorter one."""
    return f"(?:{'|'.join(word for length in {*_SAID, months} if length <= months for word in _words(length))})"


def _words(months: int) -> list[str]:
    words = [rf"(?<![\d一二三四五六七八九十]){number}个月" for number in _numbers(months)]
    if months % 12 == 0:
        words += [rf"(?<![\d一二三四五六七八九十]){number}年" for number in _numbers(months // 12)]
    return [*words, *{6: ["半年"], 12: ["整年"], 18: ["一年半"]}.get(months, [])]


def _numbers(number: int) -> list[str]:
    spoken = {2: ["两", "二"]}.get(number) or ([_DIGITS[number]] if number <= 10 else [])
    return [str(number), *map(re.escape, spoken)]
