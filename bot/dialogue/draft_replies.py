"""How a draft is shown: its changes from → to in words, the lines of the list's text that change, and what comes next."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

import yaml

from bot.dialogue.replies import Reply
from bot.policy.drafts.desk import DraftDesk
from bot.policy.drafts.patches import WHOLE_LIST, Change, Edit
from bot.policy.drafts.tables import STATES, Draft

_AROUND = 1  # unchanged lines shown beside a change


def draft_reply(desk: DraftDesk, draft: Draft, head: str = "", edit: Edit | None = None) -> Reply:
    """A `draft` reply: the edit just made (else all changes), in words and as the list's text."""
    changes = edit.changes if edit is not None else desk.changes(draft)
    lines = [say(change) for change in changes]
    applies = desk.applies_from(draft)
    body = desk.body(draft)
    title = str(body["title"]).strip("《》")
    tail = f"施行：{moment(applies)}起。" if applies else "还没说从哪天起施行。"
    text = "\n".join(
        [head or f"草案{draft.id}（《{title}》，{STATES[str(draft.state)]}）：", *(lines or ["还没有改动。"]), tail]
    )
    return {
        "kind": "draft",
        "text": text,
        "draft": draft.id,
        "list": draft.list_id,
        "list_title": title,
        "state": draft.state,
        "changes": [wire(change) for change in desk.changes(draft)],
        "made": [wire(change) for change in changes],
        "list_text": text_difference(draft.base, body),
        "applies_from": applies.isoformat() if applies else None,
    }


def wire(change: Change) -> dict[str, str]:
    """A change as the API gives it."""
    return {"item": change.item, "field": change.field, "before": change.before, "after": change.after}


def say(change: Change) -> str:
    """One change in a line."""
    where = "整份清单" if change.item == WHOLE_LIST else f"第{change.item}项"
    return f"{where}·{change.field}：{change.before} → {change.after}"


def text_difference(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """The lines of the list's own text that change, marked - and +."""
    old, new = (as_text(body).splitlines() for body in (before, after))
    marked: Iterable[str] = difflib.unified_diff(old, new, lineterm="", n=_AROUND)
    return "\n".join(line for line in marked if not line.startswith(("---", "+++")))


def as_text(body: Mapping[str, Any]) -> str:
    """The content as a list file has it."""
    return yaml.safe_dump(dict(body), allow_unicode=True, sort_keys=False, width=120)


def moment(value: datetime) -> str:
    """A moment in Chinese, to the minute only when it is not a day's beginning."""
    return f"{value:%Y年%-m月%-d日}" + ("" if (value.hour, value.minute) == (0, 0) else f"{value:%-H时%M分}")
