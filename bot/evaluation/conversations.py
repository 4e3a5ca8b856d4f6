"""Whole conversations with the real assistant: is the verdict right, was anything promised falsely, how much was asked."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from bot import clock
from bot.assess import Case, assess
from bot.assistant import Assistant
from bot.dialogue.replies import NONE_OF_THESE, Reply
from bot.dialogue.services import Services
from bot.dialogue.state import State
from bot.evaluation.cases import ConversationCase, Expected

LONGEST = 30


@dataclass
class Outcome:
    """What came of one conversation."""

    case: ConversationCase
    verdicts: list[Reply]
    asked: list[str]
    log: list[str]
    state: State
    fewest: int = 0

    @property
    def right(self) -> bool:
        """True when each expected verdict came out, in order."""
        last = self.verdicts[-len(self.case.expect) :]
        return len(last) == len(self.case.expect) and all(
            fits(v, e) for v, e in zip(last, self.case.expect, strict=True)
        )

    @property
    def false_promise(self) -> bool:
        """True when a `qualifies` was given that should not be."""
        allowed = {status for e in self.case.expect for status in e.statuses}
        return (
            any(v["status"] == "qualifies" for v in self.verdicts[-len(self.case.expect) :])
            and "qualifies" not in allowed
        )


@dataclass
class Conversations:
    """All outcomes of a run."""

    outcomes: list[Outcome] = field(default_factory=list)

    def share_right(self) -> float:
        """Share of conversations whose verdicts are all right."""
        return sum(o.right for o in self.outcomes) / max(1, len(self.outcomes))

    def false_promises(self) -> list[Outcome]:
        """Conversations in which something was promised falsely."""
        return [o for o in self.outcomes if o.false_promise]

    def questions(self) -> tuple[float, float]:
        """Mean questions per verdict, and the fewest that would have done."""
        done = [o for o in self.outcomes if o.verdicts]
        verdicts = max(1, sum(len(o.case.expect) for o in done))
        return sum(len(o.asked) for o in done) / verdicts, sum(o.fewest for o in done) / verdicts


def fits(verdict: Reply, expected: Expected) -> bool:
    """Status, treatment and item are all among the acceptable ones."""
    item = verdict["item"]["id"] if verdict["item"] else None
    listed = not expected.items or item is None or item in expected.items or verdict["status"] == "not_listed"
    treatment = expected.treatments is None or verdict["treatment"] in expected.treatments
    return verdict["status"] in expected.statuses and treatment and listed


async def run(cases: Iterable[ConversationCase], assistant: Assistant, services: Services) -> Conversations:
    """Hold every conversation."""
    result = Conversations()
    for case in cases:
        outcome = await hold(case, assistant)
        outcome.fewest = fewest(outcome, services)
        result.outcomes.append(outcome)
    return result


async def hold(case: ConversationCase, assistant: Assistant) -> Outcome:
    """Hold one conversation as the person of the case would."""
    name = f"case-{case.id}-{secrets.token_hex(4)}"
    outcome = Outcome(case, [], [], [], State())
    message: str | None = case.say[0]
    unsaid = list(case.say[1:])
    for _ in range(LONGEST):
        if message is None:
            break
        replies = await assistant.turn(name, message, case.as_of or clock.today())
        outcome.log += [f">>> {message}", *(f"{r['kind']}: {r['text']}" for r in replies)]
        outcome.verdicts += [r for r in replies if r["kind"] == "verdict"]
        message = unsaid.pop(0) if unsaid else _next(case, replies[-1], outcome)
    outcome.state = await assistant.state(name)
    return outcome


def _next(case: ConversationCase, reply: Reply, outcome: Outcome) -> str | None:
    if reply["kind"] == "question":
        outcome.asked.append(reply["fact"])
        return case.knows.get(reply["fact"], "不知道")
    if reply["kind"] == "choose_item":
        return _pick(case, reply["candidates"])
    return None


def _pick(case: ConversationCase, candidates: list[dict[str, Any]]) -> str:
    wanted = [case.pick, *(item for e in case.expect for item in e.items)]
    for place, candidate in enumerate(candidates, 1):
        if candidate["item"] in wanted:
            return str(place)
    return NONE_OF_THESE


def fewest(outcome: Outcome, services: Services) -> int:
    """The smallest number of the questions asked whose answers alone would have led to the same outcome."""
    state, asked = outcome.state, list(dict.fromkeys(outcome.asked))
    if len(outcome.case.expect) > 1 or not outcome.verdicts or len(asked) > 12:
        return len(outcome.asked)
    final = outcome.verdicts[-1]
    for size in range(len(asked)):
        if any(_suffices(set(chosen), set(asked), state, final, services) for chosen in combinations(asked, size)):
            return size
    return len(asked)


def _suffices(chosen: set[str], asked: set[str], state: State, final: Reply, services: Services) -> bool:
    """Whether the verdict would have been final had only `chosen` been asked."""
    unasked = asked - chosen
    facts = {name: value for name, value in state.values().items() if name not in unasked}
    declined = frozenset(set(state.declined) & chosen)
    case = Case(tuple(state.acts[:1]), facts, clock.today(), services.settings.place, {}, declined)
    found = assess(services.catalogue(), case)
    same = (found.decision.status, found.decision.treatment) == (final["status"], final["treatment"])
    return same and found.next_question is None
