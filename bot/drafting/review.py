"""What a reviewer decides by (审核材料): the difference by meaning, the sources, the kept cases, the impact, the
conflicts. Frozen when a draft is submitted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy.orm import Session

from bot.drafting import scenarios
from bot.eligibility.verdict import cite
from bot.policy.catalogue import Catalogue
from bot.policy.drafts import scenarios as kept
from bot.policy.drafts.desk import DraftDesk
from bot.policy.drafts.patches import Change
from bot.policy.drafts.tables import Draft

Json = dict[str, Any]


def material(
    session: Session, desk: DraftDesk, draft: Draft, catalogue: Catalogue, impact: Mapping[str, Any] | None
) -> Json:
    """The material for one draft as it stands; `impact` is what was counted, None when there was nothing to count."""
    body = desk.body(draft)
    results = scenarios.run(kept.all_of(session), catalogue, body)
    return {
        "changes": [wire(change) for change in desk.changes(draft)],
        "sources": sources(body, catalogue),
        "scenarios": {"counts": scenarios.counts(results), "results": results},
        "impact": dict(impact) if impact is not None else None,
        "conflicts": [str(conflict) for conflict in desk.conflicts(draft)],
    }


def sources(body: Mapping[str, Any], catalogue: Catalogue) -> Json:
    """Where the list comes from, how sure that is, and the articles that it cites."""
    names = dict.fromkeys((*body.get("citations", ()), *_cited(body["items"])))
    return {
        "how_sure": body["how_sure"],
        "how_sure_note": body.get("how_sure_note", ""),
        "url": body.get("url"),
        "doc_no": body.get("doc_no"),
        "citations": [cite(catalogue.citations[name]) for name in names if name in catalogue.citations],
    }


def _cited(items: Iterable[Mapping[str, Any]]) -> Iterable[str]:
    return (name for item in items for name in item.get("citations", ()))


def wire(change: Change) -> dict[str, str]:
    """A change as the API gives it."""
    return {"item": change.item, "field": change.field, "before": change.before, "after": change.after}
