"""How a draft is shown in conversation: its changes from → to in words, and what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.dialogue.replies import Reply
from bot.drafting import views
from bot.drafting.review import wire
from bot.policy.drafts.desk import DraftDesk
from bot.policy.drafts.patches import WHOLE_LIST, Change, Edit
from bot.policy.drafts.tables import STATES, Draft


def draft_reply(
    desk: DraftDesk, draft: Draft, head: str = "", edit: Edit | None = None, notes: Iterable[str] = ()
) -> Reply:
    """A `draft` reply: the edit just made (else all changes), in words and as the list's text; `notes` tell how new
    sentences were read."""
    changes = edit.changes if edit is not None else desk.changes(draft)
    shown = views.whole(desk, draft)
    applies = desk.applies_from(draft)
    tail = f"施行：{moment(applies)}起。" if applies else "还没说从哪天起施行。"
    head = head or f"草案{draft.id}（《{shown['list_title']}》，{STATES[str(draft.state)]}）："
    lines = [say(change) for change in changes]
    nothing = [] if edit is not None else ["还没有改动。"]
    text = "\n".join([head, *(lines or nothing), *(f"{note}。" for note in notes), tail])
    made = [wire(change) for change in changes]
    return {"kind": "draft", "text": text, **shown, "made": made, "lines": lines, "notes": list(notes)}


def say(change: Change) -> str:
    """One change in a line."""
    where = "整份清单" if change.item == WHOLE_LIST else f"第{change.item}项"
    return f"{where}·{change.field}：{change.before} → {change.after}"


def moment(value: datetime) -> str:
    """A moment in Chinese, to the minute only when it is not a day's beginning."""
    return f"{value:%Y年%-m月%-d日}" + ("" if (value.hour, value.minute) == (0, 0) else f"{value:%-H时%M分}")
