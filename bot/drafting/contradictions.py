"""Two conditions that no case can meet together (互相矛盾): found by trying the values that tell their tests apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from typing import Any

from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Fact
from bot.eligibility.questions import to_bound
from bot.eligibility.tests import compile_test
from bot.eligibility.values import Value

_MOST = 20_000  # combinations tried for one pair; beyond that nothing is claimed
_BOUNDS = ("lt", "lte", "gt", "gte")


def contradict(first: Mapping[str, Any], second: Mapping[str, Any], book: FactBook) -> bool:
    """True when both tests together can never hold; False when they can, or when there is too much to try."""
    together = compile_test({"all": [first, second]})
    facts = sorted(together.facts & set(book))
    domains = [list(_values(book[name], [first, second])) for name in facts]
    combinations = 1
    for domain in domains:
        combinations *= len(domain)
    if combinations > _MOST:
        return False
    for values in islice(product(*domains), _MOST):
        case: dict[str, Value] = dict(zip(facts, values, strict=True))
        if together.holds(case) and book.clash(case) is None and _stands(case, book):
            return False
    return True


def _stands(case: Mapping[str, Value], book: FactBook) -> bool:
    """Whether nothing that follows from a part of the case denies the rest of it."""
    for name, value in case.items():
        others = {other: known for other, known in case.items() if other != name}
        follows, _ = book.complete(others)
        if follows.get(name, value) != value:
            return False
    return True


def _values(fact: Fact, tests: Iterable[Mapping[str, Any]]) -> Iterator[Value]:
    if fact.type == "yes_no":
        yield from (True, False)
    elif fact.type == "choice":
        yield from fact.options
    else:
        bounds = {to_bound(a[op]) for test in tests for a in _atoms(test, fact.id) for op in _BOUNDS if op in a}
        yield from sorted({float(b) + step for b in bounds for step in (-0.5, 0.0, 0.5)} or {0.0})


def _atoms(test: Mapping[str, Any], name: str) -> Iterator[Mapping[str, Any]]:
    if test.get("fact") == name:
        yield test
    for word in ("all", "any", "of"):
        for part in test.get(word, ()):
            yield from _atoms(part, name)
    if "not" in test:
        yield from _atoms(test["not"], name)
