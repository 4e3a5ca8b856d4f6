"""Talking with the real assistant in tests."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot.assistant import Assistant

Reply = dict[str, Any]
Say = Callable[..., list[Reply]]


@pytest.fixture
def new_say(assistant: Assistant, loop: asyncio.AbstractEventLoop) -> Callable[[], Say]:
    """Begins a conversation; what it returns says one thing in it and gives the replies."""

    def begin() -> Say:
        conversation = secrets.token_urlsafe(8)

        def say(message: str, as_of: date = date(2026, 11, 23)) -> list[Reply]:
            return loop.run_until_complete(assistant.turn(conversation, message, as_of))

        return say

    return begin


@pytest.fixture
def say(new_say: Callable[[], Say]) -> Say:
    """Says one thing in a conversation of this test's own; the replies."""
    return new_say()


@pytest.fixture
def answering(say: Say) -> Callable[..., Reply]:
    """Opens with a message and answers what is asked from a table (else 不知道); the last verdict."""

    def answering(opening: str, **knows: str) -> Reply:
        replies = say(opening)
        for _ in range(20):
            last = replies[-1]
            if last["kind"] == "verdict":
                return last
            assert last["kind"] == "question", last
            replies = say(knows.get(last["fact"], "不知道"))
        raise AssertionError("no verdict after twenty questions")

    return answering
