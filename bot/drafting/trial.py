"""The same case under the rules in force and under a draft (对照): two verdicts, and which conditions differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.assess import Assessment, Case, assess
from bot.eligibility.evaluate import Finding
from bot.policy.catalogue import Catalogue
from bot.policy.check import fact_names
from bot.policy.loader import build

_STATES = {True: "met", False: "unmet", None: "unknown"}
DRAFT_NOTICE = "这是草案的结果，没有施行，不能作为答复的依据"


def under(catalogue: Catalogue, body: Mapping[str, Any]) -> Catalogue:
    """The rules as if this content of one list were the only version of it."""
    rules = build(body, "draft")
    others = tuple(other for other in catalogue.others if other.id != rules.id)
    facts = catalogue.facts.with_members(fact_names(body))
    return Catalogue({**catalogue.lists, rules.id: rules}, facts, catalogue.citations, catalogue.revision, others)


@dataclass(frozen=True)
class Comparison:
    """One case under both; `list_id` is the list that the draft changes."""

    live: Assessment
    draft: Assessment
    list_id: str

    @property
    def differs(self) -> bool:
        """Whether the outcome is another, or that of the drafted list alone."""
        live, draft = ((a.decision.status, a.decision.treatment) for a in (self.live, self.draft))
        return live != draft or self._of_list(self.live) != self._of_list(self.draft)

    def _of_list(self, found: Assessment) -> dict[str, tuple[str, str]]:
        return {r.item.id: (r.status, r.item.treatment) for r in self._routes(found)}

    def _routes(self, found: Assessment) -> list[Finding]:
        return [route for route in found.decision.routes if route.item.list_id == self.list_id]

    def conditions(self) -> list[dict[str, Any]]:
        """The conditions of the drafted list that are not the same in both, with the state in each (None: not there)."""
        live, draft = (self._states(found) for found in (self.live, self.draft))
        keys = dict.fromkeys((*live, *draft))
        return [
            {"item": item, "text": text, "live": live.get((item, text)), "draft": draft.get((item, text))}
            for item, text in keys
            if live.get((item, text)) != draft.get((item, text))
        ]

    def _states(self, found: Assessment) -> dict[tuple[str, str], str]:
        return {
            (route.item.no, condition.text): _STATES[state]
            for route in self._routes(found)
            for condition, state in zip(route.item.conditions, route.states, strict=True)
        }


def compare(catalogue: Catalogue, body: Mapping[str, Any], case: Case) -> Comparison:
    """Assess one case under the rules in force and under a draft."""
    return Comparison(assess(catalogue, case), assess(under(catalogue, body), case), str(body["id"]))


def outcome(found: Assessment) -> dict[str, Any]:
    """What a scenario keeps of a result: status, treatment and the deciding conditions with their states."""
    best = found.decision.best
    states = [] if best is None else list(zip(best.item.conditions, best.states, strict=True))
    return {
        "status": found.decision.status,
        "treatment": found.decision.treatment,
        "item": best.item.id if best else None,
        "conditions": [{"text": condition.text, "state": _STATES[state]} for condition, state in states],
    }
