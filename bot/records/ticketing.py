"""办工单: filing, assigning, returning, answering, following up; each step with its event and its message to the city's system."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import CHINA
from bot.records import deliveries
from bot.records.tickets import Ticket, TicketEvent
from bot.tickets.model import KINDS, SATISFACTION, SOURCES, STEPS, UNHAPPY, URGENCIES, after
from bot.tickets.routing import Placement
from bot.tickets.rules import TicketRules

AUTOMATIC = "按事项自动交办"
HOTLINE = "12345热线"


@dataclass(frozen=True)
class Filing:
    """What a ticket is made of. `department` is the item's, as its list calls it; None leaves it to the words."""

    kind: str
    text: str
    source: str
    owner: str
    department: str | None = None
    conversation: str | None = None
    party: str | None = None
    filed_by: str = ""
    person: str = ""
    phone: str = ""
    address: str = ""
    urgency: str = "normal"
    verdict: Mapping[str, Any] | None = None
    transcript: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    categories: Sequence[str] = field(default_factory=tuple)
    request: str | None = None


class Ticketing:
    """Tickets in one session, under one set of rules, at one moment."""

    def __init__(self, session: Session, rules: TicketRules, now: datetime, pushes: bool = False):
        self._session = session
        self._rules = rules
        self._now = now.astimezone(CHINA)
        self._pushes = pushes

    def file(self, filing: Filing) -> Ticket:
        """受理: a new ticket; assigned at once when its item says whose it is. The same `request` gives the same ticket."""
        known = self._repeated(filing)
        if known is not None:
            return known
        placement = self._rules.offices.place(filing.department, f"{filing.address} {filing.text}")
        ticket = self._new(filing, placement)
        self._session.add(ticket)
        self._session.flush()
        self._note(ticket, "received", filing.filed_by or "本人", "")
        if placement.ground == "item":
            self._assign(ticket, placement, AUTOMATIC, "系统")
        return ticket

    def assign(self, ticket: Ticket, office: str, district: str | None, by: str, note: str = "") -> None:
        """交办 (or 重新交办 after an answer): to an office of data/tickets.yml; ValueError when there is none such."""
        found = self._rules.offices.by_id(office)
        if found is None:
            raise ValueError("没有这个主办单位")
        where = district if district in self._rules.offices.districts else None
        self._assign(ticket, Placement(found.id, found.called(where), where, "person"), note, by)

    def give_back(self, ticket: Ticket, by: str, note: str) -> None:
        """退回: not this office's; says why."""
        if not note.strip():
            raise ValueError("退回要写明理由")
        self._move(ticket, "return")
        self._note(ticket, "return", by, note)

    def answer(self, ticket: Ticket, by: str, text: str, result: str) -> None:
        """答复: what the asker is told, and how it came out."""
        if not text.strip():
            raise ValueError("答复内容不能为空")
        self._move(ticket, "answer")
        ticket.answer, ticket.result = text.strip(), result or "已办理"
        ticket.handling = "转部门办理" if ticket.office else "热线直接答复"
        ticket.answered_at, ticket.told_at = self._now, None
        self._note(ticket, "answer", by, text)

    def close(self, ticket: Ticket, by: str, note: str = "") -> None:
        """办结."""
        self._move(ticket, "close")
        ticket.closed_at = self._now
        self._note(ticket, "close", by, note)

    def follow_up(self, ticket: Ticket, by: str, resolved: bool, level: int, reason: str = "") -> None:
        """回访: whether it was solved, and the level of 好差评; solved and content closes it."""
        if ticket.state not in ("answered", "closed"):
            raise ValueError("工单还没有答复，不能回访")
        if level not in SATISFACTION:
            raise ValueError("满意度只有1至5级")
        ticket.resolved, ticket.satisfaction, ticket.dissatisfaction = resolved, level, reason.strip()
        ticket.followed_up_at = self._now
        solved = "已解决" if resolved else "没有解决"
        self._note(ticket, "follow_up", by, f"{solved}，{SATISFACTION[level]}{'：' + reason if reason else ''}")
        if resolved and level not in UNHAPPY and ticket.state == "answered":
            self.close(ticket, by, "回访满意，自动办结")

    def told(self, ticket: Ticket) -> None:
        """The answer was given in the asker's conversation."""
        ticket.told_at = self._now

    def _repeated(self, filing: Filing) -> Ticket | None:
        if filing.request is None:
            return None
        same = select(Ticket).where(
            Ticket.owner == filing.owner,
            Ticket.conversation == filing.conversation,
            Ticket.request == filing.request,
        )
        return self._session.execute(same).scalars().first()

    def _new(self, filing: Filing, placement: Placement) -> Ticket:
        due = self._rules.due(self._now, filing.kind, filing.urgency)
        verdict = filing.verdict or {}
        return Ticket(
            id=_free_id(self._session, self._now),
            received_at=self._now,
            state="received",
            office=placement.office,
            department=placement.name,
            district=placement.district,
            days=due.days,
            due=due.on,
            due_note=due.note,
            item=(verdict.get("item") or {}).get("id"),
            audit=verdict.get("audit"),
            verdict=dict(verdict) or None,
            transcript=[dict(turn) for turn in filing.transcript],
            categories=list(filing.categories)[:5],
            **{name: getattr(filing, name) for name in _AS_FILED},
        )

    def _assign(self, ticket: Ticket, placement: Placement, note: str, by: str) -> None:
        step = "reopen" if ticket.state in STEPS["reopen"].start else "assign"
        self._move(ticket, step)
        if step == "reopen":
            due = self._rules.due(self._now, ticket.kind, ticket.urgency)
            ticket.days, ticket.due, ticket.due_note = due.days, due.on, due.note
            ticket.closed_at = None
        ticket.office, ticket.department, ticket.district = placement.office, placement.name, placement.district
        self._note(ticket, step, by, f"{placement.name}{'：' + note if note else ''}")

    def _move(self, ticket: Ticket, step: str) -> None:
        ticket.state = after(step, ticket.state)

    def _note(self, ticket: Ticket, what: str, by: str, note: str) -> None:
        event = TicketEvent(ticket=ticket.id, at=self._now, by=by, what=what, state=ticket.state, note=note)
        self._session.add(event)
        if self._pushes:
            deliveries.put(self._session, ticket.id, what, {"note": note, "ticket": work_order(ticket)}, self._now)


