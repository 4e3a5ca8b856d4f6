"""结论存档: every verdict that was given, with all that is needed to replay it (案件、规则版本、结论)."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any

from sqlalchemy.orm import Session

from bot.eligibility.values import to_wire
from bot.records.tables import GivenVerdict

if TYPE_CHECKING:
    from bot.assess import Case
    from bot.policy.catalogue import Catalogue


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


def versions(catalogue: Catalogue) -> dict[str, str]:
    """The version of every list that could have had a say."""
    return {rules.id: rules.version for rules in catalogue.lists.values()}


def store(
    session: Session,
    verdict: Mapping[str, Any],
    facts_wire: Mapping[str, Any],
    versions: Mapping[str, Any],
    conversation: str | None,
) -> str:
    """Archive a verdict under the id it names in `audit`; that id."""
    row = GivenVerdict(
        id=verdict["audit"],
        conversation=conversation,
        given_at=datetime.now(timezone.utc),
        facts=dict(facts_wire),
        versions=dict(versions),
        verdict=dict(verdict),
    )
    session.add(row)
    return str(row.id)


def was_given_in(session: Session, conversation: str, audit: str) -> bool:
    """Whether the verdict `audit` was given in this conversation."""
    found = session.get(GivenVerdict, audit)
    return found is not None and found.conversation == conversation
