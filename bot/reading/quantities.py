"""Amounts, lengths of time, counts and ratios in a condition sentence (数量), each with its exact bound.

民法典 1259: 以上、以下、以内、届满 include the number; 不满、不足、超过、以外 do not. A number without such a word has no
bound, and a rule that needs one does not read it. `mark` replaces every quantity by a token ⟨kind number unit⟩, so
that the rules of the grammar speak of kinds and not of figures: 货值⟨M0元⟩.

Kinds: M money in yuan; T a length of time within which (两年内); D any other length; W working days; P per cent;
E a stretch of dates (periods.py); H a pH value from … to …; X times (倍); Y years of age; Q physical measures; N counted things.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.eligibility.values import Range
from bot.language.durations import convert
from bot.language.figures import PATTERN, read, tidy

_BEFORE = {
    "lte": "不超过|未超过|没有超过|不得超过|不超出|未超出|不高于|未高于|不大于|不多于|不超|小于等于|最多|至多|≤|<=|仅有|只有|仅为|仅限|仅|只",
    "lt": "不足|不满|未满|尚未满|低于|少于|小于|未达到|没有达到|未达|不到|未到|<|＜",
    "gt": "超过|超出|高于|大于|多于|>|＞",
    "gte": "至少|不少于|不低于|不小于|大于等于|≥|>=|已满|达到|满",
}
_AFTER = {"gte": "及以上|以上", "lte": "及以下|以下|之内|以内|内(?!容|部)", "gt": "以外|之外"}
_UNITS = {
    "M": "万元|亿元|元",
    "W": "个?工作日",
    "D": "分钟|个?小时|个?自然日|日(?!均|常|前|期)|天|周(?!岁|边|围|期)|个?星期|个?季度|个?月|周年|年(?!度|龄|级)",
    "Y": "周?岁",
    "P": "[%％]|‰",
    "X": "倍",
    "Q": "平方米|立方米|公里|千克|公斤|毫克|分贝|千米|厘米|吨|克|升|米",
    "N": "人次|单位|[个名人处次件台辆份批种瓶袋盒箱家户条起张项例头只套间层盏扇株棵块具]|座",
}
_FACTOR = {"万元": 10**4, "亿元": 10**8, "‰": 0.1, "公斤": 1, "千克": 1}
_SAME = {
    "万元": "元",
    "亿元": "元",
    "公斤": "千克",
    "千米": "公里",
    "％": "%",
    "‰": "%",
    "个小时": "小时",
    "日": "天",
    "自然日": "天",
    "个自然日": "天",
    "月": "个月",
    "星期": "周",
    "个星期": "周",
    "周年": "年",
    "岁": "周岁",
    "工作日": "个工作日",
    "名": "人",
    "人次": "人",
    "季度": "个季度",
}
_NOTE = r"(?:[（(](?P<note>[含不包括本数]{0,4}[\d一二三四五六七八九十两.]*[^（()）]{0,4})[)）])?"
_KIND = "|".join(f"(?P<{kind}>{units})" for kind, units in _UNITS.items())
_QUANTITY = re.compile(
    "(?:" + "|".join(f"(?P<b_{op}>{words})" for op, words in _BEFORE.items()) + r")?\s*"
    rf"(?:百分之(?P<ratio>{PATTERN})|(?P<n>(?<![\d.第]){PATTERN})\s*(?:{_KIND}))"
    rf"\s*{_NOTE}(?:"
    + "|".join(f"(?P<a_{op}>{words})" for op, words in _AFTER.items())
    + r")?"
    + _NOTE.replace("note", "note2")
)
_NOT_COUNTED = re.compile(r"第$|[其之]$")
_TAKEN = re.compile(r"^(?:一|几|两)(?:项|种|个|条|例|起|次|批|家|户|只|层|人|件|张|处)$")
_PH = re.compile(r"(?<=在|为|值|H)(\d{1,2}(?:\.\d+)?)(?:至|到|-|~|—)(\d{1,2}(?:\.\d+)?)(?![\d⟨年月日])")
_HALF_YEAR = re.compile("(?:(?<=近|前|去)|(?<![一-龥])|(?<=在))半年(?=内|来|以内)")
_GRAMS = {"克": 1, "千克": 10**3, "吨": 10**6}
_COUNTED_ALIKE = set("个处只盏具扇块件瓶袋份套台")
_AS_THEY_ARE = "EH"
TOKEN = re.compile(r"⟨([A-Z])(\d+)([^⟩]*)⟩")


@dataclass(frozen=True)
class Quantity:
    """One quantity: its value in `unit`, and how a value of the fact compares with it ({"lte": 3})."""

    kind: str
    value: float
    unit: str
    bounds: Mapping[str, Any] = field(default_factory=dict)
    words: str = ""

    def bound(self, unit: str, operator: str = "") -> dict[str, Any] | None:
        """The bounds in a fact's unit; None when there is none, or when the unit cannot be had without rounding."""
        if self.kind in _AS_THEY_ARE:
            return dict(self.bounds)
        within = self.kind == "T"  # 两年内: the length is said, how it bounds the fact is up to the rule
        if self.bounds and operator and not within:
            return None
        wanted = {operator: self.value} if operator else self.bounds
        found = {op: in_unit(value, self.unit, unit) for op, value in wanted.items()}
        if not found or None in found.values():
            return None
        return {op: whole(value) for op, value in found.items() if value is not None}

    @property
    def window(self) -> str | None:
        """As a window of a fact family: 6m, 2y; None when it is not whole months or years."""
        months = in_unit(self.value, self.unit, "个月")
        if months is None or months != int(months) or months <= 0:
            return None
        return f"{int(months) // 12}y" if months % 12 == 0 else f"{int(months)}m"