_AS_FILED = (
    "source", "kind", "urgency", "text", "person", "phone", "address", "owner", "filed_by", "conversation", "party",
    "request",
)  # fmt: skip


def _free_id(session: Session, now: datetime) -> str:
    """GD, the day and six digits: short enough to be read out on the telephone, and not to be counted through."""
    while True:
        found = f"GD{now:%Y%m%d}{secrets.randbelow(10**6):06d}"
        if session.get(Ticket, found) is None:
            return found


def work_order(ticket: Ticket) -> dict[str, str]:
    """The ticket in the columns of the hotline's work orders (bot.tickets.work_order.COLUMNS)."""
    levels = dict(zip("一二三四五", ticket.categories, strict=False))
    resolved = {None: "", True: "是", False: "否"}[ticket.resolved]
    return {
        "工单编号": ticket.id,
        "受理时间": f"{ticket.received_at.astimezone(CHINA):%Y-%m-%d %H:%M:%S}",
        "工单来源": SOURCES[ticket.source],
        "来电号码": ticket.phone,
        "反映人": ticket.person,
        "诉求地址": ticket.address,
        "工单类型": KINDS[ticket.kind],
        "内容描述": ticket.text,
        **{f"业务分类{level}级": levels.get(level, "") for level in "一二三四五"},
        "主办单位": ticket.department,
        "紧急程度": URGENCIES[ticket.urgency],
        "处理方式": ticket.handling,
        "办理结果": ticket.result,
        "答复要点": ticket.answer,
        "诉求是否解决": resolved,
        "总体满意度": SATISFACTION.get(ticket.satisfaction, ""),
        "不满原因": ticket.dissatisfaction,
    }
