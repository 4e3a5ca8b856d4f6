"""相近事项 and 版本: what other lists say of the same act, and how an item came to read as it does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from bot.eligibility.model import TREATMENTS, Item, RuleList
from bot.policy.catalogue import Catalogue
from bot.policy.loader import build
from bot.policy.publication import Version
from bot.search.entries import standing_of


@dataclass(frozen=True)
class Similar:
    """An item of another list for the same act."""

    item: Item
    rules: RuleList
    standing: str
    rank: float


@dataclass(frozen=True)
class Edition:
    """One version of an item's list: when it applies, the item as it then read, and what differs from the one before."""

    number: int
    since: datetime | None
    until: datetime | None
    item: Item | None
    changed: tuple[str, ...]


def similar(catalogue: Catalogue, item: Item, place: str, today: date) -> list[Similar]:
    """Items of other lists that cover the same act, what binds here first."""
    acts = {item.act, *item.also}
    found = [
        Similar(other, rules, *standing_of(rules, place, today))
        for rules in catalogue.lists.values()
        if rules.id != item.list_id and rules.kind != "general"
        for other in rules.items
        if acts & {other.act, *other.also}
    ]
    return sorted(found, key=lambda one: (-one.rank, one.rules.department, one.item.id))


def editions(versions: Iterable[Version], item_id: str) -> list[Edition]:
    """The versions of the item's list, newest first."""
    made: list[Edition] = []
    before: Item | None = None
    for version in versions:
        rules = build(version.body, str(version.number), (version.since, version.until))
        item = next((one for one in rules.items if one.id == item_id), None)
        changed = _changes(before, item) if made else ()
        made.append(Edition(version.number, version.since, version.until, item, changed))
        before = item
    return made[::-1]


def _changes(before: Item | None, after: Item | None) -> tuple[str, ...]:
    if before is None or after is None:
        return () if before is after else (("增加了这一项",) if after else ("删去了这一项",))
    said = [f"{name}：{old}→{new}" for name, old, new in _plain(before, after) if old != new]
    old_texts, new_texts = ([c.text for c in item.conditions] for item in (before, after))
    said += [f"增加条件：{text}" for text in new_texts if text not in old_texts]
    said += [f"删去条件：{text}" for text in old_texts if text not in new_texts]
    same = old_texts == new_texts and before.conditions != after.conditions
    return (*said, *(("条件的判断方法有变化",) if same else ()))


def _plain(before: Item, after: Item) -> Iterable[tuple[str, str, str]]:
    yield "名称", before.title, after.title
    yield "处理", TREATMENTS[before.treatment], TREATMENTS[after.treatment]
    yield "一般处罚", before.ordinary_penalty or "无", after.ordinary_penalty or "无"
