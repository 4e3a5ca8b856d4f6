"""结论存档: every verdict that was given, with all that is needed to replay it (案件、规则版本、结论)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime, timezone
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot.eligibility.values import from_wire, to_wire
from bot.eligibility.verdict import Evidence
from bot.records import audit
from bot.records.tables import GivenVerdict

if TYPE_CHECKING:
    from bot.assess import Assessment, Case


def new_id() -> str:
    """An audit id, made before the verdict because the verdict names it."""
    return secrets.token_urlsafe(16)


def case_to_wire(case: Case) -> dict[str, Any]:
    """The whole case as JSON: what `facts` of an archived verdict holds."""
    return {
        "acts": list(case.acts),
        "facts": {name: to_wire(value) for name, value in case.facts.items()},
        "as_of": case.as_of.isoformat(),
        "place": case.place,
        "evidence": {name: asdict(evidence) for name, evidence in case.evidence.items()},
        "declined": sorted(case.declined),
        "preferred": case.preferred,
        "described": case.described,
    }


def case_from_wire(raw: Mapping[str, Any]) -> Case:
    """The case back from JSON."""
    from bot.assess import Case

    return Case(
        acts=tuple(raw["acts"]),
        facts={name: from_wire(value) for name, value in raw["facts"].items()},
        as_of=date.fromisoformat(raw["as_of"]),
        place=raw["place"],
        evidence={name: Evidence(**evidence) for name, evidence in raw["evidence"].items()},
        declined=frozenset(raw["declined"]),
        preferred=raw["preferred"],
        described=raw["described"],
    )


def trace(assessment: Assessment) -> list[dict[str, Any]]:
    """Every condition of every route with its state, in order (逐项认定)."""
    return [
        {"item": route.item.id, "edition": route.item.edition, "status": route.status, "states": list(route.states)}
        for route in assessment.decision.routes
    ]


@dataclass(frozen=True)
class Giving:
    """To whom a verdict is given, in which conversation, and by which rule set."""

    rule_set: str
    owner: str
    conversation: str | None = None


def store(session: Session, verdict: Mapping[str, Any], assessment: Assessment, giving: Giving) -> str:
    """Archive a verdict under the id it names in `audit`, at the end of the chain; that id."""
    row = GivenVerdict(
        id=verdict["audit"],
        conversation=giving.conversation,
        given_at=datetime.now(timezone.utc).replace(microsecond=0),
        facts=case_to_wire(assessment.case),
        versions={"rule_set": giving.rule_set},
        verdict=dict(verdict),
        owner=giving.owner,
        trace=trace(assessment),
    )
    audit.append(session, row)
    return str(row.id)


def was_given_in(session: Session, conversation: str, audit: str) -> bool:
    """Whether the verdict `audit` was given in this conversation."""
    found = session.get(GivenVerdict, audit)
    return found is not None and found.conversation == conversation
