"""The rule as SQL, executed by DuckDB, gives what the evaluator gives: on made-up rules and cases with unknowns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import product
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_rules import NAMES, Scene, Tree, World, book_of, choice, item, number, rule, scenes, trees, values_of, yes_no
from sqlglot import exp

from bot.eligibility import sql
from bot.eligibility.decide import decide
from bot.eligibility.model import Item
from bot.eligibility.tests import compile_test
from bot.eligibility.values import is_exact, to_minutes
from bot.policy.dictionary import load_citations, load_facts
from bot.policy.loader import build, load_list

DATA = Path(__file__).parents[3] / "data"
TYPES = {"yes_no": "BOOLEAN", "choice": "VARCHAR"}
thorough = settings(
    max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)
book = book_of(yes_no("a"), yes_no("b"), choice("c"), number("n"))
rows = st.fixed_dictionaries({name: st.none() | st.sampled_from(values_of(book[name])) for name in NAMES})


def run(expression: exp.Expr, facts: World, types: dict[str, str]) -> Any:
    """The value of an expression on one row."""
    return fetch(exp.select(expression).from_("given"), facts, types)


def run_completed(items: list[Item], facts: World, of: Any) -> Any:
    """The outcome of the items on one row and what follows from it."""
    needed = sql.facts_of(items)
    rows = sql.completed(exp.to_table("given"), list(of), needed, of)
    outcomes = sql.outcome_sql(items, sql.columns(needed))
    return fetch(exp.select(outcomes).from_(rows.subquery("completed")), facts, types_of(of))


def fetch(query: exp.Select, facts: World, types: dict[str, str]) -> Any:
    """The one value of a query over the row `given`."""
    cells = [f'CAST(? AS {kind}) AS "{name}"' for name, kind in types.items()]
    text = f"WITH given AS (SELECT {', '.join(cells)}) {query.sql('duckdb')}"
    found = duckdb.sql(text, params=[facts.get(name) for name in types]).fetchone()
    assert found is not None
    return found[0]


def outcome(items: Iterable[Item], facts: World, of: Any = book) -> str:
    """What the evaluator decides, in the words of the SQL."""
    decision = decide(items, facts, of)
    return "undetermined" if decision.status == "undetermined" else str(decision.treatment)


def types_of(of: Any) -> dict[str, str]:
    return {name: TYPES.get(fact.type, "DOUBLE") for name, fact in of.items()}


@thorough
@given(trees, rows)
def test_a_test_is_true_false_or_null_as_the_evaluator_says(tree: Tree, row: World) -> None:
    facts = {name: value for name, value in row.items() if value is not None}
    assert run(sql.test_sql(tree, sql.columns(NAMES)), facts, types_of(book)) is compile_test(tree).holds(facts)


@thorough
@given(scenes(derived=True))
def test_the_outcome_of_several_items_is_that_of_decide(scene: Scene) -> None:
    facts = {name: value for name, value in scene.told.items() if is_exact(value)}
    assert run_completed(list(scene.items), facts, scene.book) == outcome(scene.items, facts, scene.book)


@thorough
@given(trees, trees, trees, rows)
def test_a_presumption_stands_in_for_what_is_unknown(tree: Tree, other: Tree, when: Tree, row: World) -> None:
    facts = {name: value for name, value in row.items() if value is not None}
    plain = item(tree, other)
    presuming = replace(plain, own=(replace(plain.own[0], default_when=compile_test(when)), plain.own[1]))
    found = run(sql.outcome_sql([presuming], sql.columns(NAMES)), facts, types_of(book))
    assert found == outcome([presuming], facts)


@thorough
@given(trees, rows, st.sets(st.sampled_from(NAMES)))
def test_a_fact_without_a_column_is_unknown(tree: Tree, row: World, kept: set[str]) -> None:
    facts = {name: value for name, value in row.items() if value is not None and name in kept}
    assert run(sql.test_sql(tree, sql.columns(kept)), facts, types_of(book)) is compile_test(tree).holds(facts)


ATOMS = [{"fact": "n", op: bound} for op in ("lt", "lte", "gt", "gte") for bound in (1, 2)]
ATOMS += [{"fact": "a"}, {"fact": "c", "is": "x"}, {"fact": "c", "in": ["x", "z"]}]


@pytest.mark.parametrize("atom", ATOMS, ids=str)
def test_every_atom_on_every_value(atom: Tree) -> None:
    name = atom["fact"]
    for value in (None, *values_of(book[name])):
        facts = {} if value is None else {name: value}
        assert run(sql.test_sql(atom, sql.columns(NAMES)), facts, types_of(book)) is compile_test(atom).holds(facts)


STATES: tuple[bool | None, ...] = (True, False, None)


@pytest.mark.parametrize(("state", "when"), list(product(STATES, STATES)))
def test_a_presumption_fills_only_what_is_unknown(state: bool | None, when: bool | None) -> None:
    plain = item({"fact": "a"})
    presuming = replace(plain, own=(replace(plain.own[0], default_when=compile_test({"fact": "b"})),))
    facts = {name: value for name, value in (("a", state), ("b", when)) if value is not None}
    found = run(sql.outcome_sql([presuming], sql.columns(NAMES)), facts, types_of(book))
    assert found == outcome([presuming], facts)


def test_what_follows_in_several_steps_follows_in_sql_too() -> None:
    chain = book_of(
        yes_no("c1", derive=(rule({"fact": "c2"}, True),)),
        yes_no("c2", derive=(rule({"fact": "c3"}, True),)),
        yes_no("c3", derive=(rule({"fact": "told"}, True),)),
        yes_no("told"),
    )
    facts = {"told": True}
    assert run_completed([item({"fact": "c1"})], facts, chain) == "no_penalty"
    assert outcome([item({"fact": "c1"})], facts, chain) == "no_penalty"


def test_an_act_that_nothing_covers_is_not_listed() -> None:
    by_act = sql.outcomes_by_act({"parking": [item({"fact": "a"})]}, exp.column("act"), sql.columns(NAMES))
    types = {**types_of(book), "act": "VARCHAR"}
    assert run(by_act, {"act": "speeding", "a": True}, types) == "not_listed"
    assert run(by_act, {"act": "parking", "a": True}, types) == "no_penalty"


def test_a_moment_is_compared_in_minutes() -> None:
    condition = sql.test_sql({"fact": "when", "gte": "2024-04-03T08:00"}, sql.columns(["when"]))
    eight = to_minutes(datetime(2024, 4, 3, 8))
    assert run(condition, {"when": eight}, {"when": "DOUBLE"}) is True
    assert run(condition, {"when": eight - 1}, {"when": "DOUBLE"}) is False


def test_a_judgement_that_no_fact_stands_for_is_unknown() -> None:
    assert run(sql.test_sql({}, {}), {}, {"a": "BOOLEAN"}) is None


def test_a_tree_outside_the_grammar_is_refused() -> None:
    with pytest.raises(ValueError, match="needs one of fact"):
        sql.test_sql({"some": []}, {})


dictionary = load_facts(DATA / "facts.yml")
citations = load_citations(DATA / "law")
LISTS = [build(load_list(path, dictionary, citations), "1") for path in sorted((DATA / "lists").rglob("*.yml"))]
facts_book = dictionary.with_members(
    {"prior_traffic_3m", "prior_traffic_1y", *(n for r in LISTS for n in sql.facts_of(r.items))}
)
ITEMS = [it for rules in LISTS for it in rules.items]


def values(name: str) -> st.SearchStrategy[Any]:
    fact = facts_book[name]
    if fact.type == "yes_no":
        return st.booleans()
    if fact.type == "choice":
        return st.sampled_from(sorted(fact.options))
    return st.integers(0, 2000).map(float)


@thorough
@given(st.sampled_from(ITEMS), st.data())
def test_the_lists_in_force_agree(listed: Item, data: st.DataObject) -> None:
    chosen = data.draw(
        st.sets(
            st.sampled_from(sorted(sql.facts_of([listed]) | {"since_last", "prior_traffic_3m", "prior_traffic_1y"}))
        )
    )
    facts = {name: data.draw(values(name)) for name in sorted(chosen)}
    assert run_completed([listed], facts, facts_book) == outcome([listed], facts, facts_book)


@pytest.mark.parametrize("dialect", ["duckdb", "spark", "postgres"])
def test_every_rule_is_written_in_each_dialect(dialect: str) -> None:
    import sqlglot

    needed = sql.facts_of(ITEMS)
    rows = sql.completed(exp.to_table("given"), sorted(facts_book), needed, facts_book)
    outcomes = [exp.alias_(sql.outcome_sql([listed], sql.columns(needed)), f"o{n}") for n, listed in enumerate(ITEMS)]
    text = exp.select(*outcomes).from_(rows.subquery("completed")).sql(dialect)
    assert sqlglot.parse_one(text, dialect=dialect).sql(dialect) == text
