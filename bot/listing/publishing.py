"""python -m bot lists publish FILE --from DATE: a checked list stored as the version that applies from then on."""

from __future__ import annotations

import argparse
from datetime import datetime
from typing import Any

from bot.bootstrap import open_database
from bot.listing.finding import Shelf
from bot.policy import publication
from bot.settings import Settings


def register(parts: Any) -> None:
    """Add `publish`."""
    publish = parts.add_parser("publish", help="发布一份清单，从某个时刻起用它回答；正在运行的服务下一轮就用上")
    publish.add_argument("list", help="清单文件")
    publish.add_argument("--from", dest="since", required=True, help="从什么时候起，如 2026-12-01 或 2026-12-01T08:00")
    publish.add_argument("--by", required=True, help="谁发布")
    publish.add_argument("--reason", required=True, help="为什么")
    publish.set_defaults(run=_publish)


def _publish(options: argparse.Namespace, settings: Settings) -> None:
    shelf = Shelf.open(settings)
    body = shelf.load(options.list)
    since = moment(options.since)
    database = open_database(settings)
    try:
        with database.session() as session:
            done = publication.publish(session, body, since, options.by, options.reason)
    finally:
        database.close()
    print(f"已发布{body['title']}第{done.version}版，从{since:%Y年%-m月%-d日%H:%M}起适用。")


def moment(written: str) -> datetime:
    """2026-12-01 (its first minute) or 2026-12-01T08:00; ValueError for what is no moment."""
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        raise ValueError(f"“{written}”不是日期，请写成 2026-12-01 或 2026-12-01T08:00") from None
