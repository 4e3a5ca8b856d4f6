"""From what was said to an edit of a list's content: what changes in words, and the steps that do it.

Nothing is guessed: what cannot be found, may mean several things or makes no sense is an EditError with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from bot.drafting import quantities
from bot.drafting.amounts import AmountChange
from bot.drafting.commands import Command
from bot.drafting.contradictions import contradict
from bot.drafting.errors import EditError
from bot.drafting.places import Body, Place, conditions, matching, named_item, one_kind
from bot.drafting.quantities import Quantity
from bot.drafting.references import FindAct, item_number, nth, pointed_at
from bot.drafting.sentences import ReadSentence
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import TREATMENTS, Item
from bot.eligibility.tests import compile_test
from bot.policy.check import fact_names
from bot.policy.drafts.differences import differences
from bot.policy.drafts.patches import WHOLE_LIST, Edit, Step, add, apply, drop, put

_TREATMENTS = (
    ("可以?不予(?:行政)?处罚|可以不(?:处)?罚", "may_waive"),
    ("不罚款|免罚款|免缴罚款", "fine_waived"),
    ("不采取强制(?:措施)?", "no_coercion"),
    ("(?:只给?)?警告", "warning"),
    ("从轻(?:处罚)?", "lenient"),
    ("减轻(?:处罚)?", "mitigated"),
    ("不予(?:行政)?处罚|免予(?:行政)?处罚|不处?罚|免罚", "no_penalty"),
)
_NO_UNIT = re.compile(r"[负-]?(?:\d+|[零一二两三四五六七八九十百]+)个?")


@dataclass(frozen=True)
class Editor:
    """Edits one content. `read` makes a test from a condition sentence (None: left to a person's judgement); `act`
    finds the item of any list that a name of an act means; `edits` are those of the draft so far; `notes` collects how
    new sentences were read."""

    body: Body
    book: FactBook
    read: ReadSentence
    act: FindAct = field(default=lambda _: None)
    edits: tuple[Edit, ...] = ()
    notes: list[str] = field(default_factory=list)

    def edit(self, command: Command, words: str) -> Edit:
        """The edit that a command means; EditError with the reason when there is none."""
        does: dict[str, Callable[[Command], list[Step]]] = {
            "change": self._change,
            "by": self._by,
            "remove_condition": self._remove_condition,
            "add_condition": self._add_condition,
            "add_item": self._add_item,
            "remove_item": self._remove_item,
            "treatment": self._treatment,
        }
        by_number = replace(command, item=item_number(self.body, command.item, self.act))
        steps = tuple(does[command.kind](by_number))
        after = apply(self.body, [Edit(words, (), steps)])
        return Edit(words, differences(self.body, after), steps)

    def _change(self, command: Command) -> list[Step]:
        places, said = pointed_at(self.body, command.old, command.item, self.edits)
        old, new = quantities.find(said), quantities.only(command.new)
        if new is None and old and _NO_UNIT.fullmatch(command.new):
            raise EditError(f"“{command.new}”后面是什么单位？请说完整，比如“{command.new.rstrip('个')}{old[-1].unit}”")
        if new is not None and not old:
            old = self._amounts_named(places or matching(conditions(self.body, command.item), command.old), new)
        if new is not None and old:
            return self._amount(old[-1], new, command.item, places)
        return self._reword(command, places)

    def _by(self, command: Command) -> list[Step]:
        """缩短两个月: to two months, or by two?"""
        old, new = quantities.find(command.old), quantities.only(command.new)
        if new is None or not old or old[-1].kind != new.kind:
            raise EditError(f"请说从多少改成多少，比如“把六个月改成{command.new}”")
        less = command.text in ("缩短", "减少", "减", "收紧")
        other = old[-1].of_value(old[-1].value + (-new.value if less else new.value))
        by = f"，还是{command.text}{new.words}、变成{other}" if other else ""
        raise EditError(f"是改成{new.words}{by}？请说“{old[-1].words}改成……”")

    def _amounts_named(self, places: Iterable[Place], new: Quantity) -> list[Quantity]:
        """The amount of the new one's kind in the conditions that are named, when there is but one."""
        found = {q.value: q for place in places for q in quantities.find(place.text) if q.kind == new.kind}
        return list(found.values()) if len(found) == 1 else []

    def _amount(self, old: Quantity, new: Quantity, item: str, places: Iterable[Place] = ()) -> list[Step]:
        only = frozenset(place.text for place in places)
        return AmountChange(old, new, self._book(), only).steps(self.body, item)

    def _reword(self, command: Command, places: list[Place]) -> list[Step]:
        """Another sentence, or other words in a sentence; another amount alone is changed in the test as well."""
        if differing := quantities.only_difference(command.old, command.new):
            return self._amount(*differing, command.item)
        whole = bool(places)
        places = places or one_kind(self.body, command.old, command.item)
        sentence = places[0].text
        whole = whole or command.old not in sentence or len(command.new) > len(command.old) + 6
        text = command.new if whole else sentence.replace(command.old, command.new)
        if text == sentence:
            raise EditError(f"本来就是“{sentence}”，没有要改的")
        if differing := quantities.only_difference(sentence, text):
            return self._amount(*differing, command.item, places)
        made = self._condition(text, without=sentence)
        return [put(place.path, made) for place in places]

    def _remove_condition(self, command: Command) -> list[Step]:
        if command.nth:
            places = nth(self.body, command.item, command.nth)
        else:
            places, _ = pointed_at(self.body, command.text, command.item, self.edits)
        return [drop(place.path) for place in places or one_kind(self.body, command.text, command.item)]

    def _add_condition(self, command: Command) -> list[Step]:
        text = command.text.rstrip("。；; ")
        beside = [place for place in conditions(self.body) if place.item in (WHOLE_LIST, command.item)]
        if same := next((place for place in beside if _bare(place.text) == _bare(text)), None):
            raise EditError(f"已经有“{same.text}”这一条")
        if not command.item:
            return [add(("conditions",), self._condition(text))]
        item = named_item(self.body, command.item)
        if item.get("logic") == "any" and item.get("conditions"):
            raise EditError(
                f"第{command.item}项的条件是符合其中一条就行，加进去会变成又一种可以免的情形；请下载清单文件来改"
            )
        return [add(("items", {"no": command.item}, "conditions"), self._condition(text, command.item))]

    def _condition(self, text: str, item: str = "", without: str = "") -> dict[str, Any]:
        """A condition as the list writes it; EditError when it contradicts one that stays."""
        reading = self.read(text)
        if reading.test is None:
            self._must_be_no_act(text)
            self.notes.append(f"“{text}”没有读成判断方法（{reading.reason}），要由人认定")
            return {"text": text}
        self.notes.append(f"“{text}”按“{reading.said_back}”判断")
        return self._checked({"text": text, "test": reading.test}, item, without)

    def _must_be_no_act(self, text: str) -> None:
        """未系安全带 is an act, and hardly a condition; what only resembles an act is noted."""
        found = self.act(text)
        if found is None:
            return
        if _as_called(text) in {_as_called(name) for name in (found.title, *found.aliases)}:
            raise EditError(
                f"“{text}”是一种违法行为（{found.title}），不像条件。要加成一项，请说“把{text}加进”哪份清单；真是条件，请写成完整的一句"
            )
        self.notes.append(f"“{text}”像是一种违法行为（{found.title}）：要加成一项，先撤销，再说“把{text}加进”哪份清单")

    def _checked(self, condition: dict[str, Any], item: str, without: str = "") -> dict[str, Any]:
        """The condition; EditError when it contradicts one that stays beside it."""
        text, test = condition["text"], condition["test"]
        for place in conditions(self.body):
            beside = place.item in (WHOLE_LIST, item) or not item
            if not beside or place.text == without or "test" not in place.condition or self._is_either(place.item):
                continue
            if test == place.condition["test"] and place.item in (WHOLE_LIST, item):
                raise EditError(f"已经有“{place.text}”这一条，“{text}”和它意思一样")
            if contradict(test, place.condition["test"], self._book(test)):
                raise EditError(f"“{text}”和已有的“{place.text}”互相矛盾，两条不可能都符合")
        return condition

    def take(self, condition: Mapping[str, Any], item: str, words: str) -> Edit:
        """The edit that takes a condition of another list over into an item."""
        named_item(self.body, item)
        if any(place.text == condition["text"] for place in conditions(self.body) if place.item in (WHOLE_LIST, item)):
            raise EditError(f"已经有“{condition['text']}”这一条")
        made = self._checked(dict(condition), item) if "test" in condition else dict(condition)
        steps = (add(("items", {"no": item}, "conditions"), made),)
        return Edit(words, differences(self.body, apply(self.body, [Edit(words, (), steps)])), steps)

    def _is_either(self, no: str) -> bool:
        return no != WHOLE_LIST and named_item(self.body, no).get("logic") == "any"

    def _add_item(self, command: Command) -> list[Step]:
        found = self.act(command.text)
        if self.read(command.text).test is not None:
            raise EditError(f"“{command.text}”读成一个条件，不是违法行为。要加条件，请说“加一条：{command.text}”")
        if found is None:
            raise EditError(f"不认识“{command.text}”这种行为，请用法规里的名称，或者下载清单文件来加")
        if (
            there := next((i for i in self.body["items"] if found.act in (i.get("act"), *i.get("also", ()))), None)
        ) is not None:
            raise EditError(f"“{there['title']}”已经是第{there['no']}项")
        return [add(("items",), self._item(found))]

    def _item(self, found: Item) -> dict[str, Any]:
        """An act of another list as an item of this one: its name and ordinary penalty stay as written there."""
        treatments = [item["treatment"] for item in self.body["items"]]
        made: dict[str, Any] = {
            "no": str(1 + max((int(i["no"]) for i in self.body["items"] if i["no"].isdecimal()), default=0)),
            "title": found.title,
            "act": found.act,
            "aliases": list(found.aliases),
            "treatment": max(treatments, key=treatments.count, default="no_penalty"),
            "ordinary_penalty": found.ordinary_penalty,
            "citations": list(found.citations),
        }
        return made | ({"points": found.points} if found.points else {})

    def _remove_item(self, command: Command) -> list[Step]:
        named_item(self.body, command.item)
        return [drop(("items", {"no": command.item}))]

    def _treatment(self, command: Command) -> list[Step]:
        item = named_item(self.body, command.item)
        new = treatment_named(command.new)
        if item["treatment"] == new:
            raise EditError(f"第{command.item}项本来就是“{TREATMENTS[new]}”")
        return [put(("items", {"no": command.item}, "treatment"), new)]

    def _book(self, *tests: Mapping[str, Any]) -> FactBook:
        names = set(fact_names(self.body)).union(*(_facts_of(test) for test in tests))
        return self.book.with_members(names)


def treatment_named(words: str) -> str:
    """不罚 → no_penalty; EditError for what is no treatment."""
    found = next((treatment for pattern, treatment in _TREATMENTS if re.fullmatch(pattern, words)), None)
    if found is None:
        raise EditError(f"“{words}”不是处理方式。可以是：{'、'.join(list(TREATMENTS.values())[:-1])}")
    return found


def _bare(sentence: str) -> str:
    return re.sub(r"[\s，,、内里的了（）()]|以内|之内", "", sentence)


def _as_called(name: str) -> str:
    return re.sub("没有|未|不", "没", name)


def _facts_of(test: Mapping[str, Any]) -> Iterable[str]:
    return compile_test(test).facts
