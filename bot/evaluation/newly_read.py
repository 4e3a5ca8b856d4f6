"""Finding items of lists as if newly read: only their official names, beside all lists that bind here.

The paraphrases say each act as people would; nobody has written aliases for these items. An item of another list that
has the same name (or nearly) is as right: the same act stands in many lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import yaml

from bot.dialogue.services import indexed
from bot.eligibility.model import Item
from bot.evaluation.departments import CASES
from bot.language.finder import Finder
from bot.policy.catalogue import Catalogue

_SAME = 0.6  # of the pairs of characters of the shorter name, from which two names are of one act
_STOCK = re.compile("[^一-龥]|行政处罚|处罚|^对|的$")


@dataclass(frozen=True)
class Paraphrase:
    """What a person says, and the item that is meant: its list and its official name (or how that begins)."""

    said: str
    list_id: str
    title: str


@dataclass
class Found:
    """At which place the right item stood for each paraphrase (0: nowhere among those offered), and what came first."""

    places: list[tuple[Paraphrase, int, str]] = field(default_factory=list)

    def top(self, count: int) -> float:
        """The share found within the first `count`."""
        return sum(0 < place <= count for _, place, _ in self.places) / len(self.places) if self.places else 1.0


def paraphrases(name: str, folder: Path = CASES) -> list[Paraphrase]:
    """All of one file."""
    raw = yaml.safe_load((folder / name).read_text(encoding="utf-8"))
    return [
        Paraphrase(said, list_id, title)
        for list_id, titles in raw.items()
        for title, words in titles.items()
        for said in words
    ]


def measure(wanted: Sequence[Paraphrase], catalogue: Catalogue, place: str, day: date) -> Found:
    """Look for every paraphrase over the lists that bind at a place and the new items together."""
    ours = indexed(catalogue, place, day)
    new = _new(wanted, catalogue)
    finder, result = Finder([*ours, *new.values()]), Found()
    titles = {item.id: item.title for item in [*ours, *new.values()]}
    for one in wanted:
        title = new[one.list_id, one.title].title
        found = list(dict.fromkeys(titles[candidate.item] for candidate in finder.nearest(one.said)))
        right = next((place for place, name in enumerate(found, 1) if same_act(name, title)), 0)
        result.places.append((one, right, found[0] if found else ""))
    return result


def _new(wanted: Iterable[Paraphrase], catalogue: Catalogue) -> dict[tuple[str, str], Item]:
    """The items meant, without anything but their names; those that no list of ours holds are made from the name."""
    any_item = next(iter(catalogue.items.values()))
    found: dict[tuple[str, str], Item] = {}
    for one in wanted:
        items = (item for id_, item in catalogue.items.items() if id_.split("/")[0] == one.list_id)
        listed = next((item for item in items if item.title.startswith(one.title)), None)
        key = f"{one.list_id}/{len(found) + 1}"
        item = listed or replace(any_item, id=key, title=one.title)
        found.setdefault((one.list_id, one.title), replace(item, id=key, act=key, also=(), aliases=()))
    return found


def same_act(name: str, other: str) -> bool:
    """Whether two official names are of one act: nearly the same words."""
    pairs, others = _pairs(name), _pairs(other)
    return len(pairs & others) >= _SAME * min(len(pairs), len(others)) > 0


def _pairs(name: str) -> set[str]:
    plain = _STOCK.sub("", name)
    return {plain[i : i + 2] for i in range(len(plain) - 1)}
