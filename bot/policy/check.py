"""What makes a list unusable: its shape (JSON Schema) and its sense (facts, options, bounds, numbers, articles)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import jsonschema

from bot.eligibility import terms
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Citation
from bot.eligibility.questions import to_bound
from bot.policy.errors import Problem, nearest
from bot.policy.source import Path_, Source

SCHEMA = Path(__file__).with_name("list.schema.json")


@lru_cache(maxsize=1)
def _validator() -> Any:
    return jsonschema.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def problems(source: Source, facts: FactBook, citations: Mapping[str, Citation]) -> list[Problem]:
    """All problems of one list file, those of shape first; sense is looked at only when the shape is right."""
    shape = [_shape_problem(source, error) for error in _validator().iter_errors(source.data)]
    if shape:
        return shape
    facts = facts.with_members(fact_names(source.data))
    return [
        *_identity(source),
        *_numbers(source),
        *_periods(source),
        *_citations(source, citations),
        *_stages(source),
        *_terms(source, facts),
        *(p for path, test in _tests(source.data) for p in _test(source, path, test, facts)),
    ]


def fact_names(body: Mapping[str, Any]) -> set[str]:
    """Every fact that the tests of a list name."""
    return {atom["fact"] for _, atom in _tests(body)}


def _shape_problem(source: Source, error: Any) -> Problem:
    deepest = max([error, *(error.context or ())], key=lambda e: len(e.absolute_path))
    allowed = (
        deepest.validator_value
        if deepest.validator in {"enum", "required", "type", "pattern"}
        else "the form of list.schema.json"
    )
    return source.problem(tuple(deepest.absolute_path), deepest.message, f"{deepest.validator}: {allowed}")


def _identity(source: Source) -> Iterator[Problem]:
    stem = Path(source.file).stem
    if source.data["id"] != stem:
        yield source.problem(("id",), f"id {source.data['id']!r}", f"{stem!r}, as the file is called")


def _numbers(source: Source) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for place, item in enumerate(source.data["items"]):
        line = source.line(("items", place))
        if item["no"] in first:
            yield source.problem(
                ("items", place, "no"),
                f"number {item['no']!r} again (first in line {first[item['no']]})",
                "each number once",
            )
        first.setdefault(item["no"], line)


def _periods(source: Source) -> Iterator[Problem]:
    period = source.data["in_force"]
    for end in ("from", "to"):
        if period[end] and not _is_moment(period[end]):
            yield source.problem(
                ("in_force", end),
                f"{period[end]!r}, which is no day",
                "a day that exists, as 2024-04-03 or 2024-04-03T08:00",
            )
            return
    if period["from"] and period["to"] and period["from"] >= period["to"]:
        yield source.problem(
            ("in_force",), f"in force from {period['from']} to {period['to']}", "an end after the beginning"
        )


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _citations(source: Source, citations: Mapping[str, Citation]) -> Iterator[Problem]:
    paths: list[Path_] = [("citations",)] + [
        ("items", place, "citations") for place in range(len(source.data["items"]))
    ]
    for path in paths:
        holder = source.data if len(path) == 1 else source.data["items"][path[1]]
        for place, name in enumerate(holder.get("citations", ())):
            if name not in citations:
                yield source.problem(
                    (*path, place), f"unknown article {name!r}{nearest(name, citations)}", "an id in data/law"
                )


def _stages(source: Source) -> Iterator[Problem]:
    for place, item in enumerate(source.data["items"]):
        if "due_when" in item and item["treatment"] != "ordinary":
            yield source.problem(
                ("items", place, "due_when"),
                f"due_when for {item['treatment']!r}",
                "due_when only for an ordinary penalty",
            )


def _terms(source: Source, facts: FactBook) -> Iterator[Problem]:
    """What a list states of 首次 and what its conditions test must be the same."""
    for path, atom in _tests(source.data):
        item = source.data["items"][path[1]] if path[0] == "items" else {}
        stated = {**source.data.get("parameters", {}), **item.get("parameters", {})}
        if wrong := terms.disagreement(atom["fact"], stated, facts):
            yield source.problem(path, wrong, "a window like that under parameters")


def _tests(data: Mapping[str, Any]) -> Iterator[tuple[Path_, Mapping[str, Any]]]:
    holders: list[tuple[Path_, Mapping[str, Any]]] = [((), data)]
    holders += [(("items", place), item) for place, item in enumerate(data["items"])]
    for path, holder in holders:
        for place, condition in enumerate(holder.get("conditions", ())):
            here = (*path, "conditions", place)
            if "test" in condition:
                yield from _atoms((*here, "test"), condition["test"])
            if "default" in condition:
                yield from _atoms((*here, "default", "when"), condition["default"]["when"])
        if "due_when" in holder:
            yield from _atoms((*path, "due_when", "test"), holder["due_when"]["test"])


def _atoms(path: Path_, test: Mapping[str, Any]) -> Iterator[tuple[Path_, Mapping[str, Any]]]:
    if "fact" in test:
        yield path, test
    for word in ("all", "any", "of"):
        for place, part in enumerate(test.get(word, ())):
            yield from _atoms((*path, word, place), part)
    if "not" in test:
        yield from _atoms((*path, "not"), test["not"])


def _test(source: Source, path: Path_, atom: Mapping[str, Any], facts: FactBook) -> Iterator[Problem]:
    name = atom["fact"]
    if name not in facts:
        yield source.problem(path, f"unknown fact {name!r}{nearest(name, facts)}", "a fact of data/facts.yml")
        return
    fact, operators = facts[name], set(atom) - {"fact"}
    forms: dict[str, list[set[str]]] = {"yes_no": [set()], "choice": [{"is"}, {"in"}]}
    wanted = forms.get(fact.type)
    if wanted is not None and operators not in wanted:
        yield source.problem(
            path, f"{fact.type} fact {name!r} tested by {sorted(operators)}", "no operator (yes_no), is or in (choice)"
        )
    elif wanted is None and not (operators and operators <= {"lt", "lte", "gt", "gte"}):
        yield source.problem(path, f"{fact.type} fact {name!r} tested by {sorted(operators)}", "lt, lte, gt or gte")
    elif fact.type == "choice":
        for option in atom.get("in", [atom.get("is")]):
            if option not in fact.options:
                yield source.problem(
                    path,
                    f"{name!r} has no option {option!r}{nearest(str(option), fact.options)}",
                    f"one of {list(fact.options)}",
                )
    elif wrong := [op for op in operators if not _fits(atom[op], fact.type)]:
        yield source.problem(
            (*path, wrong[0]),
            f"{wrong[0]} {atom[wrong[0]]!r} for the {fact.type} {name!r}",
            _BOUND_OF[fact.type == "date"],
        )
    else:
        yield from _bounds(source, path, atom)


_BOUND_OF = ("a number", "a moment, as 2024-04-04T08:00")


def _fits(bound: Any, kind: str) -> bool:
    return isinstance(bound, str) and _is_moment(bound) if kind == "date" else isinstance(bound, (int, float))


def _bounds(source: Source, path: Path_, atom: Mapping[str, Any]) -> Iterator[Problem]:
    low = max((to_bound(atom[op]) for op in ("gt", "gte") if op in atom), default=None)
    high = min((to_bound(atom[op]) for op in ("lt", "lte") if op in atom), default=None)
    if low is None or high is None:
        return
    if low > high or (low == high and ("gt" in atom or "lt" in atom)):
        yield source.problem(path, f"bounds that no value meets: {dict(atom)}", "a lower bound below the upper one")
