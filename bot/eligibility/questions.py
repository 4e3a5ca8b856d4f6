"""The next question: the unknown fact that decides most, and none that cannot change the outcome (追问).

A fact is worth asking when some route that would be better than what is already reached is still open and
the fact is part of it. Which one first: of the route with the least left to ask, the one that decides the
most routes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from bot.eligibility.decide import Decision
from bot.eligibility.evaluate import Finding, evaluate
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import TREATMENT_RANK, Condition, Fact, Item
from bot.eligibility.tests import Test
from bot.eligibility.values import Facts, OneOf, Range, Value, as_range, meet, to_minutes

_NOTHING = len(TREATMENT_RANK)


@dataclass(frozen=True)
class Question:
    """追问: the fact to ask and what it decides: which condition of which item."""

    fact: str
    item: str
    condition: str


def questions(decision: Decision, declined: frozenset[str], book: FactBook) -> Iterator[Question]:
    """The facts still worth asking, most deciding first; `declined` ones the person could not answer."""
    routes = [r for r in _worth(decision) if _reachable(r, decision.facts, declined, book)]
    for name in _ranked(routes, decision.facts, declined, book):
        if _matters(name, routes, decision, declined, book):
            yield _question(name, routes, decision.facts)


def _worth(decision: Decision) -> list[Finding]:
    """Open routes with a better treatment than the best one that already qualifies; those whose text is not wholly
    known only when no other is open, since they can refuse but never grant."""
    reached = [TREATMENT_RANK[r.item.treatment] for r in decision.routes if r.status == "qualifies"]
    if not reached and not any(r.is_open for r in decision.routes):
        return [r for r in decision.routes if r.holds is None]
    best = min(reached, default=_NOTHING)
    return [r for r in decision.routes if r.is_open and TREATMENT_RANK[r.item.treatment] < best]


def _open_tests(route: Finding, declined: frozenset[str]) -> Iterator[tuple[Condition, Test]]:
    """The tests that still leave a condition unknown; the list's presumption only once its fact was declined."""
    for condition, state in zip(route.item.conditions, route.states, strict=True):
        if state is None:
            yield condition, condition.test
            if condition.default_when is not None and condition.test.facts & declined:
                yield condition, condition.default_when


def _ranked(routes: list[Finding], facts: Facts, declined: frozenset[str], book: FactBook) -> list[str]:
    """Facts of the route with the least left to ask first; within it, those that decide the most routes."""
    open_facts = [_open_facts(route, facts, declined, book) for route in routes]
    spread = Counter(name for names in open_facts for name in names)
    nearest_first = sorted(open_facts, key=len)
    return list(dict.fromkeys(name for names in nearest_first for name in sorted(names, key=lambda n: -spread[n])))


def _open_facts(route: Finding, facts: Facts, declined: frozenset[str], book: FactBook) -> list[str]:
    """What may be asked for this route, in the order of its conditions."""
    found: dict[str, None] = {}
    for condition, test in _open_tests(route, declined):
        for name in sorted(test.open_facts(facts) - declined):
            if test is condition.default_when or _askable(book[name], route.item, facts, book):
                found[name] = None
    return list(found)


def _reachable(route: Finding, facts: Facts, declined: frozenset[str], book: FactBook) -> bool:
    """False when a condition stays unknown whatever is asked, so that asking for the others is no use."""
    if route.item.any_of:
        return bool(_open_facts(route, facts, declined, book))
    for condition, state in zip(route.item.conditions, route.states, strict=True):
        if state is not None:
            continue
        tests = [test for c, test in _open_tests(route, declined) if c is condition]
        if not any(test.open_facts(facts) - declined for test in tests):
            return False
    return all(_askable(book[n], route.item, facts, book) for n in _needed(route, facts, declined))


def _needed(route: Finding, facts: Facts, declined: frozenset[str]) -> set[str]:
    conditions = (c for c, state in zip(route.item.conditions, route.states, strict=True) if state is None)
    return {
        name for c in conditions if len(c.test.facts - declined) == 1 for name in c.test.open_facts(facts) - declined
    }


def _askable(fact: Fact, item: Item, facts: Facts, book: FactBook) -> bool:
    """Special circumstances (age, coercion …) are pursued only when the person raised one of the item's."""
    if not fact.ask_only_if_raised:
        return True
    raised = {name for c in item.conditions for name in c.test.facts if book[name].ask_only_if_raised}
    return bool(raised & set(facts))


def cells(fact: Fact, known: Value | None, tests: list[Test]) -> list[Value]:
    """One value for each way the fact can fall relative to the bounds in `tests`."""
    if fact.type == "yes_no":
        return [True, False]
    if fact.type == "choice":
        return [option for option in fact.options if known is None or meet(known, option) is not None]
    return _number_cells(fact, known, {bound for test in tests for bound in _bounds(test.source, fact.id)})


