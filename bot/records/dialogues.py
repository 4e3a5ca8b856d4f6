"""对话里已经知道的事: what is known in each conversation, so that any worker can take its next turn."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Any

from sqlalchemy import JSON, Column, String, insert, select, update
from sqlalchemy.orm import Session

from bot.database import Base
from bot.records.columns import Moment


class Dialogue(Base):
    """The case of one conversation after its last turn, as `bot/dialogue/state.py` writes it."""

    __tablename__ = "dialogues"

    conversation = Column(String(64), primary_key=True)
    body = Column(JSON, nullable=False)
    changed_at = Column(Moment, nullable=False)


def load(session: Session, conversation: str) -> dict[str, Any] | None:
    """What was kept; None at the beginning of a conversation."""
    found = session.execute(select(Dialogue.body).where(Dialogue.conversation == conversation)).scalar_one_or_none()
    return None if found is None else dict(found)


def keep(session: Session, conversation: str, body: dict[str, Any]) -> None:
    """Write down what is known now."""
    now = {"body": body, "changed_at": datetime.now(timezone.utc)}
    changed = update(Dialogue.__table__).where(Dialogue.conversation == conversation).values(now)
    if not session.execute(changed).rowcount:
        session.execute(insert(Dialogue.__table__).values(conversation=conversation, **now))
