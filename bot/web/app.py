"""The web application: put together here, and served by `python -m bot serve`. Nothing is made at import."""

from __future__ import annotations

import asyncio
import gc
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
import uvloop
from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from bot.bootstrap import open_database
from bot.database import Database
from bot.dialogue.services import Services
from bot.policy.catalogue import CatalogueSource
from bot.settings import Settings
from bot.web import (
    audit,
    chat,
    drafts,
    evaluate,
    front,
    health,
    keys,
    lists,
    logs,
    openapi,
    problems,
    ratings,
    signin,
    tickets,
    webhook,
    workers,
)
from bot.web.desk import install as install_desk
from bot.web.disclosure import checklists
from bot.web.disclosure import pages as disclosure
from bot.web.middleware import Guard, SmallBodies
from bot.web.shared import Shared, Talks
from bot.web.staff import install as install_staff

STATIC = Path(__file__).parent / "static"
EXAMPLE = "我今天违停被交警贴条了，第一次，能不能不罚？"


def create_app(services: Services, assistant: Talks | None = None) -> FastAPI:
    """The application; without `assistant` everything but the chat answers."""
    here = Shared.of(services, assistant)
    app = FastAPI(
        title="洛阳市轻微违法免罚咨询",
        version="1",
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=_lifespan,
    )
    app.state.shared = here
    for part in (chat, audit, ratings, evaluate, lists, health, signin, tickets, drafts, disclosure, checklists):
        app.include_router(part.router)
    install_desk(app)
    install_staff(app)
    app.include_router(front.make_router())
    app.mount("/static", StaticFiles(directory=STATIC))
    problems.install(app)
    app.add_exception_handler(signin.SignInFirst, signin.to_the_form)
    openapi.install(app)
    app.add_middleware(SmallBodies)
    app.add_middleware(Guard)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    here: Shared = app.state.shared
    here.services.understanding(here.source.current())  # the first one to ask need not wait for the rules
    here.searching.index(here.services)
    async with webhook.sending(here.settings, here.database):
        yield


def serve(settings: Settings) -> None:
    """Load everything, open the port, say so, and serve until stopped; SystemExit when the port cannot be had."""
    _check_port(settings)
    if settings.jwt_keys:
        keys.load(Path(settings.jwt_keys))  # what is wrong with the file is said now, not at the first token
    if settings.workers > 1:
        workers.serve(settings, work)
    else:
        work(settings)


def work(settings: Settings, sockets: list[socket.socket] | None = None) -> None:
    """One process: on the sockets it is given, else on the port of the settings."""
    logs.configure()
    database = open_database(settings)
    uvloop.install()
    try:
        asyncio.run(_serve(settings, database, sockets))
    except KeyboardInterrupt:
        pass  # uvicorn has already shut down in order
    finally:
        database.close()


async def _serve(settings: Settings, database: Database, sockets: list[socket.socket] | None) -> None:
    """The assistant lives in the server's own event loop, on the same rules as the rest."""
    from bot.assistant import Assistant

    services = Services(settings, database, CatalogueSource(database, settings))
    app = create_app(services, await Assistant.load(settings.models, services))
    server = _Server(
        uvicorn.Config(
            app, settings.host, settings.port, log_config=None, access_log=False, server_header=False, lifespan="on"
        )
    )
    await server.serve(sockets)
    if not server.started:
        raise SystemExit(1)


def _check_port(settings: Settings) -> None:
    """Before half a minute is spent on loading."""
    try:
        with socket.create_server((settings.host, settings.port)):
            pass
    except OSError as error:
        reason = f"{settings.host}:{settings.port} 用不了（{os.strerror(error.errno or 0)}）"
        raise SystemExit(f"不能启动：{reason}。可以用 BOT_PORT 换一个端口。") from None


class _Server(uvicorn.Server):
    """Says where it is once the port is open."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the address and an example."""
        await super().startup(sockets)
        gc.collect()
        gc.freeze()  # what was loaded stays: the collector need not walk through it in every turn
        if self.started:
            print(f"已就绪：http://{self.config.host}:{self.config.port}/", flush=True)
            print(f"可以问：{EXAMPLE}", flush=True)
