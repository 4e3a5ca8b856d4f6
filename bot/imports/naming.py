"""Names in the files and names in the record: acts as the lists call them, agencies by their full names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from bot.eligibility.model import Item

# Words in the name of a department → agency of the record; the first that fits.
_AGENCIES = (
    ("交通警察", "traffic_police"),
    ("交警", "traffic_police"),
    ("城市管理", "city_management"),
    ("综合行政执法", "city_management"),
    ("市场监督", "market"),
    ("文化", "culture"),
    ("税务", "tax"),
    ("消防", "fire"),
    ("住房", "housing"),
)
_MILD = frozenset(("警告", "通报批评"))


@cache
def agency(department: str) -> str:
    """Which agency of the record a department is."""
    return next((name for word, name in _AGENCIES if word in department), "other")


@cache
def treatment(penalty: str) -> str:
    """处罚类别 as a treatment: a warning when it is nothing else."""
    kinds = {kind.strip() for kind in penalty.replace("；", ";").replace("、", ";").split(";") if kind.strip()}
    return "warning" if kinds and kinds <= _MILD else "ordinary"


def act_names(items: Iterable[Item]) -> Mapping[str, str]:
    """What acts are called in the lists → the act; a name that several acts share is left out."""
    found: dict[str, set[str]] = {}
    for item in items:
        for name in (item.act, item.title, *item.aliases):
            found.setdefault(name, set()).add(item.act)
    return {name: acts.pop() for name, acts in found.items() if len(acts) == 1}


def is_made_up(*names: Any) -> bool:
    """Whether it says of itself that it is synthetic."""
    return any("合成" in name for name in names if name)
