"""对话归谁: a conversation is an unguessable id bound to the identity that started it."""

from __future__ import annotations

import secrets
from datetime import datetime, timezone

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.records.tables import Conversation


def new_id() -> str:
    """Unguessable."""
    return secrets.token_urlsafe(24)


def start(session: Session, owner: str, identity: str = "") -> str:
    """Begin a conversation of `owner`; its id (`identity` when it was given out already)."""
    identity = identity or new_id()
    session.add(Conversation(id=identity, owner=owner, started_at=datetime.now(timezone.utc)))
    return identity


def is_owned(session: Session, conversation: str, owner: str) -> bool:
    """Whether `owner` started it; an unknown conversation and another's are not told apart."""
    found = session.execute(select(Conversation.owner).where(Conversation.id == conversation)).scalar_one_or_none()
    return found is not None and secrets.compare_digest(str(found), owner)
