"""How well condition sentences are read: every sentence of the encoded lists against the test that people gave it.

A third of the lists, by a fixed hash of their id, is kept apart: the grammar was written without looking at them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.eligibility.factbook import FactBook
from bot.eligibility.meaning import same_meaning
from bot.policy.source import read
from bot.reading import Grammar, Reading


@dataclass(frozen=True)
class Sentence:
    """A condition sentence of a list with the test that it was given by hand (None: a judgement)."""

    list_id: str
    text: str
    test: Mapping[str, Any] | None

    @property
    def kept(self) -> bool:
        """Whether its list is one of the third kept apart."""
        return kept(self.list_id)


@dataclass
class Readings:
    """What became of the sentences; `wrong` holds those read as something else than they mean."""

    total: int = 0
    right: int = 0
    wrong: list[tuple[Sentence, Reading]] = field(default_factory=list)
    unread: list[tuple[Sentence, Reading]] = field(default_factory=list)

    @property
    def share_read(self) -> float:
        """Of all sentences, those read."""
        return (self.right + len(self.wrong)) / self.total if self.total else 1.0

    @property
    def share_right(self) -> float:
        """Of those read, those read right."""
        count = self.right + len(self.wrong)
        return self.right / count if count else 1.0


def kept(list_id: str) -> bool:
    """Whether a list is kept apart: a third of them, for ever the same."""
    return int(hashlib.sha256(list_id.encode()).hexdigest(), 16) % 3 == 0


def sentences(folder: Path) -> list[Sentence]:
    """Every sentence of every list that has a test, each once a list."""
    found: dict[tuple[str, str, str], Sentence] = {}
    for file in sorted(folder.rglob("*.yml")):
        body = read(file).data
        for holder in (body, *body["items"]):
            for condition in holder.get("conditions", ()):
                if test := condition.get("test"):
                    one = Sentence(body["id"], condition["text"], test)
                    found.setdefault((one.list_id, one.text, json.dumps(test, sort_keys=True)), one)
    return list(found.values())


def measure(wanted: Iterable[Sentence], book: FactBook) -> Readings:
    """Read every sentence and compare by meaning."""
    grammar, result = Grammar.over(book), Readings()
    for sentence in wanted:
        reading = grammar.read(sentence.text)
        result.total += 1
        if reading.test is None:
            result.unread.append((sentence, reading))
        elif same_meaning(reading.test, sentence.test or {}, book):
            result.right += 1
        else:
            result.wrong.append((sentence, reading))
    return result
