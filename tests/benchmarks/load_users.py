"""Callers for locust: each goes through whole conversations, half a turn a second, as people on a web page do.

Run by `python -m tests.benchmarks.load`; by hand: `locust -f tests/benchmarks/load_users.py --host http://127.0.0.1:8000`.
"""

from __future__ import annotations

import os
import random
from typing import Any

import gevent
from locust import HttpUser, constant_throughput, task

OPENINGS = (
    "车停路边被交警贴条了，第一次，能不能不罚",
    "开小超市，货架上有几包饼干过期被查到了，会罚吗",
    "上个季度的增值税忘了申报，税务局说要罚款，能免吗",
    "店门口摆了两张桌子，城管让我收回来，会不会罚",
    "忘带驾驶证被交警查了",
)
ASIDES = ("什么叫首次违法", "不服怎么办", "你好", "今天天气怎么样")
TURNS_A_SECOND = float(os.environ.get("CALLER_RATE", "0.5"))
LONGEST = 12


class Caller(HttpUser):
    """One person: opens a matter, answers what is asked until the verdict, now and then asks something aside."""

    wait_time = constant_throughput(TURNS_A_SECOND)

    def on_start(self) -> None:
        """Begin without a conversation, each at a moment of their own: locust starts twenty a second at once, and
        people do not speak in step."""
        gevent.sleep(random.uniform(0, 1 / TURNS_A_SECOND))
        self._conversation: str | None = None
        self._last: dict[str, Any] = {}
        self._turns = 0

    @task
    def one_turn(self) -> None:
        """Say the next thing; an answer without a reply is a failure."""
        body = {"conversation": self._conversation, "message": self._next()}
        with self.client.post("/api/chat", json=body, name="/api/chat", catch_response=True) as answer:
            if answer.status_code != 200 or not answer.json()["replies"]:
                answer.failure(f"{answer.status_code}")
                self._conversation = None
                return
            told = answer.json()
        self._last, self._turns = told["replies"][-1], self._turns + 1
        is_over = self._last["kind"] == "verdict" or self._turns >= LONGEST
        self._conversation = None if is_over else told["conversation"]

    def _next(self) -> str:
        if self._conversation is None:
            self._turns = 0
            return random.choice(OPENINGS)
        if random.random() < 0.1:
            return random.choice(ASIDES)
        if self._last["kind"] == "choose_item":
            return "第1个"
        options = [option["label"] for option in self._last.get("options") or ()]
        return random.choice(options) if options else "不知道"
