"""All tables of the records room: importing this module makes them known to the database."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Integer, String

from bot.database import Base
from bot.records.acts import ActSource, Exemption, RecordedAct
from bot.records.columns import Moment
from bot.records.corrections import Correction, CorrectionOrder
from bot.records.dialogues import Dialogue
from bot.records.import_runs import ImportRun
from bot.records.lookups import Lookup
from bot.records.parties import Party, Permit
from bot.records.ratings import Rating
from bot.records.sent import SentTurn
from bot.records.tickets import Delivery, Ticket, TicketEvent
from bot.records.turns import ChatTurn
from bot.records.vehicles import Driver, ServiceCard, Vehicle

START = "0" * 64  # what the first entry of the chain follows

__all__ = [
    "AuditHead",
    "ActSource",
    "ChatTurn",
    "Conversation",
    "Correction",
    "CorrectionOrder",
    "Delivery",
    "Dialogue",
    "Driver",
    "Exemption",
    "GivenVerdict",
    "ImportRun",
    "Lookup",
    "Party",
    "Permit",
    "Rating",
    "RecordedAct",
    "SentTurn",
    "ServiceCard",
    "Ticket",
    "TicketEvent",
    "Vehicle",
]


class Conversation(Base):
    """对话: an unguessable id bound to the identity that started it."""

    __tablename__ = "conversations"

    id = Column(String(64), primary_key=True)
    owner = Column(String(200), nullable=False)
    started_at = Column(Moment, nullable=False)


class GivenVerdict(Base):
    """结论存档: the facts, rule versions, trace and verdict as they were given; never changed.

    `number`, `previous` and `sha256` make the chain (`bot/records/audit.py`); `versions` names the rule set."""

    __tablename__ = "given_verdicts"

    id = Column(String(64), primary_key=True)
    conversation = Column(String(64), nullable=True, index=True)
    given_at = Column(Moment, nullable=False)
    facts = Column(JSON, nullable=False)
    versions = Column(JSON, nullable=False)
    verdict = Column(JSON, nullable=False)
    owner = Column(String(200))
    trace = Column(JSON)
    number = Column(Integer, index=True, unique=True)
    previous = Column(String(64))
    sha256 = Column(String(64))


class AuditHead(Base):
    """The end of the chain: how many entries, and the hash of the last."""

    __tablename__ = "audit_head"

    id = Column(Integer, primary_key=True)
    entries = Column(Integer, nullable=False, default=0)
    sha256 = Column(String(64), nullable=False, default=START)
