"""What the ticket routes take and give."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field, StrictBool, StrictStr

from bot.web.requests import Body
from bot.web.shapes import Wire

Kind = Literal["consult", "help", "complaint", "report", "suggestion"]
Urgency = Literal["normal", "urgent", "critical"]
StepName = Literal["assign", "return", "answer", "reopen", "close"]
Light = Literal["green", "amber", "red", "unknown", "done"]


class NewTicket(Body):
    """A ticket to be filed. Visitors name their conversation; what only an operator may say has no effect from others."""

    conversation: StrictStr | None = Field(None, max_length=64)
    kind: Kind = Field(..., description="consult 咨询、help 求助、complaint 投诉、report 举报、suggestion 建议")
    text: StrictStr = Field(..., min_length=2, max_length=2000)
    contact: StrictStr | None = Field(None, max_length=60, description="电话或其他联系方式，可以不填")
    person: StrictStr | None = Field(None, max_length=80, description="反映人，可以不填")
    address: StrictStr | None = Field(None, max_length=200, description="诉求地址，可以不填")
    request: StrictStr | None = Field(None, max_length=64, description="同一次填写重复提交时填同一个值，只生成一张工单")
    urgency: Urgency = Field("normal", description="坐席填写")
    party: StrictStr | None = Field(None, max_length=200, description="坐席填写：来电人是哪个当事人")


class NextStep(Body):
    """One step of an official: 交办 assign and 重新交办 reopen name an office, 退回 return and 答复 answer a text."""

    step: StepName
    office: StrictStr | None = Field(None, max_length=40)
    district: StrictStr | None = Field(None, max_length=20)
    text: StrictStr = Field("", max_length=2000)
    result: StrictStr = Field("", max_length=40)


class FollowUp(Body):
    """回访: the five levels of 好差评 (5 非常满意 … 1 非常不满意)."""

    conversation: StrictStr | None = Field(None, max_length=64)
    resolved: StrictBool
    satisfaction: Literal[1, 2, 3, 4, 5]
    reason: StrictStr = Field("", max_length=500)


class TicketFiled(Wire):
    """The receipt. `due` is null when the holidays of its year are not known; `due_note` says so."""

    id: str
    due: str | None
    due_note: str
    department: str
    state: str
    state_title: str


class TicketEventShape(Wire):
    """One thing that was done."""

    at: str
    what: str
    title: str
    by: str | None
    note: str | None


class FollowUpShape(Wire):
    """What the asker said of the answer."""

    resolved: bool
    satisfaction: int
    title: str
    reason: str


class TicketBrief(TicketFiled):
    """A ticket in a list."""

    kind: Kind
    kind_title: str
    urgency: Urgency
    text: str
    received_at: str
    light: Light
    days_left: int | None


class TicketWhole(TicketBrief):
    """A ticket with its answer and history; what concerns persons and offices' notes only for officials."""

    answer: str
    answered_at: str | None
    follow_up: FollowUpShape | None
    events: list[TicketEventShape]
    steps: list[StepName] = []
    person: str | None
    phone: str | None
    address: str | None
    party: str | None
    audit: str | None
    verdict: dict[str, Any] | None
    transcript: list[dict[str, Any]] | None


class Tickets(Wire):
    """A list of tickets."""

    tickets: list[TicketBrief]
