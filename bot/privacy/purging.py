"""到期清除: what has been kept as long as the settings say is taken away; the audit and the figures' counts stay."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from bot.records.dialogues import Dialogue
from bot.records.lookups import Lookup
from bot.records.ratings import Rating
from bot.records.tables import Conversation
from bot.records.tickets import Delivery, Ticket, TicketEvent
from bot.records.turns import ChatTurn
from bot.settings import Settings

GONE = "（已过保存期限，内容已清除）"


def purge(session: Session, settings: Settings, now: datetime) -> dict[str, int]:
    """Take away what is over time; how many rows of what. A setting of 0 days keeps that kind for ever."""
    counts: dict[str, int] = {}
    if settings.keep_dialogues:
        counts |= _dialogues(session, now - timedelta(days=settings.keep_dialogues))
    if settings.keep_tickets:
        counts |= _tickets(session, now - timedelta(days=settings.keep_tickets))
    if settings.keep_lookups:
        old = delete(Lookup).where(Lookup.at < now - timedelta(days=settings.keep_lookups))
        counts["查询登记"] = _run(session, old)
    return counts


def _dialogues(session: Session, before: datetime) -> dict[str, int]:
    """What was said and answered: of turns only their time and outcome stay, for the figures."""
    turns = update(ChatTurn).where(ChatTurn.at < before, ChatTurn.said != "").values(said="", replies=[])
    ratings = update(Rating).where(Rating.rated_at < before, Rating.comment != "").values(comment="")
    counts = {
        "对话": _run(session, delete(Dialogue).where(Dialogue.changed_at < before)),
        "对话中的话": _run(session, turns),
        "评价的文字": _run(session, ratings),
    }
    going_on = select(Dialogue.conversation).union(
        select(Ticket.conversation).where(Ticket.state != "closed", Ticket.conversation.is_not(None))
    )
    _run(session, delete(Conversation).where(Conversation.started_at < before, Conversation.id.not_in(going_on)))
    return counts


def _tickets(session: Session, before: datetime) -> dict[str, int]:
    """Of closed tickets who it was, what was said and written; kind, office, times and ratings stay for the figures."""
    over = Ticket.state == "closed", Ticket.closed_at < before
    which = select(Ticket.id).where(*over).scalar_subquery()
    fields = blank(GONE)
    _run(session, delete(Delivery).where(Delivery.ticket.in_(which)))
    _run(session, update(TicketEvent).where(TicketEvent.ticket.in_(which)).values(note=""))
    done = update(Ticket).where(*over, Ticket.text != GONE).values(**fields, party=None)
    return {"工单的内容": _run(session, done)}


def blank(text: str) -> dict[str, Any]:
    """A ticket's columns without what tells of a person."""
    empty = dict.fromkeys(("person", "phone", "address", "dissatisfaction", "answer"), "")
    return {**empty, "text": text, "transcript": [], "verdict": None, "conversation": None}


def _run(session: Session, statement: Any) -> int:
    done: int = session.execute(statement.execution_options(synchronize_session=False)).rowcount
    return done
