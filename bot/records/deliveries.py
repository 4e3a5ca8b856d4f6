"""推送队列: messages written with the events they tell of, sent later, each confirmed once.

A message is sent again until it is confirmed, always with the same key, so that the receiver can tell a repetition;
one that was confirmed is never sent again. Two processes never hold the same message (claim is one UPDATE).
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session, aliased

from bot.records.tickets import Delivery

CLAIM = timedelta(minutes=2)
MOST_ATTEMPTS = 18  # with the waits below: about three days
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=6)


@dataclass(frozen=True)
class Message:
    """A claimed message, ready to be sent. `attempt` counts from 1."""

    id: int
    key: str
    body: bytes
    attempt: int


def put(session: Session, ticket: str, event: str, content: Mapping[str, Any], now: datetime) -> None:
    """Write a message in the transaction of its event."""
    key = secrets.token_urlsafe(18)
    body = json.dumps({"delivery": key, "event": event, "at": now.isoformat(), **content}, ensure_ascii=False)
    session.add(Delivery(key=key, ticket=ticket, event=event, body=body.encode("utf-8"), next_at=now))


def claim(session: Session, now: datetime) -> Message | None:
    """Take the oldest message that is due; None when there is none. A ticket's messages go out in their order: a later
    one waits until the earlier was confirmed or given up."""
    for row in session.execute(_waiting(now)).scalars().all():
        if _take(session, row.id, now):
            session.refresh(row)
            return Message(row.id, row.key, bytes(row.body), row.attempts)
    return None


def delivered(session: Session, message: Message, now: datetime) -> None:
    """The receiver has confirmed it."""
    _set(session, message, delivered_at=now, claimed_until=None, last_error="")


def failed(session: Session, message: Message, error: str, now: datetime) -> None:
    """Try again later, longer each time; give up after MOST_ATTEMPTS."""
    if message.attempt >= MOST_ATTEMPTS:
        _set(session, message, gave_up_at=now, claimed_until=None, last_error=error[:200])
    else:
        _set(session, message, next_at=now + wait(message.attempt), claimed_until=None, last_error=error[:200])


def wait(attempt: int) -> timedelta:
    """How long to wait after so many attempts."""
    return min(FIRST_WAIT * 2 ** (attempt - 1), LONGEST_WAIT)


def _waiting(now: datetime) -> Any:
    before = aliased(Delivery)
    earlier = select(before.id).where(before.ticket == Delivery.ticket, before.id < Delivery.id, _is_open(before))
    ready = (_is_open(Delivery), Delivery.next_at <= now, _is_free(now), ~earlier.exists())
    return select(Delivery).where(*ready).order_by(Delivery.id).limit(20)


def _take(session: Session, number: int, now: datetime) -> bool:
    taken = (
        update(Delivery)
        .where(Delivery.id == number, _is_open(Delivery), _is_free(now))
        .values(claimed_until=now + CLAIM, attempts=Delivery.attempts + 1)
        .execution_options(synchronize_session=False)
    )
    return int(session.execute(taken).rowcount) == 1


def _is_open(table: Any) -> Any:
    return table.delivered_at.is_(None) & table.gave_up_at.is_(None)


def _is_free(now: datetime) -> Any:
    return or_(Delivery.claimed_until.is_(None), Delivery.claimed_until < now)


def _set(session: Session, message: Message, **values: Any) -> None:
    session.execute(update(Delivery).where(Delivery.id == message.id).values(**values))
