"""What the draft routes take and give."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, StrictInt, StrictStr

from bot.web.requests import Body
from bot.web.shapes import Wire


class NewDraft(Body):
    """A draft on a list's newest version; `restore` puts the content of an earlier version into it."""

    list: StrictStr = Field(..., min_length=1, max_length=80)
    restore: StrictInt | None = Field(None, description="恢复第几版的内容")


class Said(Body):
    """One change in words, as in the chat: 把六个月改成三个月."""

    say: StrictStr = Field(..., min_length=2, max_length=500)


class ListFile(Body):
    """The whole list as its file has it."""

    text: StrictStr = Field(..., min_length=2, max_length=60_000)


class DraftStep(Body):
    """undo 撤销上一步、discard 放弃、submit 提交审核（写理由）、approve 通过并发布、return 退回（写意见）."""

    step: Literal["undo", "discard", "submit", "approve", "return"]
    text: StrictStr = Field("", max_length=500)


class DraftBrief(Wire):
    """A draft as lists show it."""

    draft: str
    list: str
    list_title: str
    state: Literal["editing", "in_review", "published", "discarded"]
    state_title: str
    author: str
    reviewer: str | None
    reason: str
    remark: str | None
    applies_from: str | None
    version: int | None


class DraftChange(Wire):
    """One change by meaning; `item` is * for the whole list."""

    item: str
    field: str
    before: str
    after: str


class DraftWhole(DraftBrief):
    """A draft with its changes, its steps and what review decides by."""

    changes: list[DraftChange]
    list_text: str
    steps: list[str]
    conflicts: list[str]
    frozen: dict[str, Any] | None


class Drafts(Wire):
    """Several drafts, the newest first."""

    drafts: list[DraftBrief]


class Flip(Wire):
    """How many acts go from one outcome to another."""

    from_: str = Field(..., alias="from")
    to: str
    cases: int


class Counted(Wire):
    """The impact of a draft on the recorded acts."""

    text: str
    recorded: int
    cases: int
    flipped: list[Flip]
    sample: list[str]
    seconds: float
    chart: dict[str, Any]
