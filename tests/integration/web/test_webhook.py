"""Tickets sent on to the city's own system: a real receiver on 127.0.0.1 checks what arrives."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar

import httpx
import pytest
from sqlalchemy import update

from bot import clock
from bot.database import Database
from bot.records.ticketing import Filing, Ticketing
from bot.records.tickets import Delivery
from bot.settings import Settings
from bot.tickets.rules import TicketRules
from bot.web.webhook import Sender, sending, signature

SECRET = "s3cret"

Result = TypeVar("Result")


def in_a_thread(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a coroutine in a loop of its own: the browser tests keep one running in this thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


@dataclass
class Receiver:
    """What arrived; answers with `statuses` in turn, the last one ever after."""

    statuses: list[int]
    seen: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    here = Receiver([200])

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            here.seen.append(({k.lower(): v for k, v in self.headers.items()}, body))
            status = here.statuses.pop(0) if len(here.statuses) > 1 else here.statuses[0]
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    here.url = f"http://127.0.0.1:{server.server_port}/tickets"
    yield here
    server.shutdown()
    server.server_close()


@pytest.fixture
def ours(tmp_path, settings: Settings) -> Iterator[Database]:
    database = Database(f"sqlite:///{tmp_path / 'b.sqlite3'}")
    database.create()
    with database.session() as session:
        desk = Ticketing(session, TicketRules.load(settings.data), clock.now(), pushes=True)
        desk.file(Filing("consult", "问一下停车", "widget", "visitor"))
    yield database
    database.close()


def send(database: Database, settings: Settings, url: str, times: int = 1) -> list[bool]:
    """Try so many times, each as if the wait were over."""

    async def run() -> list[bool]:
        async with httpx.AsyncClient(timeout=3) as client:
            sender = Sender(replace(settings, webhook_url=url, webhook_secret=SECRET), database, client)
            sent = []
            for _ in range(times):
                sent.append(await sender.one())
                with database.session() as session:
                    rewind(session)
            return sent

    return in_a_thread(run())


def rewind(session) -> None:
    session.execute(update(Delivery).values(next_at=clock.now() - timedelta(hours=1)))


def test_what_arrives_is_signed_and_holds_the_work_order(ours, settings, receiver):
    assert send(ours, settings, receiver.url) == [True]
    headers, body = receiver.seen[0]
    assert headers["x-signature"] == signature(SECRET, headers["x-timestamp"], body)
    assert signature("other", headers["x-timestamp"], body) != headers["x-signature"]
    told = json.loads(body)
    assert told["event"] == "received" and told["ticket"]["内容描述"] == "问一下停车"
    assert told["delivery"] == headers["idempotency-key"]
    assert "transcript" not in told["ticket"]


def test_after_confirmation_nothing_is_sent_again(ours, settings, receiver):
    assert send(ours, settings, receiver.url, 3) == [True, False, False]
    assert len(receiver.seen) == 1


def test_errors_are_tried_again_with_the_same_key_until_confirmed(ours, settings, receiver):
    receiver.statuses = [500, 302, 204]
    assert send(ours, settings, receiver.url, 4) == [True, True, True, False]
    assert len({headers["idempotency-key"] for headers, _ in receiver.seen}) == 1
    assert len({body for _, body in receiver.seen}) == 1


def test_a_receiver_that_has_it_already_confirms_it(ours, settings, receiver):
    receiver.statuses = [409]
    assert send(ours, settings, receiver.url, 2) == [True, False]


def test_a_receiver_that_is_away_loses_nothing(ours, settings, receiver):
    assert send(ours, settings, "http://127.0.0.1:9/") == [True]
    assert send(ours, settings, receiver.url) == [True]
    assert len(receiver.seen) == 1


def test_an_address_without_a_secret_is_refused(ours, settings):
    async def run() -> None:
        async with sending(replace(settings, webhook_url="http://127.0.0.1:9/"), ours):
            pass

    with pytest.raises(ValueError, match="BOT_WEBHOOK_SECRET"):
        in_a_thread(run())


def test_the_running_service_sends_by_itself(ours, settings, receiver):
    async def run() -> None:
        async with sending(replace(settings, webhook_url=receiver.url, webhook_secret=SECRET), ours):
            for _ in range(200):
                if receiver.seen:
                    return
                await asyncio.sleep(0.05)

    in_a_thread(run())
    assert len(receiver.seen) == 1
