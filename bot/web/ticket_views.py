"""Tickets as they go over the wire and onto pages, and what a conversation lends to a new one."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import clock
from bot.clock import CHINA
from bot.records.tables import GivenVerdict
from bot.records.tickets import Ticket, TicketEvent
from bot.tickets.model import KINDS, SATISFACTION, STATES, STEPS, steps_from
from bot.web import shown
from bot.web.shared import Shared

Json = dict[str, Any]
STATUSES = {"qualifies": "符合", "fails": "不符合", "undetermined": "不能确定", "not_listed": "清单未列"}
TITLES = {"received": "受理", "follow_up": "回访"} | {name: step.title for name, step in STEPS.items()}


def receipt(ticket: Ticket) -> Json:
    """What the asker gets on filing."""
    return {
        "id": ticket.id,
        "due": ticket.due.isoformat() if ticket.due else None,
        "due_note": ticket.due_note,
        "department": ticket.department,
        "state": ticket.state,
        "state_title": STATES[ticket.state],
    }


def brief(ticket: Ticket, here: Shared, for_official: bool) -> Json:
    """A ticket in a list, with its light today; masked for officials."""
    found = _brief(ticket, here)
    return shown.masked(found) if for_official else found


def _brief(ticket: Ticket, here: Shared) -> Json:
    rules, today = here.services.tickets, clock.today()
    return {
        **receipt(ticket),
        "kind": ticket.kind,
        "kind_title": KINDS[ticket.kind],
        "urgency": ticket.urgency,
        "text": ticket.text,
        "received_at": moment(ticket.received_at),
        "light": rules.light(ticket.state, ticket.due, today),
        "days_left": rules.days_left(ticket.due, today),
    }


def whole(ticket: Ticket, here: Shared, for_official: bool, unmasked: bool = False) -> Json:
    """A ticket with its history; persons, notes and the conversation only for officials, masked unless `unmasked`."""
    found = _whole(ticket, here, for_official)
    return shown.ticket(found) if for_official and not unmasked else found


def _whole(ticket: Ticket, here: Shared, for_official: bool) -> Json:
    private = ("person", "phone", "address", "party", "audit", "verdict", "transcript")
    return {
        **_brief(ticket, here),
        "answer": ticket.answer,
        "answered_at": moment(ticket.answered_at) if ticket.answered_at else None,
        "follow_up": _follow_up(ticket),
        "events": [_event(event, for_official) for event in ticket.events],
        "steps": steps_from(ticket.state) if for_official else [],
        **{name: getattr(ticket, name) if for_official else None for name in private},
    }


def moment(at: datetime) -> str:
    """ISO 8601 in local time, to the second."""
    return at.astimezone(CHINA).isoformat(timespec="seconds")


def last_verdict(session: Session, conversation: str) -> Json | None:
    """The last verdict that was given in a conversation."""
    wanted = select(GivenVerdict).where(GivenVerdict.conversation == conversation)
    row = session.execute(wanted.order_by(GivenVerdict.given_at.desc()).limit(1)).scalars().first()
    return dict(row.verdict) if row is not None else None


def department(here: Shared, verdict: Json | None) -> str | None:
    """Whose the verdict's item is, as its list says."""
    if not verdict or not verdict.get("list"):
        return None
    rules = here.source.current().lists.get(verdict["list"]["id"])
    return rules.department if rules else None


def categories(here: Shared, verdict: Json | None) -> list[str]:
    """业务分类: the area, the department, the list, the item, the outcome."""
    if not verdict or not verdict.get("list"):
        return ["行政执法"]
    item = (verdict.get("item") or {}).get("title", "")
    outcome = STATUSES.get(verdict["status"], verdict["status"])
    return ["行政执法", department(here, verdict) or "", verdict["list"]["title"], item, outcome]


def _follow_up(ticket: Ticket) -> Json | None:
    if ticket.followed_up_at is None:
        return None
    level = int(ticket.satisfaction)
    said = {"satisfaction": level, "title": SATISFACTION[level], "reason": ticket.dissatisfaction}
    return {"resolved": bool(ticket.resolved), **said}


def _event(event: TicketEvent, for_official: bool) -> Json:
    said = {"by": event.by, "note": event.note} if for_official else {"by": None, "note": None}
    return {"at": moment(event.at), "what": event.what, "title": TITLES[event.what], **said}
