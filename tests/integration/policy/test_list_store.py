"""Lists in the database: versions, the current one, and what another process sees; on SQLite and PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from bot.database import Database
from bot.policy import store
from bot.policy.catalogue import CatalogueSource
from bot.policy.dictionary import load_citations, load_facts
from bot.policy.errors import RuleFileError
from bot.policy.loader import build, load_list
from bot.settings import Settings

SETTINGS = Settings.from_environment()
FACTS = load_facts(SETTINGS.data / "facts.yml")
CITATIONS = load_citations(SETTINGS.data / "law")
YOUJIA = load_list(SETTINGS.data / "lists" / "ly-police-youjia.yml", FACTS, CITATIONS)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'lists.sqlite3'}"
        return
    address: str = request.getfixturevalue("postgres_url")
    yield address
    database = Database(address)
    with database.session() as session:
        session.execute(delete(store.ListVersion))
    database.close()


@pytest.fixture
def connect(url: str) -> Iterator[Callable[[], Database]]:
    """Opens the same database anew, as another process does."""
    opened: list[Database] = []

    def make() -> Database:
        opened.append(Database(url))
        opened[-1].create()
        return opened[-1]

    yield make
    for database in opened:
        database.close()


@pytest.fixture
def database(connect: Callable[[], Database]) -> Database:
    return connect()


def titled(title: str) -> dict[str, Any]:
    """The list with another title."""
    return {**deepcopy(YOUJIA), "title": title}


def save(database: Database, body: dict[str, Any]) -> bool:
    with database.session() as session:
        return store.save(session, body)


def versions(database: Database) -> list[tuple[int, bool]]:
    """The versions of the list, and which is current."""
    with database.session() as session:
        rows = session.execute(select(store.ListVersion).order_by(store.ListVersion.version)).scalars()
        return [(row.version, row.current) for row in rows]


def source_on(database: Database) -> CatalogueSource:
    return CatalogueSource(database, replace(SETTINGS, database_url=database.url))


def test_a_new_list_is_version_1(database: Database) -> None:
    assert save(database, YOUJIA) is True
    assert versions(database) == [(1, True)]


def test_the_same_content_is_the_same_version(database: Database) -> None:
    save(database, YOUJIA)
    assert save(database, deepcopy(YOUJIA)) is False
    assert versions(database) == [(1, True)]


def test_the_order_of_keys_is_no_change(database: Database) -> None:
    save(database, YOUJIA)
    assert save(database, dict(reversed(list(YOUJIA.items())))) is False


def test_changed_content_is_the_next_version_and_the_current_one(database: Database) -> None:
    save(database, YOUJIA)
    assert save(database, titled("新的名称")) is True
    assert versions(database) == [(1, False), (2, True)]


def test_content_that_goes_back_is_a_new_version(database: Database) -> None:
    for body in (YOUJIA, titled("新的名称"), YOUJIA):
        assert save(database, body)
    assert versions(database) == [(1, False), (2, False), (3, True)]


def test_an_old_version_keeps_its_content(database: Database) -> None:
    save(database, YOUJIA)
    save(database, titled("新的名称"))
    with database.session() as session:
        first = session.execute(select(store.ListVersion).where(store.ListVersion.version == 1)).scalar_one()
        assert first.body == YOUJIA


def test_what_comes_out_is_the_list_that_went_in(database: Database) -> None:
    save(database, YOUJIA)
    with database.session() as session:
        (row,) = store.current(session)
        assert build(row.body, str(row.version)) == build(YOUJIA, "1")


def test_other_lists_keep_their_versions(database: Database) -> None:
    save(database, YOUJIA)
    save(database, {**deepcopy(YOUJIA), "id": "another"})
    with database.session() as session:
        assert [(row.list_id, row.version) for row in store.current(session)] == [
            ("another", 1),
            ("ly-police-youjia", 1),
        ]


def test_a_version_exists_once(database: Database) -> None:
    save(database, YOUJIA)
    with database.session() as session:
        (row,) = store.current(session)
        again = {c.name: getattr(row, c.name) for c in store.ListVersion.__table__.columns if c.name != "id"}
    with pytest.raises(IntegrityError), database.session() as session:
        session.add(store.ListVersion(**again))


def test_an_error_leaves_nothing_behind(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.session() as session:
        store.save(session, YOUJIA)
        raise ZeroDivisionError
    assert versions(database) == []


def test_the_revision_of_an_empty_store_is_0(database: Database) -> None:
    with database.session() as session:
        assert store.revision(session) == 0


def test_the_revision_grows_with_a_version_and_with_nothing_else(database: Database) -> None:
    seen = []
    for body in (YOUJIA, YOUJIA, titled("新的名称")):
        save(database, body)
        with database.session() as session:
            seen.append(store.revision(session))
    assert seen[0] == seen[1] < seen[2]


def test_all_lists_of_the_folder_are_stored(database: Database) -> None:
    with database.session() as session:
        stored = store.load_folder(session, SETTINGS.data / "lists", FACTS, CITATIONS)
    assert stored == [path.stem for path in sorted((SETTINGS.data / "lists").rglob("*.yml"))]


def test_loading_the_folder_again_changes_nothing(database: Database) -> None:
    for expected in (True, False):
        with database.session() as session:
            assert bool(store.load_folder(session, SETTINGS.data / "lists", FACTS, CITATIONS)) is expected


def test_one_broken_file_keeps_all_out(database: Database, tmp_path: Path) -> None:
    folder = copytree(SETTINGS.data / "lists", tmp_path / "lists")
    (folder / "ly-police-youjia.yml").write_text("id: [", encoding="utf-8")
    with pytest.raises(RuleFileError, match=r"ly-police-youjia\.yml:"), database.session() as session:
        store.load_folder(session, folder, FACTS, CITATIONS)
    assert versions(database) == []


def test_a_snapshot_is_kept_while_nothing_is_published(database: Database) -> None:
    save(database, YOUJIA)
    source = source_on(database)
    assert source.current() is source.current()


def test_another_process_sees_what_was_published(connect: Callable[[], Database]) -> None:
    here, there = connect(), connect()
    save(here, YOUJIA)
    source = source_on(there)
    before = source.current()
    save(here, titled("新的名称"))
    after = source.current()
    assert [c.lists["ly-police-youjia"].title for c in (before, after)] == [YOUJIA["title"], "新的名称"]
    assert [c.lists["ly-police-youjia"].version for c in (before, after)] == ["1", "2"]
    assert before.revision < after.revision


def test_another_process_does_not_see_what_was_not_committed(connect: Callable[[], Database]) -> None:
    here, there = connect(), connect()
    save(here, YOUJIA)
    source = source_on(there)
    with here.session() as session:
        store.save(session, titled("新的名称"))
        session.flush()
        assert source.current().lists["ly-police-youjia"].title == YOUJIA["title"]


@pytest.mark.postgres
def test_a_version_committed_out_of_turn_is_seen(postgres_url: str) -> None:
    first, second, reader = (Database(postgres_url) for _ in range(3))
    first.create()
    source = source_on(reader)
    try:
        with first.session() as slow:
            store.save(slow, YOUJIA)
            slow.flush()
            save(second, {**deepcopy(YOUJIA), "id": "another"})
            assert set(source.current().lists) == {"another"}
        assert set(source.current().lists) == {"another", "ly-police-youjia"}
    finally:
        with reader.session() as session:
            session.execute(delete(store.ListVersion))
        for database in (first, second, reader):
            database.close()
