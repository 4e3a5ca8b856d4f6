"""Lengths of time in a message: 15分钟, 一刻钟, 一个半月, 20来天, 三个多月, 不到一个月, 一年零两个月.

The caller names the unit it wants the value in. A month is 30 days, a year 365 days or 12 months: between months and
years nothing is rounded. 第三天, 这两天, 2024年 and 三月 are no lengths; whether 半年内 looks back or ahead is the
asker's to know, here it is at most half a year. Working days (10个工作日) are not days and are passed over.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from bot.eligibility.values import Range
from bot.language import bounds, numerals
from bot.language.figures import PATTERN, Number, about, borrow, more, read, tidy

__all__ = ["Number", "find", "parse", "say", "convert"]

_UNIT_WORDS = {
    "秒": "秒(?:钟|(?!杀))",
    "分钟": "分钟|min(?![a-z])",
    "刻": "刻钟",
    "小时": "小时(?!候|工)|钟头|h(?![a-z])",
    "天": "天(?![气然津窗桥空平下线花晚]|到晚)|[日号](?=之?内|以内)|昼夜",
    "周": "周(?![岁边围年末一二三四五六日天])|星期(?![一二三四五六日天])|礼拜(?![一二三四五六日天])",
    "个月": r"月(?![份底初末饼租薪板刊\d])",
    "季度": "季度?(?!节)",
    "年": r"年(?![级龄代份纪检审初底末终轻会费限度货报]|到头|前?\d{1,2}月|[一二三四五六七八九十]{1,2}月)",
}
_MINUTES = {
    "秒": Fraction(1, 60),
    "分钟": Fraction(1),
    "刻": Fraction(15),
    "小时": Fraction(60),
    "天": Fraction(1440),
    "周": Fraction(10080),
    "个月": Fraction(43200),
    "年": Fraction(525600),
}
_MONTHS = {"个月": Fraction(1), "季度": Fraction(3), "年": Fraction(12)}
_SAME = {"月": "个月", "分": "分钟", "星期": "周", "钟头": "小时", "日": "天"}
_UNIT = {name: f"u{i}" for i, name in enumerate(_UNIT_WORDS)}
_UNITS = "|".join(f"(?P<{group}>{_UNIT_WORDS[name]})" for name, group in _UNIT.items())
_PIECE = re.compile(
    r"(?=[\d一二两三四五六七八九十百千几好俩仨半大小多上零〇个])(?<![\d.第下A-Za-z])"
    rf"(?:(?P<n>{PATTERN})(?:[到至~～—–-]+(?P<high>{PATTERN}))?|(?P<half>[大小多]?半|个把))\s*"
    rf"(?P<ge>个)?(?P<inner>半|多|来|把)?(?P<whole>整)?(?:{_UNITS}|(?P<fen>分)(?![之局公数开享店部清期辆类]))(?:(?P<outer>半(?![夜路天])|多(?!少)))?",
    re.ASCII,
)
_VAGUE = re.compile(r"[这那前头过]$")
_TOLD = re.compile(r"[没才就这那过有了上好]$")
_AND = re.compile(r"[零又加带过]?\s*")
_SHORT_OF = re.compile(r"(?:就|才|不)?[满到够足]")
_AT_ONCE = re.compile("马上|立刻|立即|立马|当场|随即")
_LEAVING = re.compile("(?:马上|立刻|立即|立马)(?:就|给|把车?|去|过去)?(?=[开驶挪走离移改纠补撤拆清停])")
_HALVES: dict[str, float | Range] = {
    "半": 0.5,
    "大半": Range(0.5, 1.0, True, True),
    "多半": Range(0.5, 1.0, True, True),
    "小半": Range(0.3, 0.5, hi_open=True),
    "个把": Range(0.9, 2.0),
}


@dataclass(frozen=True)
class _Piece:
    """One number with one unit: of 一年零两个月, 一年."""

    start: int
    end: int
    value: float | Range
    unit: str

    def number(self, wished: str) -> Number:
        return Number(self.start, self.end, _scaled(self.value, _ratio(self.unit, wished)))

    def goes_on(self, gap: str, following: _Piece) -> bool:
        """True when the next piece adds to this one: 一小时 20分."""
        order = list(_UNIT_WORDS)
        exact = not isinstance(self.value, Range)
        return exact and order.index(self.unit) > order.index(following.unit) and _AND.fullmatch(gap) is not None


def find(text: str, unit: str) -> list[Number]:
    """The lengths of time said in text, in `unit` (分钟, 小时, 天, 周, 个月, 年)."""
    unit = _known(unit)
    found = _pieces(text, unit, answer=False)
    at_once = [Number(*match.span(), _soon(unit)) for match in _LEAVING.finditer(text)]
    return sorted(bounds.join(found, text) + at_once, key=lambda number: number.start)


def parse(text: str, unit: str) -> float | Range | None:
    """The length an answer gives, a bare number being in `unit`; None when unclear."""
    unit = _known(unit)
    if found := _pieces(text, unit, answer=True):
        return bounds.only(bounds.join(found, text), text)
    return _soon(unit) if _AT_ONCE.search(text) else numerals.bare(text)


def say(value: float | Range, unit: str) -> str:
    """The length in words: 15分钟, 约3个月, 不到1个月."""
    return bounds.say(value, unit)


def convert(value: float | Range, unit: str, wished: str) -> float | Range:
    """value `unit` as so many `wished`."""
    return _scaled(value, _ratio(_known(unit), _known(wished)))


def _pieces(text: str, unit: str, *, answer: bool) -> list[Number]:
    raw: list[_Piece] = []
    for match in _PIECE.finditer(text):
        piece = _piece(match, raw[-1] if raw else None, unit if answer else "")
        if piece is not None and (answer or not _is_asked(match, text)):
            raw.append(piece)
    numbers = [piece.number(unit) for piece in raw]
    numbers = _sums(raw, numbers, text)
    return [
        replace(n, start=s, end=e, value=v)
        for n in numbers
        for s, e, v in [bounds.around(text, n.start, n.end, n.value)]
    ]


def _known(unit: str) -> str:
    unit = _SAME.get(unit, unit)
    if unit not in _MINUTES:
        raise ValueError(f"没有“{unit}”这个时间单位，可用：{'、'.join(_MINUTES)}")
    return unit


@lru_cache(maxsize=256)
def _ratio(unit: str, wished: str) -> Fraction:
    if unit in _MONTHS and wished in _MONTHS:
        return _MONTHS[unit] / _MONTHS[wished]
    minutes = _MINUTES["个月"] * 3 if unit == "季度" else _MINUTES[unit]
    return minutes / _MINUTES[wished]


def _scaled(value: float | Range, ratio: Fraction) -> float | Range:
    if isinstance(value, Range):
        lo, hi = (None if bound is None else _times(bound, ratio) for bound in (value.lo, value.hi))
        return Range(lo, hi, value.lo_open, value.hi_open)
    return _times(value, ratio)


def _times(value: float, ratio: Fraction) -> float:
    return tidy(value * ratio.numerator / ratio.denominator)


def _soon(unit: str) -> Range:
    return Range(0.0, _times(5, _ratio("分钟", unit)))


def _piece(match: re.Match[str], last: _Piece | None, asked: str) -> _Piece | None:
    unit = next((name for name, group in _UNIT.items() if match[group]), "分钟")
    if match["fen"] and asked != "分钟" and not (last and last.end == match.start() and last.unit == "小时"):
        return None
    value = _value(match)
    if value is None or not _is_length(match, unit, value, asked):
        return None
    return _Piece(*match.span(), value, unit)


def _value(match: re.Match[str]) -> float | Range | None:
    base = _HALVES[match["half"]] if match["half"] else read(match["high"] or match["n"])
    if base is None or isinstance(base, Range):
        return base
    if match["high"]:
        low = borrow(match["n"], match["high"])
        return base if low is None else Range(low, base)
    if match["inner"] in ("来", "把"):
        return about(base)
    if "半" in (match["inner"], match["outer"]):
        base += 0.5
    if "多" in (match["inner"], match["outer"]):
        return more(base, 1) if float(base).is_integer() else more(base)
    return base


def _is_length(match: re.Match[str], unit: str, value: float | Range, asked: str) -> bool:
    """三月 is a date, 2024年 a year, 半天 (in passing) a long while, 前两天 the other day."""
    written = match["n"] or ""
    if unit == "个月":
        return bool(match["ge"] or match["half"] or match["inner"] or written[-1:] in "俩仨多来几")
    if unit == "季度" and not match["ge"]:
        return False
    if match[0][-1] in "日号" and match.string[: match.start()].endswith("月"):
        return False
    if unit == "年" and not isinstance(value, Range) and 1900 <= value < 2100:
        return False
    if match["half"] == "半" and unit == "天" and not match["ge"]:
        return asked in ("小时", "天")
    vague = written in ("两", "几", "俩") and not match["ge"]
    return not (vague and _VAGUE.search(match.string, max(0, match.start() - 1), match.start()))


def _is_asked(match: re.Match[str], text: str) -> bool:
    """几天 asks how long, 停了几天 and 几天前 tell."""
    if match["n"] != "几":
        return False
    return not (_TOLD.search(text[: match.start()]) or text.startswith(("前", "以前", "之前"), match.end()))


def _sums(raw: list[_Piece], numbers: list[Number], text: str) -> list[Number]:
    """一年零两个月 is one length; so is 差一天满一个月."""
    summed: list[Number] = []
    for i, number in enumerate(numbers):
        gap = text[raw[i - 1].end : raw[i].start]
        if i and raw[i - 1].goes_on(gap, raw[i]):
            summed[-1] = _add(summed[-1], number, 1)
        elif i and _SHORT_OF.fullmatch(gap) and text[: raw[i - 1].start].endswith("差"):
            summed[-1] = _add(number, summed[-1], -1)
        else:
            summed.append(number)
    return summed


def _add(number: Number, other: Number, sign: int) -> Number:
    start, end = min(number.start, other.start), max(number.end, other.end)
    if isinstance(number.value, Range):
        return Number(start, end, number.value)
    if isinstance(other.value, Range):
        total = number.value
        lo, hi = (None if bound is None else tidy(total + bound) for bound in (other.value.lo, other.value.hi))
        return Number(start, end, Range(lo, hi, other.value.lo_open, other.value.hi_open))
    return Number(start, end, tidy(number.value + sign * other.value))
