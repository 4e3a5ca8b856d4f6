"""One written number, read: 三百五, 1.5万, 两三千, 几百, 三百多.

Why not a package: cn2an refuses 三百五 and 1万2, jionlp reads 一万二 as 10002, and none keeps what is vague
(几百, 三百多, 三五百) as a range. `PATTERN` finds a number in text, `read` gives its value, `plain` writes it.
Words around a number (不到, 以上) are `bounds`; what is no number (一下, 万一) is `numerals`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from bot.eligibility.values import Range

MOST = 1e15  # nothing larger is an amount
ABOUT = 0.1  # 约、左右、来: this much either way
DIGITS = {c: n for n, cs in enumerate(("零〇", "一", "二两", "三", "四", "五", "六", "七", "八", "九")) for c in cs}
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "w": 10**4, "W": 10**4, "k": 1000, "K": 1000}
IDIOMS: dict[str, float | Range] = {
    "百八十": Range(80, 100),
    "千八百": Range(800, 1000),
    "千儿八百": Range(800, 1000),
    "万八千": Range(8000, 10000),
    "俩": 2.0,
    "仨": 3.0,
    "半": 0.5,
}

_D = "一二两三四五六七八九"
_MORE = r"(?:[多余](?!少|数|额|下|地|半)|几(?!乎|率|何)|好几|来(?=[个块元天年月周小分座岁吨公斤米人次条家辆袋瓶件箱包点里号万亿]|$))"
_ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,4}(?!\d)(?:\.\d{1,9})?|\d{1,12}(?!\d)(?:\.\d{1,9})?)"
_MIXED = rf"{_ARABIC}(?:\s?[十百千万亿]{{1,4}}(?:零?\d{{1,4}}(?![\d.,])[十百千]?|零?[{_D}][{_D}十百千]{{0,8}})?){{0,4}}(?:[wWkK](?![A-Za-z]))?"
_HANZI = rf"[{_D}零〇十][{_D}零〇十百千万亿]{{0,20}}(?:点[{_D}零〇]{{1,9}}(?![十分刻钟]))?[万亿]?"
_PAIR = rf"(?<!、)(?:\d、\d(?![\d、])|[{_D}]、[{_D}](?!、))[十百千万]{{0,4}}"
_ROUND = r"[百千万]十|[百千万]把|百八十|千八百|千儿八百|万八千|上[百千万](?!万|达|别)"
PATTERN = rf"(?:{_PAIR}|(?:{_MIXED}|{_HANZI}|{_ROUND})(?:{_MORE}[万亿]?)?|好?几[十百千万亿]{{0,4}}|[俩仨])"

_TOKEN = re.compile(r"\d+(?:\.\d+)?|.")
_ROUGH = re.compile("(?=上|.把)上?(?P<unit>[百千万])把?[多余]?")
_LOOSE = re.compile(r"(.*?)(多|余|来|好几|几)([万亿]?)")
_TWO = re.compile(rf"(\d)、(\d)|([{_D}])、?([{_D}])")


@dataclass(frozen=True)
class Number:
    """A number found in a text: text[start:end] says value; percent when it said 百分之, % or 成 (15% is 15)."""

    start: int
    end: int
    value: float | Range
    percent: bool = False


@lru_cache(maxsize=4096)
def read(written: str) -> float | Range | None:
    """The value of one written number; None when it is not one."""
    written = re.sub(r"[,\s]", "", written)
    if not written:
        return None
    if written in IDIOMS:
        return IDIOMS[written]
    if rough := _ROUGH.fullmatch(written):
        return _round(float(UNITS[rough["unit"]]), at_least=written.startswith("上"))
    if loose := _LOOSE.fullmatch(written):
        return _loose(*loose.groups())
    if (some := _some(written)) is not None:
        return some
    return _exact(written)


def more(value: float, step: float | None = None) -> Range:
    """A bit more than value, as 三百多 says: between it and the next round number."""
    return Range(value, value + (step or _step(value)), lo_open=True, hi_open=True)


def about(value: float) -> Range:
    """Around value, as 三百左右 says."""
    return Range(tidy(value * (1 - ABOUT)), tidy(value * (1 + ABOUT)))


def tidy(value: float) -> float:
    """Without the noise of binary fractions."""
    return round(value, 9)


def plain(value: float) -> str:
    """The shortest way to write it: no exponent, no trailing zeros."""
    if float(value).is_integer():
        return str(int(value))
    return format(Decimal(repr(float(value))), "f")


def scale(value: float | Range, factor: float) -> float | Range:
    """value × factor, bounds included."""
    if not isinstance(value, Range):
        return tidy(value * factor)
    lo, hi = (None if bound is None else tidy(bound * factor) for bound in (value.lo, value.hi))
    return Range(lo, hi, value.lo_open, value.hi_open)


def borrow(low: str, high: str) -> float | None:
    """The lower end of a span like 三到五百, which borrows the unit of the upper end; None if it is no span."""
    lo, hi = read(low), read(high)
    if lo is None or hi is None or isinstance(lo, Range) or isinstance(hi, Range):
        return None
    unit = UNITS.get(high[-1], 1)
    if high[-1] not in low and lo * unit < hi:
        lo *= unit
    return lo if lo < hi else None


def _round(unit: float, *, at_least: bool) -> Range:
    """上百 is a hundred or more, 百把 a hundred or so."""
    return Range(unit, None) if at_least else Range(tidy(unit * (1 - ABOUT)), unit * 1.5)


def _loose(head: str, word: str, unit: str) -> float | Range | None:
    if not head:
        return _some(word + unit)
    value = _some(head) or _exact(head)
    if value is None or isinstance(value, Range):
        return value
    return scale(about(value) if word == "来" else more(value), UNITS.get(unit, 1))


def _some(written: str) -> Range | None:
    """几百, 两三千, 5、6: a low and a high reading of the same words."""
    if written.lstrip("好").startswith("几"):
        unit = _exact("一" + written.lstrip("好")[1:])
        return None if unit is None else Range(2 * unit, 10 * unit)
    two = _TWO.search(written)
    if not two or (len(written) > 2 and all(c in DIGITS for c in written)):
        return None
    first, second = (digit for digit in two.groups() if digit)
    lo, hi = (_exact(written[: two.start()] + digit + written[two.end() :]) for digit in (first, second))
    if lo is None or hi is None or not (_next(first, second) and lo < hi):
        return None
    return Range(lo, hi)


def _next(first: str, second: str) -> bool:
    low, high = (DIGITS[digit] if digit in DIGITS else int(digit) for digit in (first, second))
    return high - low == 1 or (low, high) == (3, 5)


def _exact(written: str) -> float | None:
    head, dot, decimals = written.partition("点")
    if dot:
        return _with_decimals(head, decimals)
    if len(written) > 1 and all(c in DIGITS for c in written):
        return float("".join(str(DIGITS[c]) for c in written))
    return _sum(_TOKEN.findall(written))


def _with_decimals(head: str, decimals: str) -> float | None:
    digits = decimals.rstrip("万亿")
    whole, unit = _exact(head), UNITS.get(decimals[len(digits) :], 1)
    if whole is None or not digits or any(c not in DIGITS for c in digits):
        return None
    return tidy((whole + float("0." + "".join(str(DIGITS[c]) for c in digits))) * unit)


def _sum(tokens: list[str]) -> float | None:
    """Digits times units; a last digit without one takes the next lower: 三百五 is 350, 三百零五 305."""
    total = section = 0.0
    digit: float | None = None
    last, zero = 1, False
    for token in tokens:
        if token in UNITS:
            unit = UNITS[token]
            if unit == 10**8:
                total, section = ((total + section + (digit or 0)) or 1) * unit, 0.0
            elif unit == 10**4:
                total, section = total + ((section + (digit or 0)) or 1) * unit, 0.0
            else:
                section += (1 if digit is None else digit) * unit
            digit, last, zero = None, unit, False
        elif token in "零〇":
            zero, digit = True, digit or 0
        elif token in DIGITS or token[0].isdecimal():
            if digit:
                return None
            digit = float(DIGITS[token]) if token in DIGITS else float(token)
        else:
            return None
    short = digit is not None and last >= 10 and not zero and digit < 10
    value = tidy(total + section + (digit or 0) * (last // 10 if short else 1))
    return value if value < MOST else None


def _step(value: float) -> float:
    """The size of the last figure said: 300 → 100, 250 → 10, 3 → 1, 0.5 → 0.5."""
    if not float(value).is_integer() or value == 0:
        return tidy(1 - value % 1)
    step = 1
    while value % (step * 10) == 0:
        step *= 10
    return step
