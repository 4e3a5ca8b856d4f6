"""A draft as the API and the pages give it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import yaml

from bot.drafting.review import wire
from bot.policy.drafts.desk import DraftDesk
from bot.policy.drafts.tables import STATES, Draft

_AROUND = 1  # unchanged lines shown beside a change


def brief(desk: DraftDesk, draft: Draft) -> dict[str, Any]:
    """What a list of drafts shows."""
    applies = desk.applies_from(draft)
    return {
        "draft": draft.id,
        "list": draft.list_id,
        "list_title": str(draft.base["title"]).strip("《》"),
        "state": draft.state,
        "state_title": STATES[str(draft.state)],
        "author": draft.author,
        "reviewer": draft.reviewer,
        "reason": draft.reason,
        "remark": draft.remark,
        "applies_from": applies.isoformat() if applies else None,
        "version": draft.version,
        **{name: _iso(getattr(draft, name)) for name in ("opened_at", "submitted_at", "decided_at")},
    }


def whole(desk: DraftDesk, draft: Draft) -> dict[str, Any]:
    """All of it: the changes in words and as the list's text, the steps that led there, what review decides by."""
    return {
        **brief(desk, draft),
        "changes": [wire(change) for change in desk.changes(draft)],
        "list_text": text_difference(draft.base, desk.body(draft)),
        "steps": [edit.words for edit in desk.edits(draft)],
        "conflicts": [str(conflict) for conflict in desk.conflicts(draft)] if draft.state != "published" else [],
        "frozen": draft.frozen,
    }


def text_difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """The lines of the list's own text that change, marked - and +."""
    old, new = (as_text(body).splitlines() for body in (before, after))
    marked: Iterable[str] = difflib.unified_diff(old, new, lineterm="", n=_AROUND)
    return "\n".join(line for line in marked if not line.startswith(("---", "+++")))


def as_text(body: Mapping[str, Any]) -> str:
    """The content as a list file has it."""
    return yaml.safe_dump(dict(body), allow_unicode=True, sort_keys=False, width=120)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
