"""Prepared answers with their articles: `data/answers.yml` and `data/definitions.yml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.eligibility.model import Citation
from bot.eligibility.verdict import cite
from bot.policy.errors import Problem, RuleFileError, nearest


@dataclass(frozen=True)
class Entry:
    """A prepared answer: when it fits (None: always), what it says, the articles it rests on."""

    when: re.Pattern[str] | None
    text: str
    citations: tuple[str, ...]


class Knowledge:
    """All prepared answers, checked against the table of articles."""

    def __init__(self, topics: Mapping[str, list[Entry]], definitions: list[Entry], citations: Mapping[str, Citation]):
        self._topics = topics
        self._definitions = definitions
        self._citations = citations

    @staticmethod
    def load(folder: Path, citations: Mapping[str, Citation]) -> Knowledge:
        """Read both files; RuleFileError when an answer cites an article that is not in the table."""
        topics = yaml.safe_load((folder / "answers.yml").read_text(encoding="utf-8"))
        terms = yaml.safe_load((folder / "definitions.yml").read_text(encoding="utf-8"))
        made = {topic: [_entry(raw, "when") for raw in entries] for topic, entries in topics.items()}
        defined = [_entry(raw, "say") for raw in terms]
        _check([*(e for entries in made.values() for e in entries), *defined], citations)
        return Knowledge(made, defined, citations)

    def answer(self, topic: str, text: str) -> tuple[str, list[dict[str, Any]]]:
        """The text and citations of the first entry of a topic that fits the message."""
        entry = next(e for e in self._topics[topic] if e.when is None or e.when.search(text))
        return entry.text.strip(), self.cite(entry.citations)

    def fits(self, topic: str, text: str) -> bool:
        """True when a special entry of the topic (not the general one) fits the message."""
        return any(e.when is not None and e.when.search(text) for e in self._topics.get(topic, ()))

    def define(self, text: str) -> tuple[str, list[dict[str, Any]]] | None:
        """What the terms asked about mean; None when no term is known."""
        found = [e for e in self._definitions if e.when is not None and e.when.search(text)][:2]
        if not found:
            return None
        names = dict.fromkeys(name for entry in found for name in entry.citations)
        return "\n\n".join(entry.text.strip() for entry in found), self.cite(names)

    def every(self) -> Iterator[tuple[str, str]]:
        """All prepared answers as (topic, text), definitions last."""
        for topic, entries in self._topics.items():
            yield from ((topic, entry.text) for entry in entries)
        yield from (("definition", entry.text) for entry in self._definitions)

    def cite(self, names: Any) -> list[dict[str, Any]]:
        """Articles as the API gives them."""
        return [cite(self._citations[name]) for name in names]


def _entry(raw: Mapping[str, Any], key: str) -> Entry:
    return Entry(re.compile(raw[key]) if raw.get(key) else None, raw["text"], tuple(raw.get("citations") or ()))


def _check(entries: list[Entry], citations: Mapping[str, Citation]) -> None:
    unknown = {name for entry in entries for name in entry.citations if name not in citations}
    if unknown:
        raise RuleFileError(
            Problem(
                "answers.yml or definitions.yml",
                1,
                f"unknown article {name!r}{nearest(name, citations)}",
                "an id in data/law",
            )
            for name in sorted(unknown)
        )
