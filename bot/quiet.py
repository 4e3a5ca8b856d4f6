"""Keeps the libraries quiet; import this before Rasa."""

from __future__ import annotations

import logging
import os
import warnings

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
os.environ.setdefault("SQLALCHEMY_SILENCE_UBER_WARNING", "1")
os.environ.setdefault("LOG_LEVEL", "WARNING")

warnings.showwarning = lambda *_, **__: None  # the libraries' notes to their own developers; filters get reset by them


def configure_logging() -> None:
    """Warnings and errors only; Rasa would log what people say at DEBUG."""
    import rasa.utils.log_utils

    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    rasa.utils.log_utils.configure_structlog(logging.WARNING)
    for name in ("rasa", "sqlalchemy", "tensorflow", "asyncio", "apscheduler"):
        logging.getLogger(name).setLevel(logging.ERROR)
