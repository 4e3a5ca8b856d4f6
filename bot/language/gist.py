"""What a message and an official name have in common in meaning (要点), for names that nobody has given aliases yet.

Official names and people use other words: 娱乐场所 and KTV, 犬只 and 狗, 悬挂 and 挂出来. Words of one meaning are
groups in data/concepts.yml; both sides become the set of their groups, and of the character pairs of what no group
knows. How well they fit is how much of the message the name holds, and a little how much of the name was said, every
group weighted by how rare it is among the names.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache

import yaml

from bot.settings import ROOT

_STOCK = re.compile(
    r"对|的?行政处罚|的?处罚$|按照|按|规定的?|有关|相关|依法|依照|行为|违法|违反|擅自|进行|单位|或者|以及|情形|情况|要求|国家"
    r"|《[^》]*》|[（(][^（）()]*[）)]|法律|法规|条例|主管部门|行政部门|被查|查到|我家|我们|我|给|把|被|去|在|了|着|的|是|有|也|还|就|都|个|一"
)
_DENIES = re.compile("没有|没|未|不|无|忘")
_NOT_HAN = re.compile("[^一-龥a-z]+")
_OF_QUESTION = 0.75  # of the score, how much of the message the name holds; the rest how much of the name was said
_UNKNOWN = 0.5  # of the highest weight, for what no name speaks of
_WORTH = {1: 0.25, 2: 0.6}  # of a character and of a pair, beside a group of meaning
_ENOUGH = 2  # things that a message must say


@lru_cache(maxsize=1)
def _words() -> tuple[re.Pattern[str], Mapping[str, frozenset[str]]]:
    raw: dict[str, list[str]] = yaml.safe_load((ROOT / "data" / "concepts.yml").read_text(encoding="utf-8"))
    groups: dict[str, set[str]] = defaultdict(set)
    for group, words in raw.items():
        for word in words:
            groups[str(word).lower()].add(f"<{group}>")
    longest_first = sorted(groups, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return pattern, {word: frozenset(found) for word, found in groups.items()}


def gist(text: str) -> frozenset[str]:
    """The groups of meaning in a text, and the character pairs of the rest."""
    pattern, groups = _words()
    plain = text.lower()
    found: set[str] = {group for match in pattern.finditer(plain) for group in groups[match.group()]}
    rest = _NOT_HAN.split(_DENIES.sub(" ", _STOCK.sub(" ", plain)))
    found |= {part[i : i + n] for part in rest for n in (1, 2) for i in range(len(part) - n + 1)}
    return frozenset(found)


def _worth(thing: str) -> float:
    return 1.0 if thing[0] == "<" else _WORTH[len(thing)]


class GistIndex:
    """Ranks official names by how well they fit a message in meaning."""

    def __init__(self, names: Sequence[str]):
        self._gists = [gist(name) for name in names]
        self._where: dict[str, list[int]] = defaultdict(list)
        for place, found in enumerate(self._gists):
            for thing in found:
                self._where[thing].append(place)
        self._weight = {
            thing: math.log(1 + len(names) / len(places)) * _worth(thing) for thing, places in self._where.items()
        }
        self._totals = [sum(self._weight[thing] for thing in found) for found in self._gists]

    def search(self, text: str) -> dict[int, float]:
        """The place of every name that shares anything with the message, with how well it fits (0 to 1)."""
        asked = gist(text)
        if len(asked) < _ENOUGH:
            return {}
        most = max(self._weight.values(), default=1.0)
        total = sum(self._weight.get(thing, _UNKNOWN * most * _worth(thing)) for thing in asked)
        shared: dict[int, float] = defaultdict(float)
        for thing in asked:
            for place in self._where.get(thing, ()):
                shared[place] += self._weight[thing]
        return {place: self._fit(weight, total, self._totals[place]) for place, weight in shared.items()}

    @staticmethod
    def _fit(shared: float, asked: float, named: float) -> float:
        return _OF_QUESTION * shared / asked + (1 - _OF_QUESTION) * shared / named
