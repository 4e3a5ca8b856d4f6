"""In conversation: 别的城市这一项怎么规定, and a condition of theirs taken over into the draft."""

from __future__ import annotations

import re

from bot.dialogue.draft_desk import Drafting
from bot.dialogue.draft_replies import draft_reply
from bot.dialogue.replies import Reply, answer
from bot.dialogue.turn import Turn
from bot.drafting.editing import Editor
from bot.drafting.elsewhere import Other, others, raw
from bot.drafting.errors import EditError
from bot.drafting.sentences import reader
from bot.drafting.trial import under
from bot.eligibility.model import Condition, Item
from bot.policy.drafts.desk import DraftError
from bot.policy.drafts.patches import WHOLE_LIST
from bot.policy.places import binding

_SHOWN = 6


def elsewhere(work: Drafting) -> list[Reply]:
    """The same act in the lists of other places, their conditions beside ours."""
    item = _subject(work)
    place = work.command.text
    found = [other for other in _others(work, item) if is_in(other.rules.place, place)]
    if not found:
        return [answer("lists", f"{place or '别的地方'}的清单里没有找到“{item.title}”这种行为。")]
    lines = [line for other in found[:_SHOWN] for line in _lines(other)]
    more = [f"还有{len(found) - _SHOWN}份。"] if len(found) > _SHOWN else []
    tail = f"要搬一条过来，说“把{found[0].rules.place}的第1个条件搬过来”。别处的规定在洛阳不适用，只供起草时参考。"
    text = "\n".join([f"“{item.title}”别的地方是这样规定的：", *lines, *more, tail])
    return [{**answer("lists", text), "elsewhere": [other.as_json() for other in found]}]


def _lines(other: Other) -> list[str]:
    told = other.as_json()
    sure = "（条件没有全部读到）" if told["incomplete"] else ""
    head = f"◆ {told['place']}《{told['list_title'].strip('《》')}》：{told['treatment_title']}{sure}"
    return [
        head,
        *(
            f"　{c['number']}. {c['text']}" + (f"（我们的：{c['beside']}）" if c["beside"] else "（我们没有）")
            for c in told["conditions"]
        ),
    ]


def take_over(work: Drafting) -> list[Reply]:
    """把郑州的第2个条件搬过来."""
    item, said = _subject(work), work.command.text
    found = [other for other in _others(work, item) if is_in(other.rules.place, said) or said in other.rules.title]
    if not found:
        raise EditError(f"没有找到“{said}”对“{item.title}”的规定，先问“别的城市这一项怎么规定”看有哪些")
    condition = _chosen(found[0], work.command.item, work.command.new)
    work.list_id = item.list_id
    draft = work.draft(opens=True)
    body, catalogue = work.desk.body(draft), work.turn.catalogue
    editor = Editor(body, catalogue.facts, reader(catalogue, body))
    edit = editor.take(raw(condition), item.no, work.words)
    work.desk.edit(draft, edit, work.by)
    return [draft_reply(work.desk, draft, f"从{found[0].rules.place}搬过来了（草案，没有发布）：", edit)]


def _chosen(other: Other, number: str, words: str) -> Condition:
    """One of their conditions, by its number or by its words."""
    conditions = other.item.conditions
    if words:
        found = [condition for condition in conditions if words in condition.text]
        if len(found) == 1:
            return found[0]
        raise EditError(f"{other.rules.place}这一项里没有“{words}”这个条件，请说第几个")
    if not 1 <= int(number or 0) <= len(conditions):
        raise EditError(f"{other.rules.place}这一项有{len(conditions)}个条件，没有第{number}个")
    return conditions[int(number) - 1]


def is_in(place: str, name: str) -> bool:
    """山西太原 means 山西省太原市."""
    return name in place or name in re.sub("[省市县区]", "", place)


def is_place(turn: Turn, name: str) -> bool:
    """Whether some list is of another place called so."""
    here = binding(turn.services.settings.place)
    lists = (*turn.catalogue.lists.values(), *turn.catalogue.others)
    return any(is_in(rules.place, name) for rules in lists if rules.place not in here)


def _others(work: Drafting, item: Item) -> list[Other]:
    return others(work.turn.catalogue, item, work.turn.services.settings.place, work.turn.as_of)


def _subject(work: Drafting) -> Item:
    """The item that is spoken of: by its number in the draft's list, else the one asked about last, else that of the
    matter at hand."""
    turn, draft = work.turn, work.at_hand()
    asked = work.command.item if work.command.kind == "elsewhere" else ""
    list_id = work.list_id or (str(draft.list_id) if draft is not None else "")
    rules = under(turn.catalogue, work.desk.body(draft)) if draft is not None and not work.list_id else turn.catalogue
    if asked and not asked.isdecimal():
        return _of_act(work, asked)
    wanted = f"{list_id}/{asked}" if asked else turn.state.draft_item
    if not wanted and turn.state.verdict and turn.state.verdict.get("item"):
        wanted = turn.state.verdict["item"]["id"]
    if not wanted and draft is not None:
        touched = [no for edit in work.desk.edits(draft) for no in edit.items if no != WHOLE_LIST]
        wanted = f"{list_id}/{touched[-1]}" if touched else ""
    if asked and not list_id:
        raise DraftError("是哪一份清单的第几项？比如“别的城市优驾容错第1项怎么规定”")
    found = rules.items.get(wanted) or next(
        iter(turn.items_for(turn.state.acts[0])) if turn.state.acts else iter(()), None
    )
    if found is None:
        raise DraftError("是哪一项？说“别的城市第1项怎么规定”，或者先问一个案子")
    turn.state.draft_item = found.id
    return found


def _of_act(work: Drafting, name: str) -> Item:
    """The item of a list that binds here for an act that is called so."""
    candidates = work.turn.understanding.finder.find(name)
    items = work.turn.items_for(candidates[0].act) if candidates else []
    if not items:
        raise DraftError(f"不认识“{name}”这种行为，请用法规里的名称，或者说第几项")
    work.turn.state.draft_item = items[0].id
    return items[0]
