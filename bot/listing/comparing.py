"""python -m bot lists diff A B: what differs between two lists by meaning, whatever the words and their order."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.eligibility.factbook import FactBook
from bot.eligibility.meaning import same_meaning
from bot.listing.finding import Shelf
from bot.policy.check import fact_names
from bot.policy.drafts.differences import differences
from bot.policy.drafts.patches import WHOLE_LIST, Change
from bot.reading.saying import say
from bot.settings import Settings

Body = Mapping[str, Any]


@dataclass(frozen=True)
class Comparison:
    """What differs in meaning, and what is only said in other words (item, before, after)."""

    changes: tuple[Change, ...]
    reworded: tuple[tuple[str, str, str], ...]


def register(parts: Any) -> None:
    """Add `diff`."""
    diff = parts.add_parser("diff", help="按意思比较两份清单：编号或者文件")
    diff.add_argument("before")
    diff.add_argument("after")
    diff.set_defaults(run=_diff)


def _diff(options: argparse.Namespace, settings: Settings) -> int:
    shelf = Shelf.open(settings)
    found = compare(shelf.load(options.before), shelf.load(options.after), shelf.book)
    console = Console()
    table = Table(show_lines=True)
    for name, ratio in (("项", None), ("什么", 2), ("之前", 3), ("之后", 3)):
        table.add_column(name, overflow="fold", ratio=ratio)
    for change in found.changes:
        table.add_row(_item(change.item), change.field, change.before, change.after)
    if found.changes:
        console.print(table)
    for item, before, after in found.reworded:
        console.print(f"{_item(item)}：只改了说法，意思没有变：“{before}” → “{after}”")
    if not found.changes:
        console.print("意思上没有不同。")
    return 1 if found.changes else 0


def compare(before: Body, after: Body, book: FactBook) -> Comparison:
    """Both contents, item by item; items are the same by number, or by title when the numbers moved."""
    book = book.with_members(fact_names(before) | fact_names(after))
    old = {item["no"]: item for item in before["items"]}
    reworded: list[tuple[str, str, str]] = []
    common, words = _aligned(before, after, book)
    reworded += [(WHOLE_LIST, *pair) for pair in words]
    items = []
    for item in after["items"]:
        there = _counterpart(item, old)
        made, words = _aligned(there, item, book) if there else (item, [])
        reworded += [(item["no"], *pair) for pair in words]
        items.append({**made, "no": there["no"] if there else item["no"]})
    changes = differences(_said(before, book), _said({**common, "items": items}, book))
    return Comparison(changes, tuple(reworded))


def _item(no: str) -> str:
    return "全部" if no == WHOLE_LIST else f"第{no}项"


def _said(body: Body, book: FactBook) -> dict[str, Any]:
    """The content with its tests said in Chinese."""
    made = {**body, "items": [_said_conditions(item, book) for item in body["items"]]}
    return _said_conditions(made, book)


def _said_conditions(holder: Body, book: FactBook) -> dict[str, Any]:
    if "conditions" not in holder:
        return dict(holder)
    said = [{**c, "test": say(c["test"], book)} if "test" in c else c for c in holder["conditions"]]
    return {**holder, "conditions": said}


def _counterpart(item: Body, old: Mapping[str, Body]) -> Body | None:
    same = [there for there in old.values() if there["title"] == item["title"]]
    return same[0] if len(same) == 1 else old.get(item["no"])


def _aligned(before: Body, after: Body, book: FactBook) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """`after` with every condition that means what one of `before` means written as there, in its order."""
    left = list(after.get("conditions", ()))
    kept: list[Body] = []
    words: list[tuple[str, str]] = []
    for condition in before.get("conditions", ()):
        twin = next((c for c in left if _same(condition, c, book)), None)
        if twin is not None:
            left.remove(twin)
            kept.append(condition)
            words += [(condition["text"], twin["text"])] if twin["text"] != condition["text"] else []
    made = {**after, "conditions": [*kept, *left]}
    return (made if made["conditions"] else {k: v for k, v in made.items() if k != "conditions"}), words


def _same(one: Body, other: Body, book: FactBook) -> bool:
    if ("test" in one) != ("test" in other) or one.get("default") != other.get("default"):
        return False
    return same_meaning(one["test"], other["test"], book) if "test" in one else one["text"] == other["text"]
