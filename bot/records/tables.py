"""Tables of the records room: who a conversation belongs to, and every verdict that was given."""

from __future__ import annotations

from sqlalchemy import JSON, Column, DateTime, String

from bot.database import Base


class Conversation(Base):
    """对话: an unguessable id bound to the identity that started it."""

    __tablename__ = "conversations"

    id = Column(String(64), primary_key=True)
    owner = Column(String(200), nullable=False)
    started_at = Column(DateTime(timezone=True), nullable=False)


class GivenVerdict(Base):
    """结论存档: the facts, rule versions and verdict as they were given; never changed."""

    __tablename__ = "given_verdicts"

    id = Column(String(64), primary_key=True)
    conversation = Column(String(64), nullable=True, index=True)
    given_at = Column(DateTime(timezone=True), nullable=False)
    facts = Column(JSON, nullable=False)
    versions = Column(JSON, nullable=False)
    verdict = Column(JSON, nullable=False)
