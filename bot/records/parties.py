"""当事人: who a record is about, and the permits it holds."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String
from sqlalchemy.orm import relationship

from bot.database import Base
from bot.records.columns import one_of

KINDS = {"enterprise": "企业", "household": "个体工商户", "person": "个人"}
SIZES = {"micro": "微型", "small": "小型", "medium": "中型", "large": "大型"}
# District → what the fact `location` calls it.
DISTRICTS = {
    "涧西区": "core",
    "西工区": "core",
    "老城区": "core",
    "瀍河回族区": "core",
    "洛龙区": "core",
    "偃师区": "urban",
    "孟津区": "urban",
    "新安县": "county",
    "宜阳县": "county",
    "伊川县": "county",
    "汝阳县": "county",
    "嵩县": "county",
    "洛宁县": "county",
    "栾川县": "county",
}


class Party(Base):
    """当事人. `ref` is its id on the wire (the claim `party` of a token); `name_initials` are pinyin initials, lower case."""

    __tablename__ = "parties"
    __table_args__ = (one_of("kind", KINDS), one_of("size", SIZES))

    id = Column(Integer, primary_key=True)
    ref = Column(String(40), nullable=False, unique=True)
    kind = Column(String(12), nullable=False)
    name = Column(String(200), nullable=False, index=True)
    name_initials = Column(String(60), nullable=False, index=True)
    credit_code = Column(String(18), unique=True)
    district = Column(String(20))
    address = Column(String(200))
    trade = Column(String(40))
    size = Column(String(8))
    phone = Column(String(20), index=True)
    registered_on = Column(Date)
    synthetic = Column(Boolean, nullable=False, default=False)

    permits = relationship("Permit", back_populates="party", passive_deletes=True)
    vehicles = relationship("Vehicle", back_populates="owner", passive_deletes=True)


class Permit(Base):
    """许可证: what a party is licensed to do, and until when."""

    __tablename__ = "permits"
    __table_args__ = (Index("ix_permits_party", "party_id", "kind"),)

    id = Column(Integer, primary_key=True)
    party_id = Column(Integer, ForeignKey("parties.id", ondelete="CASCADE"), nullable=False)
    kind = Column(String(40), nullable=False)
    number = Column(String(60), nullable=False, unique=True)
    valid_from = Column(Date)
    valid_to = Column(Date)

    party = relationship("Party", back_populates="permits")
