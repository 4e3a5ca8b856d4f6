"""What staff point at without naming it (指代): 第三个条件, 刚加的那条, 没带驾照那一项."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from rapidfuzz import fuzz

from bot.drafting.commands import number
from bot.drafting.errors import EditError
from bot.drafting.places import Body, Place, conditions, listed, named_item
from bot.eligibility.explain import document
from bot.eligibility.model import Item
from bot.policy.drafts.patches import WHOLE_LIST, Edit

FindAct = Callable[[str], Item | None]
_RECENT = re.compile(
    r"(?:刚才|刚刚|刚|最后|最新|新|上面)(?:新?[加添改搬说])?(?:上|进|过来|的)*(?:[那这]一?[条个])?(?:条件)?|[这那]一?[条个](?:条件)?|它|这|那"
)
_NTH = re.compile(
    r"(?:上面|前面)?的?第(?P<nth>\d+|[一二三四五六七八九十]+)(?:个条件|条条件|个)(?P<rest>(?:里面|里|中|的)*)"
)
_NEAR = 80  # rapidfuzz's partial ratio: 违规停放 for 机动车违反规定停放
_BY_HAND = "（由人认定）"


def item_number(body: Body, words: str, act: FindAct) -> str:
    """The number of the item that is meant, by its number or by what it is called; EditError when it is none or may be
    several."""
    if not words or words.isdecimal():
        return words
    found = _called(body, words)
    if not found and (known := act(words)) is not None:
        found = [item["no"] for item in body["items"] if known.act in (item.get("act"), *item.get("also", ()))]
    if len(found) == 1:
        return found[0]
    title, titles = document(body["title"]), [f"第{item['no']}项“{item['title']}”" for item in body["items"]]
    if not found:
        raise EditError(f"{title}里没有“{words}”这一项。有的是：{'；'.join(titles[:8])}{'……' if titles[8:] else ''}")
    meant = "；".join(f"第{no}项“{named_item(body, no)['title']}”" for no in found[:6])
    raise EditError(f"“{words}”可能是{meant}，请说第几项")


def _called(body: Body, words: str) -> list[str]:
    for fits in (
        lambda name: name == words,
        lambda name: words in name,
        lambda name: len(words) > 2 and fuzz.partial_ratio(words, name) >= _NEAR,
    ):
        if found := [i["no"] for i in body["items"] if any(fits(name) for name in (i["title"], *i.get("aliases", ())))]:
            return found
    return []


def nth(body: Body, item: str, place: str) -> list[Place]:
    """The condition with that place among those of an item, else among the common ones; EditError when there is none."""
    if item:
        named_item(body, item)
    all_of_them = conditions(body)
    common = [one for one in all_of_them if one.item == WHOLE_LIST]
    shown = [*common, *(one for one in all_of_them if one.item == item)] if item or common else all_of_them
    if not 1 <= int(place) <= len(shown):
        raise EditError(f"没有第{place}个条件，现有{len(shown)}个：{listed(shown)}")
    chosen = shown[int(place) - 1]
    if item and chosen.item == WHOLE_LIST:
        raise EditError(
            f"第{place}个是“{chosen.text}”，整份清单的共同条件，不是第{item}项自己的；要对全部改，请不要带项号"
        )
    return [chosen]


def pointed_at(body: Body, words: str, item: str, edits: Iterable[Edit]) -> tuple[list[Place], str]:
    """The condition that words point at and what they say besides: 第四个条件里的六个月; ([], words) when they name it."""
    if (match := _NTH.match(words)) and (place := number(match["nth"])):
        return nth(body, item, place), words[match.end() :]
    if re.fullmatch(r"第(?:\d+|[一二三四五六七八九十]+)条", words):
        raise EditError(
            f"“{words}”是{words[:-1]}项，还是{words[:-1]}个条件？请说“{words[:-1]}项”或者“{words[:-1]}个条件”"
        )
    if _RECENT.fullmatch(words):
        return last_made(body, edits), ""
    return [], words


def last_made(body: Body, edits: Iterable[Edit]) -> list[Place]:
    """The condition that was added or changed last; EditError when none was."""
    for edit in reversed(list(edits)):
        for change in reversed(edit.changes):
            text = change.after.removesuffix(_BY_HAND)
            if change.field == "条件" and (
                found := [p for p in conditions(body) if p.item == change.item and p.text == text]
            ):
                return found
    raise EditError("这份草案里还没有加过或者改过条件，请说是哪一条，比如“去掉城市区这个条件”")
