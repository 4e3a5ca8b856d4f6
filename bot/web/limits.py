"""限制: turns a minute for each client, and one turn at a time in each conversation. Memory stays bounded."""

from __future__ import annotations

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from bot.web.problems import Problem


class TurnLimit:
    """A token bucket for each client: `per_minute` at once, then refilled evenly; 0 is no limit."""

    def __init__(self, per_minute: int, clients: int = 10_000, clock: Callable[[], float] = time.monotonic):
        self._per_minute = per_minute
        self._clients = clients
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def spend(self, client: str) -> None:
        """Take one turn; Problem 429 with Retry-After when none is left."""
        if not self._per_minute:
            return
        now = self._clock()
        left, seen = self._buckets.pop(client, (float(self._per_minute), now))
        left = min(float(self._per_minute), left + (now - seen) * self._per_minute / 60)
        self._buckets[client] = (left - 1 if left >= 1 else left, now)
        while len(self._buckets) > self._clients:
            self._buckets.popitem(last=False)
        if left < 1:
            wait = math.ceil((1 - left) * 60 / self._per_minute)
            raise Problem(429, f"说得太快了，请过 {wait} 秒再发。", headers={"Retry-After": str(wait)})


@dataclass
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class OneAtATime:
    """A lock for each conversation, kept only while somebody uses or awaits it."""

    def __init__(self) -> None:
        self._turns: dict[str, _Turn] = {}

    def __len__(self) -> int:
        return len(self._turns)

    @asynccontextmanager
    async def turn(self, conversation: str) -> AsyncIterator[None]:
        """Hold the conversation for one turn; others of the same conversation wait in order."""
        turn = self._turns.setdefault(conversation, _Turn())
        turn.users += 1
        try:
            async with turn.lock:
                yield
        finally:
            turn.users -= 1
            if not turn.users:
                del self._turns[conversation]
