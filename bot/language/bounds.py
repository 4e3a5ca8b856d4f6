"""Words that bound a number: 不到四百, 五百以上, 将近一年, 300块左右.

民法典 第一千二百五十九条: 以上、以下、以内、届满 include the number itself; 不满、超过、以外 do not.
`around` reads the words on both sides of a number, `say` writes a value back with them, `join` makes one
range of two halves (超过20%、不到50%; 三百到四百).
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from bot.eligibility.values import Range, meet
from bot.language.figures import ABOUT, Number, about, more, plain, tidy

BEFORE = {
    "below": "(?<![找收等办看见得达遇想做拿听碰])不到|没到|未到|不足|不够|不满|未满|少于|低于|小于|不及",
    "at_most": "超不(?:过|了)|不超过|没超过|没有超过|未超过|不高于|不大于|不多于|最多|顶多|至多|撑死",
    "above": "超过|多于|高于|大于|超出|不止|不只",
    "at_least": "至少|起码|最少|不少于|不低于|不小于|(?<![不未充])满",
    "nearly": "将近|接近|快到|快要|(?<![很赶尽太飞外加较轻凉])快|(?<![最附])近|差点",
    "about": "大概|大约|(?<![违预节合制解签])约|差不多|估计|大致",
    "few": "没",
}
AFTER = {
    "at_least": "及?以上|之上|往上",
    "above": "开外|冒头|还多",
    "slightly": "出头",
    "at_most": "及?以下|以内|之内|以里|之下|内(?!部|容|外|心|地)",
    "below": r"(?:都|还)?(?:不到|不足|未满|不满)(?![\d零〇一二两三四五六七八九十百千万几半俩仨以够])",
    "nearly": "了快",
    "about": "左右|上下|前后|差不多|的样子",
}
_WORD_BEFORE = re.compile("(?:" + "|".join(f"(?P<{k}>{v})" for k, v in BEFORE.items()) + r")[了过有是要个就才]?\s*$")
_AFTER = r"\s*(?:" + "|".join(f"(?P<{k}>{v})" for k, v in AFTER.items()) + ")"
_WORD_AFTER = re.compile(_AFTER)
_COUNTED_AFTER = re.compile("(?P<measure>[个座次岁人吨斤米辆件条家瓶袋倍回克升]|周岁|公里|公斤|人次)?" + _AFTER)
_ENDS_BEFORE = frozenset("到足够满于及过多少死出止只低小近快要点概约不计致没了有是个就才 ")
_AND = re.compile(r"[\s，,、]*(?:但是?|又|并且|而|或者)?\s*")
_TAKEN_BACK = re.compile(r"(?:不是|并非|没有说)\s*$")
_TO = re.compile(r"\s*[到至~～—–-]+\s*")


def around(
    text: str, start: int, end: int, value: float | Range, *, counted: bool = False
) -> tuple[int, int, float | Range]:
    """The number at text[start:end] together with the words that bound it.

    counted lets a measure word stand between (三座以上); the end then stays before it, for who looks for the 座.
    """
    before = _before(text, start)
    if before and before.lastgroup == "few" and not _is_some(value):
        before = None
    after = (_COUNTED_AFTER if counted else _WORD_AFTER).match(text, end)
    kinds = [match.lastgroup for match in (before, after) if match and match.lastgroup]
    if kinds:
        value = _bound(value, next((kind for kind in kinds if kind != "about"), "about"))
    if after and not after.groupdict().get("measure"):
        end = after.end()
    return start - (len(before.group()) if before else 0), end, value


def join(found: list[Number], text: str) -> list[Number]:
    """Two numbers that are the ends of one range become that range."""
    joined: list[Number] = []
    for number in found:
        last = joined[-1] if joined else None
        merged = _merge(last, number, text[last.end : number.start]) if last else None
        if last and merged is not None:
            joined[-1] = replace(last, end=number.end, value=merged)
        else:
            joined.append(number)
    return joined


def only(found: list[Number], text: str) -> float | Range | None:
    """The one value an answer gives, what it takes back left out (18%，不是28%); None when it gives none or several.

    Bounds that leave something between them are one value: 十分钟出头，不到一刻钟.
    """
    values = [number.value for number in found if not _TAKEN_BACK.search(text[: number.start])]
    if not values or (len(set(values)) > 1 and not all(isinstance(value, Range) for value in values)):
        return None
    one: Any = values[0]
    for value in values[1:]:
        one = meet(one, value) if one is not None else None
    return one


def is_span(gap: str) -> bool:
    """True when the text between two numbers makes them the ends of a range: 三到五, 300-400."""
    return _TO.fullmatch(gap) is not None


def say(value: float | Range, unit: str = "") -> str:
    """The value in words: 350元, 不到400元, 300多元, 约3个月."""
    if not isinstance(value, Range):
        return plain(value) + unit
    if value.lo is None and value.hi is None:
        return "说不清"
    if value.lo is None or (value.lo == 0 and value.hi is not None):
        return f"{'不到' if value.hi_open else '不超过'}{plain(value.hi or 0)}{unit}"
    if value.hi is None:
        return f"{'超过' if value.lo_open else '至少'}{plain(value.lo)}{unit}"
    return _say_between(value, value.lo, value.hi, unit)


def _say_between(value: Range, lo: float, hi: float, unit: str) -> str:
    if value.lo_open and value.hi_open and more(lo) == value:
        return f"{plain(lo)}多{unit}" if lo % 10 == 0 else f"{plain(lo)}{unit}多"
    if value.lo_open or value.hi_open:
        return f"{'超过' if value.lo_open else '至少'}{plain(lo)}{unit}、{'不到' if value.hi_open else '不超过'}{plain(hi)}{unit}"
    middle = tidy((lo + hi) / 2)
    if lo and about(middle) == value:
        return f"约{plain(middle)}{unit}"
    if lo and tidy(hi * 0.9) == lo:
        return f"将近{plain(hi)}{unit}"
    return f"{plain(lo)}到{plain(hi)}{unit}"


def _before(text: str, start: int) -> re.Match[str] | None:
    if start == 0 or text[start - 1] not in _ENDS_BEFORE:
        return None
    return _WORD_BEFORE.search(text[max(0, start - 8) : start])


def _is_some(value: float | Range) -> bool:
    """True for 几 (几个, 几分钟): what 没几个 makes few."""
    return isinstance(value, Range) and value.lo is not None and value.hi == 5 * value.lo


def _bound(value: float | Range, kind: str) -> float | Range:
    lo, hi = (value.lo, value.hi) if isinstance(value, Range) else (value, value)
    if kind == "few":
        return Range(0.0, hi)
    if kind in ("below", "at_most"):
        return Range(None, hi, hi_open=kind == "below")
    if kind in ("above", "at_least"):
        return Range(lo, None, lo_open=kind == "above")
    if isinstance(value, Range):
        return value
    if kind == "nearly":
        return Range(tidy(value * 0.9), value)
    return about(value) if kind == "about" else Range(value, tidy(value * (1 + ABOUT)), lo_open=True)


def _merge(first: Number, second: Number, gap: str) -> Range | None:
    a, b = first.value, second.value
    if first.percent != second.percent or len(gap) > 6:
        return None
    if not isinstance(a, Range) and not isinstance(b, Range):
        return Range(a, b) if a < b and is_span(gap) else None
    if not isinstance(a, Range) or not isinstance(b, Range) or a.lo is None or b.hi is None or b.lo is not None:
        return None
    if not _AND.fullmatch(gap) or a.lo >= b.hi:
        return None
    return Range(a.lo, b.hi, a.lo_open, b.hi_open)
