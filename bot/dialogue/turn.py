"""One turn: what was heard, under which rules and day, and the state it works on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from bot.assess import Assessment, Case, assess
from bot.dialogue.asker import VISITOR, Asker
from bot.dialogue.services import Services, Understanding
from bot.dialogue.state import State
from bot.eligibility.model import Item
from bot.eligibility.values import Value
from bot.language.normalise import normalise
from bot.language.reader import Reading
from bot.policy.catalogue import Catalogue
from bot.record_facts import for_case
from bot.records.on_file import NOTHING, OnFile


@dataclass
class Turn:
    """All that an action needs. `state` is changed in place; `learned` collects what this message told;
    `worked_out` keeps what is costly and asked for more than once."""

    services: Services
    state: State
    raw: str
    intent: str
    as_of: date
    conversation: str | None = None
    asker: Asker = VISITOR
    learned: list[tuple[str, Value]] = field(default_factory=list)
    worked_out: dict[str, Any] = field(default_factory=dict)

    @cached_property
    def text(self) -> str:
        """The message, normalised."""
        return normalise(self.raw)

    @cached_property
    def catalogue(self) -> Catalogue:
        """The rules this whole turn is answered by."""
        return self.services.catalogue()

    @cached_property
    def understanding(self) -> Understanding:
        """What reads messages under these rules."""
        return self.services.understanding(self.catalogue)

    @cached_property
    def readings(self) -> list[Reading]:
        """The facts this message speaks of."""
        return self.understanding.reader.read(self.text, self.as_of)

    @cached_property
    def relevant(self) -> frozenset[str]:
        """Facts that can matter for the act at hand: those its items read, and those from which these follow."""
        found = self.assess().facts_read
        book = self.catalogue.facts
        return frozenset(name for name in book if name in found or book.dependents(name) & found)

    def items_for(self, act: str) -> list[Item]:
        """The items that cover an act here and now."""
        return self.catalogue.items_for(act, self.services.settings.place, self.as_of)

    def assess(self, supposed: Mapping[str, Value] | None = None) -> Assessment:
        """The act at hand under what is known (and what is only supposed)."""
        told = self.state.values()
        facts = {**told, **self.on_file.facts, **(supposed or {})}
        acts = tuple(self.state.acts[:1])
        return assess(
            self.catalogue,
            Case(
                acts,
                facts,
                self.as_of,
                self.services.settings.place,
                self.on_file.over(told, self.state.evidence(), self.catalogue.facts),
                self._declined(),
                described=self.state.described,
            ),
        )

    @property
    def on_file(self) -> OnFile:
        """What the record says of the act at hand, for whoever may see it; read once for what it depends on."""
        state = self.state
        if not state.party or not state.acts:
            return NOTHING
        when = state.values().get("violation_time")
        key = (state.acts[0], when, state.party, state.plate)
        if self.worked_out.get("on_file", (None,))[0] != key:
            self.worked_out["on_file"] = (key, self._look_up((state.acts[0],), when))
        found: OnFile = self.worked_out["on_file"][1]
        return found

    def _look_up(self, acts: tuple[str, ...], when: Value | None) -> OnFile:
        told = {} if when is None else {"violation_time": when}
        case = Case(acts, told, self.as_of, self.services.settings.place)
        with self.services.database.reading() as session:
            return for_case(session, self.catalogue, case, self.state.party, self.state.plate)

    def _declined(self) -> frozenset[str]:
        return frozenset(self.state.declined)
