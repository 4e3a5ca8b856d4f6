"""How answers are read that nobody trained on: told as stories, others' affairs, said against their words.

Written from the questions alone, without sight of the readers; `tests/conversation/cases/answers-*.yml`, in the
format of `data/replies`. A wrong reading is worse than none.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import yaml

from bot.eligibility.factbook import FactBook
from bot.eligibility.values import Value, is_exact
from bot.evaluation.cases import CASES
from bot.language.answer_model import UNCLEAR, Example
from bot.language.answering import Answering
from bot.language.normalise import normalise

_WORDS = {"yes": True, "no": False}


@dataclass
class Read:
    """What became of the answers; `wrong` holds those that were given a value they do not have."""

    total: int = 0
    right: int = 0
    wrong: list[Example] = field(default_factory=list)


def answers(folder: Path = CASES) -> list[Example]:
    """All of them: fact (or family), label, the words."""
    return [
        (fact, str(label), str(said))
        for path in sorted(folder.glob("answers-*.yml"))
        for fact, labels in yaml.safe_load(path.read_text(encoding="utf-8")).items()
        for label, spoken in labels.items()
        for said in spoken
    ]


def measure(wanted: list[Example], answering: Answering, book: FactBook, today: date) -> Read:
    """Read each as the answer to its question; those that say nothing for sure are right when nothing is read."""
    read = Read(len(wanted))
    for fact, label, said in wanted:
        value = answering.read(_asked(fact, book), normalise(said), today)
        if value is None or not is_exact(value):
            read.right += label == UNCLEAR
        elif value == _value(label):
            read.right += 1
        else:
            read.wrong.append((fact, label, said))
    return read


def _asked(fact: str, book: FactBook) -> str:
    """A fact of its own name, or the first member of a family."""
    return fact if fact in book else next(found.id for found in book.values() if found.family == fact)


def _value(label: str) -> Value | None:
    return None if label == UNCLEAR else _WORDS.get(label, label)
