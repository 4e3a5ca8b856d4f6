"""Every sentence of cases/drafting*.yml does what the file says: a change as meant, or a refusal with the reason."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from bot.assistant import Assistant
from bot.database import Database
from bot.dialogue.asker import Asker
from tests.conversation.drafting_words import Talk, Wording, clear, play, wordings, wrong

FILES = ("drafting", "drafting-refused", "drafting-departments", "drafting-kept")
TODAY = date(2026, 11, 26)


@pytest.fixture
def talk(assistant: Assistant, loop: asyncio.AbstractEventLoop, database: Database) -> Iterator[Talk]:
    """Says something as a member of staff, on the day for which the sentences were written."""
    conversations = {
        "staff": (Asker("staff", "张三"), secrets.token_urlsafe(8)),
        "reviewer": (Asker("reviewer", "李四"), secrets.token_urlsafe(8)),
    }

    def talk(message: str, role: str = "staff") -> list[dict[str, Any]]:
        asker, conversation = conversations[role]
        return loop.run_until_complete(assistant.turn(conversation, message, TODAY, asker))

    with time_machine.travel("2026-11-26T10:00:00+08:00"):
        yield talk
    with database.session() as session:
        clear(session)


@pytest.mark.parametrize("wording", [w for name in FILES for w in wordings(name)], ids=str)
def test_it_is_understood(wording: Wording, talk: Talk) -> None:
    replies, standing = play(wording, talk)
    assert not wrong(wording.expect, replies, standing), [reply["text"] for reply in replies]
