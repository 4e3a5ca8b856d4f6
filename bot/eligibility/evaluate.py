"""One item against what is known: three-valued, always with the whole trace (逐项认定)."""

from __future__ import annotations

from dataclasses import dataclass

from bot.eligibility.model import Item
from bot.eligibility.tests import State
from bot.eligibility.values import Facts


@dataclass(frozen=True)
class Finding:
    """认定: the item, the state of each condition in order, and which of them rest on the list's presumption."""

    item: Item
    states: tuple[State, ...]
    presumed: frozenset[int] = frozenset()

    @property
    def holds(self) -> State:
        """All conditions together: common ones all apply, own ones by the item's logic."""
        common = len(self.item.common)
        own = self.states[common:]
        together = _any_state(own) if self.item.any_of and own else _all_states(own)
        return _all_states((*self.states[:common], together))

    @property
    def status(self) -> str:
        """qualifies, fails or undetermined; an incomplete or merely recalled item never qualifies."""
        if self.holds is False:
            return "fails"
        return "qualifies" if self.holds and not self.item.capped else "undetermined"

    @property
    def is_open(self) -> bool:
        """True while more facts could still make it qualify."""
        return self.holds is None and not self.item.capped


def evaluate(item: Item, facts: Facts) -> Finding:
    """Evaluate every condition of one item; `facts` must already be complete (see FactBook.complete)."""
    conditions = item.conditions
    states = [condition.test.holds(facts) for condition in conditions]
    presumed: list[int] = []
    if None in states:
        for place, condition in enumerate(conditions):
            if states[place] is None and condition.default_when is not None and condition.default_when.holds(facts):
                states[place] = True
                presumed.append(place)
    return Finding(item, tuple(states), frozenset(presumed))


def _all_states(states: tuple[State, ...]) -> State:
    if False in states:
        return False
    return None if None in states else True


def _any_state(states: tuple[State, ...]) -> State:
    if True in states:
        return True
    return None if None in states else False
