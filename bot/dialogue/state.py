"""What the conversation holds between turns: the acts at hand, the facts told, what was asked (the `case` slot)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from bot.eligibility.values import Value, from_wire, is_exact, to_wire
from bot.eligibility.verdict import Evidence


@dataclass
class Told:
    """One fact as it was told: the value (wire form), the person's words, and the day."""

    value: Any
    words: str
    day: str


@dataclass
class Conflict:
    """Two statements that cannot both hold; the person is asked which one does."""

    fact: str
    old: Told
    new: Told


@dataclass
class State:
    """All that is kept of a conversation. `acts` are still to be judged, the first is at hand; `described` is what
    the person called an act that no list names; `missed` counts answers in a row that were not understood, `asked_so_far` how often each fact was asked;
    `party` and `plate`: whose record is looked at, and of which vehicle; `draft` and
    `draft_item`: what a staff member is drafting, and the item they compare with other places."""

    acts: list[str] = field(default_factory=list)
    described: str = ""
    facts: dict[str, Told] = field(default_factory=dict)
    declined: list[str] = field(default_factory=list)
    asked: str | None = None
    choosing: list[str] = field(default_factory=list)
    conflict: Conflict | None = None
    conflict_against: str | None = None
    verdict: dict[str, Any] | None = None
    unheard: int = 0
    missed: int = 0
    asides: int = 0
    asked_so_far: dict[str, int] = field(default_factory=dict)
    party: str = ""
    plate: str = ""
    draft: str = ""
    draft_item: str = ""

    @staticmethod
    def load(raw: Mapping[str, Any] | None) -> State:
        """From the slot's value; an empty state when there is none."""
        if not raw:
            return State()
        values = dict(raw)
        values["facts"] = {name: Told(**told) for name, told in raw["facts"].items()}
        conflict = raw.get("conflict")
        if conflict:
            values["conflict"] = Conflict(conflict["fact"], Told(**conflict["old"]), Told(**conflict["new"]))
        return State(**values)

    def dump(self) -> dict[str, Any]:
        """The slot's value: plain JSON."""
        return asdict(self)

    @property
    def has_matter(self) -> bool:
        """True when some act is at hand."""
        return bool(self.acts or self.described)

    def values(self) -> dict[str, Value]:
        """The facts as values for the evaluator."""
        return {name: from_wire(told.value) for name, told in self.facts.items()}

    def evidence(self) -> dict[str, Evidence]:
        """The person's words for each fact."""
        return {name: Evidence("statement", f"你说“{told.words}”", told.day) for name, told in self.facts.items()}

    def tell(self, fact: str, value: Value, words: str, day: str) -> None:
        """Keep a fact as told; what was declined before is known now."""
        self.facts[fact] = Told(to_wire(value), words, day)
        if fact in self.declined and is_exact(value):
            self.declined.remove(fact)

    def forget_matter(self, lasting: frozenset[str]) -> None:
        """Begin another matter: only facts about the person and the car stay."""
        self.facts = {name: told for name, told in self.facts.items() if name in lasting}
        self.acts, self.described, self.declined, self.choosing = [], "", [], []
        self.asked, self.conflict, self.verdict = None, None, None
        self.missed = self.unheard = self.asides = 0
        self.asked_so_far = {}
