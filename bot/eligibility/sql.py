"""The same rules as SQL, compiled from the same test trees: SQL's NULL is the evaluator's unknown.

One sqlglot expression a rule, written out for DuckDB, PostgreSQL or Spark by `expression.sql(dialect)`; nothing is
executed here. A case is a row with one column a fact: BOOLEAN for yes_no, VARCHAR for choice, DOUBLE for numbers,
money (yuan), durations and moments (minutes since 1970); NULL where nothing exact is known. On such rows the SQL
agrees with `evaluate` and `decide` in every case (tests/unit/eligibility/test_sql_agrees.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlglot import exp

from bot.eligibility.factbook import FactBook
from bot.eligibility.model import TREATMENT_RANK, Condition, Derivation, Item
from bot.eligibility.values import to_minutes

Columns = Mapping[str, exp.Expr]

UNDETERMINED = "undetermined"
NOT_LISTED = "not_listed"
_SQL_TYPES = {"yes_no": "boolean", "choice": "varchar"}
_BOUNDS = {"lt": exp.LT, "lte": exp.LTE, "gt": exp.GT, "gte": exp.GTE}


def columns(names: Iterable[str]) -> dict[str, exp.Expr]:
    """Facts that stand in columns of their own name."""
    return {name: exp.column(name, quoted=True) for name in names}


def test_sql(source: Mapping[str, Any], known: Columns) -> exp.Expr:
    """One test as a condition that is TRUE, FALSE or NULL; a fact without a column is NULL.

    ValueError when the tree is not of the grammar of `bot.eligibility.tests`.
    """
    if not source:
        return exp.null()
    if "fact" in source:
        return _atom(source, known)
    if "not" in source:
        return exp.not_(exp.paren(test_sql(source["not"], known)))
    if "all" in source:
        return _all([test_sql(part, known) for part in source["all"]])
    if "any" in source:
        return _any([test_sql(part, known) for part in source["any"]])
    if "of" in source:
        return _at_least(source["at_least"], [test_sql(part, known) for part in source["of"]])
    raise ValueError(f"a test needs one of fact, all, any, not, at_least; found {sorted(source)}")


test_sql.__test__ = False  # type: ignore[attr-defined]  # not a pytest function


def _atom(source: Mapping[str, Any], known: Columns) -> exp.Expr:
    column = known.get(source["fact"])
    if column is None:
        return exp.null()
    operators = [key for key in source if key != "fact"]
    if not operators:
        return column.copy()
    if operators == ["is"]:
        return exp.EQ(this=column.copy(), expression=literal(source["is"]))
    if operators == ["in"]:
        return exp.In(this=column.copy(), expressions=[literal(option) for option in source["in"]])
    if set(operators) <= set(_BOUNDS):
        return _all([_BOUNDS[op](this=column.copy(), expression=_bound(source[op])) for op in operators])
    raise ValueError(f"a fact is tested by is, in, lt, lte, gt or gte; found {operators}")


def literal(value: Any) -> exp.Expr:
    """A value of a fact as it stands in a column."""
    if isinstance(value, bool):
        return exp.true() if value else exp.false()
    return exp.Literal.string(value) if isinstance(value, str) else exp.Literal.number(repr(float(value)))


def _bound(bound: Any) -> exp.Expr:
    return literal(to_minutes(datetime.fromisoformat(bound)) if isinstance(bound, str) else bound)


def _all(parts: Sequence[exp.Expr]) -> exp.Expr:
    return exp.and_(*parts) if parts else exp.true()


def _any(parts: Sequence[exp.Expr]) -> exp.Expr:
    return exp.or_(*parts) if parts else exp.false()


def _at_least(needed: int, parts: Sequence[exp.Expr]) -> exp.Expr:
    """Counted twice: what is true now, and what could still be."""
    enough = exp.GTE(this=_count(parts, exp.false()), expression=exp.Literal.number(needed))
    possible = exp.GTE(this=_count(parts, exp.true()), expression=exp.Literal.number(needed))
    return exp.Case().when(enough, exp.true()).when(exp.not_(exp.paren(possible)), exp.false()).else_(exp.null())


def _count(parts: Sequence[exp.Expr], unknown_as: exp.Expr) -> exp.Expr:
    counted: exp.Expr = exp.Literal.number(0)
    for part in parts:
        decided = exp.Coalesce(this=part.copy(), expressions=[unknown_as.copy()])
        one = exp.Case().when(decided, exp.Literal.number(1)).else_(exp.Literal.number(0))
        counted = exp.Add(this=counted, expression=one)
    return exp.paren(counted)


def completed(rows: exp.Table | exp.Select, kept: Sequence[str], needed: frozenset[str], book: FactBook) -> exp.Select:
    """The rows with what follows from them (`FactBook.complete`), as far as the `needed` facts depend on it.

    `rows` have the columns `kept`, facts or not; the result has those and every derived or needed fact. Each layer
    of what follows is one SELECT over the one before it, so that nothing is worked out twice.
    """
    names = list(kept)
    found = exp.select(*(exp.column(name, quoted=True) for name in names)).from_(_source(rows))
    for layer in _layers(needed, book, frozenset(kept)):
        same = [exp.column(name, quoted=True) for name in names if name not in layer]
        found = exp.select(*same, *(_named(value, name) for name, value in layer.items())).from_(_source(found))
        names = list(dict.fromkeys((*names, *layer)))
    missing = sorted(needed - set(names))
    unknown = (_named(exp.cast(exp.null(), _SQL_TYPES.get(book[name].type, "double")), name) for name in missing)
    return exp.select(*(exp.column(name, quoted=True) for name in names), *unknown).from_(_source(found))


def _named(value: exp.Expr, name: str) -> exp.Expr:
    return exp.alias_(value, name, quoted=True)


def _source(rows: exp.Table | exp.Select) -> exp.Expr:
    return rows.subquery("known") if isinstance(rows, exp.Select) else rows


def _layers(needed: frozenset[str], book: FactBook, known: frozenset[str]) -> list[dict[str, exp.Expr]]:
    """Derivations in the order of `FactBook.complete`; one that reads or writes what its layer wrote begins another."""
    rules = _derivations(needed, book, known)
    changed = dict.fromkeys(known, 1)
    used: dict[int, list[int]] = {}
    layers: list[dict[str, exp.Expr]] = [{}]
    for _ in range(3):  # as often as FactBook.complete goes over them
        for place, (name, rule) in enumerate(rules):
            read = [changed.get(fact, 0) for fact in sorted(rule.when.facts)]
            if not any(read) or used.get(place) == read:
                continue
            used[place] = read
            if {name, *rule.when.facts} & set(layers[-1]):
                layers.append({})
            there = columns(changed)
            layers[-1][name] = _follows(there.get(name), test_sql(rule.when.source, there), literal(rule.then))
            changed[name] = changed.get(name, 0) + 1
    return [layer for layer in layers if layer]


def _derivations(needed: frozenset[str], book: FactBook, known: frozenset[str]) -> list[tuple[str, Derivation]]:
    """The rules that can matter for these facts, in the dictionary's order.

    A member of a family that is neither needed nor a column is left out: it could only hand on what others tell.
    """
    wanted = needed
    for _ in range(3):
        wanted |= {fact for name, rule in book.derivations if name in wanted for fact in rule.when.facts}
        wanted = frozenset(n for n in wanted if n in needed | known or not (n in book and book[n].family))
    return [(name, rule) for name, rule in book.derivations if name in wanted and rule.when.facts <= wanted]


def _follows(column: exp.Expr | None, when: exp.Expr, then: exp.Expr) -> exp.Expr:
    derived = exp.Case().when(when, then)
    return derived if column is None else exp.Coalesce(this=column.copy(), expressions=[derived])


def condition_sql(condition: Condition, known: Columns) -> exp.Expr:
    """One condition, with the list's own presumption where it cannot be checked."""
    state = test_sql(condition.test.source, known)
    if condition.default_when is None:
        return state
    presumed = exp.Case().when(test_sql(condition.default_when.source, known), exp.true())
    return exp.Coalesce(this=state, expressions=[presumed])


