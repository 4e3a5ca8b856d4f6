"""The web application: put together here, and served by `python -m bot serve`. Nothing is made at import."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import uvicorn
from fastapi import FastAPI
from starlette.responses import FileResponse
from starlette.staticfiles import StaticFiles

from bot.database import Database
from bot.policy import store
from bot.policy.catalogue import CatalogueSource
from bot.policy.dictionary import load_citations, load_facts
from bot.settings import Settings
from bot.web import chat, evaluate, health, lists, logs, openapi, problems
from bot.web.limits import TurnLimit
from bot.web.middleware import Guard, SmallBodies
from bot.web.shared import Shared, Talks

PAGE = Path(__file__).parent / "page"
EXAMPLE = "我今天违停被交警贴条了，第一次，能不能不罚？"

Load = Callable[[], Awaitable[Talks]]


def create_app(
    settings: Settings,
    database: Database,
    source: CatalogueSource,
    assistant: Talks | None = None,
    load: Load | None = None,
) -> FastAPI:
    """The application. Without `assistant` the one that `load` makes at start is used; without both chat answers 503."""
    here = Shared(settings, database, source, TurnLimit(settings.turns_per_minute), assistant)
    app = FastAPI(
        title="洛阳市轻微违法免罚咨询",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan(here, load),
    )
    app.state.shared = here
    for part in (chat, evaluate, lists, health):
        app.include_router(part.router)
    app.add_api_route("/", _index, include_in_schema=False)
    app.mount("/page", StaticFiles(directory=PAGE))
    problems.install(app)
    openapi.install(app)
    app.add_middleware(SmallBodies)
    app.add_middleware(Guard)
    return app


def _lifespan(here: Shared, load: Load | None) -> Callable[[FastAPI], Any]:
    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        if here.assistant is None and load is not None:
            here.assistant = await load()
        here.finder(here.source.current())
        yield

    return lifespan


async def _index() -> FileResponse:
    return FileResponse(PAGE / "index.html")


def serve(settings: Settings) -> None:
    """Load everything, open the port, say so, and serve until stopped; SystemExit 1 when it cannot start."""
    logs.configure()
    database = Database(settings.database_url)
    _prepare(settings, database)
    source = CatalogueSource(database, settings)

    async def load() -> Talks:
        from bot.assistant import Assistant

        return await Assistant.load(settings.models)

    app = create_app(settings, database, source, load=load)
    config = uvicorn.Config(
        app, settings.host, settings.port, log_config=None, access_log=False, server_header=False, lifespan="on"
    )
    server = _Server(config)
    try:
        server.run()
    finally:
        database.close()
    if not server.started:
        raise SystemExit(1)


def _prepare(settings: Settings, database: Database) -> None:
    """Make the tables; load the lists that come with the product into an empty database."""
    database.create()
    with database.session() as session:
        if not store.revision(session):
            facts, citations = load_facts(settings.data / "facts.yml"), load_citations(settings.data / "law.yml")
            store.load_folder(session, settings.data / "lists", facts, citations)


class _Server(uvicorn.Server):
    """Says where it is once the port is open."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the address and an example."""
        await super().startup(sockets)
        if self.started:
            print(f"已就绪：http://{self.config.host}:{self.config.port}/", flush=True)
            print(f"可以问：{EXAMPLE}", flush=True)
