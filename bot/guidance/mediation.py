"""行政调解: the five kinds of dispute that 洛阳 mediates, recognised by their words and led to the right door."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

# Who speaks of being punished asks about a violation, whoever else was hurt by it.
_PUNISHED = re.compile(
    r"罚|扣.{0,2}分|记分|贴条|被查|查(?:到|处|了|出)|立案|通知书|拘留|扣(?:了)?(?:我)?(?:的)?(?:车|本|证)|吊销|责令|整改|免责|逃逸|逮|城管|判(?:几年|刑)|犯法|违法"
)
_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True)
class Dispute:
    """一类纠纷: whom to go to, what to bring, what comes then; `citations` are ids of data/law.

    `about` names the matter, `claim` what is wrong between the two, `unless` whose matter it is instead; `also` are
    words that tell the kinds apart once it is known that it is a dispute.
    """

    id: str
    title: str
    about: re.Pattern[str]
    also: re.Pattern[str]
    claim: re.Pattern[str]
    unless: re.Pattern[str]
    door: str
    bring: tuple[str, ...]
    then: tuple[str, ...]
    citations: tuple[str, ...]

    def fits(self, text: str) -> int:
        """How many words of a text are of this kind; those that name the matter count more."""
        named, hinted = ({match[0] for match in words.finditer(text)} for words in (self.about, self.also))
        return 2 * len(named) + len(hinted)

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
        raw: Mapping[str, Mapping[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
        return Disputes(tuple(_dispute(name, body) for name, body in raw.items()))

    def find(self, text: str) -> Dispute | None:
        """The kind of dispute that a text tells of, the earliest words first; None when it tells of none."""
        if _PUNISHED.search(text):
            return None
        told = [kind for kind in self.kinds if kind.claim.search(text) and not kind.unless.search(text)]
        return _earliest([(kind.about.search(text), kind) for kind in told])

    def near(self, text: str) -> Dispute | None:
        """The kind that fits best what is known to be a dispute; None when no kind or several fit alike."""
        if found := self.find(text):
            return found
        scores = [kind.fits(text) for kind in self.kinds]
        best = max(scores)
        return self.kinds[scores.index(best)] if best and scores.count(best) == 1 else None

    def say_all(self) -> str:
        """What can be mediated, when the person has not said what it is about."""
        lines = "\n".join(f"{n}. {kind.title}" for n, kind in enumerate(self.kinds, 1))
        return f"洛阳可以申请行政调解的有五类：\n{lines}\n说说是什么事，我告诉你找谁、带什么。"


def _earliest(found: Iterable[tuple[re.Match[str] | None, Dispute]]) -> Dispute | None:
    matches = [(match.start(), kind) for match, kind in found if match]
    return min(matches, key=lambda one: one[0])[1] if matches else None


def _dispute(name: str, body: Mapping[str, Any]) -> Dispute:
    about, also, claim = (re.compile(body[key]) for key in ("about", "also", "claim"))
    unless = re.compile(body["unless"]) if "unless" in body else _NEVER
    bring, then, citations = (tuple(body[key]) for key in ("bring", "then", "citations"))
    return Dispute(name, body["title"], about, also, claim, unless, body["door"], bring, then, citations)
