"""删除 (个人信息保护法 47): a party's rows go, what was said about it goes; the log of look-ups and the audit keep a pseudonym.

The record here is a copy of what the agencies keep; their own files are theirs to erase or to keep.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import Session

from bot.privacy.belongings import Belongings, collect
from bot.privacy.pseudonyms import Pseudonyms, new_pseudonym
from bot.privacy.purging import blank
from bot.records import audit
from bot.records.dialogues import Dialogue
from bot.records.lookups import Lookup
from bot.records.ratings import Rating
from bot.records.tables import Conversation, GivenVerdict
from bot.records.tickets import Delivery, Ticket, TicketEvent
from bot.records.turns import ChatTurn

GONE = "（已应当事人的请求删除）"


def erase(session: Session, ref: str, by: str, reason: str, now: datetime) -> dict[str, int]:
    """Erase a party; how many rows of what. ValueError when there is none, or while a ticket of its is open."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("PRAGMA secure_delete=ON"))  # or the pages would keep what was in them
    whose = collect(session, ref)
    waiting = [ticket.id for ticket in whose.tickets if ticket.state != "closed"]
    if waiting:
        raise ValueError(f"还有没办结的工单（{'、'.join(waiting)}），办结以后才能删除。")
    pseudonym = new_pseudonym()
    counts = {
        "结论存档（改用化名）": _in_audit(session, whose, pseudonym),
        "工单": _tickets(session, whose, pseudonym),
        "对话": _conversations(session, whose),
        "查询登记（改用化名）": _lookups(session, whose, pseudonym),
        "违法记录": len(whose.acts),
        "机动车": len(whose.vehicles),
    }
    _record(session, whose)
    session.add(Lookup(at=now, role="admin", who=by, party=pseudonym, reason=reason, way="erase", found=True))
    return counts


def _in_audit(session: Session, whose: Belongings, pseudonym: str) -> int:
    """Every entry that names the party; the chain gets an entry that says which."""
    changed = list(_made_pseudonymous(session, whose, pseudonym))
    if changed:
        audit.erasure(session, changed)
    return len(changed)


def _made_pseudonymous(session: Session, whose: Belongings, pseudonym: str) -> Iterator[Any]:
    anywhere = Pseudonyms(pseudonym, whose.numbers)
    in_its_own = Pseudonyms(pseudonym, sorted({*whose.numbers, *whose.names}, key=len, reverse=True))
    own = set(whose.conversations)
    for row in session.execute(select(GivenVerdict).execution_options(yield_per=500)).scalars():
        is_own = row.conversation in own
        row.owner = None if is_own else row.owner
        names = in_its_own if is_own else anywhere
        facts, verdict = (names.in_json(part, numbers_too=is_own) for part in (row.facts, row.verdict))
        if (facts, verdict) != (row.facts, row.verdict):
            row.facts, row.verdict = facts, verdict
            yield row


def _tickets(session: Session, whose: Belongings, pseudonym: str) -> int:
    which = [ticket.id for ticket in whose.tickets]
    session.execute(delete(Delivery).where(Delivery.ticket.in_(which)))
    session.execute(update(TicketEvent).where(TicketEvent.ticket.in_(which)).values(note=""))
    session.execute(update(Ticket).where(Ticket.id.in_(which)).values(**blank(GONE), party=pseudonym))
    return len(which)


def _conversations(session: Session, whose: Belongings) -> int:
    """Nobody can go on with them; of their turns the outcome stays, for the figures."""
    which = whose.conversations
    session.execute(delete(Dialogue).where(Dialogue.conversation.in_(which)))
    session.execute(delete(Conversation).where(Conversation.id.in_(which)))
    session.execute(update(ChatTurn).where(ChatTurn.conversation.in_(which)).values(said="", replies=[]))
    session.execute(update(Rating).where(Rating.conversation.in_(which)).values(comment=""))
    return len(which)


def _lookups(session: Session, whose: Belongings, pseudonym: str) -> int:
    names = Pseudonyms(pseudonym, sorted({*whose.numbers, *whose.names}, key=len, reverse=True))
    for row in whose.lookups:
        row.party, row.reason = pseudonym, names.in_text(row.reason)
    return len(whose.lookups)


def _record(session: Session, whose: Belongings) -> None:
    """Rows that refer to others go first."""
    kinds = whose.corrections, whose.orders, whose.exemptions, whose.acts, whose.cards
    for rows in (*kinds, whose.drivers, whose.vehicles, whose.permits, [whose.party]):
        for row in rows:
            session.delete(row)
        session.flush()
