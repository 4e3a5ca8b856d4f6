"""What tests mean, whatever they look like: tried on every case that can tell them apart (or some thousands of them)."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.eligibility.factbook import FactBook
from bot.eligibility.questions import to_bound
from bot.eligibility.tests import compile_test

_MOST = 4000  # cases tried; more than that are drawn at random, always the same ones
Tree = Mapping[str, Any]


def same_meaning(one: Tree, other: Tree, book: FactBook) -> bool:
    """Whether two tests hold in the same cases."""
    first, second = compile_test(one), compile_test(other)
    return all(first.holds(case) == second.holds(case) for case in cases([one, other], book))


def cases(tests: Sequence[Tree], book: FactBook) -> Iterator[dict[str, Any]]:
    """Every combination of the values that tell apart what the tests speak of; fully known, never partial."""
    atoms = [atom for test in tests for atom in _atoms(test)]
    names = sorted({str(atom["fact"]) for atom in atoms})
    book = book.with_members(names)
    values = [_values(name, [atom for atom in atoms if atom["fact"] == name], book) for name in names]
    size = 1
    for options in values:
        size *= len(options)
    if size <= _MOST:
        yield from (dict(zip(names, row, strict=True)) for row in itertools.product(*values))
        return
    draw = random.Random(0)
    yield from ({n: draw.choice(options) for n, options in zip(names, values, strict=True)} for _ in range(_MOST))


def _atoms(test: Tree) -> Iterator[Tree]:
    if "fact" in test:
        yield test
    for part in (*test.get("all", ()), *test.get("any", ()), *test.get("of", ()), *filter(None, [test.get("not")])):
        yield from _atoms(part)


def _values(name: str, atoms: Sequence[Tree], book: FactBook) -> list[Any]:
    """For numbers and dates every bound, and a little to both sides of it."""
    fact = book[name]
    if fact.type == "yes_no":
        return [True, False]
    if fact.type == "choice":
        return list(fact.options)
    bounds = {float(to_bound(value)) for atom in atoms for key, value in atom.items() if key != "fact"}
    return sorted(value for bound in bounds for value in _around(bound)) or [0.0]


def _around(bound: float) -> tuple[float, float, float]:
    step = max(abs(bound) * 1e-6, 1e-6)
    return bound - step, bound, bound + step
