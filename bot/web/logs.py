"""Quiet logs: warnings of libraries, one line a request of ours, everything masked."""

from __future__ import annotations

import logging
import sys

from bot.web.masking import MaskingFormatter

log = logging.getLogger("bot.web")


def configure() -> None:
    """Set up logging for the serving process; called once, by `serve`."""
    from bot import quiet  # before anything of Rasa

    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(MaskingFormatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    quiet.configure_logging()
    logging.captureWarnings(True)
    logging.getLogger("py.warnings").setLevel(logging.ERROR)  # deprecations in libraries, whatever filters they set
    log.setLevel(logging.INFO)
