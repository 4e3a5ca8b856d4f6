"""Counters for Prometheus: how many turns, how long, which verdicts. No text, no ids."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest

_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """One app's counters, in a registry of their own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._turns = Counter("bot_turns", "Turns by outcome", ["outcome"], registry=self._registry)
        self.seconds = Histogram("bot_turn_seconds", "Seconds a turn took", buckets=_SECONDS, registry=self._registry)
        self._verdicts = Counter("bot_verdicts", "Verdicts by status", ["status", "by"], registry=self._registry)

    def answered(self, replies: Iterable[Mapping[str, Any]]) -> None:
        """Count a turn and the verdicts in it."""
        self._turns.labels("answered").inc()
        for reply in replies:
            if reply["kind"] == "verdict":
                self.verdict(reply, "chat")

    def failed(self) -> None:
        """Count a turn that the assistant could not answer."""
        self._turns.labels("failed").inc()

    def verdict(self, verdict: Mapping[str, Any], by: str) -> None:
        """Count one verdict."""
        self._verdicts.labels(verdict["status"], by).inc()

    def text(self) -> bytes:
        """All counters in Prometheus' text format."""
        return generate_latest(self._registry)
