"""What 首次, 及时改正 and 危害后果轻微 mean in one list: parameters that a list states for itself, said in Chinese.

Lists differ: two years or a quarter of a year, the same act or any, the party or the car, committed or found out. A
list (or one of its items) states its meaning under `parameters`; a condition whose test reads a fact of such a term
is explained with it, and the test must agree with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Condition, Item

_ACT = {"same": "同类违法", "listed": "清单里的同一事项", "any": "任何一种违法"}
_PER = {
    "party": "当事人",
    "vehicle": "车辆",
    "driver": "驾驶人",
    "agency": "查处的这个机关",
    "region": "本地区",
}
_COUNTED = {"committed": "以实际发生为准", "discovered": "以被执法机关发现为准，没被发现的不算"}
_WAYS = {
    "before_discovery": "被发现前自己改",
    "on_spot": "被查到后当场改",
    "within_order": "在责令改正的期限内改",
}
WINDOW = re.compile(r"_(\d+[my])$")


def meanings(parameters: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """Each term that the parameters speak of, with what it means."""
    return tuple((term, say(parameters[term])) for term, say in _SAY.items() if term in parameters)


def means(condition: Condition, item: Item, book: FactBook) -> str:
    """What a condition means in its list: its own note, else what the list says of the terms that it speaks of."""
    if condition.means:
        return condition.means
    terms = {book[name].term for name in condition.test.facts if name in book}
    return "；".join(said for term, said in item.meanings if term in terms)


def disagreement(fact: str, parameters: Mapping[str, Any], book: FactBook) -> str:
    """How a tested fact contradicts the stated meaning of its term; empty when it does not."""
    window = WINDOW.search(fact)
    stated = parameters.get("first_offence", {}).get("window")
    if window is None or stated is None or fact not in book or book[fact].term != "first_offence":
        return ""
    return "" if window[1] == stated else f"{fact!r} looks back {window[1]}, the list states {stated}"


def _first(stated: Mapping[str, Any]) -> str:
    per = "、".join(_PER[name] for name in stated.get("per", ()))
    parts = [
        _span(stated),
        f"看{per}有没有{_ACT[stated['act']]}" if "act" in stated else f"看{per}" if per else "",
        f"范围是{stated['within']}" if "within" in stated else "",
        _COUNTED.get(stated.get("counted", ""), ""),
        "以前的都要处理完" if stated.get("settled") else "",
        stated.get("note", ""),
    ]
    return "“首次”：" + "，".join(part for part in parts if part)


def _span(stated: Mapping[str, Any]) -> str:
    if "cycle" in stated:
        return f"一个周期内第一次（{stated['cycle']}）"
    window = stated.get("window")
    if window is None:
        return "来源没有写往前看多久"
    if window == "ever":
        return "不限期"
    return f"从这次往前推{window[:-1]}{'年' if window[-1] == 'y' else '个月'}"


def _timely(stated: Mapping[str, Any]) -> str:
    ways = "、".join(_WAYS[name] for name in stated.get("ways", ()))
    return "“及时改正”：" + "，".join(part for part in (ways, stated.get("note", "")) if part)


def _slight(stated: Mapping[str, Any]) -> str:
    return f"“后果轻微”：{stated['note']}"


_SAY = {"first_offence": _first, "timely": _timely, "slight_harm": _slight}
