"""The replay of recorded acts: act by act it gives what the evaluator gives on the same record, and it counts right."""

from __future__ import annotations

import random
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sqlalchemy import select

from bot.clock import CHINA
from bot.database import Database
from bot.drafting.trial import under
from bot.eligibility.decide import decide
from bot.eligibility.values import Value, to_minutes
from bot.impact import raw, snapshot, spark
from bot.impact.replay import Replay
from bot.impact.service import Impacts
from bot.impact.wire import as_json
from bot.policy.catalogue import Catalogue, CatalogueSource, day_period
from bot.policy.loader import load_list
from bot.records.acts import RecordedAct
from bot.records.on_file import find, look_up
from bot.records.parties import DISTRICTS, Party
from bot.records.vehicles import CARD_STATES, VEHICLE_KINDS, Driver, ServiceCard, Vehicle
from bot.settings import ROOT, Settings

TODAY = date(2026, 11, 26)
NAME = "ly-police-youjia"
KINDS = {
    "parking": ("traffic_police", "city_management"),
    "licence-not-carried": ("traffic_police",),
    "seatbelt": ("traffic_police",),
    "street-vending": ("city_management",),
}
KNOWN: dict[str, list[Any]] = {
    "accident_or_jam": [True, False, None],
    "road_kind": ["ordinary", "expressway", None],
    "moved_minutes": [5, 20, None],
    "prior_traffic_6m": [True, None],
    "harm": ["none", {"in": ["none", "minor"]}, None],
}


@pytest.fixture
def catalogue(source: CatalogueSource) -> Catalogue:
    return source.current()


@pytest.fixture
def body(catalogue: Catalogue) -> dict[str, Any]:
    return deepcopy(load_list(ROOT / "data" / "lists" / f"{NAME}.yml", catalogue.facts, catalogue.citations))


@pytest.fixture
def records(empty_url: str) -> Iterator[Database]:
    """A small made-up city: eight people with a car each, and 240 acts of theirs in two years."""
    chance = random.Random(7)
    database = Database(empty_url)
    database.create()
    with database.session() as session:
        for n in range(1, 9):
            session.add(
                Party(ref=f"P{n}", kind="person", size=None, name=f"合成{n}", name_initials="hc", synthetic=True)
            )
            session.flush()
            plate = f"{chance.choice(['豫C', '豫A'])}A100{n}"
            session.add(Vehicle(plate=plate, kind=VEHICLE_KINDS[n % 3], seats=5, owner_id=n, synthetic=True))
            session.add(Driver(file_no=f"41030000000{n}", party_id=n, synthetic=True))
            session.flush()
            card = chance.choice(CARD_STATES)
            session.add(ServiceCard(vehicle_id=n, state=card, since=datetime(2025, 6, 1, tzinfo=CHINA)))
        session.add_all(made_up(chance, number) for number in range(240))
    yield database
    database.close()


def made_up(chance: random.Random, number: int) -> RecordedAct:
    who, act = chance.randint(1, 8), chance.choice(list(KINDS))
    told = {name: chance.choice(values) for name, values in KNOWN.items()}
    treatment = chance.choice(["ordinary", "warning"])
    return RecordedAct(
        decision_no=f"合成{number}",
        party_id=who,
        vehicle_id=who,
        driver_id=who,
        agency=chance.choice(KINDS[act]),
        act=act,
        district=chance.choice([*DISTRICTS, None]),
        committed_at=datetime(2024, 11, 1, tzinfo=CHINA) + timedelta(minutes=chance.randrange(0, 1_000_000)),
        treatment=treatment,
        amount=100 if treatment == "ordinary" else None,
        settled=chance.random() < 0.8,
        known={name: value for name, value in told.items() if value is not None} or None,
        synthetic=True,
    )


@pytest.fixture
def file(records: Database, catalogue: Catalogue, tmp_path: Path) -> Path:
    made = tmp_path / "acts.parquet"
    with duckdb.connect() as tables, records.session() as session:
        raw.copy(session, tables)
        snapshot.make(tables, catalogue.facts, made)
    return made


