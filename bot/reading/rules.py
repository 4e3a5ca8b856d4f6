"""The vocabulary of the condition grammar (data/reading.yml): patterns of whole clauses and the tests that they make.

A pattern is a regular expression that must cover a clause wholly; {NAME} is a word class of the same file, <K> a
quantity of kind K (`quantities`), <K unit|unit> one in these units. A test is written short:
`harm in none minor`, `goods_value <M>`, `not same_kind_<T>`, `a & b`, `a | b`, `exceed_times lte <X>` for a quantity
without a bound of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.eligibility.factbook import FactBook
from bot.reading.quantities import Quantity

Tree = dict[str, Any]
_NAME = re.compile(r"\{([A-Z][A-Z_0-9]*)\}")
_ONCE = "TWEHY"  # kinds that stand once; of the others a second may close the range: 1000元以上5000元以下
_SLOT = re.compile(r"<([A-Z])(?: ([^>]+))?>")
_WINDOW = re.compile("<[TD]>")
_ATOM = re.compile(r"(?P<fact>[a-z0-9_]+(?:<[TD]>)?)(?: (?P<op>is|in|lte|lt|gte|gt))?(?: (?P<rest>.+))?")


@dataclass(frozen=True)
class Rule:
    """A clause pattern, the test it makes, and the kinds of quantity in the order of their groups."""

    pattern: re.Pattern[str]
    kinds: tuple[str, ...]
    test: str

    def read(self, clause: str, quantities: Sequence[Quantity], book: FactBook) -> Tree | None:
        """The test that the clause makes; None when it is no such clause, or a quantity does not fit the fact."""
        match = self.pattern.fullmatch(clause)
        if match is None:
            return None
        numbers = [int(found) for name, found in sorted(match.groupdict().items()) if name[0] == "q" and found]
        said = [quantities[number] for number in numbers]
        return _build(self.test, said, book)


@dataclass(frozen=True)
class Vocabulary:
    """All rules, and the words that carry no content of their own."""

    rules: tuple[Rule, ...]
    prefix: re.Pattern[str]
    suffix: re.Pattern[str]
    words: Mapping[str, str]
    correcting: Mapping[str, str]

    @property
    def facts(self) -> frozenset[str]:
        """The facts that some rule speaks of (families by their id with {window})."""
        names = (m["fact"] for rule in self.rules for part in _parts(rule.test) if (m := _ATOM.fullmatch(part)))
        return frozenset(_WINDOW.sub("{window}", name) for name in names)


def load(path: Path) -> Vocabulary:
    """Read the vocabulary; ValueError names the rule that cannot be used."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    words: dict[str, str] = {}
    for name, pattern in raw["words"].items():
        words[name] = f"(?:{_expand(str(pattern), words)})"
    rules = tuple(_rule(*pair, words) for group in raw["rules"].values() for pair in _pairs(group))
    prefix, suffix = (re.compile(_expand(raw[name], words)) for name in ("prefix", "suffix"))
    correcting = {name: _expand(str(pattern), words) for name, pattern in raw["correcting"].items()}
    return Vocabulary(rules, prefix, suffix, words, correcting)


def _pairs(group: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, str]]:
    for entry in group:
        for test, patterns in entry.items():
            for pattern in [patterns] if isinstance(patterns, str) else patterns:
                yield str(pattern), str(test)


def _expand(pattern: str, words: Mapping[str, str]) -> str:
    def word(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise ValueError(f"data/reading.yml: {{{match[1]}}} is no word class (in {pattern!r})")
        return words[match[1]]

    return _NAME.sub(word, pattern)


def _rule(pattern: str, test: str, words: Mapping[str, str]) -> Rule:
    kinds: list[str] = []

    def slot(match: re.Match[str]) -> str:
        one = _slot(match, kinds)
        return one if match[1] in _ONCE else rf"{one}(?:[,且并、至]?{_slot(match, kinds)})?"

    expanded = _SLOT.sub(slot, _expand(pattern, words))
    try:
        return Rule(re.compile(expanded), tuple(kinds), test)
    except re.error as error:
        raise ValueError(f"data/reading.yml: the pattern {pattern!r} is not usable ({error})") from error


def _slot(match: re.Match[str], kinds: list[str]) -> str:
    kinds.append(match[1])
    return rf"⟨{match[1]}(?P<q{len(kinds):02}>\d+)(?:{match[2] or '[^⟩]*'})⟩"


def _parts(test: str) -> list[str]:
    return [part.removeprefix("not ").strip("() ") for part in re.split(r" [|&] ", test)]


def _build(test: str, said: Sequence[Quantity], book: FactBook) -> Tree | None:
    for word, sign in (("any", " | "), ("all", " & ")):
        if sign in test:
            parts = [_build(part, said, book) for part in test.split(sign)]
            return {word: parts} if all(part is not None for part in parts) else None
    if test.startswith("not "):
        inner = _build(test.removeprefix("not "), said, book)
        return {"not": inner} if inner else None
    return _atom(test, said, book)


def _atom(test: str, said: Sequence[Quantity], book: FactBook) -> Tree | None:
    match = _ATOM.fullmatch(test)
    assert match is not None, test
    name, operator, rest = match["fact"], match["op"], match["rest"]
    if _WINDOW.search(name):
        window = next((q.window for q in said if q.kind in "TD"), None)
        return {"fact": _WINDOW.sub(window, name)} if window else None
    if rest is None:
        return {"fact": name}
    if operator in ("is", "in"):
        return {"fact": name, "is": rest} if operator == "is" else {"fact": name, "in": rest.split()}
    if slot := _SLOT.fullmatch(rest):
        return _bounded(name, operator or "", [q for q in said if q.kind == slot[1]], book)
    return {"fact": name, operator or "lte": _plain(float(rest))}


def _bounded(name: str, operator: str, said: Sequence[Quantity], book: FactBook) -> Tree | None:
    """All quantities of one kind in the clause bound the same fact: 满14周岁未满18周岁."""
    found: Tree = {}
    for quantity in said:
        bounds = quantity.bound(book[name].unit, operator)
        if bounds is None or set(bounds) & set(found):
            return None
        found |= bounds
    return {"fact": name, **{op: _plain(value) for op, value in found.items()}} if found else None


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value
