"""python -m bot privacy …: purge what is over time, hand a party's data over, erase it."""

from __future__ import annotations

import argparse
import getpass
import os
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from bot import clock
from bot.database import Database
from bot.privacy import erasing, exporting, purging
from bot.privacy.belongings import collect
from bot.settings import Settings
from bot.web.unheard import Waiting


def register(commands: Any) -> None:
    """Add the command group."""
    group = commands.add_parser("privacy", help="个人信息：到期清除、导出、删除")
    parts = group.add_subparsers(required=True, metavar="做什么")
    parts.add_parser("purge", help="清除过了保存期限的（设置见 BOT_KEEP_…）").set_defaults(run=_purge)
    export = _of_a_party(parts, "export", "把一个当事人的全部信息写进文件（JSON）")
    export.add_argument("file", type=Path, metavar="文件")
    export.set_defaults(run=_export)
    _of_a_party(parts, "erase", "删除一个当事人的信息；审计保留，改用化名").set_defaults(run=_erase)


def _of_a_party(parts: Any, name: str, words: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = parts.add_parser(name, help=words)
    command.add_argument("--party", required=True, metavar="编号", help="当事人的编号")
    command.add_argument("--reason", default="当事人请求", help="为什么，会登记（默认：当事人请求）")
    return command


def _purge(options: argparse.Namespace, settings: Settings) -> None:
    database = _open(settings)
    with database.session() as session:
        counts = purging.purge(session, settings, clock.now())
    database.close()
    if settings.keep_dialogues:
        before = clock.now() - timedelta(days=settings.keep_dialogues)
        counts["没有接着说的话"] = Waiting(settings.var).forget_older(before)
    print(f"已清除：{_told(counts)}")


def _export(options: argparse.Namespace, settings: Settings) -> None:
    database = _open(settings)
    try:
        with database.session() as session:
            whole = exporting.export(session, options.party, getpass.getuser(), options.reason, clock.now())
            _write(options.file, exporting.as_json(whole))
    finally:
        database.close()
    print(f"已导出到 {options.file}（只有你能读）。交给本人后请删除这个文件。")


def _erase(options: argparse.Namespace, settings: Settings) -> None:
    database = _open(settings)
    try:
        with database.session() as session:
            waiting = collect(session, options.party).conversations
            counts = erasing.erase(session, options.party, getpass.getuser(), options.reason, clock.now())
    finally:
        database.close()
    for conversation in waiting:
        Waiting(settings.var).forget(conversation)
    print(f"已删除：{_told(counts)}")
    print("备份里的和已推送给热线平台的不在这里，要另外删除。")


def _open(settings: Settings) -> Database:
    database = Database(settings.database_url)
    database.create()
    return database


def _write(path: Path, text: str) -> None:
    """Readable by this user only; ValueError when there is such a file already."""
    try:
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise ValueError(f"{path} 已经有了，不覆盖。请换一个文件名。") from None
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def _told(counts: Mapping[str, int]) -> str:
    return "，".join(f"{what} {count}" for what, count in counts.items()) or "没有（保存期限都设成了 0）"
