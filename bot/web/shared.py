"""What all routes share: made by `create_app`, found through the request, never global."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol

from fastapi import Request

from bot.database import Database
from bot.language.finder import Finder
from bot.policy.catalogue import Catalogue, CatalogueSource
from bot.settings import Settings
from bot.web.limits import OneAtATime, TurnLimit
from bot.web.metrics import Metrics

_INDEXED = {"exemption", "regulation"}  # general clauses are no acts


class Talks(Protocol):
    """What the web layer needs of the assistant."""

    async def turn(self, conversation: str, message: str, as_of: date) -> list[dict[str, Any]]:
        """The replies to one message, at least one; what it raises becomes 503."""


@dataclass
class Shared:
    """One process's settings, database, rules, assistant (None until loaded), limits and counters."""

    settings: Settings
    database: Database
    source: CatalogueSource
    limit: TurnLimit
    assistant: Talks | None = None
    turns: OneAtATime = field(default_factory=OneAtATime)
    metrics: Metrics = field(default_factory=Metrics)
    _finder: tuple[int, Finder] | None = None

    def finder(self, catalogue: Catalogue) -> Finder:
        """The index over the acts of these rules, rebuilt when they are newer."""
        kept = self._finder
        if kept is None or kept[0] != catalogue.revision:
            lists = (rules for rules in catalogue.lists.values() if rules.kind in _INDEXED)
            kept = self._finder = (catalogue.revision, Finder(item for rules in lists for item in rules.items))
        return kept[1]


def shared(request: Request) -> Shared:
    """FastAPI dependency."""
    found: Shared = request.app.state.shared
    return found
