"""From what was said to an edit of a list's content: what changes in words, and the steps that do it.

Nothing is guessed: what cannot be found, may mean several things or makes no sense is an EditError with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.drafting import quantities
from bot.drafting.amounts import AmountChange
from bot.drafting.commands import Command
from bot.drafting.contradictions import contradict
from bot.drafting.errors import EditError
from bot.drafting.places import Body, conditions, matching, named_item, one_kind
from bot.drafting.sentences import ReadSentence
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import TREATMENTS, Item
from bot.eligibility.tests import compile_test
from bot.policy.check import fact_names
from bot.policy.drafts.differences import differences
from bot.policy.drafts.patches import WHOLE_LIST, Edit, Step, add, apply, drop, put

FindAct = Callable[[str], Item | None]
_TREATMENTS = (
    ("可以不|可不", "may_waive"),
    ("不罚款|免罚款|免缴", "fine_waived"),
    ("强制", "no_coercion"),
    ("警告", "warning"),
    ("从轻", "lenient"),
    ("减轻", "mitigated"),
    ("不", "no_penalty"),
    ("免", "no_penalty"),
)


@dataclass(frozen=True)
class Editor:
    """Edits one content. `read` makes a test from a condition sentence (None: left to a person's judgement); `act`
    finds the item of any list that a name of an act means; `notes` collects how new sentences were read."""

    body: Body
    book: FactBook
    read: ReadSentence
    act: FindAct = field(default=lambda _: None)
    notes: list[str] = field(default_factory=list)

    def edit(self, command: Command, words: str) -> Edit:
        """The edit that a command means; EditError with the reason when there is none."""
        does: dict[str, Callable[[Command], list[Step]]] = {
            "change": self._change,
            "remove_condition": self._remove_condition,
            "add_condition": self._add_condition,
            "add_item": self._add_item,
            "remove_item": self._remove_item,
            "treatment": self._treatment,
        }
        steps = tuple(does[command.kind](command))
        after = apply(self.body, [Edit(words, (), steps)])
        return Edit(words, differences(self.body, after), steps)

    def _change(self, command: Command) -> list[Step]:
        old, new = quantities.find(command.old), quantities.only(command.new)
        if new is not None and old:
            return AmountChange(old[-1], new, self._book()).steps(self.body, command.item)
        if new is not None and (found := matching(conditions(self.body, command.item), command.old)):
            amounts = {q.value: q for place in found for q in quantities.find(place.text) if q.kind == new.kind}
            if len(amounts) == 1:
                return AmountChange(next(iter(amounts.values())), new, self._book()).steps(self.body, command.item)
        return self._reword(command)

    def _reword(self, command: Command) -> list[Step]:
        """Another sentence, or other words in a sentence."""
        places = one_kind(self.body, command.old, command.item)
        sentence = places[0].text
        whole = command.old == sentence or command.old not in sentence or len(command.new) > len(command.old) + 6
        text = command.new if whole else sentence.replace(command.old, command.new)
        made = self._condition(text, without=sentence)
        return [put(place.path, made) for place in places]

    def _remove_condition(self, command: Command) -> list[Step]:
        return [drop(place.path) for place in one_kind(self.body, command.text, command.item)]

    def _add_condition(self, command: Command) -> list[Step]:
        text = command.text.rstrip("。；; ")
        if any(place.text == text for place in conditions(self.body) if place.item in (WHOLE_LIST, command.item)):
            raise EditError(f"已经有“{text}”这一条")
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
            self.notes.append(f"“{text}”没有读成判断方法（{reading.reason}），要由人认定")
            return {"text": text}
        self.notes.append(f"“{text}”按“{reading.said_back}”判断")
        return self._checked({"text": text, "test": reading.test}, item, without)

    def _checked(self, condition: dict[str, Any], item: str, without: str = "") -> dict[str, Any]:
        """The condition; EditError when it contradicts one that stays beside it."""
        text, test = condition["text"], condition["test"]
        for place in conditions(self.body):
            beside = place.item in (WHOLE_LIST, item) or not item
            if not beside or place.text == without or "test" not in place.condition or self._is_either(place.item):
                continue
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
    found = next((treatment for pattern, treatment in _TREATMENTS if re.search(pattern, words)), None)
    if found is None:
        raise EditError(f"“{words}”不是处理方式。可以是：{'、'.join(list(TREATMENTS.values())[:-1])}")
    return found


def _facts_of(test: Mapping[str, Any]) -> Iterable[str]:
    return compile_test(test).facts
