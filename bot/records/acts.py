"""违法记录: recorded acts as decided, the row they came from, and decisions not to punish."""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, String, true

from bot.database import Base
from bot.eligibility.model import TREATMENTS
from bot.records.columns import Moment, Yuan, one_of

AGENCIES = {
    "traffic_police": "公安交警",
    "city_management": "城管",
    "market": "市场监管",
    "culture": "文化旅游",
    "tax": "税务",
    "fire": "消防",
    "housing": "住房建设",
    "other": "其他部门",
}
HOW_FOUND = {
    "on_site": "现场查处",
    "camera": "电子监控",
    "inspection": "日常检查",
    "complaint": "投诉举报",
    "reported": "主动报告",
    "transferred": "移送",
}


class RecordedAct(Base):
    """一条违法记录.

    `act` is the name the lists use (parking), `item` the item applied if one was; `treatment` as the lists name them
    (`ordinary` = punished in the ordinary way, with `amount`). `known` holds what the case file says beyond the
    columns: fact id → value, in the wire form of /api/evaluate. `settled_known` is false where the
    source does not say. Raw readers: `amount_fen` is whole fen, times are UTC.
    """

    __tablename__ = "acts"
    __table_args__ = (
        one_of("agency", AGENCIES),
        one_of("how_found", HOW_FOUND),
        one_of("treatment", TREATMENTS),
        CheckConstraint("amount_fen >= 0", name="amount_not_negative"),
        CheckConstraint("settled_at IS NULL OR settled", name="settled_when_dated"),
        Index("ix_acts_party", "party_id", "committed_at"),
        Index("ix_acts_vehicle", "vehicle_id", "committed_at"),
        Index("ix_acts_driver", "driver_id", "committed_at"),
    )

    id = Column(Integer, primary_key=True)
    decision_no = Column(String(80), nullable=False, unique=True)
    party_id = Column(Integer, ForeignKey("parties.id", ondelete="SET NULL"))
    vehicle_id = Column(Integer, ForeignKey("vehicles.id", ondelete="SET NULL"))
    driver_id = Column(Integer, ForeignKey("drivers.id", ondelete="SET NULL"))
    agency = Column(String(20), nullable=False)
    department = Column(String(80))
    act = Column(String(60))
    item = Column(String(100))
    article = Column(String(200))
    place = Column(String(120))
    district = Column(String(20))
    committed_at = Column(Moment, nullable=False)
    discovered_at = Column(Moment)
    decided_at = Column(Moment, index=True)
    how_found = Column(String(12))
    treatment = Column(String(16), nullable=False)
    amount = Column("amount_fen", Yuan)
    settled = Column(Boolean, nullable=False, default=False)
    settled_known = Column(Boolean, nullable=False, default=True, server_default=true())
    settled_at = Column(Moment)
    known = Column(JSON(none_as_null=True))
    synthetic = Column(Boolean, nullable=False, default=False)


class ActSource(Base):
    """来源: the row an act was imported from, field by field, so that it can be handed on unchanged."""

    __tablename__ = "act_sources"

    act_id = Column(Integer, ForeignKey("acts.id", ondelete="CASCADE"), primary_key=True)
    source = Column(String(40), nullable=False)
    fields = Column(JSON, nullable=False)


class Exemption(Base):
    """不予处罚、免罚决定: what was let go before; 双公示 does not hold these."""

    __tablename__ = "exemptions"
    __table_args__ = (
        one_of("agency", AGENCIES),
        one_of("treatment", TREATMENTS),
        Index("ix_exemptions_party", "party_id", "committed_at"),
        Index("ix_exemptions_vehicle", "vehicle_id", "committed_at"),
    )

    id = Column(Integer, primary_key=True)
    decision_no = Column(String(80), nullable=False, unique=True)
    party_id = Column(Integer, ForeignKey("parties.id", ondelete="SET NULL"))
    vehicle_id = Column(Integer, ForeignKey("vehicles.id", ondelete="SET NULL"))
    agency = Column(String(20), nullable=False)
    act = Column(String(60))
    item = Column(String(100))
    treatment = Column(String(16), nullable=False)
    committed_at = Column(Moment, nullable=False)
    decided_at = Column(Moment)
    synthetic = Column(Boolean, nullable=False, default=False)
