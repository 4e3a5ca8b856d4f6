"""责令改正与改正: what was ordered, by when, and when it was put right."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String

from bot.database import Base
from bot.records.acts import AGENCIES
from bot.records.columns import Moment, one_of


class CorrectionOrder(Base):
    """责令改正通知书: to be put right by `due_at`."""

    __tablename__ = "correction_orders"
    __table_args__ = (
        one_of("agency", AGENCIES),
        CheckConstraint("due_at IS NULL OR due_at >= issued_at", name="due_after_issued"),
        Index("ix_correction_orders_party", "party_id", "issued_at"),
    )

    id = Column(Integer, primary_key=True)
    order_no = Column(String(80), nullable=False, unique=True)
    party_id = Column(Integer, ForeignKey("parties.id", ondelete="CASCADE"), nullable=False)
    recorded_act_id = Column(Integer, ForeignKey("acts.id", ondelete="SET NULL"), index=True)
    agency = Column(String(20), nullable=False)
    act = Column(String(60))
    issued_at = Column(Moment, nullable=False)
    due_at = Column(Moment)
    synthetic = Column(Boolean, nullable=False, default=False)


class Correction(Base):
    """改正: when it was put right, on an order or (without one) on one's own; `verified_at` when an officer saw it."""

    __tablename__ = "corrections"
    __table_args__ = (Index("ix_corrections_party", "party_id", "corrected_at"),)

    id = Column(Integer, primary_key=True)
    party_id = Column(Integer, ForeignKey("parties.id", ondelete="CASCADE"), nullable=False)
    order_id = Column(Integer, ForeignKey("correction_orders.id", ondelete="SET NULL"), index=True)
    recorded_act_id = Column(Integer, ForeignKey("acts.id", ondelete="SET NULL"), index=True)
    act = Column(String(60))
    corrected_at = Column(Moment, nullable=False)
    verified_at = Column(Moment)
    synthetic = Column(Boolean, nullable=False, default=False)
