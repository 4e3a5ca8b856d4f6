"""Amounts in rules and in what is said about them (数量): 六个月, 2年, 15分钟, 2000元 — each with its exact value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.language.figures import PATTERN, read

# Units that say the same kind of thing, with how many of the smallest one they hold.
_MONTHS = {"年": 12, "周年": 12, "个月": 1, "月": 1, "个季度": 3, "季度": 3}
_MINUTES = {"小时": 60, "个小时": 60, "刻钟": 15, "分钟": 1, "分": 1}
_DAYS = {"天": 1, "日": 1, "个自然日": 1}
_MONEY = {"元": 1, "块": 1, "块钱": 1, "万元": 10000}
_PLAIN = {name: {name: 1} for name in ("个工作日", "工作日", "次", "%", "人", "件", "吨", "千克", "公斤", "平方米", "周岁", "岁", "倍", "公里", "米")}  # fmt: skip
_KINDS = {"months": _MONTHS, "minutes": _MINUTES, "days": _DAYS, "yuan": _MONEY, **_PLAIN}
_YEARS = ("年", "周年")
_UNITS = {unit: (kind, factor) for kind, units in _KINDS.items() for unit, factor in units.items()}
_SAID = re.compile(
    rf"(?P<sign>负|[-−](?=[\d一二三四五六七八九十]))?(?:(?P<half>半)(?P<hunit>年|个月|小时)|"
    rf"(?P<n>{PATTERN})\s*(?P<unit>{'|'.join(sorted(map(re.escape, _UNITS), key=len, reverse=True))})(?![0-9一二三四五六七八九十]+[日号]))"
)


@dataclass(frozen=True)
class Quantity:
    """One amount as said: `value` in the smallest unit of its kind (months, minutes, days, yuan …)."""

    words: str
    value: float
    kind: str
    unit: str = ""
    start: int = 0
    end: int = 0

    def same(self, other: Quantity) -> bool:
        """Whether both say the same amount."""
        return (self.kind, self.value) == (other.kind, other.value)

    def in_unit(self, unit: str) -> float | None:
        """The number that a fact in this unit has; None when it is another kind of thing."""
        kind, factor = _UNITS.get(unit, ("", 1))
        return self.value / factor if kind == self.kind else None

    def of_value(self, value: float) -> str:
        """Another amount in the same unit; empty when it is none or not whole."""
        number = value / (_UNITS[self.unit][1] if self.unit in _UNITS else 1)
        unit = "个月" if self.kind == "months" else self.unit
        number = value if self.kind == "months" else number
        return f"{int(number)}{unit}" if number > 0 and number == int(number) else ""

    def written_like(self, other: Quantity) -> str:
        """As the other one is written: in its unit (years stay years), in figures when it is."""
        unit = self.unit if self.unit in _YEARS and not self.words.startswith("半") else other.unit
        number = self.in_unit(unit)
        if number is None or number != int(number):
            return self.words
        if other.words[:1].isdecimal() or unit != self.unit:
            return f"{int(number)}{unit}"
        return self.words


def find(text: str) -> list[Quantity]:
    """The amounts in a text, left to right."""
    return list(_find(text))


def only(text: str) -> Quantity | None:
    """The amount, when the words say nothing else."""
    found = find(text)
    return found[0] if len(found) == 1 and found[0].words == text.strip() else None


def only_difference(old: str, new: str) -> tuple[Quantity, Quantity] | None:
    """The amounts in which two sentences differ, when they differ in one amount and nothing else."""
    before, after = find(old), find(new)
    if len(before) != len(after) or _without(old, before) != _without(new, after):
        return None
    pairs = [(a, b) for a, b in zip(before, after, strict=True) if not a.same(b)]
    return pairs[0] if len(pairs) == 1 else None


def _without(text: str, amounts: list[Quantity]) -> str:
    for amount in reversed(amounts):
        text = text[: amount.start] + "#" + text[amount.end :]
    return text


def _find(text: str) -> Iterator[Quantity]:
    for match in _SAID.finditer(text):
        number = 0.5 if match["half"] else read(match["n"])
        if not isinstance(number, float):
            continue
        unit = match["hunit"] or match["unit"]
        kind, factor = _UNITS[unit]
        value = number * factor * (-1 if match["sign"] else 1)
        yield Quantity(match[0], value, kind, unit, *match.span())
