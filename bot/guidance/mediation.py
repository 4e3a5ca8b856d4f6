"""行政调解: the five kinds of dispute that 洛阳 mediates, recognised by their words and led to the right door."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Dispute:
    """一类纠纷: whom to go to, what to bring, what comes then; `citations` are ids of data/law."""

    id: str
    title: str
    words: re.Pattern[str]
    door: str
    bring: tuple[str, ...]
    then: tuple[str, ...]
    citations: tuple[str, ...]

    def say(self) -> str:
        """The answer in words."""
        bring = "、".join(self.bring)
        steps = "\n".join(f"{n}. {step}" for n, step in enumerate(self.then, 1))
        return f"这是{self.title}，可以申请行政调解。\n找谁：{self.door}。\n带上：{bring}。\n{steps}"


class Disputes:
    """All kinds of dispute."""

    def __init__(self, kinds: tuple[Dispute, ...]):
        self.kinds = kinds

    @staticmethod
    def load(path: Path) -> Disputes:
        """Read data/mediation.yml."""
        raw: Mapping[str, Mapping[str, object]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Disputes(tuple(_dispute(name, body) for name, body in raw.items()))

    def find(self, text: str) -> Dispute | None:
        """The kind a text speaks of, the earliest words first; None when it is none of them."""
        found = [(match.start(), kind) for kind in self.kinds if (match := kind.words.search(text))]
        return min(found, key=lambda one: one[0])[1] if found else None

    def say_all(self) -> str:
        """What can be mediated, when the person has not said what it is about."""
        lines = "\n".join(f"{n}. {kind.title}" for n, kind in enumerate(self.kinds, 1))
        return f"洛阳可以申请行政调解的有五类：\n{lines}\n说说是什么事，我告诉你找谁、带什么。"


def _dispute(name: str, body: Mapping[str, object]) -> Dispute:
    lines = {key: tuple(map(str, body[key])) for key in ("bring", "then", "citations")}  # type: ignore[call-overload]
    return Dispute(name, str(body["title"]), re.compile(str(body["words"])), str(body["door"]), **lines)
