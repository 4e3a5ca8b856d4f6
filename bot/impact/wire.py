"""An impact as the API gives it: with titles, a sentence, and a Vega-Lite chart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.eligibility.model import TREATMENTS
from bot.impact.replay import Impact
from bot.policy.catalogue import Catalogue
from bot.records.acts import AGENCIES
from bot.records.parties import KINDS, SIZES

Json = dict[str, Any]
OUTCOMES = {**TREATMENTS, "undetermined": "还不能定", "not_listed": "清单没有列"}
GROUPS = {"department": "部门", "district": "区县", "month": "月份", "party_size": "当事人"}
_NAMES = {**AGENCIES, **KINDS, **{size: f"{title}企业" for size, title in SIZES.items()}}
_SHOWN = 6


def as_json(found: Impact, catalogue: Catalogue) -> Json:
    """All fields of an `impact` reply but its kind."""
    return {
        "text": text(found),
        "recorded": found.recorded,
        "cases": found.cases,
        "flipped": [_titled(one) for one in found.flipped],
        "groups": {name: [_named(one) for one in rows] for name, rows in found.groups.items()},
        "fines": found.fines,
        "sample": [str(one["id"]) for one in found.examples],
        "examples": [_example(one, catalogue) for one in found.examples],
        "seconds": found.seconds,
        "chart": chart(found.groups["district"]),
    }


def text(found: Impact) -> str:
    """The figures in words."""
    total = sum(one["cases"] for one in found.flipped)
    if not found.cases:
        return f"在案记录{found.recorded}件，没有这份清单管的行为，没有可以重演的。"
    head = f"重演了{found.cases}件（在案共{found.recorded}件），"
    if not total:
        return f"{head}结果都不变。"
    lines = [f"{OUTCOMES[o['from']]} → {OUTCOMES[o['to']]}：{o['cases']}件" for o in found.flipped[:_SHOWN]]
    fines = [
        f"{title}{found.fines[name]['cases']}件（记录里的罚款合计{found.fines[name]['yuan']:.0f}元）"
        for name, title in (("no_longer_due", "不用再罚款的"), ("newly_due", "要新罚款的"))
        if found.fines[name]["cases"]
    ]
    return "\n".join([f"{head}结果变的{total}件：", *lines, *fines])


def chart(rows: Iterable[Mapping[str, Any]]) -> Json:
    """Flips by district as a Vega-Lite bar chart."""
    values: dict[str, int] = {}
    for one in rows:
        values[one["name"]] = values.get(one["name"], 0) + one["cases"]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "title": "各区县结果变的案子",
        "data": {"values": [{"name": name, "cases": count} for name, count in values.items()]},
        "mark": "bar",
        "encoding": {
            "y": {"field": "name", "type": "nominal", "sort": "-x", "title": "区县"},
            "x": {"field": "cases", "type": "quantitative", "title": "件"},
        },
    }


def _titled(one: Mapping[str, Any]) -> Json:
    return {**one, "from_title": OUTCOMES[one["from"]], "to_title": OUTCOMES[one["to"]]}


def _named(one: Mapping[str, Any]) -> Json:
    return {**_titled(one), "name": _NAMES.get(one["name"], one["name"])}


def _example(one: Mapping[str, Any], catalogue: Catalogue) -> Json:
    titles = (item.title for item in catalogue.items.values() if item.act == one["act"])
    return {**_titled(one), "day": one["day"].isoformat(), "act_title": next(titles, one["act"])}
