"""对话记录: what was said and answered, turn by turn; a ticket takes its transcript from here, the figures their counts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, Integer, String, Text, insert, select
from sqlalchemy.orm import Session

from bot.database import Base
from bot.records.columns import Moment

LONGEST_TRANSCRIPT = 40


class ChatTurn(Base):
    """一轮对话. `replies` as they were sent; `outcome` is what the last one was: its kind, with the status of a verdict or
    the topic of an answer; `item` is what the last verdict in them was about."""

    __tablename__ = "chat_turns"
    __table_args__ = (
        Index("ix_chat_turns_conversation", "conversation", "id"),
        Index("ix_chat_turns_at", "at"),
        Index("ix_chat_turns_turn", "turn", unique=True),
    )

    id = Column(Integer, primary_key=True)
    turn = Column(String(40), nullable=False)
    conversation = Column(String(64), nullable=False)
    at = Column(Moment, nullable=False)
    role = Column(String(12), nullable=False)
    said = Column(Text, nullable=False)
    replies = Column(JSON, nullable=False)
    outcome = Column(String(40), nullable=False)
    item = Column(String(160))


def keep(
    session: Session,
    turn: str,
    conversation: str,
    role: str,
    said: str,
    replies: Sequence[dict[str, Any]],
    at: datetime,
) -> None:
    """Write down one turn."""
    row = {"turn": turn, "conversation": conversation, "at": at, "role": role, "said": said, "replies": list(replies)}
    row |= {"outcome": outcome(replies[-1]), "item": _item(replies)}
    session.execute(insert(ChatTurn.__table__).values(row))


def answer(session: Session, turn: str) -> dict[str, Any] | None:
    """What was sent in answer to a turn, as the API sends it."""
    row = session.execute(select(ChatTurn).where(ChatTurn.turn == turn)).scalar_one_or_none()
    return {"conversation": row.conversation, "turn": row.turn, "replies": row.replies} if row is not None else None


def outcome(reply: dict[str, Any]) -> str:
    """verdict:qualifies, answer:clarify, question …"""
    detail = reply.get("status") if reply["kind"] == "verdict" else reply.get("topic")
    return f"{reply['kind']}:{detail}" if detail else str(reply["kind"])


def _item(replies: Sequence[dict[str, Any]]) -> str | None:
    items = [reply["item"]["id"] for reply in replies if reply["kind"] == "verdict" and reply.get("item")]
    return items[-1] if items else None


def was_taken_in(session: Session, conversation: str, turn: str) -> bool:
    """Whether the turn is one of this conversation."""
    wanted = select(ChatTurn.id).where(ChatTurn.conversation == conversation, ChatTurn.turn == turn)
    return session.execute(wanted.limit(1)).first() is not None


def transcript(session: Session, conversation: str, limit: int = LONGEST_TRANSCRIPT) -> list[dict[str, Any]]:
    """The last turns of a conversation, oldest first: [{at, said, replies: [text, …]}]."""
    wanted = select(ChatTurn).where(ChatTurn.conversation == conversation).order_by(ChatTurn.id.desc()).limit(limit)
    rows = session.execute(wanted).scalars().all()
    return [
        {"at": row.at.isoformat(), "said": row.said, "replies": [reply["text"] for reply in row.replies]}
        for row in reversed(rows)
    ]
