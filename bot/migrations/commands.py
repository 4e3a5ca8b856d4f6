"""python -m bot database …: bring the tables up to date, check them, begin a new migration."""

from __future__ import annotations

import argparse
from typing import Any

from bot import migrations
from bot.database import Database
from bot.settings import Settings


def register(commands: Any) -> None:
    """Add the command group."""
    group = commands.add_parser("database", help="数据库：升级、核对、写新的迁移")
    parts = group.add_subparsers(required=True, metavar="做什么")
    parts.add_parser("upgrade", help="升级到最新的表结构").set_defaults(run=_upgrade)
    parts.add_parser("check", help="模型与迁移是否一致").set_defaults(run=_check)
    revision = parts.add_parser("revision", help="按模型的变化写一个新的迁移（写完要自己读一遍）")
    revision.add_argument("-m", "--message", required=True)
    revision.set_defaults(run=_revision)


def _upgrade(options: argparse.Namespace, settings: Settings) -> None:
    database = Database(settings.database_url)
    database.create()
    print(f"表结构版本：{migrations.newest()}")
    database.close()


def _check(options: argparse.Namespace, settings: Settings) -> int:
    database = Database(settings.database_url)
    found = migrations.differences(database.engine)
    database.close()
    print("\n".join(map(str, found)) or "一致")
    return 1 if found else 0


def _revision(options: argparse.Namespace, settings: Settings) -> None:
    database = Database(settings.database_url)
    database.create()
    print(migrations.new_revision(database.engine, options.message))
    database.close()
