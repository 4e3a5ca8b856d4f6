"""Publishing a version from a moment on: what applies when, and that every process answers by it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import clock
from bot.assess import Case, assess
from bot.database import Database
from bot.eligibility.values import Value
from bot.policy import publication, store
from bot.policy.catalogue import CatalogueSource
from bot.policy.dictionary import load_citations, load_facts
from bot.policy.loader import digest, load_list
from bot.settings import ROOT, Settings

SETTINGS = Settings.from_environment()
FACTS = load_facts(SETTINGS.data / "facts.yml")
CITATIONS = load_citations(SETTINGS.data / "law")
YOUJIA = load_list(SETTINGS.data / "lists" / "ly-police-youjia.yml", FACTS, CITATIONS)
NAME = "ly-police-youjia"
DECEMBER, JANUARY = datetime(2026, 12, 1), datetime(2027, 1, 1)
PARKED: dict[str, Value] = {"agency": "traffic_police", "plate_local": True, "vehicle_kind": "private_small"}


def changed(title: str, treatment: str = "warning") -> dict[str, Any]:
    """The list under another title, its items with another treatment."""
    body = deepcopy(YOUJIA) | {"title": title}
    for item in body["items"]:
        item["treatment"] = treatment
    return body


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database that holds one list, as its file has it."""
    database = Database(f"sqlite:///{tmp_path / 'lists.sqlite3'}")
    database.create()
    with database.session() as session:
        store.save(session, YOUJIA)
    yield database
    database.close()


def publish(database: Database, body: dict[str, Any], moment: datetime) -> publication.Published:
    with database.session() as session:
        return publication.publish(session, body, moment, "张三", "测试")


def titles(database: Database) -> list[tuple[str, datetime | None, datetime | None]]:
    """What applies when."""
    with database.session() as session:
        return [(v.body["title"], v.since, v.until) for v in publication.timeline(session, NAME)]


def source_on(database: Database) -> CatalogueSource:
    return CatalogueSource(database, replace(SETTINGS, database_url=database.url))


def test_what_was_published_is_told(database: Database) -> None:
    body = changed("新")
    assert publish(database, body, DECEMBER) == publication.Published(NAME, 2, digest(body), DECEMBER)


def test_a_published_version_applies_from_its_moment_and_the_old_one_until_then(database: Database) -> None:
    publish(database, changed("新"), DECEMBER)
    assert titles(database) == [(YOUJIA["title"], None, DECEMBER), ("新", DECEMBER, None)]


def test_a_later_publication_takes_over_later(database: Database) -> None:
    publish(database, changed("二"), DECEMBER)
    publish(database, changed("三"), JANUARY)
    assert titles(database)[1:] == [("二", DECEMBER, JANUARY), ("三", JANUARY, None)]


def test_publishing_for_an_earlier_moment_replaces_what_was_to_apply_from_then_on(database: Database) -> None:
    publish(database, changed("二"), JANUARY)
    publish(database, changed("三"), DECEMBER)
    assert titles(database)[1:] == [("三", DECEMBER, None)]


def test_an_old_content_can_be_published_again(database: Database) -> None:
    publish(database, changed("二"), DECEMBER)
    assert publish(database, YOUJIA, JANUARY).version == 3
    assert titles(database)[-1] == (YOUJIA["title"], JANUARY, None)


def test_publishing_what_applies_already_is_refused(database: Database) -> None:
    with pytest.raises(ValueError, match="没有变化"):
        publish(database, YOUJIA, DECEMBER)


@pytest.mark.parametrize(("by", "reason"), [("", "更正"), ("张三", " ")])
def test_who_and_why_must_be_named(database: Database, by: str, reason: str) -> None:
    with pytest.raises(ValueError, match="是谁、为什么"), database.session() as session:
        publication.publish(session, changed("新"), DECEMBER, by, reason)


def test_a_corrected_file_changes_the_base_and_leaves_what_was_published(database: Database) -> None:
    publish(database, changed("二"), DECEMBER)
    with database.session() as session:
        store.save(session, changed("更正"))
    assert titles(database) == [("更正", None, DECEMBER), ("二", DECEMBER, None)]


def test_a_list_without_a_file_begins_with_its_publication(database: Database) -> None:
    publish(database, YOUJIA | {"id": "new-list"}, DECEMBER)
    with database.session() as session:
        assert publication.at(session, "new-list", DECEMBER - timedelta(minutes=1)) is None
        assert publication.at(session, "new-list", DECEMBER) is not None


def test_the_catalogue_holds_the_version_of_now_and_keeps_the_others(database: Database) -> None:
    publish(database, changed("将来"), clock.wall() + timedelta(days=30))
    catalogue = source_on(database).current()
    assert catalogue.lists[NAME].title == YOUJIA["title"]
    assert [rules.title for rules in catalogue.others] == ["将来"]


def test_a_scheduled_version_begins_without_another_publication(database: Database) -> None:
    source = source_on(database)
    begin = clock.wall() + timedelta(seconds=1)
    publish(database, changed("到点"), begin)
    assert source.current().lists[NAME].title == YOUJIA["title"]
    while clock.wall() < begin:
        pass
    assert source.current().lists[NAME].title == "到点"


@pytest.mark.parametrize(
    ("day", "treatments"),
    [(date(2026, 11, 30), ["warning"]), (date(2026, 12, 1), ["no_penalty"]), (date(2027, 3, 1), ["no_penalty"])],
)
def test_each_day_is_answered_by_its_own_version(database: Database, day: date, treatments: list[str]) -> None:
    publish(database, changed("新", "no_penalty"), DECEMBER)
    found = assess(source_on(database).current(), Case(("parking",), PARKED, day, "洛阳市"))
    assert [route.item.treatment for route in found.decision.routes] == treatments


def test_an_act_before_the_change_decided_after_it_is_seen_under_both(database: Database) -> None:
    publish(database, changed("新", "no_penalty"), DECEMBER)
    facts = PARKED | {"violation_time": FACTS.check("violation_time", "2026-11-20")}
    found = assess(source_on(database).current(), Case(("parking",), facts, date(2026, 12, 5), "洛阳市"))
    assert {(r.item.treatment, r.item.version) for r in found.decision.routes} == {
        ("warning", "1"),
        ("no_penalty", "2"),
    }
    assert found.verdict("audit")["list"]["version"] == "2"


def test_versions_that_say_the_same_of_an_item_give_one_route(database: Database) -> None:
    publish(database, changed("只改了名称"), DECEMBER)
    facts = PARKED | {"violation_time": FACTS.check("violation_time", "2026-11-20")}
    found = assess(source_on(database).current(), Case(("parking",), facts, date(2026, 12, 5), "洛阳市"))
    assert len(found.decision.routes) == 1


def test_another_process_publishes_and_this_one_answers_by_it(database: Database) -> None:
    source = source_on(database)
    assert source.current().lists[NAME].title == YOUJIA["title"]
    script = (
        "import sys\nfrom bot import clock\nfrom bot.database import Database\n"
        "from bot.policy import publication\n"
        "with Database(sys.argv[1]).session() as session:\n"
        f"    body = dict(publication.at(session, '{NAME}', clock.wall()).body)\n"
        "    publication.publish(session, body | {'title': '另一个进程发布的'}, clock.wall(), '张三', '测试')\n"
    )
    subprocess.run([sys.executable, "-c", script, database.url], check=True, cwd=ROOT)
    assert source.current().lists[NAME].title == "另一个进程发布的"
