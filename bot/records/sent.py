"""已发的话: what a client sent under an id of its own is answered once, however often it is sent, by any worker."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy import Column, String, delete, update
from sqlalchemy.exc import IntegrityError

from bot.database import Base, Database
from bot.records import turns
from bot.records.columns import Moment

KEPT = timedelta(hours=1)
ABANDONED = timedelta(seconds=30)  # a turn that takes longer lost its worker


class SentTurn(Base):
    """One message under the sender's own id, and the turn that answers it (none while it is being taken)."""

    __tablename__ = "sent_turns"

    owner = Column(String(200), primary_key=True)
    client_turn = Column(String(64), primary_key=True)
    message = Column(String(64), nullable=False)  # SHA-256, hexadecimal
    turn = Column(String(40), nullable=True)
    begun_at = Column(Moment, nullable=False, index=True)


class OtherMessage(ValueError):
    """The id was used for another message."""


@dataclass(frozen=True)
class Sending:
    """One message of `owner` under the client's id."""

    owner: str
    client_turn: str
    message: str

    @property
    def digest(self) -> str:
        """What is kept to recognise the message."""
        return hashlib.sha256(self.message.encode()).hexdigest()


def claim(database: Database, sending: Sending) -> bool:
    """True when the caller is to take the turn: the message is new, or whoever took it before was lost."""
    now = datetime.now(timezone.utc)
    row = SentTurn(owner=sending.owner, client_turn=sending.client_turn, message=sending.digest, begun_at=now)
    try:
        with database.session() as session:
            session.execute(delete(SentTurn).where(SentTurn.begun_at < now - KEPT))
            session.add(row)
        return True
    except IntegrityError:
        with database.session() as session:
            lost = _own(update(SentTurn), sending).where(
                SentTurn.turn.is_(None), SentTurn.begun_at < now - ABANDONED, SentTurn.message == sending.digest
            )
            return bool(session.execute(lost.values(begun_at=now)).rowcount)


def answer(database: Database, sending: Sending) -> dict[str, Any] | None:
    """The answer that was given; None while the turn is being taken or after it failed. OtherMessage."""
    with database.session() as session:
        found = session.get(SentTurn, (sending.owner, sending.client_turn))
        if found is not None and found.message != sending.digest:
            raise OtherMessage(sending.client_turn)
        return turns.answer(session, str(found.turn)) if found is not None and found.turn else None


def keep(database: Database, sending: Sending, turn: str) -> None:
    """Note which turn answers it, for whoever sends the message again."""
    with database.session() as session:
        session.execute(_own(update(SentTurn), sending).values(turn=turn))


def give_up(database: Database, sending: Sending) -> None:
    """The turn failed: the next sending takes it anew."""
    with database.session() as session:
        session.execute(_own(delete(SentTurn), sending).where(SentTurn.turn.is_(None)))


def _own(statement: Any, sending: Sending) -> Any:
    return statement.where(
        SentTurn.owner == sending.owner, SentTurn.client_turn == sending.client_turn
    ).execution_options(synchronize_session=False)
