"""工单: tables of tickets, of what was done with each, and of the messages to the city's own hotline system."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
)  # fmt: skip
from sqlalchemy.orm import relationship

from bot.database import Base
from bot.records.columns import Moment, one_of
from bot.tickets.model import KINDS, SOURCES, STATES, URGENCIES


class Ticket(Base):
    """工单. `due` is empty when the holidays of its year are not known (`due_note` says so); `told_at` is when the
    answer was given in the asker's conversation; `request` makes a repeated filing of the same form the same ticket."""

    __tablename__ = "tickets"
    __table_args__ = (
        one_of("kind", KINDS),
        one_of("state", STATES),
        one_of("urgency", URGENCIES),
        one_of("source", SOURCES),
        CheckConstraint("satisfaction BETWEEN 1 AND 5", name="satisfaction_levels"),
        UniqueConstraint("owner", "conversation", "request"),
        Index("ix_tickets_state", "state", "due"),
        Index("ix_tickets_conversation", "conversation"),
        Index("ix_tickets_party", "party"),
        Index("ix_tickets_received", "received_at"),
    )

    id = Column(String(20), primary_key=True)
    received_at = Column(Moment, nullable=False)
    source = Column(String(12), nullable=False)
    kind = Column(String(12), nullable=False)
    urgency = Column(String(12), nullable=False)
    state = Column(String(12), nullable=False)
    text = Column(Text, nullable=False)
    person = Column(String(80), nullable=False, default="")
    phone = Column(String(60), nullable=False, default="")
    address = Column(String(200), nullable=False, default="")
    categories = Column(JSON, nullable=False)
    office = Column(String(40), nullable=False, default="")
    department = Column(String(120), nullable=False)
    district = Column(String(20))
    days = Column(Integer, nullable=False)
    due = Column(Date)
    due_note = Column(String(120), nullable=False)
    handling = Column(String(40), nullable=False, default="")
    result = Column(String(40), nullable=False, default="")
    answer = Column(Text, nullable=False, default="")
    answered_at = Column(Moment)
    closed_at = Column(Moment)
    told_at = Column(Moment)
    resolved = Column(Boolean)
    satisfaction = Column(Integer)
    dissatisfaction = Column(String(500), nullable=False, default="")
    followed_up_at = Column(Moment)
    owner = Column(String(200), nullable=False)
    filed_by = Column(String(200), nullable=False, default="")
    conversation = Column(String(64))
    party = Column(String(200))
    item = Column(String(160))
    audit = Column(String(64))
    verdict = Column(JSON)
    transcript = Column(JSON, nullable=False)
    request = Column(String(64))

    events = relationship("TicketEvent", order_by="TicketEvent.id", passive_deletes=True, back_populates="ticket_row")


class TicketEvent(Base):
    """办理过程: one thing that was done with a ticket; never changed."""

    __tablename__ = "ticket_events"

    id = Column(Integer, primary_key=True)
    ticket = Column(String(20), ForeignKey("tickets.id", ondelete="CASCADE"), nullable=False, index=True)
    at = Column(Moment, nullable=False)
    by = Column(String(200), nullable=False)
    what = Column(String(20), nullable=False)
    state = Column(String(12), nullable=False)
    note = Column(Text, nullable=False, default="")

    ticket_row = relationship("Ticket", back_populates="events")


class Delivery(Base):
    """推送: one message to the city's own system, written with the event itself; `key` is its idempotency key and `body`
    the very bytes that are signed. Claimed by one process at a time (`claimed_until`); delivered once, then never again."""

    __tablename__ = "ticket_deliveries"
    __table_args__ = (Index("ix_ticket_deliveries_open", "delivered_at", "next_at"),)

    id = Column(Integer, primary_key=True)
    key = Column(String(40), nullable=False, unique=True)
    ticket = Column(String(20), ForeignKey("tickets.id", ondelete="CASCADE"), nullable=False, index=True)
    event = Column(String(20), nullable=False)
    body = Column(LargeBinary, nullable=False)
    attempts = Column(Integer, nullable=False, default=0)
    next_at = Column(Moment, nullable=False)
    claimed_until = Column(Moment)
    delivered_at = Column(Moment)
    gave_up_at = Column(Moment)
    last_error = Column(String(200), nullable=False, default="")
