"""推送工单: sends the messages of `bot.records.deliveries` to the city's own hotline system, signed, again until confirmed.

Each POST carries
  Idempotency-Key   the same for every repetition of one message
  X-Timestamp       seconds since 1970, of this attempt
  X-Signature       sha256= and the hex HMAC-SHA256 of "<timestamp>.<body>" under BOT_WEBHOOK_SECRET
A 2xx confirms it, and so does 409 (the receiver has that key already). Redirects are not followed.
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import httpx
from starlette.concurrency import run_in_threadpool

from bot import clock
from bot.database import Database
from bot.records import deliveries
from bot.records.deliveries import Message
from bot.settings import Settings
from bot.web.logs import log

TIMEOUT = 10.0
PAUSE = 2.0
HAS_IT_ALREADY = 409


def signature(secret: str, timestamp: str, body: bytes) -> str:
    """What the receiver checks."""
    return "sha256=" + hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


def headers(secret: str, message: Message, timestamp: str) -> dict[str, str]:
    """The headers of one attempt."""
    return {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": message.key,
        "X-Timestamp": timestamp,
        "X-Signature": signature(secret, timestamp, message.body),
    }


class Sender:
    """Sends what is due, one message after the other. Several processes may run one each."""

    def __init__(self, settings: Settings, database: Database, client: httpx.AsyncClient):
        self._settings = settings
        self._database = database
        self._client = client

    async def forever(self) -> None:
        """Until cancelled; what breaks is logged and tried again."""
        while True:
            try:
                sent = await self.one()
            except Exception:
                log.exception("sending a ticket on failed")
                sent = False
            if not sent:
                await asyncio.sleep(PAUSE)

    async def one(self) -> bool:
        """Send one message; False when none is due."""
        message = await run_in_threadpool(self._claim)
        if message is None:
            return False
        trouble = await self._post(message)
        await run_in_threadpool(self._settle, message, trouble)
        return True

    async def _post(self, message: Message) -> str:
        """What went wrong; empty when it was confirmed."""
        sent = headers(self._settings.webhook_secret, message, str(int(time.time())))
        try:
            answered = await self._client.post(self._settings.webhook_url, content=message.body, headers=sent)
        except httpx.HTTPError as error:
            return f"{type(error).__name__}: {error}"
        if answered.is_success or answered.status_code == HAS_IT_ALREADY:
            return ""
        return f"HTTP {answered.status_code}"

    def _claim(self) -> Message | None:
        with self._database.session() as session:
            return deliveries.claim(session, clock.now())

    def _settle(self, message: Message, trouble: str) -> None:
        now = clock.now()
        with self._database.session() as session:
            if trouble:
                deliveries.failed(session, message, trouble, now)
            else:
                deliveries.delivered(session, message, now)


@asynccontextmanager
async def sending(settings: Settings, database: Database) -> AsyncIterator[None]:
    """Send in the background as long as the service runs; nothing when no address is set."""
    if not settings.webhook_url:
        yield
        return
    if not settings.webhook_secret:
        raise ValueError("BOT_WEBHOOK_URL is set but BOT_WEBHOOK_SECRET is not; expected a secret to sign with")
    async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False) as client:
        task = asyncio.create_task(Sender(settings, database, client).forever())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
