"""查询登记: who looked at whose record, why and when (个人信息保护法)."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Index, Integer, String

from bot.database import Base
from bot.records.columns import Moment


class Lookup(Base):
    """一次查询. `party` is the reference asked for, whether or not there is such a party (`found`)."""

    __tablename__ = "lookups"
    __table_args__ = (Index("ix_lookups_party", "party", "at"), Index("ix_lookups_at", "at"))

    id = Column(Integer, primary_key=True)
    at = Column(Moment, nullable=False)
    role = Column(String(12), nullable=False)
    who = Column(String(200), nullable=False)
    party = Column(String(200), nullable=False)
    reason = Column(String(200), nullable=False)
    way = Column(String(40), nullable=False)
    unmasked = Column(Boolean, nullable=False, default=False)
    found = Column(Boolean, nullable=False)