def whole(value: float) -> float:
    """A whole number without a point, as people write it."""
    return int(value) if value == int(value) else value


def in_unit(value: float, unit: str, wanted: str) -> float | None:
    """The value in another unit; None when that is not exact (months are no fixed number of days)."""
    if unit == wanted or (unit in "人名" and wanted == "人") or {unit, wanted} <= _COUNTED_ALIKE:
        return value
    if unit in _GRAMS and wanted in _GRAMS:
        return tidy(value * _GRAMS[unit] / _GRAMS[wanted])
    short, long = {"分钟", "小时", "天", "周"}, {"个月", "年", "个季度"}
    if {unit, wanted} <= short:
        converted = convert(value, unit, wanted)
        return None if isinstance(converted, Range) else converted
    if unit in long and wanted == "个月":
        return tidy(value * {"个月": 1, "年": 12, "个季度": 3}[unit])
    if unit in long and wanted == "年":
        return tidy(value / {"个月": 12, "年": 1, "个季度": 4}[unit])
    return None


def mark(text: str, found: list[Quantity]) -> str:
    """The text with its quantities replaced by tokens ⟨kind number unit⟩; the quantities are added to `found`."""

    def replace(match: re.Match[str]) -> str:
        quantity = _quantity(match)
        if quantity is None:
            return match[0]
        found.append(quantity)
        return f"⟨{quantity.kind}{len(found) - 1}{quantity.unit}⟩"

    def ph(match: re.Match[str]) -> str:
        found.append(Quantity("H", 0, "", {"gte": float(match[1]), "lte": float(match[2])}, match[0]))
        return f"⟨H{len(found) - 1}⟩"

    text = _HALF_YEAR.sub("6个月", text)
    return _PH.sub(ph, _QUANTITY.sub(replace, text))


def _quantity(match: re.Match[str]) -> Quantity | None:
    written = match["ratio"] or match["n"]
    value = read(written)
    if value is None or isinstance(value, Range):
        return None
    kind = "P" if match["ratio"] else next(k for k in _UNITS if match[k])
    said = "%" if match["ratio"] else match[kind]
    if kind == "N" and not _is_count(match, written + said):
        return None
    unit = _SAME.get(said, said)
    value = tidy(value * _FACTOR.get(said, 1))
    bounds = _bounds(match, value)
    if bounds is None or (kind == "D" and _is_year(value, unit)):
        return None
    if kind == "D" and match["a_lte"] and not any(match[f"b_{op}"] for op in _BEFORE):
        kind = "T"
    return Quantity(kind, value, unit, bounds, match[0])


def _is_count(match: re.Match[str], words: str) -> bool:
    """一种、一个 in passing is no count; 仅一个 and 一个以下 are."""
    bounded = any(match[f"b_{op}"] for op in _BEFORE) or any(match[f"a_{op}"] for op in _AFTER)
    before = match.string[: match.start()]
    return bool(bounded or not _TAKEN.match(words)) and not _NOT_COUNTED.search(before)


def _is_year(value: float, unit: str) -> bool:
    return unit == "年" and 1900 <= value < 2100


def _bounds(match: re.Match[str], value: float) -> dict[str, float] | None:
    """The operator that the words make; None when those before and after contradict each other."""
    before = {op for op in _BEFORE if match[f"b_{op}"]}
    after = {op for op in _AFTER if match[f"a_{op}"]}
    notes = (match["note"] or "") + (match["note2"] or "")
    if notes and not re.search(r"含|包括|本数|\d|[一二三四五六七八九十两]", notes):
        return None
    operators = before | after
    if "gt" in before and after == {"lte"}:
        operators = after  # 超过规定时速10%以下: 超过 is of the speed
        return None
    if len(operators) > 1:
        return None
    if not operators:
        return {}
    (operator,) = operators
    if re.match("不含|不包括", notes):
        operator = {"lte": "lt", "gte": "gt"}.get(operator, operator)
    elif re.match("含|包括", notes):
        operator = {"lt": "lte", "gt": "gte"}.get(operator, operator)
    return {operator: value}
