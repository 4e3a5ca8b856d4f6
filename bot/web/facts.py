"""Facts sent to /api/evaluate: each checked against the dictionary, all that is wrong said at once."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any

from bot.eligibility.factbook import FactBook, parse_moment
from bot.eligibility.model import Fact
from bot.eligibility.values import OneOf, Range, Value, from_minutes, from_wire, meet
from bot.web.problems import Problem
from bot.web.requests import YEARS

_WHEN = "violation_time"
_FORMS = {
    "yes_no": "true 或 false",
    "choice": '选项的编号，或 {"in": [编号, …]}',
    "number": '数字，或范围如 {"gte": 3, "lt": 5}',
    "money": '数字（元），或范围如 {"lt": 500}',
    "duration": '数字，或范围如 {"lte": 10}',
    "date": "2026-11-22 或 2026-11-22T08:00",
}


def read_facts(raw: Mapping[str, Any], violation_date: str | None, book: FactBook) -> dict[str, Value]:
    """The facts as values; Problem 422 names every one that does not fit, what was found and what is expected."""
    facts: dict[str, Value] = {}
    errors: list[dict[str, str]] = []
    for name, value in raw.items():
        try:
            facts[name] = read_fact(name, value, book)
        except (ValueError, OverflowError) as error:
            errors.append({"field": f"facts.{name[:80]}", "text": str(error)})
    try:
        _add_violation(facts, violation_date)
    except (ValueError, OverflowError) as error:
        errors.append({"field": "violation_date", "text": str(error)})
    if errors:
        raise Problem(422, "；".join(error["text"] for error in errors) + "。", errors=errors)
    return facts


def read_fact(name: str, raw: Any, book: FactBook) -> Value:
    """One fact; ValueError in Chinese."""
    if name not in book:
        raise ValueError(f"没有“{name[:80]}”这个事实{_nearest(name, book)}，可用的事实见 /api/facts")
    fact = book[name]
    try:
        value = book.check(name, from_wire(raw))
        if _fits(fact, value):
            return value
    except (ValueError, OverflowError):
        pass
    raise _unfit(fact, raw)


def _nearest(name: str, book: FactBook) -> str:
    close = get_close_matches(name[:80], list(book), n=1, cutoff=0.5)
    return f"（是不是“{close[0]}”？）" if close else ""


def _unfit(fact: Fact, raw: Any) -> ValueError:
    choices = f"（编号：{'、'.join(fact.options)}）" if fact.options else ""
    unit = f"，单位{fact.unit}" if fact.unit else ""
    return ValueError(f"“{fact.id}”（{fact.title}）要填 {_FORMS[fact.type]}{choices}{unit}；收到的是 {str(raw)[:60]!r}")


def _fits(fact: Fact, value: Value) -> bool:
    """What `FactBook.check` leaves open: kinds that do not go together, and moments outside of all sense."""
    if fact.type == "choice":
        return isinstance(value, (str, OneOf))
    if fact.type != "date":
        return not isinstance(value, Range) or not value.is_empty()
    if isinstance(value, Range):
        return None not in (value.lo, value.hi) and not value.is_empty() and _fits_years(value.lo, value.hi)
    return isinstance(value, (int, float)) and not isinstance(value, bool) and _fits_years(value)


def _fits_years(*moments: float | None) -> bool:
    return all(moment is not None and from_minutes(moment).year in YEARS for moment in moments)


def _add_violation(facts: dict[str, Value], text: str | None) -> None:
    """`violation_date` is the fact violation_time; both may be given when they agree."""
    if text is None:
        return
    told = parse_moment(text)
    if not _fits_years(*((told.lo, told.hi) if isinstance(told, Range) else (told,))):
        raise ValueError(f"violation_date 要在 {YEARS.start} 年到 {YEARS.stop - 1} 年之间")
    both = meet(told, facts.get(_WHEN, told))
    if both is None:
        raise ValueError(f"violation_date 和 facts 里的 {_WHEN} 不是同一个时间")
    facts[_WHEN] = both