def shorter(body: dict[str, Any]) -> dict[str, Any]:
    """The list with three months instead of six, and no condition of place."""
    body["parameters"]["first_offence"]["window"] = "3m"
    body["conditions"][3] = {"text": "违法前3个月内没有交通违法记录", "test": {"not": {"fact": "prior_traffic_3m"}}}
    del body["conditions"][2]
    return body


def judged(records: Database, catalogue: Catalogue, acts: list[str]) -> dict[int, str]:
    """What the evaluator makes of each recorded act, with the facts as the record gives them."""
    found = {}
    with records.session() as session:
        for act in session.execute(select(RecordedAct).where(RecordedAct.act.in_(acts))).scalars():
            items = catalogue.covering((act.act,), "洛阳市", [day_period(TODAY)]).exemptions
            decision = decide(items, facts_of(session, catalogue, act), catalogue.facts)
            found[act.id] = "undetermined" if decision.status == "undetermined" else str(decision.treatment)
    return found


def facts_of(session: Any, catalogue: Catalogue, act: Any) -> dict[str, Value]:
    when = to_minutes(act.committed_at.astimezone(CHINA).replace(tzinfo=None))
    subject = find(session, f"P{act.party_id}")
    assert subject is not None
    file = look_up(session, subject, [act.act], catalogue.facts, catalogue.facts, when, TODAY)
    told = {name: value for name, value in (act.known or {}).items() if not isinstance(value, dict)}
    own = {"violation_time": when, "agency": act.agency if act.agency != "market" else "other"}
    place = {"location": DISTRICTS[act.district]} if act.district else {}
    return {**told, **file.facts, **own, **place}


def test_every_act_is_judged_as_the_evaluator_judges_it(
    records: Database, catalogue: Catalogue, body: dict[str, Any], file: Path
) -> None:
    replay = Replay.of(file, catalogue, shorter(body), "洛阳市", TODAY)
    with duckdb.connect() as connection:
        rows = connection.execute(
            f"SELECT id, live, draft FROM ({replay.outcomes(connection, only_flips=False)})"
        ).fetchall()
    assert {number: live for number, live, _ in rows} == judged(records, catalogue, replay.acts)
    assert {number: draft for number, _, draft in rows} == judged(records, under(catalogue, body), replay.acts)
    assert len({live for _, live, _ in rows}) > 2


@pytest.mark.parametrize(
    ("earlier", "months"), [("2026-02-01T02:00", 1), ("2026-02-01T01:59", 2), ("2026-01-31T18:00", 2)]
)
def test_windows_are_counted_by_the_calendar_of_the_place(
    empty_url: str, catalogue: Catalogue, tmp_path: Path, earlier: str, months: int
) -> None:
    """2:00 in the night of 1 March is still February in UTC."""
    database = Database(empty_url)
    database.create()
    with database.session() as session:
        session.add(Vehicle(plate="豫CA1001", kind="private_small", seats=5, synthetic=True))
        session.flush()
        for number, moment in enumerate([earlier, "2026-03-01T02:00"]):
            when = datetime.fromisoformat(moment).replace(tzinfo=CHINA)
            usual = {"agency": "traffic_police", "act": "parking", "treatment": "ordinary", "settled": True}
            session.add(RecordedAct(decision_no=str(number), vehicle_id=1, committed_at=when, **usual))
    with duckdb.connect() as tables, database.session() as session:
        raw.copy(session, tables)
        snapshot.make(tables, catalogue.facts, tmp_path / "acts.parquet")
        column = "earlier_vehicle_driver_traffic_police"
        rows = tables.execute(f"SELECT {column} FROM '{tmp_path}/acts.parquet' ORDER BY committed_at").fetchall()
    database.close()
    assert rows == [(None,), (months,)]


