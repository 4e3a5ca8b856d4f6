"""Lists beside each other: one act, the same conditions and two treatments; gaps and overlaps where one follows another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.eligibility.factbook import FactBook
from bot.eligibility.meaning import same_meaning
from bot.eligibility.model import TREATMENTS
from bot.listing.model import Remark
from bot.policy.check import fact_names
from bot.policy.places import binding

Body = Mapping[str, Any]


def remarks(wanted: Sequence[Body], others: Sequence[Body], book: FactBook) -> Iterator[Remark]:
    """What the wanted lists have to do with each other and with the others."""
    everything = [*wanted, *others]
    by_id = {body["id"]: body for body in everything}
    for body in wanted:
        yield from _succession(body, by_id)
    yield from _conflicts(wanted, everything, book)


def _succession(body: Body, by_id: Mapping[str, Body]) -> Iterator[Remark]:
    """A list and the one that replaced it: no day without either, no day with both."""
    after = by_id.get(body.get("replaced_by") or "")
    if body.get("replaced_by") and after is None:
        yield Remark(body["id"], "", f"写着被“{body['replaced_by']}”代替，没有这份清单", wrong=True)
    if after is None or body.get("state") == "draft":
        return
    end, start = body["in_force"]["to"], after["in_force"]["from"]
    if end is None or start is None or _moment(end) == _moment(start):
        return
    if _moment(end) < _moment(start):
        yield Remark(body["id"], "", f"{end}失效，代替它的{after['id']}到{start}才施行，中间没有规定")
    else:
        yield Remark(body["id"], "", f"{end}才失效，代替它的{after['id']}在{start}已经施行，有一段时间两份都有效")


def _moment(written: str) -> datetime:
    return datetime.fromisoformat(written)


def _conflicts(wanted: Sequence[Body], everything: Sequence[Body], book: FactBook) -> Iterator[Remark]:
    """Items of two lists that bind together, for one act, under the same conditions, with different treatments."""
    mine = {body["id"] for body in wanted}
    by_act: dict[str, list[tuple[Body, Body]]] = {}
    for body in everything:
        for item in body["items"]:
            if item["treatment"] != "ordinary" and body.get("state", "in_force") == "in_force":
                by_act.setdefault(item.get("act") or item["title"], []).append((body, item))
    for pairs in by_act.values():
        for place, (body, item) in enumerate(pairs):
            for other, there in pairs[place + 1 :]:
                if mine & {body["id"], other["id"]} and _clash(body, item, other, there, book):
                    said = f"条件和{other['id']}第{there['no']}项相同，这里{TREATMENTS[item['treatment']]}，那里{TREATMENTS[there['treatment']]}"
                    yield Remark(body["id"], item["no"], said)


def _clash(body: Body, item: Body, other: Body, there: Body, book: FactBook) -> bool:
    if item["treatment"] == there["treatment"] or not _together(body, other):
        return False
    one, two = _whole(body, item), _whole(other, there)
    if one is None or two is None or set(_facts(one)) != set(_facts(two)):
        return False
    return same_meaning(one, two, book)


def _together(body: Body, other: Body) -> bool:
    """Whether both bind somewhere on some day."""
    if other["place"] not in binding(body["place"]) and body["place"] not in binding(other["place"]):
        return False
    one, two = body["in_force"], other["in_force"]
    return (one["to"] or "9") > (two["from"] or "0") and (two["to"] or "9") > (one["from"] or "0")


def _whole(body: Body, item: Body) -> dict[str, Any] | None:
    """All conditions of an item as one test; None when a person must judge one, or when there are none."""
    own, common = list(item.get("conditions", ())), list(body.get("conditions", ()))
    if not own + common or any("test" not in condition for condition in own + common):
        return None
    word = "any" if item.get("logic") == "any" else "all"
    tests = [{"all": [c["test"] for c in common]}] if common else []
    return {"all": [*tests, *([{word: [c["test"] for c in own]}] if own else [])]}


def _facts(test: Body) -> set[str]:
    return fact_names({"conditions": [{"text": "", "test": test}], "items": []})
