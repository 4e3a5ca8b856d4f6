"""How people may call an act, proposed from its official name (俗称): for the clerk to edit, never a ground of a verdict.

An item of another list with the same name lends its act and its aliases. Else the official name is shortened to what
it speaks of: 对未按照规定在显著位置悬挂许可证的处罚 → 没在显著位置悬挂许可证.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.language.gist import gist

MOST = 3  # aliases proposed: an act with few is still found by the meaning of its official name (finder)
_LENT = 8  # aliases taken from another list
_SAME = 0.8  # of the pairs of characters of both names together
_LONGEST, _SHORTEST = 16, 5  # characters of an alias
_STOCK = (
    (re.compile(r"[（(][^（）()]*[）)]|《[^》]*》(?:规定)?|的?行政处罚$|的?处罚$|的?违法行为$|^对|的$"), ""),
    (
        re.compile("(?:未|没有)(?:(?:按照?|依照?)(?:有关|相关|国家|法律|法规)*(?:规定|要求)(?!的?期限)的?|依法|及时)"),
        "没",
    ),
    (re.compile("未(?![成经满遂])"), "没"),
    (
        re.compile("^(?:[^未没不]{0,8}(?:单位|企业|经营者|机构|当事人|生产者|销售者|经营户))(?=没|擅自|违反|超过|在)"),
        "",
    ),
    (re.compile("有关|相关|依法|进行|违反规定|法律、?法规(?:规定)?"), ""),
)
_CUTS = re.compile("，|；|,|;|或者|、(?=没|擅自|超)")
_NAME = re.compile("[^一-龥]|行政处罚|处罚|^对|的$")


@dataclass(frozen=True)
class Known:
    """An act of another list with what people call it."""

    title: str
    act: str
    aliases: Sequence[str]
    where: str


def known(bodies: Iterable[Mapping[str, Any]]) -> list[Known]:
    """The acts of the lists that have been given aliases."""
    return [
        Known(item["title"], item["act"], item["aliases"], body["title"])
        for body in bodies
        for item in body["items"]
        if item.get("act") and item.get("aliases")
    ]


def propose(items: Iterable[dict[str, Any]], others: Sequence[Known]) -> list[str]:
    """Give every item without aliases some; what was taken from other lists, told in Chinese."""
    remarks = []
    for item in items:
        if item.get("aliases"):
            continue
        twin = next((other for other in others if same(item["title"], other.title)), None)
        if twin is not None:
            item["act"], item["aliases"] = twin.act, list(twin.aliases)[:_LENT]
            remarks.append(f"第{item['no']}项和《{twin.where}》的“{twin.title}”是同一种行为，俗称照抄；不是就删去 act")
        elif short := shortened(item["title"]):
            item["aliases"] = short
    return remarks


def same(name: str, other: str) -> bool:
    """Whether two official names are the same but for stock words."""
    pairs, others = _pairs(name), _pairs(other)
    return len(pairs & others) >= _SAME * len(pairs | others) > 0


def shortened(title: str) -> list[str]:
    """The name in a few shorter ones that still say what the act is."""
    plain = title
    for pattern, instead in _STOCK:
        plain = pattern.sub(instead, plain)
    pieces = [plain] if len(plain) <= _LONGEST else [piece.strip("、的") for piece in _CUTS.split(plain)]
    good = [piece for piece in pieces if _SHORTEST <= len(piece) <= _LONGEST and _says_enough(piece)]
    return [piece for piece in dict.fromkeys(good) if piece != title][:MOST]


def _says_enough(piece: str) -> bool:
    """Two things at least: 没备案 alone would be taken for everything."""
    return sum(thing[0] == "<" or len(thing) > 1 for thing in gist(piece)) > 1


def _pairs(name: str) -> set[str]:
    plain = _NAME.sub("", name)
    return {plain[i : i + 2] for i in range(len(plain) - 1)}
