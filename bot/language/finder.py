"""Finding the act (违法行为) that a message is about, over the lists in force: official names, aliases, typing errors.

Every name is a bag of character n-grams weighted by how rare they are among the names. A message fits a name
as far as it holds the name's weight; a second look by pinyin forgives wrong characters of the same sound.
The index is made from a catalogue in milliseconds, so that a list published now is found in the next turn.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from pypinyin import lazy_pinyin

from bot.eligibility.model import Item
from bot.language.gist import GistIndex
from bot.language.synonyms import canonical

Array = NDArray[Any]
_NOISE = re.compile(r"[^一-龥a-z0-9]|[了着的也都又还就嘞哩呀啊吧呢吗嘛]|(?<![统唯])一(?=[下张包袋瓶箱条])")
_FILLER = re.compile(
    r"纳税人|扣缴义务人|未按照|税收征收管理法|及实施细则|发票管理办法|等有关规定|有关规定|按规定|的处罚$|^对"
)
_DENIES = re.compile(r"[没未无不忘漏缺非]|逾期|超期|晚")
CLEAR = 0.62  # below this a message names no act
SKELETON = 0.9  # how sure a skeleton of words makes an act
ENOUGH = 45.0  # weight from which a question says enough to be measured by itself
CHOICES = 5  # how many acts are offered to choose from
REMEMBERED = 512  # messages
_BY_SOUND = 0.95  # of what the same words would score
_FEW = 3  # aliases up to which an act is also found by the meaning of its official name
_FITS = 0.28  # of a message in meaning, from which a name is worth offering
_WORTH_OFFERING, _PER_FIT = 0.45, 0.13  # its score: always below what is taken up without a choice
_OPPOSITE = 0.7  # of the score, where a name denies what the text does not
NEAR = 0.12  # two acts whose scores are closer than this are offered as a choice


class Candidate(NamedTuple):
    """An act with how well the message fits it (0 to 1) and the name that fitted."""

    act: str
    item: str
    score: float
    name: str
    start: int = 0


def overlap(name: str, text: str) -> float:
    """How much of `name` (its character pairs) stands in `text`, from 0 to 1."""
    wanted, found = _pairs(name), _pairs(text)
    here = found & wanted
    return max(len(here) / len(wanted) if wanted else 0.0, len(here) / len(found) if found else 0.0)


@lru_cache(REMEMBERED)
def _pairs(text: str) -> frozenset[str]:
    plain = _plain(text)
    return frozenset(plain[i : i + 2] for i in range(len(plain) - 1)) or frozenset({plain})


def _plain(text: str) -> str:
    return _NOISE.sub("", text.lower())


def _grams(text: str) -> Counter[str]:
    plain = _plain(text)
    return Counter(plain[i : i + n] for n in (1, 2, 3) for i in range(len(plain) - n + 1))


def _sounds(text: str) -> list[str]:
    return lazy_pinyin(_plain(text))


def _sound_grams(text: str) -> Counter[str]:
    sounds = _sounds(text)
    return Counter("-".join(sounds[i : i + n]) for n in (2, 3) for i in range(len(sounds) - n + 1))


_OFFICIAL = 12  # characters from which a name is as the documents write it, not as people say it
_SHORT_NAME = 2  # in a long message so few sounds stand by chance


def _mostly_written_so(name: str, text: str) -> bool:
    """Words that only sound alike are a slip of one or two characters: 过起牛奶; never 地下室了 for 嘀了一下."""
    plain = _plain(name)
    if len(plain) <= _SHORT_NAME < len(_plain(text)) / 2:
        return False
    other = sum(char not in text for char in plain)
    return other < len(plain) and other <= max(1, 0.4 * len(plain))


def says_less(name: str, other: str) -> bool:
    """True when all of `name` stands in `other`: 闯红灯 in 电动车闯红灯. The longer name is then what is meant."""
    return _all_grams(name) < _all_grams(other)


@lru_cache(4 * REMEMBERED)
def _all_grams(name: str) -> frozenset[str]:
    return frozenset(_grams(canonical(name)))


def rivals(found: list[Candidate], within: float = NEAR) -> list[Candidate]:
    """All that come near the best, best first, when more than one does; at most five."""
    near = [c for c in found if found[0].score - c.score < within and not says_less(c.name, found[0].name)]
    return near[:CHOICES] if len(near) > 1 else []


def _names(item: Item) -> list[str]:
    """The title without the words that stand in every title, and the aliases."""
    return list(dict.fromkeys((_FILLER.sub("", item.title) or item.title, *item.aliases)))


def _by_act(items: Iterable[Item]) -> dict[str, list[Item]]:
    found: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        found[item.act].append(item)
    return found


def _bare(items: list[Item]) -> list[str]:
    """The official names of an act for which hardly any other has been written."""
    if sum(len(item.aliases) for item in items) > _FEW:
        return []
    return list(dict.fromkeys(item.title for item in items))


class Finder:
    """The index over all names of all acts of one catalogue."""

    def __init__(self, items: Iterable[Item], skeletons: Mapping[str, list[re.Pattern[str]]] | None = None):
        items = list(items)
        phrases = [(item.act, item.id, name) for item in items for name in _names(item)]
        self._items = {act: item for act, item, _ in reversed(phrases)}
        self._skeletons = {act: found for act, found in (skeletons or {}).items() if act in self._items}
        self._by_words = _Index(phrases, _grams)
        self._by_sound = _Index(phrases, _sound_grams)
        self._bare = [(act, name) for act, found in _by_act(items).items() for name in _bare(found)]
        self._by_gist = GistIndex([name for _, name in self._bare])
        self._fitting = lru_cache(REMEMBERED)(self._find)

    @property
    def acts(self) -> Mapping[str, str]:
        """Every act of the index with an item that names it."""
        return self._items

    def find(self, text: str) -> list[Candidate]:
        """Acts that fit the message, best first; empty when none fits clearly. What was asked lately is remembered:
        a turn asks of the same words more than once, and most answers are the words of a button."""
        return list(self._fitting(text))

    def _find(self, text: str) -> tuple[Candidate, ...]:
        found = self._by_words.search(canonical(text), CLEAR * _BY_SOUND)
        self._add_skeletons(found, text)
        best = max((c.score for c in found.values()), default=0.0)
        if best < CLEAR:
            for act, candidate in self._by_sound.search(canonical(text), CLEAR).items():
                if not _mostly_written_so(candidate.name, canonical(text)):
                    continue
                if act not in found or candidate.score * _BY_SOUND > found[act].score:
                    found[act] = candidate
        return tuple(sorted((c for c in found.values() if c.score >= CLEAR), key=lambda c: -c.score))

    def _add_skeletons(self, found: dict[str, Candidate], text: str) -> None:
        """Acts said with words between verb and object: 停了两分钟就给贴了."""
        for act, patterns in self._skeletons.items():
            match = next((m for p in patterns if (m := p.search(canonical(text)) or p.search(text))), None)
            if match and (act not in found or found[act].score < SKELETON):
                found[act] = Candidate(act, self._items[act], SKELETON, match.group())

    def nearest(self, text: str, count: int = 5) -> list[Candidate]:
        """The acts that come nearest, however far."""
        found = self._by_words.search(canonical(text))
        self._add_skeletons(found, text)
        self._add_gists(found, text)
        return sorted(found.values(), key=lambda c: -c.score)[:count]

    def _add_gists(self, found: dict[str, Candidate], text: str) -> None:
        """Acts that have hardly any name but the official one: by meaning, worth a choice, never clear."""
        for place, fit in self._by_gist.search(text).items():
            act, name = self._bare[place]
            score = _WORTH_OFFERING + (fit - _FITS) * _PER_FIT
            if fit >= _FITS and (act not in found or found[act].score < score):
                found[act] = Candidate(act, self._items[act], score, name)


@dataclass(frozen=True)
class _Name:
    act: str
    item: str
    text: str
    bag: frozenset[str]


class _Index:
    """Names with their n-grams; those of one act stand together, so that the best of each act is found in one go."""

    def __init__(self, phrases: list[tuple[str, str, str]], grams: Callable[[str], Counter[str]]):
        self._grams = grams
        acts = {act: place for place, act in enumerate(dict.fromkeys(act for act, *_ in phrases))}
        named = [_Name(act, item, name, frozenset(grams(canonical(name)))) for act, item, name in phrases]
        self._names = sorted(named, key=lambda name: acts[name.act])
        self._where = self._places()
        self._rarity = {gram: self._how_rare(gram, len(acts)) for gram in self._where}
        weights = np.array([sum(self._rarity[gram] for gram in name.bag) for name in self._names])
        # the part of the name that was found, a little more for names that say more
        self._per_weight = (0.78 + 0.22 * np.minimum(1.0, weights / 30)) / np.maximum(weights, 1e-9)
        self._is_official = np.array([len(name.text) >= _OFFICIAL for name in self._names])
        self._denies = np.array([bool(_DENIES.search(name.text)) for name in self._names])
        changes = [n for n, name in enumerate(self._names) if n == 0 or name.act != self._names[n - 1].act]
        self._starts, self._ends = np.array(changes, dtype=int), [*changes[1:], len(self._names)]

    def _places(self) -> dict[str, Array]:
        where: dict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(self._names):
            for gram in name.bag:
                where[gram].append(place)
        return {gram: np.array(places) for gram, places in where.items()}

    def _how_rare(self, gram: str, acts: int) -> float:
        having = len({self._names[place].act for place in self._where[gram]})
        return math.log(1 + acts / having) * _length_bonus(gram)

    def search(self, text: str, least: float = 0.0) -> dict[str, Candidate]:
        """The best name of each act that shares anything with the text and scores at least so much."""
        if not self._names:
            return {}
        scores = self._scores(text)
        best = np.maximum.reduceat(scores, self._starts)
        return dict(self._best_name(scores, act) for act in np.flatnonzero((best > 0) & (best >= least)).tolist())

    def _scores(self, text: str) -> Array:
        """How well each name fits, from 0 to 1."""
        known = [gram for gram in self._grams(text) if gram in self._rarity]
        shared = np.zeros(len(self._names))
        for gram in known:
            shared[self._where[gram]] += self._rarity[gram]
        scores = np.minimum(1.0, shared * self._per_weight)
        if (asked := sum(self._rarity[gram] for gram in known)) >= ENOUGH:
            # of a long official name: the part of a question that says enough which the name holds
            scores = np.maximum(scores, np.where(self._is_official, 0.95 * shared / asked, 0.0))
        return scores if _DENIES.search(text) else np.where(self._denies, _OPPOSITE * scores, scores)

    def _best_name(self, scores: Array, act: int) -> tuple[str, Candidate]:
        start = int(self._starts[act])
        place = start + int(scores[start : self._ends[act]].argmax())
        name = self._names[place]
        return name.act, Candidate(name.act, name.item, float(scores[place]), name.text)


def says_opposite(name: str, text: str) -> bool:
    """没留进货单 is not meant by 进货单也有: a name that denies wants a text that denies."""
    return bool(_DENIES.search(name)) and not _DENIES.search(text)


def _length_bonus(gram: str) -> float:
    size = gram.count("-") + 1 if "-" in gram else len(gram)
    return {1: 0.5, 2: 1.0}.get(size, 1.3)
