"""What is known of a fact, exactly or in part.

A person says 货值不到四百 or 市区里: neither is an exact value, both decide some conditions.
A value is a bool, a number, an option id (str), or one of the two partial forms here.
Dates are numbers too: minutes since 1970-01-01T00:00, local wall clock.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

EPOCH = datetime(1970, 1, 1)


@dataclass(frozen=True)
class Range:
    """A number known only to lie between two bounds; None is no bound."""

    lo: float | None = None
    hi: float | None = None
    lo_open: bool = False
    hi_open: bool = False

    def is_empty(self) -> bool:
        """True when no number lies in it."""
        if self.lo is None or self.hi is None:
            return False
        return self.lo > self.hi or (self.lo == self.hi and (self.lo_open or self.hi_open))


@dataclass(frozen=True)
class OneOf:
    """A choice known only to be one of several options."""

    options: frozenset[str]


Value = bool | int | float | str | Range | OneOf
Facts = Mapping[str, Value]


def to_minutes(moment: datetime | date) -> float:
    """Wall-clock minutes since 1970-01-01; a date means its first minute."""
    if not isinstance(moment, datetime):
        moment = datetime(moment.year, moment.month, moment.day)
    return (moment.replace(tzinfo=None) - EPOCH).total_seconds() / 60


def from_minutes(minutes: float) -> datetime:
    """The inverse of `to_minutes`."""
    return EPOCH + timedelta(minutes=minutes)


def as_range(value: float | Range) -> Range:
    """An exact number as the range that holds only it."""
    return value if isinstance(value, Range) else Range(value, value)


def _tighter_lo(a: Range, b: Range) -> tuple[float | None, bool]:
    if a.lo is None or b.lo is None:
        return (b.lo, b.lo_open) if a.lo is None else (a.lo, a.lo_open)
    if a.lo == b.lo:
        return a.lo, a.lo_open or b.lo_open
    return (a.lo, a.lo_open) if a.lo > b.lo else (b.lo, b.lo_open)


def _tighter_hi(a: Range, b: Range) -> tuple[float | None, bool]:
    if a.hi is None or b.hi is None:
        return (b.hi, b.hi_open) if a.hi is None else (a.hi, a.hi_open)
    if a.hi == b.hi:
        return a.hi, a.hi_open or b.hi_open
    return (a.hi, a.hi_open) if a.hi < b.hi else (b.hi, b.hi_open)


def _meet_ranges(a: Range, b: Range) -> Value | None:
    lo, lo_open = _tighter_lo(a, b)
    hi, hi_open = _tighter_hi(a, b)
    met = Range(lo, hi, lo_open, hi_open)
    if met.is_empty():
        return None
    return lo if lo is not None and lo == hi else met


def _options(value: str | OneOf) -> frozenset[str]:
    return value.options if isinstance(value, OneOf) else frozenset({value})


def meet(a: Value, b: Value) -> Value | None:
    """What is known when both hold; None when they contradict each other."""
    if isinstance(a, bool) or isinstance(b, bool):
        return a if a is b else None
    if isinstance(a, (str, OneOf)) and isinstance(b, (str, OneOf)):
        return one_of(_options(a) & _options(b))
    if isinstance(a, (str, OneOf)) or isinstance(b, (str, OneOf)):
        return None
    return _meet_ranges(as_range(a), as_range(b))


def one_of(options: frozenset[str]) -> str | OneOf | None:
    """The narrowest value for a set of options; None for no option at all."""
    if len(options) == 1:
        return next(iter(options))
    return OneOf(options) if options else None


def is_exact(value: Value | None) -> bool:
    """True when nothing more can be asked about it."""
    return value is not None and not isinstance(value, (Range, OneOf))


def to_wire(value: Value) -> Any:
    """JSON form: partial values as {"in": [...]} or {"gte"/"gt"/"lte"/"lt": n}."""
    if isinstance(value, OneOf):
        return {"in": sorted(value.options)}
    if not isinstance(value, Range):
        return value
    bounds: dict[str, float] = {}
    if value.lo is not None:
        bounds["gt" if value.lo_open else "gte"] = value.lo
    if value.hi is not None:
        bounds["lt" if value.hi_open else "lte"] = value.hi
    return bounds


def from_wire(raw: Any) -> Value:
    """The inverse of `to_wire`; ValueError says what is wrong with the JSON."""
    if isinstance(raw, (bool, str)):
        return raw
    if isinstance(raw, (int, float)) and math.isfinite(raw):
        return raw
    if isinstance(raw, Mapping) and set(raw) == {"in"} and isinstance(raw["in"], list) and raw["in"]:
        value = one_of(frozenset(str(option) for option in raw["in"]))
        assert value is not None
        return value
    if isinstance(raw, Mapping) and raw and set(raw) <= {"lt", "lte", "gt", "gte"}:
        return _range_from_wire(raw)
    raise ValueError(f"expected true, a number, an option or bounds such as {{'lte': 500}}, found {raw!r}")


def _range_from_wire(raw: Mapping[str, Any]) -> Range:
    if not all(isinstance(b, (int, float)) and not isinstance(b, bool) and math.isfinite(b) for b in raw.values()):
        raise ValueError(f"bounds must be numbers, found {dict(raw)!r}")
    if {"gt", "gte"} <= set(raw) or {"lt", "lte"} <= set(raw):
        raise ValueError(f"at most one lower and one upper of the bounds, found {dict(raw)!r}")
    found = Range(raw.get("gte", raw.get("gt")), raw.get("lte", raw.get("lt")), "gt" in raw, "lt" in raw)
    if found.is_empty():
        raise ValueError(f"no number lies between these bounds: {dict(raw)!r}")
    return found
