"""How condition sentences as departments write them are read: the right test was noted by hand before reading.

A sentence whose right test is null belongs to a person (the dictionary has no such fact, or the words can be taken
two ways): reading it all the same is a wrong reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from bot.eligibility.factbook import FactBook
from bot.eligibility.meaning import same_meaning
from bot.reading import Grammar, Reading
from bot.settings import ROOT

CASES = ROOT / "tests" / "unit" / "reading" / "cases"
_SHARED = "meanings"


@dataclass(frozen=True)
class Case:
    """A sentence of some department; `act` is the violation that it repeats, `tests` the readings that are right."""

    department: str
    sentence: str
    act: str
    tests: tuple[Mapping[str, Any], ...]

    def right(self, reading: Reading, book: FactBook) -> bool:
        """Whether this is what the sentence means (or, where none is right, whether it was left to a person)."""
        test = reading.test
        if test is None:
            return not self.tests
        return any(same_meaning(test, wanted, book) for wanted in self.tests)


@dataclass
class Figures:
    """Of the sentences that have a right test, how many were read; of all that were read, which were wrong."""

    readable: int = 0
    read: int = 0
    right: int = 0
    wrong: list[tuple[Case, Reading]] = field(default_factory=list)
    unread: list[tuple[Case, Reading]] = field(default_factory=list)

    @property
    def share_read(self) -> float:
        """Of the sentences that can be read."""
        return self.read / self.readable if self.readable else 1.0

    @property
    def share_right(self) -> float:
        """Of everything that was read, also what should have been left."""
        said = self.right + len(self.wrong)
        return self.right / said if said else 1.0


def cases(name: str, folder: Path = CASES) -> list[Case]:
    """The sentences of one file."""
    raw = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
    return [_case(department, row) for department, rows in raw.items() if department != _SHARED for row in rows]


def every_case(folder: Path = CASES) -> list[Case]:
    """The sentences of all files."""
    return [case for path in sorted(folder.glob("departments*.yml")) for case in cases(path.name, folder)]


def _case(department: str, row: Mapping[str, Any]) -> Case:
    tests = tuple(test for test in (row["test"], row.get("also")) if test)
    return Case(department, row["say"], row.get("act", ""), tests)


def measure(wanted: Iterable[Case], book: FactBook) -> Figures:
    """Read every sentence."""
    grammar, result = Grammar.over(book), Figures()
    for case in wanted:
        reading = grammar.read(case.sentence, case.act)
        result.readable += bool(case.tests)
        result.read += bool(case.tests and reading.test)
        if reading.test is None:
            if case.tests:
                result.unread.append((case, reading))
        elif case.right(reading, book):
            result.right += 1
        else:
            result.wrong.append((case, reading))
    return result
