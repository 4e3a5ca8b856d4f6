"""车和驾驶人: the vehicle register, driving licences, and the states of the 文明停车服务卡."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import relationship

from bot.database import Base
from bot.records.columns import Moment, one_of

# As the fact `vehicle_kind` names them.
VEHICLE_KINDS = (
    "private_small",
    "unit_small",
    "commercial_small",
    "light_truck",
    "heavy_truck",
    "bus",
    "hazmat",
    "motorcycle",
    "other",
)
CARD_STATES = ("green", "red", "none")


class Vehicle(Base):
    """机动车. The plate is kept without a dot, in capitals: 豫CA1234."""

    __tablename__ = "vehicles"
    __table_args__ = (one_of("kind", VEHICLE_KINDS), CheckConstraint("seats > 0", name="seats_positive"))

    id = Column(Integer, primary_key=True)
    plate = Column(String(12), nullable=False, unique=True)
    kind = Column(String(20), nullable=False)
    seats = Column(Integer)
    owner_id = Column(Integer, ForeignKey("parties.id", ondelete="SET NULL"), index=True)
    synthetic = Column(Boolean, nullable=False, default=False)

    owner = relationship("Party", back_populates="vehicles")


class Driver(Base):
    """驾驶人. `file_no` is the licence's 档案编号; identity numbers are not kept."""

    __tablename__ = "drivers"

    id = Column(Integer, primary_key=True)
    file_no = Column(String(18), nullable=False, unique=True)
    party_id = Column(Integer, ForeignKey("parties.id", ondelete="SET NULL"), index=True)
    licence_class = Column(String(8))
    valid_to = Column(Date)
    synthetic = Column(Boolean, nullable=False, default=False)


class ServiceCard(Base):
    """文明停车服务卡的一段状态: a vehicle's card is in `state` from `since` until `until` (open: still)."""

    __tablename__ = "service_cards"
    __table_args__ = (UniqueConstraint("vehicle_id", "since"), one_of("state", CARD_STATES))

    id = Column(Integer, primary_key=True)
    vehicle_id = Column(Integer, ForeignKey("vehicles.id", ondelete="CASCADE"), nullable=False)
    state = Column(String(8), nullable=False)
    since = Column(Moment, nullable=False)
    until = Column(Moment)
