"""What all tests share: quiet libraries, one database with the real lists, and one real assistant on it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sanic import Sanic

from bot import quiet, training
from bot.assistant import Assistant
from bot.bootstrap import open_database
from bot.database import Database
from bot.dialogue.services import Services
from bot.policy.catalogue import CatalogueSource
from bot.settings import Settings

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


@pytest.fixture(scope="session")
def loop() -> Iterator[asyncio.AbstractEventLoop]:
    """One event loop for the assistant, which lives as long as the tests."""
    loop = asyncio.new_event_loop()
    yield loop
    loop.close()


@pytest.fixture(scope="session")
def assistant(settings: Settings, services: Services, loop: asyncio.AbstractEventLoop) -> Assistant:
    """The real Rasa Agent with the real actions, trained when it is not fresh."""
    training.train(settings)
    return loop.run_until_complete(Assistant.load(settings.models, services))
