"""来电人: finding a party by part of its name, pinyin initials or code, and a vehicle by part of its plate.

What is found here names a party and nothing of its record; opening the record is `overview`, and is written down.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.records.parties import KINDS, Party
from bot.records.vehicles import Vehicle

SHORTEST = 2  # fewer characters fit half the city
MOST = 8
_INITIALS = re.compile(r"[a-z]+")
_CODE = re.compile(r"[0-9A-Z-]+")
_PLATE = re.compile(r"[\u4e00-\u9fff]?[0-9A-Z]{2,8}[挂学警]?")


@dataclass(frozen=True)
class Caller:
    """A party that may be calling; `plate` when it was found by its vehicle."""

    ref: str
    name: str
    kind: str
    district: str
    plate: str
    synthetic: bool


def find(session: Session, words: str, limit: int = MOST) -> list[Caller]:
    """Who fits the words, vehicles first; empty below SHORTEST characters."""
    said = re.sub(r"[\s·.]+", "", words)
    if len(said) < SHORTEST:
        return []
    found = _by_plate(session, said.upper(), limit)
    return [*found, *_parties(session, said, limit - len(found))]


def _by_plate(session: Session, said: str, limit: int) -> list[Caller]:
    if not _PLATE.fullmatch(said):
        return []
    wanted = (
        select(Vehicle, Party)
        .join(Party, Vehicle.owner_id == Party.id)
        .where(Vehicle.plate.contains(said, autoescape=True))
        .order_by(Vehicle.plate)
    )
    return [_caller(party, str(car.plate)) for car, party in session.execute(wanted.limit(limit))]


def _parties(session: Session, said: str, limit: int) -> list[Caller]:
    if limit <= 0:
        return []
    ways = [Party.name.contains(said, autoescape=True)]
    if _INITIALS.fullmatch(said.lower()):
        ways.append(Party.name_initials.contains(said.lower(), autoescape=True))
    if _CODE.fullmatch(said.upper()):
        ways += [Party.credit_code.startswith(said.upper(), autoescape=True), Party.ref == said, Party.phone == said]
    begins = Party.name.startswith(said, autoescape=True)
    wanted = select(Party).where(or_(*ways)).order_by(begins.desc(), Party.name).limit(limit)
    return [_caller(party) for party in session.execute(wanted).scalars()]


def _caller(party: Party, plate: str = "") -> Caller:
    return Caller(party.ref, party.name, KINDS[party.kind], party.district or "", plate, bool(party.synthetic))
