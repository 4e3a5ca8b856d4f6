"""Every kept case under the rules in force and under a draft: which flip, which are new, which are covered no more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.assess import assess
from bot.drafting.trial import outcome, under
from bot.eligibility.model import TREATMENTS
from bot.policy.catalogue import Catalogue
from bot.policy.drafts.scenarios import Scenario
from bot.records.given import case_from_wire

STATUSES = {
    "qualifies": "符合",
    "fails": "不符合",
    "undetermined": "还不能定",
    "not_listed": "清单没有列",
}
CHANGES = {
    "same": "不变",
    "flips": "结果变了",
    "new": "原来清单没有列，草案列了",
    "uncovered": "原来清单列了，草案没有列",
}
Result = dict[str, Any]


def run(scenarios: Iterable[Scenario], catalogue: Catalogue, body: Mapping[str, Any]) -> list[Result]:
    """Each scenario's outcome now and under the draft; `drifted` when the rules of now already differ from when it
    was saved."""
    drafted = under(catalogue, body)
    return [_run(scenario, catalogue, drafted) for scenario in scenarios]


def _run(scenario: Scenario, live: Catalogue, drafted: Catalogue) -> Result:
    case = case_from_wire({"evidence": {}, "described": "", **scenario.facts})
    now, then = (outcome(assess(rules, case)) for rules in (live, drafted))
    return {
        "id": scenario.id,
        "name": scenario.name,
        "saved": scenario.outcome,
        "live": now,
        "draft": then,
        "change": _change(now, then),
        "drifted": _key(scenario.outcome) != _key(now),
    }


def _change(now: Mapping[str, Any], then: Mapping[str, Any]) -> str:
    if now["status"] == "not_listed" and then["status"] != "not_listed":
        return "new"
    if now["status"] != "not_listed" and then["status"] == "not_listed":
        return "uncovered"
    return "same" if _key(now) == _key(then) else "flips"


def _key(found: Mapping[str, Any]) -> tuple[Any, Any]:
    return found["status"], found["treatment"]


def counts(results: Iterable[Result]) -> dict[str, int]:
    """How many of each change."""
    found = [result["change"] for result in results]
    return {change: found.count(change) for change in CHANGES}


def say(found: Mapping[str, Any]) -> str:
    """An outcome in words: 符合·警告，不罚款."""
    treatment = TREATMENTS.get(found["treatment"] or "", "")
    return STATUSES[found["status"]] + (f"·{treatment}" if treatment and found["status"] != "fails" else "")
