"""The synthetic city: the same for the same seed on both databases, marked everywhere, and like a city."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.city.build import City, build, is_empty, remove
from bot.city.first import example, settle, somebody
from bot.database import Database
from bot.records.acts import RecordedAct
from bot.records.codes import check_credit_code
from bot.records.corrections import Correction, CorrectionOrder
from bot.records.parties import Party
from bot.records.vehicles import Vehicle
from bot.settings import ROOT, Settings

RECIPE = ROOT / "data" / "city.yml"
SMALL = City(parties=400, seed=7)
LAST_DAY = date(2026, 11, 20)


@pytest.fixture
def built(empty_url: str) -> Iterator[Database]:
    database = Database(empty_url)
    database.create()
    build(database, RECIPE, SMALL)
    yield database
    database.close()


def seen(database: Database) -> dict[str, Any]:
    """Everything that a look-up could tell of the city."""
    with database.session() as session:
        return {
            "parties": session.execute(select(Party.ref, Party.name, Party.credit_code).order_by(Party.id)).all(),
            "vehicles": session.execute(select(Vehicle.plate, Vehicle.kind).order_by(Vehicle.id)).all(),
            "acts": session.execute(
                select(RecordedAct.decision_no, RecordedAct.committed_at, RecordedAct.amount).order_by(RecordedAct.id)
            ).all(),
        }


def scalars(database: Database, wanted: Any) -> list[Any]:
    with database.session() as session:
        return list(session.execute(wanted).scalars())


def test_the_same_seed_gives_the_same_city(built: Database, tmp_path: Any) -> None:
    again = Database(f"sqlite:///{tmp_path / 'again.sqlite3'}")
    again.create()
    build(again, RECIPE, SMALL)
    assert seen(again) == seen(built)
    again.close()


def test_another_seed_gives_another_city(built: Database, tmp_path: Any) -> None:
    other = Database(f"sqlite:///{tmp_path / 'other.sqlite3'}")
    other.create()
    build(other, RECIPE, City(parties=400, seed=8))
    assert seen(other)["parties"] != seen(built)["parties"]
    other.close()


def test_everybody_is_marked_as_made_up(built: Database) -> None:
    assert all(name.endswith("（合成）") for name in scalars(built, select(Party.name)))
    assert all("合成" in number for number in scalars(built, select(RecordedAct.decision_no)))
    assert all(scalars(built, select(RecordedAct.synthetic))) and all(scalars(built, select(Vehicle.synthetic)))


def test_codes_of_firms_hold(built: Database) -> None:
    codes = scalars(built, select(Party.credit_code).where(Party.credit_code.is_not(None)))
    assert len(codes) > 100 and all(check_credit_code(code) == code for code in codes)


def test_a_few_do_most_of_it_and_many_have_no_record(built: Database) -> None:
    acts = Counter(scalars(built, select(RecordedAct.vehicle_id).where(RecordedAct.vehicle_id.is_not(None))))
    cars = scalars(built, select(func.count()).select_from(Vehicle))[0]
    most = sum(count for _, count in acts.most_common(cars // 10))
    assert most > 0.35 * sum(acts.values()) and len(acts) < 0.75 * cars


def test_most_orders_are_followed_and_some_are_not(built: Database) -> None:
    orders = scalars(built, select(func.count()).select_from(CorrectionOrder))[0]
    done = scalars(built, select(func.count()).select_from(Correction))[0]
    assert 0.7 * orders < done < orders


def test_a_city_is_not_built_twice_and_can_be_taken_away(built: Database) -> None:
    with pytest.raises(ValueError, match="--replace"):
        build(built, RECIPE, SMALL)
    remove(built)
    assert is_empty(built)
    build(built, RECIPE, SMALL)


def test_rows_added_later_get_ids_of_their_own(built: Database) -> None:
    with built.session() as session:
        session.add(Party(ref="P1", kind="person", name="合成甲", name_initials="hcj", synthetic=True))


def test_the_first_start_fills_an_empty_record_once(settings: Settings, tmp_path: Any) -> None:
    fresh = replace(settings, database_url=f"sqlite:///{tmp_path / 'first.sqlite3'}", city_parties=300)
    said: list[str] = []
    settle(fresh, said.append)
    assert "--role business --party HC" in said[-1]
    said.clear()
    settle(fresh, said.append)
    assert said == []


def test_the_example_is_about_somebody_with_a_record(built: Database) -> None:
    with built.session() as session:
        ref = somebody(session, LAST_DAY)
        assert ref is not None and ref in example(session, LAST_DAY, "http://127.0.0.1:8000")
