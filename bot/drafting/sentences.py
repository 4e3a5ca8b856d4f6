"""A condition sentence made a test (条件句): by the very sentences that lists and the facts dictionary already hold,
else by the grammar that reads lists. What neither reads is left to a person's judgement, and is shown as such.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.eligibility.factbook import FactBook
from bot.policy.catalogue import Catalogue
from bot.policy.check import fact_names
from bot.reading import Reading, read_condition
from bot.reading.saying import say

_NOISE = re.compile(r"[\s，,。；;“”\"'（）()]|的$")
ReadSentence = Callable[[str], Reading]
Sentences = Iterator[tuple[str, Mapping[str, Any]]]


def reader(catalogue: Catalogue, body: Mapping[str, Any]) -> ReadSentence:
    """What reads condition sentences under these rules, for a list with this content."""
    book = catalogue.facts.with_members(fact_names(body))
    known: dict[str, Mapping[str, Any]] = {}
    for text, test in (*_of_lists(catalogue), *_of_facts(book)):
        known.setdefault(_plain(text), test)

    def read(sentence: str) -> Reading:
        test = known.get(_plain(sentence)) or _denied(sentence, known)
        return Reading(sentence, dict(test), "", say(test, book)) if test else read_condition(sentence, book)

    return read


def _denied(sentence: str, known: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any] | None:
    """What a known sentence says with 没有 for 有, or the other way about."""
    for here, there in (("没有", "有"), ("有", "没有"), ("不是", "")):
        if here in sentence and (test := known.get(_plain(sentence.replace(here, there, 1)))) is not None:
            return test["not"] if set(test) == {"not"} else {"not": test}
    return None


def _of_facts(book: FactBook) -> Sentences:
    for fact in book.values():
        if fact.type == "yes_no" and not fact.judged:
            yield fact.yes, {"fact": fact.id}
            yield fact.no, {"not": {"fact": fact.id}}


def _of_lists(catalogue: Catalogue) -> Sentences:
    for rules in catalogue.editions.values():
        for item in rules.items:
            yield from ((c.text, c.test.source) for c in item.conditions if not c.judgement and c.default_when is None)


def _plain(sentence: str) -> str:
    return _NOISE.sub("", sentence)