def _number_cells(fact: Fact, known: Value | None, bounds: set[float]) -> list[Value]:
    """A number on each bound, between each two, and beyond the outermost, as far as what is known allows."""
    limits = as_range(known) if isinstance(known, (int, float, Range)) else Range(None if fact.type == "date" else 0)
    marks = sorted({*bounds, *(end for end in (limits.lo, limits.hi) if end is not None)}) or [1.0]
    between = [(low + high) / 2 for low, high in pairwise(marks)]
    return [
        point
        for point in sorted({marks[0] - 0.5, *marks, *between, marks[-1] + 0.5})
        if meet(limits, point) is not None
    ]


def _bounds(source: Any, name: str) -> Iterator[float]:
    if isinstance(source, list):
        for part in source:
            yield from _bounds(part, name)
    elif isinstance(source, Mapping) and source.get("fact") == name:
        yield from (to_bound(source[op]) for op in ("lt", "lte", "gt", "gte") if op in source)
    elif isinstance(source, Mapping):
        for part in source.values():
            yield from _bounds(part, name)


def to_bound(bound: Any) -> float:
    """A bound as a number; an ISO moment as minutes."""
    return to_minutes(datetime.fromisoformat(bound)) if isinstance(bound, str) else float(bound)


def _tests_of(routes: list[Finding]) -> list[Test]:
    return [condition.test for route in routes for condition in route.item.conditions]


def _with(facts: Facts, name: str, value: Value, book: FactBook) -> dict[str, Value]:
    return book.complete({**facts, name: value})[0]


def _question(name: str, routes: list[Finding], facts: Facts) -> Question:
    for route in routes:
        for condition, state in zip(route.item.conditions, route.states, strict=True):
            tests = [condition.test] + ([condition.default_when] if condition.default_when else [])
            if state is None and any(name in test.open_facts(facts) for test in tests):
                return Question(name, route.item.id, condition.text)
    raise LookupError(f"no open condition reads {name}")


def _matters(name: str, routes: list[Finding], decision: Decision, declined: frozenset[str], book: FactBook) -> bool:
    """Whether the outcome can hang on `name`, by finding a case in which it does."""
    for target in routes:
        for hanging in _hanging(target.item, name, decision.facts, declined, book):
            case = _defeat([r for r in routes if r is not target], name, hanging, book)
            options = cells(book[name], decision.facts.get(name), _tests_of(routes))
            answered = (_with(case, name, value, book) for value in options)
            if len({_outcome(decision.routes, facts) for facts in (case, *answered)}) > 1:
                return True
    return False


def _outcome(routes: tuple[Finding, ...], facts: Facts) -> tuple[int, bool]:
    """The best treatment that qualifies, and whether anything is left undetermined."""
    found = [evaluate(route.item, facts) for route in routes]
    best = min((TREATMENT_RANK[f.item.treatment] for f in found if f.status == "qualifies"), default=_NOTHING)
    return best, best == _NOTHING and any(f.holds is not False for f in found)


def _hanging(
    item: Item, name: str, facts: dict[str, Value], declined: frozenset[str], book: FactBook
) -> Iterator[dict[str, Value]]:
    """The ways to settle all other unknowns of `item` that can be asked so that it hangs on `name` alone."""
    found = evaluate(item, facts)
    tests = [test for _, test in _open_tests(found, declined)] if found.holds is None else []
    unknown = sorted({n for test in tests for n in test.open_facts(facts) - declined})
    if name not in unknown:
        return
    other = next((n for n in unknown if n != name), None)
    if other is None:
        yield facts
        return
    for value in cells(book[other], facts.get(other), tests):
        yield from _hanging(item, name, _with(facts, other, value, book), declined, book)


def _defeat(others: list[Finding], name: str, facts: dict[str, Value], book: FactBook) -> dict[str, Value]:
    """The facts with what is still unknown elsewhere set so that as few other routes as possible hold."""
    tests = _tests_of(others)
    for other in sorted({n for t in tests for n in t.open_facts(facts)} - {name}):
        tried = [_with(facts, other, v, book) for v in cells(book[other], facts.get(other), tests)]
        facts = min(tried, key=lambda f: sum(evaluate(r.item, f).holds is not False for r in others))
    return facts


def remaining_options(fact: Fact, known: Value | None) -> dict[str, str]:
    """The options of a choice that are still possible."""
    if not isinstance(known, OneOf):
        return dict(fact.options)
    return {option: label for option, label in fact.options.items() if option in known.options}