def test_flips_are_counted_by_every_group(catalogue: Catalogue, body: dict[str, Any], file: Path) -> None:
    found = Replay.of(file, catalogue, shorter(body), "洛阳市", TODAY).run()
    total = sum(one["cases"] for one in found.flipped)
    assert total > 0 and found.recorded == 240 and found.cases < 240
    for rows in found.groups.values():
        assert sum(one["cases"] for one in rows) == total
    assert len(found.examples) == min(10, total)


def test_fines_no_longer_due_and_newly_due(catalogue: Catalogue, body: dict[str, Any], file: Path) -> None:
    for item in body["items"]:
        item["treatment"] = "mitigated"
    found = Replay.of(file, catalogue, body, "洛阳市", TODAY).run()
    newly = sum(one["cases"] for one in found.flipped if (one["from"], one["to"]) == ("warning", "mitigated"))
    assert found.fines["newly_due"]["cases"] == newly > 0
    assert found.fines["no_longer_due"] == {"cases": 0, "yuan": 0}


def test_a_draft_that_changes_nothing_flips_nothing(catalogue: Catalogue, body: dict[str, Any], file: Path) -> None:
    found = Replay.of(file, catalogue, body, "洛阳市", TODAY).run()
    assert found.flipped == [] and "结果都不变" in as_json(found, catalogue)["text"]


def test_the_reply_holds_what_the_interface_promises(catalogue: Catalogue, body: dict[str, Any], file: Path) -> None:
    reply = as_json(Replay.of(file, catalogue, shorter(body), "洛阳市", TODAY).run(), catalogue)
    assert {"cases", "flipped", "sample", "seconds", "chart"} <= set(reply)
    assert {"from", "to", "cases"} <= set(reply["flipped"][0])
    assert reply["chart"]["mark"] == "bar" and "vega-lite" in reply["chart"]["$schema"]
    assert sum(one["cases"] for one in reply["chart"]["data"]["values"]) == sum(
        one["cases"] for one in reply["flipped"]
    )


def test_the_columns_are_made_again_when_acts_come_in(
    records: Database, catalogue: Catalogue, body: dict[str, Any], tmp_path: Path
) -> None:
    impacts = Impacts(replace(Settings.from_environment(), var=tmp_path), records)
    assert impacts.of(catalogue, body, TODAY).recorded == 240
    with records.session() as session:
        session.add(made_up(random.Random(8), 999))
    assert impacts.of(catalogue, body, TODAY).recorded == 241
    assert len(list((tmp_path / "impact").glob("*.parquet"))) == 1


def test_without_any_act_it_says_so(empty_url: str, catalogue: Catalogue, body: dict[str, Any], tmp_path: Path) -> None:
    database = Database(empty_url)
    database.create()
    found = Impacts(replace(Settings.from_environment(), var=tmp_path), database).of(catalogue, body, TODAY)
    database.close()
    assert (found.cases, found.flipped) == (0, [])


@pytest.fixture(scope="module")
def on_spark() -> Iterator[Any]:
    """A real Spark on this machine."""
    with spark.session("local[1]") as session:
        yield session


def milder(body: dict[str, Any]) -> dict[str, Any]:
    """All items get another treatment."""
    for item in body["items"]:
        item["treatment"] = "mitigated"
    return body


def without_windows(body: dict[str, Any]) -> dict[str, Any]:
    """No condition of earlier acts, one of the case file instead."""
    body["conditions"][3] = {"text": "未造成交通拥堵", "test": {"not": {"fact": "accident_or_jam"}}}
    return body


@pytest.mark.slow
@pytest.mark.parametrize("change", [shorter, milder, without_windows])
def test_spark_counts_what_duckdb_counts(
    catalogue: Catalogue, body: dict[str, Any], file: Path, on_spark: Any, change: Any
) -> None:
    replay = Replay.of(file, catalogue, change(body), "洛阳市", TODAY)
    with_duckdb = sorted(replay.run().flipped, key=lambda row: (-row["cases"], row["from"], row["to"]))
    assert spark.flipped(replay, on_spark) == with_duckdb != []
