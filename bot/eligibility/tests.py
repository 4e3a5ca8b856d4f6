"""The `test` of a condition, compiled: three-valued (True, False, None = unknown) over what is known.

The grammar is that of `data/lists` (see `bot/policy/list.schema.json`): fact atoms, all, any, not, at_least.
Compiled tests are closures, because one item must be evaluated in microseconds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.eligibility.values import Facts, OneOf, Range, Value, to_minutes

State = bool | None
Evaluate = Callable[[Facts], State]


@dataclass(frozen=True)
class Test:
    """A compiled test: `holds(facts)`, the facts it reads, and the tree it was made from."""

    __test__ = False  # not a pytest class

    holds: Evaluate
    facts: frozenset[str]
    source: Mapping[str, Any]
    children: tuple[Test, ...] = ()

    def open_facts(self, facts: Facts) -> frozenset[str]:
        """The facts that can still decide it; empty once it is decided."""
        if self.holds(facts) is not None:
            return frozenset()
        if not self.children:
            return self.facts
        return frozenset().union(*(child.open_facts(facts) for child in self.children))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Test) and self.source == other.source

    def __hash__(self) -> int:
        return hash(repr(self.source))


def compile_test(source: Mapping[str, Any]) -> Test:
    """Compile one test; KeyError or ValueError when the tree is not of the grammar."""
    if "fact" in source:
        return _atom(source)
    if "not" in source:
        return _negation(source)
    for word, combine in (("all", _all), ("any", _any), ("of", None)):
        if word in source:
            return _group(source, source[word], combine or _at_least(source["at_least"]))
    raise ValueError(f"a test needs one of fact, all, any, not, at_least; found {sorted(source)}")


def _negation(source: Mapping[str, Any]) -> Test:
    child = compile_test(source["not"])
    inner = child.holds

    def holds(facts: Facts) -> State:
        state = inner(facts)
        return None if state is None else not state

    return Test(holds, child.facts, source, (child,))


def _group(
    source: Mapping[str, Any], parts: Sequence[Any], combine: Callable[[tuple[Evaluate, ...]], Evaluate]
) -> Test:
    children = tuple(compile_test(part) for part in parts)
    names = frozenset().union(*(child.facts for child in children))
    return Test(combine(tuple(child.holds for child in children)), names, source, children)


def _all(tests: tuple[Evaluate, ...]) -> Evaluate:
    def holds(facts: Facts) -> State:
        state: State = True
        for test in tests:
            found = test(facts)
            if found is False:
                return False
            if found is None:
                state = None
        return state

    return holds


def _any(tests: tuple[Evaluate, ...]) -> Evaluate:
    def holds(facts: Facts) -> State:
        state: State = False
        for test in tests:
            found = test(facts)
            if found is True:
                return True
            if found is None:
                state = None
        return state

    return holds


def _at_least(needed: int) -> Callable[[tuple[Evaluate, ...]], Evaluate]:
    def combine(tests: tuple[Evaluate, ...]) -> Evaluate:
        def holds(facts: Facts) -> State:
            states = [test(facts) for test in tests]
            if states.count(True) >= needed:
                return True
            return None if states.count(True) + states.count(None) >= needed else False

        return holds

    return combine


def _atom(source: Mapping[str, Any]) -> Test:
    name = source["fact"]
    operators = [key for key in source if key != "fact"]
    if not operators:
        check: Callable[[Value], State] = _is_true
    elif operators == ["is"]:
        check = _equals(source["is"])
    elif operators == ["in"]:
        check = _among(frozenset(source["in"]))
    elif set(operators) <= set(_BOUNDS):
        check = _within([_BOUNDS[op](_number(source[op])) for op in operators])
    else:
        raise ValueError(f"a fact is tested by is, in, lt, lte, gt or gte; found {operators}")
    return Test(_reader(name, check), frozenset({name}), source)


def _reader(name: str, check: Callable[[Value], State]) -> Evaluate:
    def holds(facts: Facts) -> State:
        value = facts.get(name)
        return None if value is None else check(value)

    return holds


def _is_true(value: Value) -> State:
    return value if isinstance(value, bool) else None


def _equals(wanted: Any) -> Callable[[Value], State]:
    return _among(frozenset({wanted}))


def _among(wanted: frozenset[Any]) -> Callable[[Value], State]:
    def check(value: Value) -> State:
        if isinstance(value, OneOf):
            if value.options <= wanted:
                return True
            return None if value.options & wanted else False
        if isinstance(value, Range):
            return None
        return value in wanted

    return check


def _number(bound: Any) -> float:
    return to_minutes(datetime.fromisoformat(bound)) if isinstance(bound, str) else float(bound)


def _below(bound: float) -> Callable[[Range], State]:
    def check(found: Range) -> State:
        if found.hi is not None and (found.hi < bound or (found.hi == bound and found.hi_open)):
            return True
        return False if found.lo is not None and found.lo >= bound else None

    return check


def _at_most(bound: float) -> Callable[[Range], State]:
    def check(found: Range) -> State:
        if found.hi is not None and found.hi <= bound:
            return True
        return False if found.lo is not None and (found.lo > bound or (found.lo == bound and found.lo_open)) else None

    return check


def _inverse(make: Callable[[float], Callable[[Range], State]]) -> Callable[[float], Callable[[Range], State]]:
    def made(bound: float) -> Callable[[Range], State]:
        check = make(bound)

        def inverse(found: Range) -> State:
            state = check(found)
            return None if state is None else not state

        return inverse

    return made


_BOUNDS = {"lt": _below, "lte": _at_most, "gt": _inverse(_at_most), "gte": _inverse(_below)}


def _within(checks: list[Callable[[Range], State]]) -> Callable[[Value], State]:
    def check(value: Value) -> State:
        if isinstance(value, (bool, str, OneOf)):
            return None
        found = value if isinstance(value, Range) else Range(value, value)
        states = [test(found) for test in checks]
        return False if False in states else None if None in states else True

    return check