def item_sql(item: Item, known: Columns) -> exp.Expr:
    """All conditions of an item together (`Finding.holds`)."""
    own = [condition_sql(condition, known) for condition in item.own]
    together = _any(own) if item.any_of and own else _all(own)
    return _all([*(condition_sql(condition, known) for condition in item.common), together])


def outcome_sql(items: Iterable[Item], known: Columns) -> exp.Expr:
    """What several items that cover one act give together (`decide`): the best treatment that is granted,
    else `undetermined` while one is open, else `ordinary`; `not_listed` for no items."""
    ranked = sorted(items, key=lambda item: TREATMENT_RANK[item.treatment])
    if not ranked:
        return exp.Literal.string(NOT_LISTED)
    found: exp.Case = exp.Case()
    left_open: list[exp.Expr] = []
    for item in ranked:
        holds = item_sql(item, known)
        if item.capped:
            left_open.append(exp.Coalesce(this=holds, expressions=[exp.true()]))
        else:
            found = found.when(exp.paren(holds), exp.Literal.string(item.treatment))
            left_open.append(exp.Is(this=exp.paren(holds.copy()), expression=exp.null()))
    return found.when(_any(left_open), exp.Literal.string(UNDETERMINED)).else_(exp.Literal.string("ordinary"))


def outcomes_by_act(covering: Mapping[str, Iterable[Item]], act: exp.Expr, known: Columns) -> exp.Expr:
    """The outcome of each case by its act, on completed rows; an act that nothing covers is `not_listed`."""
    found = exp.Case(this=act)
    for name, items in covering.items():
        found = found.when(exp.Literal.string(name), outcome_sql(items, known))
    return found.else_(exp.Literal.string(NOT_LISTED)) if covering else exp.Literal.string(NOT_LISTED)


def facts_of(items: Iterable[Item]) -> frozenset[str]:
    """Every fact that these items read, presumptions included."""
    conditions = [condition for item in items for condition in item.conditions]
    tests = [c.test for c in conditions] + [c.default_when for c in conditions if c.default_when is not None]
    return frozenset(name for test in tests for name in test.facts)
