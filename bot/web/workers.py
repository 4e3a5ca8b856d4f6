"""几个进程一起服务: worker processes behind one port; one that dies is started again."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from socket import socket

import uvicorn
from uvicorn.supervisors import Multiprocess

from bot.settings import Settings

SILENCE = 60  # seconds without a sign of life, loading included, after which a worker is replaced
Worker = Callable[[Settings, "list[socket] | None"], None]


def serve(settings: Settings, worker: Worker) -> None:
    """Open the port and keep `settings.workers` processes answering on it; SystemExit when they cannot share."""
    if not settings.redis_url:
        raise SystemExit(
            "几个进程一起服务要有共用的锁：请设置 REDIS_URL（比如 redis://127.0.0.1:6379/0），或用一个进程。"
        )
    config = uvicorn.Config(
        "bot.web.app:create_app",
        settings.host,
        settings.port,
        workers=settings.workers,
        log_config=None,
        timeout_worker_healthcheck=SILENCE,
    )
    with config.bind_socket() as opened:
        Multiprocess(config, partial(worker, settings), [opened]).run()
