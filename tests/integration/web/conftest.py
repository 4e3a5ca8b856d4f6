"""The web application over a real SQLite database and the real lists; the assistant is a stand-in that remembers."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from bot.dialogue.asker import VISITOR, Asker
from bot.dialogue.services import Services
from bot.settings import Settings
from bot.web.app import create_app
from bot.web.identity import make_token
from bot.web.shared import Talks

Headers = dict[str, str]


@dataclass
class Echo:
    """A stand-in assistant: repeats what it is told and keeps it; raises `breaks` when that is set."""

    heard: list[tuple[str, str, date]] = field(default_factory=list)
    breaks: Exception | None = None

    async def turn(self, conversation: str, message: str, as_of: date, asker: Asker = VISITOR) -> list[dict[str, Any]]:
        if self.breaks is not None:
            raise self.breaks
        self.heard.append((conversation, message, as_of))
        return [{"kind": "answer", "topic": "clarify", "text": f"收到：{message}", "citations": []}]


@pytest.fixture
def echo() -> Echo:
    return Echo()


@pytest.fixture
def make_client(services: Services) -> Callable[..., TestClient]:
    """A client of a fresh application; keyword arguments replace settings."""

    def make(assistant: Talks | None = None, **changed: Any) -> TestClient:
        here = copy(services)
        here.settings = replace(services.settings, **changed)
        app: FastAPI = create_app(here, assistant)
        return TestClient(app, raise_server_exceptions=False)

    return make


@pytest.fixture
def client(make_client: Callable[..., TestClient], echo: Echo) -> TestClient:
    return make_client(echo)


@pytest.fixture
def bearer(settings: Settings) -> Callable[..., Headers]:
    """An Authorization header for a role."""

    def make(role: str, sub: str = "u1", party: str | None = None, minutes: int = 5) -> Headers:
        party = party or ("P1" if role == "business" else None)
        return {"Authorization": f"Bearer {make_token(settings, role, sub, party, minutes)}"}

    return make
