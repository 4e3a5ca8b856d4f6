"""Where something stands in a list's content: conditions and items, found by how people speak of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rapidfuzz import fuzz

from bot.drafting.errors import EditError
from bot.eligibility.explain import document
from bot.policy.drafts.patches import WHOLE_LIST

Body = Mapping[str, Any]
_NEAR = 75  # rapidfuzz's partial ratio: 六个月内没有违法 for 违法前6个月内没有交通违法记录
_SHOWN = 6


@dataclass(frozen=True)
class Place:
    """A condition, the item it stands in (`*` for the whole list), and the path to it."""

    path: tuple[Any, ...]
    item: str
    condition: Body

    @property
    def text(self) -> str:
        """The sentence."""
        return str(self.condition["text"])


def conditions(body: Body, item: str = "") -> list[Place]:
    """All conditions, the common ones first; only one item's own when it is named."""
    common = [] if item else [_place((), WHOLE_LIST, raw) for raw in body.get("conditions", ())]
    items = [raw for raw in body["items"] if item in ("", raw["no"])]
    own = [_place(("items", {"no": raw["no"]}), raw["no"], c) for raw in items for c in raw.get("conditions", ())]
    return common + own


def _place(holder: tuple[Any, ...], item: str, condition: Body) -> Place:
    return Place((*holder, "conditions", {"text": condition["text"]}), item, condition)


def matching(places: list[Place], words: str) -> list[Place]:
    """The conditions that these words name: the sentence itself, else a part of it, else nearly a part."""
    for fits in (
        lambda text: text == words,
        lambda text: words in text,
        lambda text: _in_short(words, text),
        lambda text: fuzz.partial_ratio(words, text) >= _NEAR,
        lambda text: _in_short(words, text, 3),
    ):
        if found := [place for place in places if fits(place.text)]:
            return found
    return []


def _in_short(words: str, text: str, left_out: int = 1) -> bool:
    """城区 for 城市区, 答题 for 答完5道题: the same characters in order, so many left out between two."""
    between = f".{{0,{left_out}}}"
    return 2 <= len(words) <= 6 and re.search(between.join(map(re.escape, words)), text) is not None


def one_kind(body: Body, words: str, item: str = "") -> list[Place]:
    """The condition that is meant, once for every place where the same sentence stands; EditError when it is none
    or may be several."""
    if item:
        named_item(body, item)
    found = matching(conditions(body, item), words)
    if not found and item and matching(conditions(body), words):
        raise EditError(
            f"“{words}”是整份清单的共同条件，不是第{item}项自己的。要对全部{len(body['items'])}项去掉，请不要带项号再说一次"
        )
    if not found:
        raise EditError(
            f"{document(body['title'])}里没有找到“{words}”这个条件。现有的条件是：{listed(conditions(body, item))}"
        )
    sentences = list(dict.fromkeys(place.text for place in found))
    if len(sentences) > 1:
        raise EditError(f"“{words}”可能是下面几条里的哪一条？请说完整：{'；'.join(sentences[:_SHOWN])}")
    return found


def named_item(body: Body, no: str) -> Body:
    """The item with that number; EditError when there is none."""
    found = next((item for item in body["items"] if item["no"] == no), None)
    if found is None:
        numbers = [item["no"] for item in body["items"]]
        there = f"有第{numbers[0]}到第{numbers[-1]}项" if numbers else "还没有事项"
        raise EditError(f"{document(body['title'])}没有第{no}项（{there}）")
    return dict(found)


def listed(places: list[Place]) -> str:
    """The sentences in one line."""
    sentences = list(dict.fromkeys(place.text for place in places))
    more = "……" if len(sentences) > _SHOWN else ""
    return "；".join(sentences[:_SHOWN]) + more or "（没有条件）"
