"""Clauses that say a fact in the dictionary's own words: its sentences for yes and no, its options (事实字典的原话).

So a fact that is new in the dictionary is read without a new rule. Words that two facts share stand for none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from bot.eligibility.factbook import FactBook
from bot.reading.rules import Tree

_CARRIES_NOTHING = re.compile(r"[\s,.;:、()“”\"']|已经|已|均|都|还|的|了|过|这个|当时")
_DENIAL = re.compile("没有|未曾|并未|尚未|还未|未")
_SHORTEST = 4  # characters from which an option's label stands for itself


def phrases(book: FactBook) -> Mapping[str, Tree]:
    """Every clause, as `plain` writes it, with its test."""
    found: dict[str, Tree] = {}
    shared: set[str] = set()
    for words, test in _said(book):
        key = plain(words)
        if found.get(key, test) != test:
            shared.add(key)
        found[key] = test
    return {words: test for words, test in found.items() if words not in shared and words}


def plain(clause: str) -> str:
    """The clause without words that carry nothing and with one word for not."""
    return _DENIAL.sub("没", _CARRIES_NOTHING.sub("", clause))


def _said(book: FactBook) -> Iterator[tuple[str, Tree]]:
    for fact in book.values():
        if fact.type == "yes_no":
            yield fact.yes, {"fact": fact.id}
            yield fact.no, {"not": {"fact": fact.id}}
        for option, label in fact.options.items():
            yield fact.label.replace("{value}", label), {"fact": fact.id, "is": option}
            if len(plain(label)) >= _SHORTEST:
                yield label, {"fact": fact.id, "is": option}
