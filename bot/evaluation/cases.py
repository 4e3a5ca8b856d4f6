"""The cases: single messages and whole conversations, and which part of them is kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.eligibility.values import Value, from_wire
from bot.settings import ROOT

CASES = ROOT / "tests" / "conversation" / "cases"
KEPT = "kept"  # files that end so are not looked at while building


@dataclass(frozen=True)
class MessageCase:
    """A single message with what a careful reader finds in it."""

    text: str
    asked: str | None
    intents: tuple[str, ...]
    items: tuple[str, ...]
    facts: dict[str, Value]


@dataclass(frozen=True)
class Expected:
    """Verdicts that are right: any of these items, statuses and treatments (None in treatments: undecided)."""

    items: tuple[str, ...]
    statuses: tuple[str, ...]
    treatments: tuple[str | None, ...] | None


@dataclass(frozen=True)
class ConversationCase:
    """A person: what they say of their own accord, what they answer when asked, and the right verdicts."""

    id: str
    say: tuple[str, ...]
    knows: dict[str, str]
    expect: tuple[Expected, ...]
    pick: str | None = None
    as_of: date | None = None
    extra: dict[str, Any] = field(default_factory=dict)


def messages(part: str | None = None, folder: Path = CASES) -> list[MessageCase]:
    """All single messages, or one part of them (open or kept)."""
    return [_message(raw) for raw in _read(folder, "messages-*.yml", part)]


def conversations(part: str | None = None, folder: Path = CASES) -> list[ConversationCase]:
    """All whole conversations, or one part of them (open or kept)."""
    return [_conversation(raw) for raw in _read(folder, "conversations-*.yml", part)]


def _read(folder: Path, pattern: str, part: str | None) -> Iterable[dict[str, Any]]:
    for path in sorted(folder.glob(pattern)):
        if part is None or path.stem.endswith(KEPT) == (part == KEPT):
            yield from yaml.safe_load(path.read_text(encoding="utf-8"))


def _message(raw: dict[str, Any]) -> MessageCase:
    facts = {name: _value(value) for name, value in (raw.get("facts") or {}).items()}
    return MessageCase(str(raw["text"]), raw.get("asked"), _many(raw["intent"]), _many(raw.get("items") or []), facts)


def _value(raw: Any) -> Value:
    return raw.isoformat() if isinstance(raw, date) else from_wire(raw)


def _conversation(raw: dict[str, Any]) -> ConversationCase:
    expected = raw["expect"] if isinstance(raw["expect"], list) else [raw["expect"]]
    day = raw.get("as_of")
    return ConversationCase(
        id=raw["id"],
        say=tuple(map(str, raw["say"])),
        knows={name: str(said) for name, said in (raw.get("knows") or {}).items()},
        expect=tuple(_expected(e) for e in expected),
        pick=raw.get("pick"),
        as_of=date.fromisoformat(str(day)) if day else None,
    )


def _expected(raw: dict[str, Any]) -> Expected:
    treatments = _many(raw["treatment"]) if "treatment" in raw else None
    return Expected(_many(raw.get("items") or []), _many(raw["status"]), treatments)


def _many(raw: Any) -> tuple[Any, ...]:
    return tuple(raw) if isinstance(raw, list) else (raw,)
