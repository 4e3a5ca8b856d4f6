"""What the record says of a case (在案事实): facts of the dictionary, each resting on a row that can be named.

A fact says in `data/facts.yml` under `record` how it is derived. Finding a row decides; silence decides only where the
record would hold every such row (`complete`): 双公示 holds no exemptions, so that no row is not "first offence".
All moments are compared as aware ones; the violation itself is never its own prior.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property, lru_cache
from typing import Any

from dateutil.relativedelta import relativedelta
from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from bot.clock import CHINA
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Fact, RecordRule
from bot.eligibility.values import Range, Value, from_minutes
from bot.eligibility.verdict import Evidence
from bot.records.acts import AGENCIES, RecordedAct
from bot.records.corrections import Correction, CorrectionOrder
from bot.records.parties import Party
from bot.records.plates import veil
from bot.records.vehicles import Driver, ServiceCard, Vehicle

LOCAL_PLATE = "豫C"
PERHAPS_THIS_ONE = timedelta(days=30)  # an act so recent may be the very one that is asked about
MOST = 200  # rows looked at; where there are as many, silence about the rest decides nothing
_SYNTHETIC = "（合成数据）"


@dataclass(frozen=True)
class Subject:
    """Who and what is looked up: a party, and of its vehicles the one in question (None: not known which)."""

    party: Party
    vehicle: Vehicle | None
    drivers: tuple[Driver, ...] = ()


@dataclass(frozen=True)
class OnFile:
    """Facts from the record with what each rests on."""

    facts: Mapping[str, Value] = field(default_factory=dict)
    evidence: Mapping[str, Evidence] = field(default_factory=dict)

    def over(self, told: Mapping[str, Value], words: Mapping[str, Evidence], book: FactBook) -> dict[str, Evidence]:
        """The evidence where both speak: the record decides, and a statement that differs is shown beside it."""
        shown = dict(words)
        for name, found in self.evidence.items():
            shown[name] = found
            if name in told and told[name] != self.facts[name]:
                both = f"{found.text}；你说的是“{book.say(name, told[name])}”，与记录不同，以记录为准"
                shown[name] = Evidence("record", both, found.date)
        return shown


NOTHING = OnFile()


# Statements are made once: making one anew for each look-up takes longer than the database needs to answer it.
_PARTY = select(Party).where(Party.ref == bindparam("ref"))
_WITH_VEHICLES = (
    select(Party, Vehicle, Driver)
    .outerjoin(Vehicle, Vehicle.owner_id == Party.id)
    .outerjoin(Driver, Driver.party_id == Party.id)
    .where(Party.ref == bindparam("ref"))
    .limit(MOST)
)


def find(session: Session, ref: str, plate: str = "") -> Subject | None:
    """The party of that reference with the vehicle of that plate, veiled or not (else its only one); None when there is
    no such party."""
    rows = session.execute(_WITH_VEHICLES, {"ref": ref}).all()
    if not rows:
        return None
    party, owned, drivers = rows[0][0], _each(car for _, car, _ in rows), _each(driver for *_, driver in rows)
    named = [vehicle for vehicle in owned if plate in (vehicle.plate, veil(vehicle.plate))] if plate else owned
    return Subject(party, named[0] if len(named) == 1 else None, drivers)


def find_party(session: Session, ref: str) -> Subject | None:
    """The party alone, for what asks of no vehicle."""
    party = session.execute(_PARTY, {"ref": ref}).scalar_one_or_none()
    return None if party is None else Subject(party, None)


def _each(rows: Iterable[Any]) -> tuple[Any, ...]:
    """What an outer join gives, each once."""
    return tuple(dict.fromkeys(row for row in rows if row is not None))


def look_up(
    session: Session,
    subject: Subject,
    acts: Iterable[str],
    wanted: Iterable[str],
    book: FactBook,
    when: Value | None,
    as_of: date,
) -> OnFile:
    """The wanted facts that the record knows, for acts of these names committed at `when` (minutes; None: not told)."""
    case = _Case(session, subject, frozenset(acts), _moment(when, as_of), told_when=when is not None)
    facts: dict[str, Value] = {}
    evidence: dict[str, Evidence] = {}
    for name in sorted(set(wanted)):
        fact = book.get(name)
        found = _READERS[fact.record.read](case, fact, fact.record) if fact is not None and fact.record else None
        if found is not None:
            facts[name], evidence[name] = found
    return OnFile(facts, evidence)


Found = tuple[Value, Evidence] | None
_ACT = tuple(
    getattr(RecordedAct, name)
    for name in (
        "party_id", "vehicle_id", "driver_id", "agency", "act", "committed_at", "decision_no", "settled",
        "settled_known", "synthetic",
    )
)  # fmt: skip


@lru_cache(maxsize=64)
def _acts_of(columns: tuple[str, ...], bounds: tuple[str, ...] = ()) -> Any:
    """The latest acts before a moment of those whose ids are in one of these columns, MOST of them; `bounds` names
    what else limits them: since, agency, names."""
    ids = (getattr(RecordedAct, column).in_(bindparam(column, expanding=True)) for column in columns)
    limits = {
        "since": RecordedAct.committed_at >= bindparam("since"),
        "agency": RecordedAct.agency == bindparam("agency"),
        "names": RecordedAct.act.in_(bindparam("names", expanding=True)),
    }
    wanted = select(*_ACT).where(or_(*ids), RecordedAct.committed_at < bindparam("before"))
    wanted = wanted.where(*(limits[bound] for bound in bounds))
    return wanted.order_by(RecordedAct.committed_at.desc()).limit(MOST)


_CARD = (
    select(ServiceCard)
    .where(
        ServiceCard.vehicle_id == bindparam("vehicle"),
        ServiceCard.since < bindparam("before"),
        ServiceCard.state != "none",
    )
    .order_by(ServiceCard.since.desc())
    .limit(1)
)
_ORDERS = (
    select(CorrectionOrder)
    .where(
        CorrectionOrder.party_id == bindparam("party"),
        CorrectionOrder.act.in_(bindparam("acts", expanding=True)),
        CorrectionOrder.issued_at >= bindparam("since"),
    )
    .limit(2)
)
_CORRECTED = (
    select(Correction).where(Correction.order_id == bindparam("order")).order_by(Correction.corrected_at).limit(1)
)


@dataclass(frozen=True)
class _Case:
    session: Session
    subject: Subject
    acts: frozenset[str]
    moment: datetime
    told_when: bool

    def earlier(self, rule: RecordRule, since: datetime | None) -> list[Any]:
        """Recorded acts before the violation that the rule speaks of, the latest first, MOST of them."""
        whose = self._whose(rule)
        if not whose:
            return []
        names = self.acts if rule.same == "act" else {rule.act} if rule.act else None
        rows = self._latest if len(self._latest) < MOST else self._of_rule(rule, whose, since, names)
        return [
            row
            for row in rows
            if any(getattr(row, column) in ids for column, ids in whose.items())
            and (since is None or row.committed_at >= since)
            and (not rule.agency or row.agency == rule.agency)
            and (names is None or row.act in names)
            and not self._perhaps_this_one(row)
        ]

    @cached_property
    def _latest(self) -> list[Any]:
        """The latest acts of everyone in question: read once for all facts."""
        everyone = {column: ids for column, ids in self._ids.values() if ids}
        return self._read(everyone)

    def _of_rule(
        self, rule: RecordRule, whose: Mapping[str, tuple[int, ...]], since: datetime | None, names: Any
    ) -> list[Any]:
        """For who has so many acts that those a rule speaks of may not be among the latest."""
        limits = {"since": since, "agency": rule.agency or None, "names": None if names is None else sorted(names)}
        return self._read(whose, **{bound: value for bound, value in limits.items() if value is not None})

    def _read(self, whose: Mapping[str, tuple[int, ...]], **limits: Any) -> list[Any]:
        wanted = _acts_of(tuple(whose), tuple(limits))
        return list(self.session.execute(wanted, {**whose, **limits, "before": self.moment}))

    def knows_all(self, rule: RecordRule) -> bool:
        """True when silence means that there was none: a complete register, and everyone it asks of is known."""
        known = {"party": True, "vehicle": self.subject.vehicle is not None, "driver": bool(self.subject.drivers)}
        return rule.complete and all(known[who] for who in rule.of)

    def _whose(self, rule: RecordRule) -> dict[str, tuple[int, ...]]:
        return {column: ids for who, (column, ids) in self._ids.items() if who in rule.of and ids}

    @cached_property
    def _ids(self) -> dict[str, tuple[str, tuple[int, ...]]]:
        """Who a rule may speak of: the column of an act, and the ids in it."""
        vehicle = self.subject.vehicle
        return {
            "party": ("party_id", (self.subject.party.id,)),
            "vehicle": ("vehicle_id", () if vehicle is None else (vehicle.id,)),
            "driver": ("driver_id", tuple(driver.id for driver in self.subject.drivers)),
        }

    def _perhaps_this_one(self, row: Any) -> bool:
        """When the day was not told, a fresh row of the same act may be the act in question."""
        return not self.told_when and row.act in self.acts and self.moment - row.committed_at < PERHAPS_THIS_ONE


def _prior(case: _Case, fact: Fact, rule: RecordRule) -> Found:
    rows = case.earlier(rule, _since(case.moment, fact, rule))
    if rows:
        return rule.means, _row(rows[0], f"记录中有{len(rows)}条，最近一条")
    if not case.knows_all(rule):
        return None
    return not rule.means, Evidence("record", f"截至{_day(case.moment)}，记录中没有", _iso(case.moment))


def _settled(case: _Case, fact: Fact, rule: RecordRule) -> Found:
    rows = case.earlier(rule, None)
    owing = [row for row in rows if row.settled_known and not row.settled]
    if owing:
        return False, _row(owing[0], f"还有{len(owing)}条没有处理，最近一条")
    if not case.knows_all(rule) or len(rows) >= MOST or not all(row.settled_known for row in rows):
        return None
    return True, Evidence("record", f"截至{_day(case.moment)}，记录中没有未处理的", _iso(case.moment))


def _vehicle(case: _Case, fact: Fact, rule: RecordRule) -> Found:
    vehicle = case.subject.vehicle
    if vehicle is None:
        return None
    value = vehicle.plate.startswith(LOCAL_PLATE) if rule.column == "plate_local" else getattr(vehicle, rule.column)
    mark = _SYNTHETIC if vehicle.synthetic else ""
    return None if value is None else (value, Evidence("record", f"机动车登记{mark}", None))


def _card(case: _Case, fact: Fact, rule: RecordRule) -> Found:
    """The state of the service card at the violation, or whether there was one before."""
    if case.subject.vehicle is None:
        return None
    asked = {"vehicle": case.subject.vehicle.id, "before": case.moment}
    row = case.session.execute(_CARD, asked).scalar_one_or_none()
    if row is None:
        return None
    source = Evidence("record", f"文明停车服务卡{_day(row.since)}起的状态", _iso(row.since))
    if rule.column == "registered":
        return True, source
    return (str(row.state), source) if row.until is None or row.until > case.moment else None


def _correction(case: _Case, fact: Fact, rule: RecordRule) -> Found:
    """Put right within the order's time or after it: of the only order for this act that is near the violation."""
    since = case.moment - timedelta(days=90)
    asked = {"party": case.subject.party.id, "acts": sorted(case.acts), "since": since}
    orders = list(case.session.execute(_ORDERS, asked).scalars())
    if len(orders) != 1 or orders[0].due_at is None:
        return None
    order = orders[0]
    row = case.session.execute(_CORRECTED, {"order": order.id}).scalar_one_or_none()
    if row is None:
        return None
    value = "within_order" if row.corrected_at <= order.due_at else "late"
    mark = _SYNTHETIC if order.synthetic else ""
    text = f"责令改正通知{order.order_no}{mark}要求{_day(order.due_at)}前改正，{_day(row.corrected_at)}改正"
    return value, Evidence("record", text, _iso(row.corrected_at))


