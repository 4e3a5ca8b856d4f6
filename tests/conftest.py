"""What all tests share: quiet libraries, one database with the real lists, and one real assistant on it."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Coroutine, Iterator
from dataclasses import replace
from typing import Any, TypeVar

import pytest
from sanic import Sanic

from bot import quiet, training
from bot.assistant import Assistant
from bot.bootstrap import open_database
from bot.database import Database
from bot.dialogue.services import Services
from bot.policy.catalogue import CatalogueSource
from bot.settings import Settings

Result = TypeVar("Result")
Sanic.test_mode = True
quiet.configure_logging()


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Today's settings, with a database of their own and no limit of turns."""
    var = tmp_path_factory.mktemp("var")
    plain = Settings.from_environment()
    return replace(plain, database_url=f"sqlite:///{var / 'bot.sqlite3'}", var=var, turns_per_minute=0)


@pytest.fixture(scope="session")
def database(settings: Settings) -> Iterator[Database]:
    """SQLite with the lists of data/lists."""
    database = open_database(settings)
    yield database
    database.close()


@pytest.fixture(scope="session")
def source(database: Database, settings: Settings) -> CatalogueSource:
    """The rules of that database."""
    return CatalogueSource(database, settings)


@pytest.fixture(scope="session")
def services(settings: Settings, database: Database, source: CatalogueSource) -> Services:
    """What a turn needs."""
    return Services(settings, database, source)


class Loop:
    """An event loop in a thread of its own: the browser tests keep one running in the main thread."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()

    def run_until_complete(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Run a coroutine to its end."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    def close(self) -> None:
        """Stop the loop and its thread."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def loop() -> Iterator[Loop]:
    """One event loop for the assistant, which lives as long as the tests."""
    loop = Loop()
    yield loop
    loop.close()


@pytest.fixture(scope="session")
def assistant(settings: Settings, services: Services, loop: Loop) -> Assistant:
    """The real Rasa Agent with the real actions, trained when it is not fresh."""
    training.train(settings)
    return loop.run_until_complete(Assistant.load(settings.models, services))
