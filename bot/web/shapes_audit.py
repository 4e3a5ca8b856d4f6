"""The shapes of the audit endpoints, for the OpenAPI document."""

from __future__ import annotations

from typing import Any

from bot.web.shapes import Wire


class Audited(Wire):
    """What a verdict rested on."""

    audit: str
    given_at: str
    facts: dict[str, Any]
    rule_set: str | None
    lists: dict[str, str]
    trace: list[dict[str, Any]]
    verdict: dict[str, Any]
    number: int | None
    sha256: str | None


class Replayed(Wire):
    """The same case judged again by the rules as they were."""

    audit: str
    identical: bool
    differences: list[str]
    verdict: dict[str, Any]
