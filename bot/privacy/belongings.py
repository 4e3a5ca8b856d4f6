"""有关一个当事人的全部: every row that is about a party, and the conversations that were about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.records.acts import Exemption, RecordedAct
from bot.records.corrections import Correction, CorrectionOrder
from bot.records.dialogues import Dialogue
from bot.records.lookups import Lookup
from bot.records.parties import Party, Permit
from bot.records.tickets import Ticket
from bot.records.vehicles import Driver, ServiceCard, Vehicle


@dataclass(frozen=True)
class Belongings:
    """Rows of one party. `acts` are its own and those of its vehicles and drivers that are nobody else's."""

    party: Any
    permits: list[Any]
    vehicles: list[Any]
    drivers: list[Any]
    cards: list[Any]
    acts: list[Any]
    exemptions: list[Any]
    orders: list[Any]
    corrections: list[Any]
    tickets: list[Any]
    lookups: list[Any]
    conversations: list[str]

    @property
    def names(self) -> list[str]:
        """What the party is called by people: its name, and the person and telephone of its tickets."""
        said = {self.party.name, *(t.person for t in self.tickets), *(t.phone for t in self.tickets)}
        return _longest_first(name for name in said if name and len(name) > 1)

    @property
    def numbers(self) -> list[str]:
        """Numbers that lead to the party and to nobody else, wherever they are found."""
        found = [self.party.ref, self.party.credit_code, self.party.phone, *(t.phone for t in self.tickets)]
        found += [car.plate for car in self.vehicles] + [driver.file_no for driver in self.drivers]
        found += [row.decision_no for row in (*self.acts, *self.exemptions)] + [row.order_no for row in self.orders]
        found += [permit.number for permit in self.permits]
        return _longest_first(number for number in found if number and len(number) > 5)


def collect(session: Session, ref: str) -> Belongings:
    """Everything about the party of that reference; ValueError when there is no such party."""
    party = session.execute(select(Party).where(Party.ref == ref)).scalar_one_or_none()
    if party is None:
        raise ValueError(f"没有编号为“{ref}”的当事人。编号就是令牌里的 party，坐席查到的记录里也有。")

    def all_of(table: Any, *conditions: Any) -> list[Any]:
        return list(session.execute(select(table).where(*conditions)).scalars())

    vehicles = all_of(Vehicle, Vehicle.owner_id == party.id)
    drivers = all_of(Driver, Driver.party_id == party.id)
    cars, licences = [car.id for car in vehicles], [driver.id for driver in drivers]
    of_these = or_(RecordedAct.vehicle_id.in_(cars), RecordedAct.driver_id.in_(licences))
    tickets = all_of(Ticket, Ticket.party == ref)
    return Belongings(
        party=party,
        permits=all_of(Permit, Permit.party_id == party.id),
        vehicles=vehicles,
        drivers=drivers,
        cards=all_of(ServiceCard, ServiceCard.vehicle_id.in_(cars)),
        acts=all_of(RecordedAct, or_(RecordedAct.party_id == party.id, RecordedAct.party_id.is_(None) & of_these)),
        exemptions=all_of(
            Exemption,
            or_(Exemption.party_id == party.id, Exemption.party_id.is_(None) & Exemption.vehicle_id.in_(cars)),
        ),
        orders=all_of(CorrectionOrder, CorrectionOrder.party_id == party.id),
        corrections=all_of(Correction, Correction.party_id == party.id),
        tickets=tickets,
        lookups=all_of(Lookup, Lookup.party == ref),
        conversations=_conversations(session, ref, tickets),
    )


def _conversations(session: Session, ref: str, tickets: list[Any]) -> list[str]:
    """Those that looked at the party's record, and those from which its tickets were filed."""
    looked = select(Dialogue.conversation).where(Dialogue.body["party"].as_string() == ref)
    filed = [ticket.conversation for ticket in tickets if ticket.conversation]
    return sorted({*session.execute(looked).scalars(), *filed})


def _longest_first(names: Any) -> list[str]:
    return sorted(set(names), key=lambda name: (-len(name), name))
