"""找工单: by its number and who asks, the asker's own, the officials' lists, what is over time or went badly."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, case, or_, select
from sqlalchemy.orm import Session

from bot.records.tickets import Ticket
from bot.tickets.model import UNHAPPY

OPEN = ("received", "assigned", "returned")
MOST = 200


@dataclass(frozen=True)
class Wanted:
    """What an official looks for; empty fields leave it open."""

    states: tuple[str, ...] = ()
    kind: str = ""
    office: str = ""
    words: str = ""
    since: date | None = None


def own(session: Session, ticket: str, conversation: str | None, party: str | None) -> Ticket | None:
    """A ticket if it was filed in this conversation or by this party; None otherwise, whether or not it exists."""
    found = session.get(Ticket, ticket)
    if found is None or not _belongs(found, conversation, party):
        return None
    return found


def of_asker(session: Session, conversation: str | None, party: str | None, limit: int = 20) -> list[Ticket]:
    """The tickets of a conversation, or of a party, newest first."""
    mine = _of(conversation, party)
    if mine is None:
        return []
    return list(session.execute(select(Ticket).where(mine).order_by(Ticket.received_at.desc()).limit(limit)).scalars())


def has_untold(session: Session, conversation: str) -> bool:
    """Whether an answer has come in that was not given in the conversation yet: cheap to ask in every turn."""
    return session.execute(select(Ticket.id).where(_untold(conversation)).limit(1)).first() is not None


def untold(session: Session, conversation: str) -> list[Ticket]:
    """Answered tickets of a conversation whose answer was not given there yet."""
    wanted = select(Ticket).where(_untold(conversation))
    return list(session.execute(wanted.order_by(Ticket.answered_at)).scalars())


def _untold(conversation: str) -> Any:
    is_answered = Ticket.state.in_(("answered", "closed"))
    return and_(Ticket.conversation == conversation, is_answered, Ticket.told_at.is_(None))


def awaiting_follow_up(session: Session, conversation: str) -> Ticket | None:
    """The ticket of a conversation whose answer was given and not rated yet, the latest first."""
    wanted = select(Ticket).where(
        Ticket.conversation == conversation, Ticket.told_at.is_not(None), Ticket.followed_up_at.is_(None)
    )
    return session.execute(wanted.order_by(Ticket.told_at.desc()).limit(1)).scalars().first()


def for_officials(session: Session, wanted: Wanted, limit: int = MOST) -> list[Ticket]:
    """Open ones first, by due day (those without one at the top), then the others, newest first."""
    is_open = case((Ticket.state.in_(OPEN), 0), else_=1)
    has_due = case((Ticket.due.is_(None), 0), else_=1)
    found = select(Ticket).where(*_filters(wanted)).order_by(is_open, has_due, Ticket.due, Ticket.received_at.desc())
    return list(session.execute(found.limit(limit)).scalars())


def escalated(session: Session, today: date, limit: int = MOST) -> list[Ticket]:
    """督办清单: open and over time, returned, or answered to the asker's dissatisfaction and not opened again."""
    late = Ticket.state.in_(OPEN) & (Ticket.due < today)
    unhappy = (Ticket.state == "answered") & or_(Ticket.satisfaction.in_(UNHAPPY), Ticket.resolved.is_(False))
    wanted = select(Ticket).where(or_(late, Ticket.state == "returned", unhappy)).order_by(Ticket.due)
    return list(session.execute(wanted.limit(limit)).scalars())


def answered(session: Session, words: Sequence[str], limit: int = 6, recent: int = 5000) -> list[Ticket]:
    """Answers given before that hold all the words, newest first; only the recent tickets are looked through."""
    newest = select(Ticket.id).where(Ticket.answer != "").order_by(Ticket.received_at.desc()).limit(recent)
    wanted = select(Ticket).where(Ticket.id.in_(newest.scalar_subquery()))
    for word in words:
        like = f"%{_escaped(word)}%"
        wanted = wanted.where(or_(Ticket.text.ilike(like, escape="\\"), Ticket.answer.ilike(like, escape="\\")))
    return list(session.execute(wanted.order_by(Ticket.received_at.desc()).limit(limit)).scalars())


def _filters(wanted: Wanted) -> list[Any]:
    filters: list[Any] = []
    if wanted.states:
        filters.append(Ticket.state.in_(wanted.states))
    if wanted.kind:
        filters.append(Ticket.kind == wanted.kind)
    if wanted.office:
        filters.append(Ticket.office == wanted.office)
    if wanted.since:
        filters.append(Ticket.received_at >= wanted.since)
    if wanted.words:
        like = f"%{_escaped(wanted.words)}%"
        fields = (Ticket.id, Ticket.text, Ticket.person, Ticket.phone, Ticket.department)
        filters.append(or_(*(field.ilike(like, escape="\\") for field in fields)))
    return filters


def _escaped(words: str) -> str:
    return words.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _of(conversation: str | None, party: str | None) -> Any:
    if party:
        return (
            or_(Ticket.party == party, Ticket.conversation == conversation) if conversation else Ticket.party == party
        )
    return Ticket.conversation == conversation if conversation else None


def _belongs(ticket: Ticket, conversation: str | None, party: str | None) -> bool:
    in_conversation = conversation is not None and ticket.conversation == conversation
    return in_conversation or (bool(party) and ticket.party == party)
