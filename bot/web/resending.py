"""A message that is sent again after its answer was lost: the same answer, and no second turn."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from starlette.concurrency import run_in_threadpool

from bot.database import AWAY, Database
from bot.records import sent
from bot.records.sent import Sending
from bot.web.problems import Problem

PATIENCE = 25.0  # seconds that a second sending waits for the first
STEP = 0.25


async def once(database: Database, sending: Sending, take: Callable[[], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
    """The answer to a message, its turn taken at most once. Problem 422 when the id was another message's."""
    waited = 0.0
    while not await run_in_threadpool(sent.claim, database, sending):
        found = await _answer(database, sending)
        if found is not None:
            return found
        if waited >= PATIENCE:
            raise Problem(503, "这条消息还在处理，请过一会儿再发一次，不会重复处理。")
        await asyncio.sleep(STEP)
        waited += STEP
    return await _take(database, sending, take)


async def _answer(database: Database, sending: Sending) -> dict[str, Any] | None:
    try:
        return await run_in_threadpool(sent.answer, database, sending)
    except sent.OtherMessage:
        raise Problem(422, "“client_turn”已经用于另一条消息，新的消息要用新的编号。") from None


async def _take(database: Database, sending: Sending, take: Callable[[], Awaitable[dict[str, Any]]]) -> dict[str, Any]:
    try:
        given = await take()
    except BaseException:
        with suppress(*AWAY):  # then it counts as abandoned after a while
            await run_in_threadpool(sent.give_up, database, sending)
        raise
    with suppress(*AWAY):
        await run_in_threadpool(sent.keep, database, sending, given["turn"])
    return given
