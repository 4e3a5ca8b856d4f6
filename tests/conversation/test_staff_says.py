"""Every sentence of cases/drafting*.yml does what the file says: a change as meant, or a refusal with the reason."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from bot.assistant import Assistant
from bot.database import Database
from bot.dialogue.asker import Asker
from bot.policy.drafts.scenarios import Scenario
from bot.policy.drafts.tables import Draft, DraftEdit
from tests.conversation.drafting_words import Wording, play, wordings, wrong

FILES = ("drafting", "drafting-refused")
TODAY = date(2026, 11, 26)
Talk = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def talk(assistant: Assistant, loop: asyncio.AbstractEventLoop, database: Database) -> Iterator[Talk]:
    """Says something as a member of staff, on the day for which the sentences were written."""
    conversation, staff = secrets.token_urlsafe(8), Asker("staff", "张三")

    def talk(message: str) -> list[dict[str, Any]]:
        return loop.run_until_complete(assistant.turn(conversation, message, TODAY, staff))

    with time_machine.travel("2026-11-26T10:00:00+08:00"):
        yield talk
    with database.session() as session:
        for table in (DraftEdit, Draft, Scenario):
            session.query(table).delete()


@pytest.mark.parametrize("wording", [w for name in FILES for w in wordings(name)], ids=str)
def test_it_is_understood(wording: Wording, talk: Talk) -> None:
    replies, standing = play(wording, talk)
    assert not wrong(wording.expect, replies, standing), [reply["text"] for reply in replies]
