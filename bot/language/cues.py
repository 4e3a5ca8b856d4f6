"""The cues of `data/nlu/cues.yml`: for each fact, the words that tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.eligibility.factbook import FactBook
from bot.eligibility.families import PLACE
from bot.eligibility.values import Value, one_of
from bot.language import windows


@dataclass(frozen=True)
class Cue:
    """Words that tell a fact: a fixed value where `say` matches, or a quantity of `kind` near `near`.

    `asked`: only as the answer to the question about this fact; `avoid`: not in a clause with these words
    (for quantities: not right beside them); `needs`: only in a message with these words.
    """

    fact: str
    kind: str
    say: re.Pattern[str] | None = None
    value: Value | None = None
    fixed: bool = False
    asked: bool = False
    unit: str = ""
    avoid: re.Pattern[str] | None = None
    needs: re.Pattern[str] | None = None


_KINDS = ("number", "money", "duration", "percent", "history", "correction", "moment", "years_ago")


def load(path: Path, book: FactBook) -> tuple[Cue, ...]:
    """All cues of a file, in its order, those of a family for each of its members in the dictionary;
    re.error or KeyError when one is not well formed."""
    raw = yaml.safe_load(path.read_text(encoding="utf-8"))
    return tuple(cue for fact, entries in raw.items() for entry in entries for cue in _cues(fact, entry, book))


def _cues(fact: str, raw: dict[str, Any], book: FactBook) -> Iterator[Cue]:
    if PLACE not in fact:
        yield _cue(fact, raw)
        return
    for member in [found for found in book.values() if found.family == fact]:
        patterns = [key for key in ("say", "near", "avoid", "needs") if key in raw]
        words: dict[str, Any] = {key: windows.expand(raw[key], member.months) for key in patterns}
        yield _cue(member.id, {**raw, **words})


def load_skeletons(path: Path) -> dict[str, list[re.Pattern[str]]]:
    """For some acts, patterns of words that are said apart (`data/act_cues.yml`)."""
    raw: dict[str, list[str]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {act: [re.compile(pattern) for pattern in patterns] for act, patterns in raw.items()}


def _cue(fact: str, raw: dict[str, Any]) -> Cue:
    kind = next((k for k in _KINDS if k in raw), "say")
    words = raw.get("say") or raw.get("near")
    return Cue(
        fact=fact,
        kind=kind,
        say=_pattern(words),
        value=_value(raw.get("is")),
        fixed=bool(raw.get("fixed")),
        asked=bool(raw.get("asked")),
        unit=str(raw[kind]) if kind in {"number", "duration"} else "",
        avoid=_pattern(raw.get("avoid")),
        needs=_pattern(raw.get("needs")),
    )


def _pattern(text: str | None) -> re.Pattern[str] | None:
    return re.compile(text) if text else None


def _value(raw: Any) -> Value | None:
    return one_of(frozenset(raw)) if isinstance(raw, list) else raw
