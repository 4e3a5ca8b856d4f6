"""A list named on the command line: by its id (as data/lists hold it) or by its file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Citation
from bot.policy import check, source
from bot.policy.dictionary import load_citations, load_facts
from bot.policy.errors import RuleFileError, nearest
from bot.settings import Settings


@dataclass(frozen=True)
class Shelf:
    """The lists of data/lists, and what they refer to."""

    folder: Path
    book: FactBook
    citations: Mapping[str, Citation]

    @staticmethod
    def open(settings: Settings) -> Shelf:
        """The shelf of the product's data."""
        data = settings.data
        return Shelf(data / "lists", load_facts(data / "facts.yml"), load_citations(data / "law"))

    def load(self, named: str) -> dict[str, Any]:
        """The checked content of a list; RuleFileError for one that cannot be used, ValueError for none."""
        path = self.path(named)
        return self.parse(path.read_text(encoding="utf-8"), path.name)

    def parse(self, text: str, name: str) -> dict[str, Any]:
        """The checked content of the text of a list file."""
        parsed = source.parse(text, name)
        if found := check.problems(parsed, self.book, self.citations):
            raise RuleFileError(found)
        return dict(parsed.data)

    def path(self, named: str) -> Path:
        """The file of a list."""
        if Path(named).is_file():
            return Path(named)
        files = {path.stem: path for path in self.folder.rglob("*.yml")}
        if named not in files:
            raise ValueError(f"没有“{named}”这份清单，也没有这个文件{nearest(named, files)}")
        return files[named]

    def bodies(self) -> Iterator[dict[str, Any]]:
        """The content of every list of the folder, as it stands."""
        for path in sorted(self.folder.rglob("*.yml")):
            yield dict(source.read(path).data)

    def with_members(self, body: Mapping[str, Any]) -> FactBook:
        """The dictionary with the members of families that a list uses."""
        return self.book.with_members(check.fact_names(body))
