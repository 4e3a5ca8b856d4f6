"""How well single messages are understood: the kind of question, the act, the facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from bot import clock
from bot.assistant import Assistant
from bot.dialogue import acts
from bot.dialogue.hearing import answers_the_question, hear
from bot.dialogue.services import Services
from bot.dialogue.state import State
from bot.dialogue.turn import Turn
from bot.eligibility.values import OneOf, Range, Value, as_range, meet
from bot.evaluation.cases import MessageCase

# Kinds of message whose facts are kept; a question about lists or words tells none.
TELLING = {
    "ask_eligibility",
    "tell_facts",
    "affirm",
    "deny",
    "dont_know",
    "correct",
    "ask_penalty",
    "ask_todo",
    "ask_why",
}


@dataclass
class Understanding:
    """Counts over messages, and the cases that came out wrong."""

    intents: list[tuple[bool, MessageCase, str]] = field(default_factory=list)
    top: list[tuple[int, MessageCase, list[str]]] = field(default_factory=list)  # place of the right act, 0 = not found
    found: int = 0
    missed: list[tuple[MessageCase, str, Any]] = field(default_factory=list)
    invented: list[tuple[MessageCase, str, Any]] = field(default_factory=list)

    @property
    def intent_accuracy(self) -> float:
        """Share of messages whose intent is acceptable."""
        return _share(sum(ok for ok, *_ in self.intents), len(self.intents))

    def top_k(self, k: int) -> float:
        """Share of messages naming an act whose act is among the first k candidates."""
        return _share(sum(0 < place <= k for place, *_ in self.top), len(self.top))

    @property
    def fact_f1(self) -> float:
        """F1 over (fact, value) pairs."""
        return _share(2 * self.found, 2 * self.found + len(self.missed) + len(self.invented))


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 1.0


async def measure(cases: Iterable[MessageCase], assistant: Assistant, services: Services) -> Understanding:
    """Run every message through the trained model, the finder and the reader."""
    result = Understanding()
    for case in cases:
        parsed = await assistant.parse(case.text)
        intent = parsed["intent"]["name"]
        turn = Turn(
            services, State(asked=case.asked, acts=["asked"] if case.asked else []), case.text, intent, clock.today()
        )
        if case.asked is None:
            result.intents.append((intent in case.intents, case, intent))
            if case.items:
                _note_item(result, case, turn)
        _note_facts(result, case, turn)
    return result


def _note_item(result: Understanding, case: MessageCase, turn: Turn) -> None:
    items = turn.catalogue.items
    wanted = {act for name in case.items if name in items for act in (items[name].act, *items[name].also)}
    ranked = turn.understanding.naming.ranked(turn.text)[:3]
    ranked_acts = [c.act for c in ranked]
    named = acts.named(turn).acts
    ranked_acts = list(dict.fromkeys([*named, *ranked_acts]))
    place = next((n for n, act in enumerate(ranked_acts, 1) if act in wanted), 0)
    result.top.append((place, case, ranked_acts))


def _note_facts(result: Understanding, case: MessageCase, turn: Turn) -> None:
    if turn.intent in TELLING or (case.asked and answers_the_question(turn)):
        hear(turn)
    told = dict(turn.learned)
    for name, value in case.facts.items():
        if name in told and agrees(
            told[name], turn.catalogue.facts.check(name, value) if isinstance(value, str) else value
        ):
            result.found += 1
        else:
            result.missed.append((case, name, told.get(name)))
    for name, value in told.items():
        if name not in case.facts:
            result.invented.append((case, name, value))


def agrees(told: Value, wanted: Value) -> bool:
    """The same value; for numbers and dates, one that lies within what is wanted (or a little around it)."""
    if isinstance(wanted, (bool, str, OneOf)) or isinstance(told, (bool, str, OneOf)):
        return told == wanted
    if meet(told, wanted) is None:
        return False
    a, b = as_range(told), as_range(wanted)
    return (
        isinstance(told, Range) == isinstance(wanted, Range)
        or (a.lo == b.lo and a.hi == b.hi)
        or not isinstance(told, Range)
    )
