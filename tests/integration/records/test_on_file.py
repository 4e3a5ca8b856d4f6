"""Facts from the record: which row each rests on, what silence says, and that a verdict rests on them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select

from bot.assess import Case, assess
from bot.clock import CHINA
from bot.database import Database
from bot.eligibility.values import Value, to_minutes
from bot.policy.catalogue import Catalogue, CatalogueSource
from bot.record_facts import for_case
from bot.records.acts import RecordedAct
from bot.records.corrections import Correction, CorrectionOrder
from bot.records.on_file import MOST, OnFile
from bot.records.parties import Party
from bot.records.vehicles import Driver, ServiceCard, Vehicle

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 20, 12, tzinfo=CHINA)
HAPPENED = float(to_minutes(NOON.replace(tzinfo=None)))


@pytest.fixture
def records(empty_url: str) -> Iterator[Database]:
    """An empty database of each kind with one party, its car and its driver."""
    database = Database(empty_url)
    database.create()
    with database.session() as session:
        party = Party(ref="P1", kind="person", name="合成张三", name_initials="hczs", synthetic=True)
        session.add(party)
        session.flush()
        car = Vehicle(plate="豫CA1234", kind="private_small", seats=5, owner_id=party.id, synthetic=True)
        session.add_all([car, Driver(file_no="410300000001", party_id=party.id, synthetic=True)])
    yield database
    database.close()


def act(days: int, number: str = "豫洛公交决1", **more: object) -> RecordedAct:
    """An act committed so many days before the violation."""
    usual = {"agency": "traffic_police", "act": "parking", "treatment": "ordinary", "settled": True, "synthetic": True}
    return RecordedAct(decision_no=number, committed_at=NOON - timedelta(days=days), **{**usual, **more})


def add(database: Database, *rows: object) -> None:
    with database.session() as session:
        session.add_all(rows)


def on_file(
    database: Database, catalogue: Catalogue, acts: tuple[str, ...] = ("parking",), when: Value | None = HAPPENED
) -> OnFile:
    told = {} if when is None else {"violation_time": when}
    with database.session() as session:
        return for_case(session, catalogue, Case(acts, told, TODAY, "洛阳市"), "P1")


@pytest.fixture
def catalogue(source: CatalogueSource) -> Catalogue:
    return source.current()


def test_the_register_tells_the_car(records: Database, catalogue: Catalogue) -> None:
    found = on_file(records, catalogue)
    assert (found.facts["plate_local"], found.facts["vehicle_kind"]) == (True, "private_small")


def test_a_prior_act_is_named_with_its_decision(records: Database, catalogue: Catalogue) -> None:
    add(records, act(100, vehicle_id=1))
    found = on_file(records, catalogue)
    assert found.facts["prior_traffic_6m"] is True
    evidence = found.evidence["prior_traffic_6m"]
    assert "豫洛公交决1" in evidence.text and "合成" in evidence.text and evidence.date == "2026-08-12"


def test_an_act_of_the_driver_counts_too(records: Database, catalogue: Catalogue) -> None:
    add(records, act(10, driver_id=1))
    assert on_file(records, catalogue).facts["prior_traffic_6m"] is True


@pytest.mark.parametrize(("days", "within"), [(183, True), (185, False)])
def test_the_window_is_counted_back_from_the_violation(
    records: Database, catalogue: Catalogue, days: int, within: bool
) -> None:
    add(records, act(days, vehicle_id=1))
    assert on_file(records, catalogue).facts["prior_traffic_6m"] is within


def test_the_violation_itself_is_no_prior_act(records: Database, catalogue: Catalogue) -> None:
    add(records, act(0, vehicle_id=1))
    assert on_file(records, catalogue).facts["prior_traffic_6m"] is False


def test_a_fresh_row_may_be_the_act_in_question_when_the_day_is_not_told(
    records: Database, catalogue: Catalogue
) -> None:
    add(records, act(3, vehicle_id=1, settled=False))
    assert on_file(records, catalogue, when=None).facts["prior_traffic_6m"] is False


def test_a_prior_act_is_found_behind_very_many_others(records: Database, catalogue: Catalogue) -> None:
    with records.session() as session:
        car = session.execute(select(Vehicle)).scalar_one()
        others = [
            act(20, f"别的{n}", vehicle_id=car.id, agency="city_management", act="stall") for n in range(MOST + 5)
        ]
        session.add_all([*others, act(90, "豫洛公交决8", vehicle_id=car.id)])
    found = on_file(records, catalogue)
    assert found.facts["prior_traffic_6m"] is True
    assert "豫洛公交决8" in found.evidence["prior_traffic_6m"].text


def test_what_is_not_settled_is_found(records: Database, catalogue: Catalogue) -> None:
    add(records, act(400, vehicle_id=1, settled=False))
    assert on_file(records, catalogue).facts["prior_traffic_settled"] is False


def test_silence_is_no_first_offence(records: Database, catalogue: Catalogue) -> None:
    assert "same_kind_2y" not in on_file(records, catalogue, ("expired-food",)).facts


def test_a_row_of_the_same_kind_decides(records: Database, catalogue: Catalogue) -> None:
    add(records, act(300, party_id=1, agency="market", act="expired-food"))
    assert on_file(records, catalogue, ("expired-food",)).facts["same_kind_2y"] is True


def test_without_a_driver_on_file_silence_decides_nothing(records: Database, catalogue: Catalogue) -> None:
    with records.session() as session:
        session.query(Driver).delete()
    assert "prior_traffic_6m" not in on_file(records, catalogue).facts


def test_the_card_is_as_it_was_at_the_violation(records: Database, catalogue: Catalogue) -> None:
    add(records, ServiceCard(vehicle_id=1, state="green", since=NOON - timedelta(days=50)))
    found = on_file(records, catalogue)
    assert (found.facts["card_status"], found.facts["registered_before"]) == ("green", True)


@pytest.mark.parametrize(("days", "value"), [(5, "within_order"), (12, "late")])
def test_correction_is_measured_against_the_order(
    records: Database, catalogue: Catalogue, days: int, value: str
) -> None:
    order = CorrectionOrder(
        order_no="责改1",
        party_id=1,
        agency="market",
        act="expired-food",
        issued_at=NOON,
        due_at=NOON + timedelta(days=10),
    )
    add(records, order)
    add(records, Correction(party_id=1, order_id=1, act="expired-food", corrected_at=NOON + timedelta(days=days)))
    assert on_file(records, catalogue, ("expired-food",)).facts["correction"] == value


def test_the_record_decides_against_a_statement_and_both_are_shown(records: Database, catalogue: Catalogue) -> None:
    add(records, act(100, vehicle_id=1))
    told: dict[str, Value] = {"agency": "traffic_police", "location": "core", "prior_traffic_6m": False}
    found = on_file(records, catalogue)
    case = Case(
        ("parking",),
        {**told, "violation_time": HAPPENED, **found.facts},
        TODAY,
        "洛阳市",
        found.over(told, {}, catalogue.facts),
    )
    verdict = assess(catalogue, case).verdict("a")
    youjia = next(r for r in verdict["routes"] if r["item"] == "ly-police-youjia/1")
    assert youjia["status"] == "fails"
    texts = [c["evidence"]["text"] for c in verdict["conditions"] if "prior_traffic_6m" in c["facts"]]
    assert all("以记录为准" in text and "豫洛公交决1" in text for text in texts)


def test_nothing_is_known_of_a_party_that_is_not_there(records: Database, catalogue: Catalogue) -> None:
    with records.session() as session:
        case = Case(("parking",), {}, TODAY, "洛阳市")
        assert for_case(session, catalogue, case, "nobody").facts == {}