_READERS: dict[str, Callable[[_Case, Fact, RecordRule], Found]] = {
    "prior": _prior,
    "settled": _settled,
    "vehicle": _vehicle,
    "card": _card,
    "correction": _correction,
}


def _since(moment: datetime, fact: Fact, rule: RecordRule) -> datetime | None:
    """From when rows count: the family's window back, or the beginning of the calendar cycle."""
    if fact.months:
        return moment - relativedelta(months=fact.months)
    length = {"quarter": 3, "halfyear": 6, "year": 12}.get(rule.cycle)
    if length is None:
        return None
    local = moment.astimezone(CHINA)
    first = (local.month - 1) // length * length + 1
    return datetime(local.year, first, 1, tzinfo=CHINA)


def _moment(when: Value | None, as_of: date) -> datetime:
    """The moment before which rows are prior ones: the earliest that the violation can have been, else the day's end."""
    if when is None:
        return datetime.combine(as_of, time.max, tzinfo=CHINA)
    earliest = when.lo if isinstance(when, Range) else when
    assert isinstance(earliest, (int, float))
    return from_minutes(earliest).replace(tzinfo=CHINA)


def _row(row: Any, head: str) -> Evidence:
    mark = _SYNTHETIC if row.synthetic else ""
    text = f"{head}：{_day(row.committed_at)}，{AGENCIES[row.agency]}，{row.decision_no}{mark}"
    return Evidence("record", text, _iso(row.committed_at))


def _day(moment: datetime) -> str:
    return f"{moment.astimezone(CHINA):%Y年%-m月%-d日}"


def _iso(moment: datetime) -> str:
    return moment.astimezone(CHINA).date().isoformat()
