"""情形: cases kept from conversations, with what they led to; every draft is tried on all of them.

Only facts and outcomes are kept, never sentences that were shown to somebody.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import JSON, Column, DateTime, Integer, String, UniqueConstraint, select
from sqlalchemy.orm import Session

from bot.database import Base
from bot.policy.drafts.desk import DraftError


class Scenario(Base):
    """One case: `facts` as `bot.records.given.case_to_wire` writes it, `outcome` as `bot.drafting.trial.outcome`."""

    __tablename__ = "scenarios"
    __table_args__ = (UniqueConstraint("name"),)

    id = Column(Integer, primary_key=True)
    name = Column(String(60), nullable=False)
    facts = Column(JSON, nullable=False)
    outcome = Column(JSON, nullable=False)
    saved_by = Column(String(120), nullable=False)
    saved_at = Column(DateTime(timezone=True), nullable=False)


def save(session: Session, name: str, facts: Mapping[str, Any], outcome: Mapping[str, Any], by: str) -> Scenario:
    """Keep a case; DraftError when the name is taken by another."""
    name = name.strip()[:60]
    if session.execute(select(Scenario).where(Scenario.name == name)).scalars().first() is not None:
        raise DraftError(f"已经有叫“{name}”的场景，请换个名字，比如“把这个案子存成场景：{name}2”")
    kept = {key: value for key, value in facts.items() if key not in ("evidence", "described")}
    when = datetime.now(timezone.utc)
    row = Scenario(name=name, facts=kept, outcome=dict(outcome), saved_by=by, saved_at=when)
    session.add(row)
    session.flush()
    return row


def all_of(session: Session) -> list[Scenario]:
    """All of them, as they were saved."""
    return list(session.execute(select(Scenario).order_by(Scenario.id)).scalars())
