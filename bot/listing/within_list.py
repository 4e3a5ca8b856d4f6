"""One list looked at by itself: conditions that can never or always hold, items that nobody can reach, no sources."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Any

from bot.drafting.contradictions import contradict
from bot.eligibility.factbook import FactBook
from bot.listing.model import Remark

Body = Mapping[str, Any]


def remarks(body: Body, book: FactBook) -> Iterator[Remark]:
    """Everything there is to say of a list."""
    common = body.get("conditions", ())
    yield from _sources(body)
    yield from _conditions(body["id"], "", common, book)
    for item in body["items"]:
        yield from _conditions(body["id"], item["no"], item.get("conditions", ()), book)
        yield from _unreachable(body["id"], common, item, book)
    yield from _twice(body)


def _conditions(list_id: str, no: str, conditions: Sequence[Body], book: FactBook) -> Iterator[Remark]:
    for condition in conditions:
        test = condition.get("test")
        if test is None:
            yield Remark(list_id, no, f"“{condition['text']}”由人认定，助手会照原话问")
        elif contradict(test, test, book):
            yield Remark(list_id, no, f"“{condition['text']}”永远不会符合", wrong=True)
        elif contradict({"not": test}, {"not": test}, book):
            yield Remark(list_id, no, f"“{condition['text']}”什么情况都符合，等于没有写", wrong=True)


def _unreachable(list_id: str, common: Sequence[Body], item: Body, book: FactBook) -> Iterator[Remark]:
    """Two conditions that must both hold and never can; with 符合一条就行 every one of them must clash."""
    own = [c for c in item.get("conditions", ()) if "test" in c]
    shared = [c for c in common if "test" in c]
    if item.get("logic") == "any":
        clashes = [next((s for s in shared if contradict(s["test"], c["test"], book)), None) for c in own]
        if own and all(clashes) and len(own) == len(item["conditions"]):
            yield Remark(list_id, item["no"], "哪一条都和全部适用的条件矛盾，这一项谁也走不到", wrong=True)
        return
    for one, other in combinations([*shared, *own], 2):
        if other in own and contradict(one["test"], other["test"], book):
            said = f"“{one['text']}”和“{other['text']}”不可能都符合，这一项谁也走不到"
            yield Remark(list_id, item["no"], said, wrong=True)
            return


def _sources(body: Body) -> Iterator[Remark]:
    if not body.get("url") and not body.get("doc_no"):
        yield Remark(body["id"], "", "没有文号也没有网址，查不到出处")
    without = [i["no"] for i in body["items"] if not i.get("citations") and not body.get("citations")]
    if without:
        yield Remark(body["id"], "", f"第{'、'.join(without[:12])}{'等' if len(without) > 12 else ''}项没有依据的条文")
    if body["in_force"]["from"] is None and body["kind"] == "exemption":
        yield Remark(body["id"], "", "没有写施行日期")


def _twice(body: Body) -> Iterator[Remark]:
    """The same act under two numbers with the same treatment and conditions."""
    first: dict[str, Body] = {}
    for item in body["items"]:
        before = first.setdefault(item["title"], item)
        same = all(before.get(field) == item.get(field) for field in ("treatment", "conditions", "logic"))
        if before is not item and same:
            yield Remark(body["id"], item["no"], f"和第{before['no']}项一模一样", wrong=True)
