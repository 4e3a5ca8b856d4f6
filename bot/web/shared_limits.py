"""限制，几个进程一起算: the same two limits as `limits.py`, kept in Redis so that every worker sees them."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from redis import Redis
from redis.asyncio import Redis as AsyncRedis

from bot.web.problems import Problem

LONGEST_TURN = 60.0  # seconds after which a turn no longer holds its conversation (its worker has died)
PATIENCE = 25.0  # seconds that a second turn of a conversation waits for the first
STEP = 0.02


class SharedTurnLimit:
    """Turns of each client in the running minute; 0 is no limit."""

    def __init__(self, url: str, per_minute: int):
        self._redis, self._per_minute = Redis.from_url(url), per_minute

    def spend(self, client: str) -> None:
        """Take one turn; Problem 429 with Retry-After when the minute's turns are used up."""
        if not self._per_minute:
            return
        minute, second = divmod(int(time.time()), 60)
        key = f"turns:{client}:{minute}"
        with self._redis.pipeline() as steps:
            used, _ = steps.incr(key).expire(key, 120).execute()
        if used > self._per_minute:
            wait = 60 - second
            raise Problem(429, f"说得太快了，请过 {wait} 秒再发。", headers={"Retry-After": str(wait)})


class OneAtATimeEverywhere:
    """A lock for each conversation that holds in all workers."""

    def __init__(self, url: str) -> None:
        self._redis = AsyncRedis.from_url(url)

    @asynccontextmanager
    async def turn(self, conversation: str) -> AsyncIterator[None]:
        """Hold the conversation for one turn; Problem 503 when another turn of it does not end."""
        lock = self._redis.lock(f"turn:{conversation}", timeout=LONGEST_TURN, sleep=STEP, blocking_timeout=PATIENCE)
        if not await lock.acquire():
            raise Problem(503, "上一句话还在处理，请过一会儿再发。")
        try:
            yield
        finally:
            await lock.release()
