"""`python -m bot audit verify`: walk the chain of given verdicts."""

from __future__ import annotations

import argparse
from typing import Any

from bot.database import Database
from bot.records import audit
from bot.settings import Settings


def add_commands(commands: Any) -> None:
    """Register under `python -m bot`."""
    group = commands.add_parser("audit", help="审计：结论存档的链条").add_subparsers(required=True, metavar="动作")
    group.add_parser("verify", help="核对链条有没有被改动").set_defaults(run=verify)


def verify(options: argparse.Namespace, settings: Settings) -> int:
    """0 when the chain holds; 1 with every flaw otherwise."""
    database = Database(settings.database_url)
    database.create()
    with database.session() as session:
        flaws = list(audit.verify(session))
    database.close()
    for flaw in flaws:
        print(f"第{flaw.number}条 {flaw.audit}：{flaw.reason}")
    print("链条完好。" if not flaws else f"发现{len(flaws)}处问题。")
    return 1 if flaws else 0
