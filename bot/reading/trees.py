"""Small work on tests as trees: joining, negating, the facts in them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Tree = dict[str, Any]


def all_of(tests: Sequence[Tree]) -> Tree:
    """All of them, flat, each once."""
    return _group("all", tests)


def any_of(tests: Sequence[Tree]) -> Tree:
    """Any of them, flat, each once; choices of one fact become one choice."""
    return _group("any", _merged(tests))


def negated(test: Tree) -> Tree:
    """Not the test; a double negation falls away."""
    return dict(test["not"]) if "not" in test else {"not": test}


def atoms(test: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    """Every part of a test that speaks of one fact."""
    if not test:
        return
    if "fact" in test:
        yield test
    for part in (*test.get("all", ()), *test.get("any", ()), *test.get("of", ()), *filter(None, [test.get("not")])):
        yield from atoms(part)


def facts_of(test: Mapping[str, Any] | None) -> Iterator[str]:
    """Every fact that a test names."""
    return (str(atom["fact"]) for atom in atoms(test))


def key(test: Tree) -> str:
    """A name that two tests share exactly when they are written the same, whatever the order of parts."""
    return json.dumps(_sorted(test), ensure_ascii=False, sort_keys=True)


def _sorted(part: Any) -> Any:
    if isinstance(part, dict):
        return {name: _sorted(value) for name, value in part.items()}
    if isinstance(part, list):
        return sorted(
            (_sorted(value) for value in part), key=lambda v: json.dumps(v, ensure_ascii=False, sort_keys=True)
        )
    return part


def _group(word: str, tests: Iterable[Tree]) -> Tree:
    flat = [part for test in tests for part in (test[word] if set(test) == {word} else [test])]
    once = list({key(test): test for test in flat}.values())
    return once[0] if len(once) == 1 else {word: once}


def _merged(tests: Sequence[Tree]) -> list[Tree]:
    choices: dict[str, list[str]] = {}
    rest: list[Tree] = []
    flat = [part for test in tests for part in (test["any"] if set(test) == {"any"} else [test])]
    for test in flat:
        if set(test) in ({"fact", "is"}, {"fact", "in"}):
            choices.setdefault(test["fact"], []).extend(test.get("in", [test.get("is")]))
        else:
            rest.append(test)
    return [choice(fact, options) for fact, options in choices.items()] + rest


def choice(fact: str, options: Iterable[str]) -> Tree:
    """A choice among the options."""
    once = list(dict.fromkeys(options))
    return {"fact": fact, "is": once[0]} if len(once) == 1 else {"fact": fact, "in": once}
