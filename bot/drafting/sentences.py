"""A condition sentence made a test (条件句): by the very sentences that lists and the facts dictionary already hold,
else by the grammar of bot/reading.

A sentence that neither reads is left to a person's judgement, and is shown as such.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.eligibility.factbook import FactBook
from bot.policy.catalogue import Catalogue
from bot.policy.check import fact_names
from bot.reading import Grammar

_NOISE = re.compile(r"[\s，,。；;“”\"'（）()]|的$")


def reader(catalogue: Catalogue, body: Mapping[str, Any]) -> KnownSentences:
    """What reads condition sentences under these rules, for a list with this content."""
    return KnownSentences(catalogue, catalogue.facts.with_members(fact_names(body)))


class KnownSentences:
    """Sentences with the test that they stand for, and the grammar for all others."""

    def __init__(self, catalogue: Catalogue, book: FactBook):
        self._grammar = Grammar.over(book)
        self._tests: dict[str, Mapping[str, Any]] = {}
        for text, test in (*_of_facts(book), *_of_lists(catalogue)):
            self._tests.setdefault(_plain(text), test)

    def __call__(self, sentence: str) -> Mapping[str, Any] | None:
        """The test of a sentence; None when it must be judged by a person."""
        return self._tests.get(_plain(sentence)) or self._grammar.read(sentence).test


def _of_facts(book: FactBook) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for fact in book.values():
        if fact.type == "yes_no" and not fact.judged:
            yield fact.yes, {"fact": fact.id}
            yield fact.no, {"not": {"fact": fact.id}}


def _of_lists(catalogue: Catalogue) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for rules in catalogue.editions.values():
        for item in rules.items:
            yield from ((c.text, c.test.source) for c in item.conditions if not c.judgement and c.default_when is None)


def _plain(sentence: str) -> str:
    return _NOISE.sub("", sentence)
