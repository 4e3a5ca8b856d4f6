"""python -m bot lists …: the command group; each command is in a module of its own."""

from __future__ import annotations

from typing import Any

from bot.listing import checking, comparing, exporting, publishing, reading, showing


def register(commands: Any) -> None:
    """Add the command group."""
    group = commands.add_parser("lists", help="清单：读、查、看、比较、导出、发布")
    parts = group.add_subparsers(required=True, metavar="做什么")
    for command in (reading, checking, showing, comparing, exporting, publishing):
        command.register(parts)
