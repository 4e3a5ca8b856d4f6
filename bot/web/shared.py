"""What all routes share: made by `create_app`, found through the request, never global."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from fastapi import Request

from bot.database import Database
from bot.dialogue.asker import VISITOR, Asker
from bot.dialogue.services import Services
from bot.policy.catalogue import CatalogueSource
from bot.settings import Settings
from bot.web.limits import OneAtATime, TurnLimit
from bot.web.metrics import Metrics
from bot.web.searching import Searching
from bot.web.shared_limits import OneAtATimeEverywhere, SharedTurnLimit
from bot.web.unheard import Waiting


class Talks(Protocol):
    """What the web layer needs of the assistant."""

    async def turn(self, conversation: str, message: str, as_of: date, asker: Asker = VISITOR) -> list[dict[str, Any]]:
        """The replies to one message, at least one; what it raises becomes 503."""


@dataclass
class Shared:
    """One process's services, assistant (None until loaded), limits and counters."""

    services: Services
    limit: TurnLimit | SharedTurnLimit
    turns: OneAtATime | OneAtATimeEverywhere
    assistant: Talks | None = None
    metrics: Metrics = field(default_factory=Metrics)
    searching: Searching = field(default_factory=Searching)

    @property
    def waiting(self) -> Waiting:
        """What was said while the database was away."""
        return Waiting(self.settings.var)

    @classmethod
    def of(cls, services: Services, assistant: Talks | None) -> Shared:
        """With limits of this process alone, or, where there is a Redis, of all processes."""
        url, per_minute = services.settings.redis_url, services.settings.turns_per_minute
        if url:
            return cls(services, SharedTurnLimit(url, per_minute), OneAtATimeEverywhere(url), assistant)
        return cls(services, TurnLimit(per_minute), OneAtATime(), assistant)

    @property
    def settings(self) -> Settings:
        """The settings of this process."""
        return self.services.settings

    @property
    def database(self) -> Database:
        """The database of this process."""
        return self.services.database

    @property
    def source(self) -> CatalogueSource:
        """Where the newest rules come from."""
        return self.services.source


async def shared(request: Request) -> Shared:
    """FastAPI dependency."""
    found: Shared = request.app.state.shared
    return found
