"""An amount of a rule made another: 六个月 → 三个月 in the sentence, in its test, and in what the list says of 首次.

A window is changed by taking another member of the fact's family; a bound by another number in the fact's unit.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.drafting import quantities
from bot.drafting.errors import EditError
from bot.drafting.places import Body, Place, conditions
from bot.drafting.quantities import Quantity
from bot.eligibility.explain import document
from bot.eligibility.factbook import FactBook
from bot.eligibility.families import months_of
from bot.policy.drafts.patches import WHOLE_LIST, Step, drop, put

MOST_MONTHS = 60  # 行政处罚法第三十六条: what is older than five years is out of reach of any penalty
_BOUNDS = ("lt", "lte", "gt", "gte")


@dataclass(frozen=True)
class AmountChange:
    """From one amount to another, by one facts dictionary."""

    old: Quantity
    new: Quantity
    book: FactBook
    only: frozenset[str] = frozenset()  # the sentences to change; all that hold the amount when empty

    def check(self) -> None:
        """EditError when the new amount makes no sense in place of the old one."""
        if self.new.value <= 0:
            raise EditError(f"“{self.new.words}”不行：要大于零")
        if self.new.kind != self.old.kind:
            raise EditError(f"“{self.old.words}”和“{self.new.words}”说的不是同一种量，请用同类的单位")
        if self.new.same(self.old):
            raise EditError(f"本来就是{self.old.words}，没有要改的")
        if self.new.kind == "months" and self.new.value != int(self.new.value):
            raise EditError(f"“{self.new.words}”不行：时间范围要是整月或者整年")

    def steps(self, body: Body, item: str) -> list[Step]:
        """What it does to the content; EditError when the amount stands nowhere."""
        self.check()
        found = [(place, made) for place in conditions(body, item) if (made := self._condition(place)) is not None]
        if not found:
            raise EditError(
                f"{document(body['title'])}里没有找到“{self.old.words}”。条件里的数量有：{_amounts(body, item)}"
            )
        touched = {place.item for place, _ in found}
        rest = [*self._parameters(body, touched), *(self._definitions(body) if WHOLE_LIST in touched else ())]
        return [put(place.path, made) for place, made in found] + rest

    def _condition(self, place: Place) -> Body | None:
        """The condition with the new amount; None when the old one is not in it."""
        if self.only and place.text not in self.only:
            return None
        made = {key: self._part(key, value) for key, value in place.condition.items()}
        if made == dict(place.condition):
            return None
        if self.new.kind == "months" and made.get("test") != place.condition.get("test"):
            self._within_law()
        if "test" in made and made["test"] == place.condition["test"] and made["text"] != place.text:
            raise EditError(f"“{place.text}”里的数量不能这样改：它的判断方法里没有这个数，请下载清单文件来改")
        return made

    def _part(self, key: str, value: Any) -> Any:
        if key == "test":
            return self._test(value)
        if key == "default":
            return {"when": self._test(value["when"]), "text": self.words(value["text"])}
        return self.words(value) if isinstance(value, str) else value

    def _within_law(self) -> None:
        if self.new.value > MOST_MONTHS:
            raise EditError(
                f"往前看{self.new.words}不行：行政处罚法第三十六条规定的追责期限最长五年，更早的不能再追究，最多写五年"
            )

    def words(self, text: str) -> str:
        """A sentence with the new amount in place of the old one."""
        for found in reversed(quantities.find(text)):
            if found.same(self.old):
                text = text[: found.start] + self.new.written_like(found) + text[found.end :]
        return text

    def _test(self, test: Mapping[str, Any]) -> dict[str, Any]:
        if "fact" in test:
            return self._atom(test)
        made: dict[str, Any] = dict(test)
        for word in ("all", "any", "of"):
            if word in made:
                made[word] = [self._test(part) for part in made[word]]
        if "not" in made:
            made["not"] = self._test(made["not"])
        return made

    def _atom(self, atom: Mapping[str, Any]) -> dict[str, Any]:
        fact = self.book.get(atom["fact"])
        if fact is None:
            return dict(atom)
        if fact.family and self.old.kind == "months" and fact.months == self.old.value:
            family = next(f for f in self.book.families if f.id == fact.family)
            return {**atom, "fact": family.name_of(self.window())}
        before, after = self.old.in_unit(fact.unit), self.new.in_unit(fact.unit)
        if before is None or after is None:
            return dict(atom)
        new = int(after) if after == int(after) else after
        return {key: new if key in _BOUNDS and value == before else value for key, value in atom.items()}

    def window(self) -> str:
        """The new amount as families name it: 3m, 2y."""
        months = int(self.new.value)
        return f"{months // 12}y" if self.new.unit in ("年", "周年") and months % 12 == 0 else f"{months}m"

    def _parameters(self, body: Body, touched: set[str]) -> Iterator[Step]:
        """What the list (or one of its items) states of 首次, where it states the old window."""
        if self.old.kind != "months":
            return
        if WHOLE_LIST in touched or len(touched) == len(body["items"]):
            if self._states_old(body):
                yield put(("parameters", "first_offence", "window"), self.window())
        elif self._states_old(body):
            first = {**body["parameters"]["first_offence"], "window": self.window()}
            for no in sorted(touched):
                yield put(("items", {"no": no}, "parameters"), {"first_offence": first})
        for item in body["items"]:
            if item["no"] in touched and self._states_old(item):
                yield put(("items", {"no": item["no"]}, "parameters", "first_offence", "window"), self.window())

    def _states_old(self, holder: Body) -> bool:
        stated = holder.get("parameters", {}).get("first_offence", {}).get("window", "ever")
        return stated != "ever" and months_of(stated) == self.old.value

    def _definitions(self, body: Body) -> Iterator[Step]:
        for term, meaning in body.get("definitions", {}).items():
            new_term, new_meaning = self.words(term), self.words(meaning)
            if new_term != term:
                yield drop(("definitions", term))
            if (new_term, new_meaning) != (term, meaning):
                yield put(("definitions", new_term), new_meaning)


def _amounts(body: Body, item: str) -> str:
    said = [q.words for place in conditions(body, item) for q in quantities.find(place.text)]
    return "、".join(dict.fromkeys(said)) or "没有"
