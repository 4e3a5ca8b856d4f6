"""记录一览: what an operator sees of a party in one look: acts of 24 months, open orders, exemptions used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot.clock import CHINA
from bot.eligibility.model import TREATMENTS
from bot.records.acts import AGENCIES, Exemption, RecordedAct
from bot.records.corrections import Correction, CorrectionOrder
from bot.records.on_file import Subject
from bot.records.parties import KINDS
from bot.records.vehicles import Vehicle

MONTHS = 24
MOST = 60


@dataclass(frozen=True)
class Act:
    """A recorded act; `settled` None: the source does not say; `place` is where it stands on the line of time, from 0 (24 months ago) to 1 (today)."""

    on: date
    act: str
    item: str
    agency: str
    treatment: str
    amount: Decimal | None
    settled: bool | None
    decision_no: str
    place: float


@dataclass(frozen=True)
class Order:
    """An order to put right that was not seen to yet; `days_left` in calendar days, negative when over, None without a day."""

    order_no: str
    act: str
    agency: str
    due: date | None
    days_left: int | None


@dataclass(frozen=True)
class Used:
    """An exemption that was given before; `place` as of an act, None when it is older than the line of time."""

    on: date
    act: str
    item: str
    agency: str
    treatment: str
    decision_no: str
    place: float | None


@dataclass(frozen=True)
class Overview:
    """All of it, newest first."""

    ref: str
    name: str
    kind: str
    district: str
    trade: str
    synthetic: bool
    plates: tuple[str, ...]
    acts: tuple[Act, ...]
    orders: tuple[Order, ...]
    exemptions: tuple[Used, ...]


def overview(session: Session, subject: Subject, today: date) -> Overview:
    """The record of a party, its vehicles and its drivers; of one vehicle's acts when that is what was asked for."""
    party = subject.party
    cars = list(session.execute(select(Vehicle).where(Vehicle.owner_id == party.id)).scalars())
    since = datetime.combine(today - relativedelta(months=MONTHS), datetime.min.time(), CHINA)
    return Overview(
        ref=party.ref,
        name=party.name,
        kind=KINDS[party.kind],
        district=party.district or "",
        trade=party.trade or "",
        synthetic=bool(party.synthetic),
        plates=tuple(str(car.plate) for car in cars),
        acts=_acts(session, subject, [car.id for car in cars], since, today),
        orders=_orders(session, party.id, today),
        exemptions=_exemptions(session, party.id, [car.id for car in cars], since.date(), today),
    )


def _acts(session: Session, subject: Subject, cars: list[int], since: datetime, today: date) -> tuple[Act, ...]:
    drivers = [driver.id for driver in subject.drivers]
    whose = _any_of(
        (RecordedAct.party_id, [subject.party.id]), (RecordedAct.vehicle_id, cars), (RecordedAct.driver_id, drivers)
    )
    wanted = select(RecordedAct).where(whose, RecordedAct.committed_at >= since)
    rows = session.execute(wanted.order_by(RecordedAct.committed_at.desc()).limit(MOST)).scalars()
    return tuple(_act(row, since.date(), today) for row in rows)


def _any_of(*columns: tuple[Any, list[int]]) -> Any:
    """That a row is of one of these; an empty list left in would have SQLite read the whole table."""
    return or_(*(column.in_(ids) for column, ids in columns if ids))


def _act(row: RecordedAct, since: date, today: date) -> Act:
    on = _day(row.committed_at)
    return Act(
        on=on,
        act=row.act or "",
        item=row.item or "",
        agency=row.department or AGENCIES[row.agency],
        treatment=TREATMENTS[row.treatment],
        amount=row.amount,
        settled=bool(row.settled) if row.settled_known else None,
        decision_no=row.decision_no,
        place=_place(on, since, today),
    )


def _orders(session: Session, party: int, today: date) -> tuple[Order, ...]:
    """Orders on which no correction was recorded, the most pressing first."""
    done = select(Correction.id).where(Correction.order_id == CorrectionOrder.id)
    wanted = select(CorrectionOrder).where(CorrectionOrder.party_id == party, ~done.exists())
    rows = session.execute(wanted.order_by(CorrectionOrder.due_at).limit(MOST)).scalars()
    return tuple(_order(row, today) for row in rows)


def _order(row: CorrectionOrder, today: date) -> Order:
    due = _day(row.due_at) if row.due_at else None
    return Order(row.order_no, row.act or "", AGENCIES[row.agency], due, (due - today).days if due else None)


def _exemptions(session: Session, party: int, cars: list[int], since: date, today: date) -> tuple[Used, ...]:
    whose = _any_of((Exemption.party_id, [party]), (Exemption.vehicle_id, cars))
    wanted = select(Exemption).where(whose).order_by(Exemption.committed_at.desc()).limit(MOST)
    return tuple(_used(row, since, today) for row in session.execute(wanted).scalars())


def _used(row: Exemption, since: date, today: date) -> Used:
    on = _day(row.committed_at)
    return Used(
        on=on,
        act=row.act or "",
        item=row.item or "",
        agency=AGENCIES[row.agency],
        treatment=TREATMENTS[row.treatment],
        decision_no=row.decision_no,
        place=_place(on, since, today) if on >= since else None,
    )


def _place(on: date, since: date, today: date) -> float:
    return min(1.0, max(0.0, (on - since) / max(today - since, timedelta(days=1))))


def _day(moment: Any) -> date:
    day: date = moment.astimezone(CHINA).date()
    return day
