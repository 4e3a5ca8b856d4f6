"""What other places say of the same act (别处怎么规定): their items beside ours, condition by condition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rapidfuzz import fuzz

from bot.eligibility.model import TREATMENTS, Condition, Item, RuleList
from bot.eligibility.terms import WINDOW
from bot.policy.catalogue import Catalogue
from bot.policy.places import binding
from bot.search.similar import similar

_ALIKE = 60  # rapidfuzz's ratio from which two sentences without a test in common say the same kind of thing


@dataclass(frozen=True)
class Other:
    """An item of another place; `beside` names for each of its conditions the one of ours that it stands beside."""

    rules: RuleList
    item: Item
    beside: tuple[str | None, ...]

    def as_json(self) -> dict[str, Any]:
        """As the reply holds it; conditions are numbered from 1, by which one is taken over."""
        conditions = zip(self.item.conditions, self.beside, strict=True)
        return {
            "place": self.rules.place,
            "list": self.rules.id,
            "list_title": self.rules.title,
            "item": self.item.id,
            "title": self.item.title,
            "treatment": self.item.treatment,
            "treatment_title": TREATMENTS[self.item.treatment],
            "incomplete": self.item.capped,
            "state": self.rules.state,
            "conditions": [{"number": n, "text": c.text, "beside": ours} for n, (c, ours) in enumerate(conditions, 1)],
        }


def others(catalogue: Catalogue, item: Item, place: str, today: date) -> list[Other]:
    """The same act in the exemption lists of other places, one item a list."""
    here = binding(place)
    found: dict[str, Other] = {}
    for one in similar(catalogue, item, place, today):
        if one.rules.place not in here and one.rules.kind == "exemption" and one.rules.id not in found:
            found[one.rules.id] = Other(one.rules, one.item, _aligned(one.item.conditions, item.conditions))
    return sorted(found.values(), key=lambda other: (bool(other.item.capped), other.rules.place))


def _aligned(theirs: Iterable[Condition], ours: Iterable[Condition]) -> tuple[str | None, ...]:
    """For each of their conditions ours about the same facts, else ours in nearly the same words; each of ours once."""
    left = list(ours)
    found: list[str | None] = []
    for condition in theirs:
        best = max(left, key=lambda own: _likeness(condition, own), default=None)
        if best is not None and _likeness(condition, best) >= _ALIKE:
            left.remove(best)
            found.append(best.text)
        else:
            found.append(None)
    return tuple(found)


def _likeness(one: Condition, other: Condition) -> float:
    if {_family(name) for name in one.test.facts} & {_family(name) for name in other.test.facts}:
        return 100.0
    return float(fuzz.ratio(one.text, other.text))


def _family(fact: str) -> str:
    """Windows of one history fact are about the same: 六个月 beside 三个月."""
    return WINDOW.sub("", fact)


def raw(condition: Condition) -> Mapping[str, Any]:
    """A condition as a list file writes it."""
    return {"text": condition.text} | ({} if condition.judgement else {"test": dict(condition.test.source)})
