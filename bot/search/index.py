"""The index: entries with a title, other names and a body, found by words or by pinyin initials. Pure, no I/O.

A few thousand entries of a few hundred characters are looked through whole: that takes a few milliseconds, needs no
second copy of the rules, and finds any part of any word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pypinyin import Style, lazy_pinyin

_INITIALS = re.compile(r"[a-z]{2,}")
_HAN = re.compile(r"[^\u4e00-\u9fffa-z0-9]")
AROUND = 28  # characters shown before a hit
SHOWN = 96
BINDS = 3.0  # what binds here by another name comes before what does not by its title


@dataclass(frozen=True)
class Entry:
    """One thing that can be found. `rank` lifts what binds here and now above what does not (0 to 1); `beside` says
    where else there is something of the same."""

    kind: str
    id: str
    title: str
    text: str
    where: str
    note: str = ""
    names: tuple[str, ...] = ()
    rank: float = 0.0
    beside: str = ""


@dataclass(frozen=True)
class Hit:
    """An entry with how well it fits and the part of its text that shows why, cut into (words, whether they were asked for)."""

    entry: Entry
    score: float
    snippet: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class _Card:
    entry: Entry
    title: str
    names: str
    initials: str
    body: str = field(repr=False)


class Index:
    """Made once for one set of entries."""

    def __init__(self, entries: Iterable[Entry]):
        self._cards = [_card(entry) for entry in entries]

    def get(self, kind: str, name: str) -> Entry | None:
        """One entry by its kind and id."""
        return next((card.entry for card in self._cards if (card.entry.kind, card.entry.id) == (kind, name)), None)

    def find(self, words: str, limit: int = 40) -> list[Hit]:
        """What holds every one of the words (parted by spaces), best first."""
        asked = [word for word in words.lower().split() if word]
        if not asked:
            return []
        scored = ((_score(card, asked), card) for card in self._cards)
        best = sorted(((s, c) for s, c in scored if s > 0), key=lambda pair: -pair[0])[:limit]
        return [Hit(card.entry, score, snippet(card.entry.text, asked)) for score, card in best]


def snippet(text: str, asked: Sequence[str]) -> tuple[tuple[str, bool], ...]:
    """The stretch of text around the first word that was asked for."""
    lower = text.lower()
    at = min((found for word in asked if (found := lower.find(word)) >= 0), default=0)
    start = max(0, at - AROUND)
    piece = text[start : start + SHOWN].replace("\n", " ")
    shown = f"{'…' if start else ''}{piece}{'…' if start + SHOWN < len(text) else ''}"
    marks = re.compile("|".join(re.escape(word) for word in sorted(asked, key=len, reverse=True)), re.IGNORECASE)
    return tuple(_cut(shown, marks))


def _cut(shown: str, marks: re.Pattern[str]) -> Iterable[tuple[str, bool]]:
    at = 0
    for found in marks.finditer(shown):
        if found.start() > at:
            yield shown[at : found.start()], False
        yield found.group(), True
        at = found.end()
    if at < len(shown):
        yield shown[at:], False


def _card(entry: Entry) -> _Card:
    initials = "".join(part[0] for part in lazy_pinyin(_HAN.sub("", entry.title.lower()), Style.FIRST_LETTER))
    names = " ".join(entry.names).lower()
    return _Card(entry, entry.title.lower(), names, initials, f"{entry.text} {entry.where} {entry.id}".lower())


def _score(card: _Card, asked: Sequence[str]) -> float:
    """0 when one of the words is nowhere; a title counts most, then other names, initials, the text."""
    total = 0.0
    for word in asked:
        found = _of_word(card, word)
        if not found:
            return 0.0
        total += found
    return total + BINDS * card.entry.rank


def _of_word(card: _Card, word: str) -> float:
    if word in card.title:
        return 4.0 + (2.0 if card.title == word else len(word) / max(len(card.title), 1))
    if word in card.names:
        return 3.5
    if _INITIALS.fullmatch(word) and word in card.initials:
        return 3.0 if card.initials.startswith(word) else 2.0
    return 1.0 if word in card.body else 0.0
