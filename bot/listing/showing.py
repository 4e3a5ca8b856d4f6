"""python -m bot lists show LIST: a list as a person reads it, each condition with what it is taken to mean."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.eligibility.explain import HOW_SURE
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import TREATMENTS
from bot.listing.finding import Shelf
from bot.reading.saying import say
from bot.settings import Settings


def register(parts: Any) -> None:
    """Add `show`."""
    show = parts.add_parser("show", help="看一份清单，每个条件后面是它的意思")
    show.add_argument("list", help="清单编号或者文件")
    show.set_defaults(run=_show)


def _show(options: argparse.Namespace, settings: Settings) -> None:
    shelf = Shelf.open(settings)
    body = shelf.load(options.list)
    print_list(body, shelf.with_members(body), Console())


def print_list(body: Mapping[str, Any], book: FactBook, console: Console) -> None:
    """The heading, what holds for all items, and the items."""
    console.print(f"[bold]{body['title']}[/bold]（{body['id']}）")
    console.print("；".join(_heading(body)))
    table = Table(show_lines=True)
    for name, ratio in (("项", None), ("违法行为", 2), ("处理", 1), ("条件 → 意思", 4)):
        table.add_column(name, overflow="fold", ratio=ratio)
    if body.get("conditions"):
        table.add_row("全部", "每一项都要符合", "", conditions(body, book))
    for item in body["items"]:
        table.add_row(item["no"], item["title"], TREATMENTS[item["treatment"]], conditions(item, book))
    console.print(table)


def _heading(body: Mapping[str, Any]) -> Iterator[str]:
    yield f"{body['issuer']}，{body['place']}"
    yield body.get("doc_no") or "没有文号"
    yield f"{body['in_force']['from'] or '（没有写）'}起施行"
    if body["in_force"]["to"]:
        yield f"{body['in_force']['to']}失效"
    yield HOW_SURE[body["how_sure"]]


def conditions(holder: Mapping[str, Any], book: FactBook) -> str:
    """The conditions of a list or an item, one a line."""
    found = [f"{c['text']} → {meaning(c, book)}" for c in holder.get("conditions", ())]
    if holder.get("logic") == "any" and len(found) > 1:
        return "\n或者 ".join(found)
    return "\n".join(f"{n}. {said}" for n, said in enumerate(found, 1)) if len(found) > 1 else "".join(found)


def meaning(condition: Mapping[str, Any], book: FactBook) -> str:
    """What a condition is taken to mean."""
    return say(condition["test"], book) if "test" in condition else "由人认定"
