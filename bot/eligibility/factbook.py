"""The facts dictionary as a whole (事实字典), and what follows from what is already known."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.eligibility.families import Family, implications
from bot.eligibility.model import Derivation, Fact
from bot.eligibility.values import Facts, OneOf, Range, Value, from_minutes, meet, to_minutes


class FactBook(Mapping[str, Fact]):
    """All facts by id, with the derivations between them ready to apply."""

    def __init__(self, facts: Mapping[str, Fact], families: Iterable[Family] = ()):
        self.families = tuple(families)
        always = (family.member(family.name_of(w)) for family in self.families for w in family.members)
        self._facts = {**facts, **{fact.id: fact for fact in always if fact is not None}}
        self._derivations = [(fact.id, rule) for fact in self._facts.values() for rule in fact.derive]
        self._derivations += implications(self._facts.values())
        self._dependents: dict[str, set[str]] = defaultdict(set)
        for name, rule in self._derivations:
            for source in rule.when.facts:
                self._dependents[source].add(name)
        self.on_record = tuple(fact.id for fact in self._facts.values() if fact.record)
        self._reached = _reached(self._derivations, self._dependents)

    def with_members(self, names: Iterable[str]) -> FactBook:
        """The dictionary with those of `names` that are members of a family; unknown names stay unknown."""
        made = (family.member(name) for name in sorted(set(names) - set(self._facts)) for family in self.families)
        members = {fact.id: fact for fact in made if fact is not None}
        return FactBook({**self._facts, **members}, self.families) if members else self

    @property
    def derivations(self) -> Sequence[tuple[str, Derivation]]:
        """Every (fact, from what it follows), in the order in which `complete` applies them."""
        return self._derivations

    def sample(self, name: str) -> str:
        """A fact to stand for a family: its first member; any other name as it is."""
        return next((fact.id for fact in self._facts.values() if fact.family == name), name)

    def __getitem__(self, name: str) -> Fact:
        return self._facts[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    def complete(self, facts: Facts) -> tuple[dict[str, Value], dict[str, str]]:
        """The facts with all that follows from them, and for each derived fact the one it came from."""
        known, origin = dict(facts), {}
        places = sorted({place for name in known for place in self._reached.get(name, ())})
        for _ in range(3):  # no derivation chain is longer
            before = len(known)
            for place in places:
                name, rule = self._derivations[place]
                if name not in known and rule.when.holds(known):
                    known[name] = rule.then
                    origin[name] = min(rule.when.facts)
            if len(known) == before:
                break
        return known, origin

    def clash(self, facts: Facts) -> tuple[str, str] | None:
        """Two facts told from which opposite things follow for a third; None when none do."""
        follows: dict[str, tuple[Value, str]] = {}
        for name, rule in self._derivations:
            if rule.when.holds(facts):
                then, source = follows.setdefault(name, (rule.then, min(rule.when.facts)))
                if meet(then, rule.then) is None:
                    return source, min(rule.when.facts)
        return None

    def against(self, facts: Facts, name: str, value: Value) -> list[str]:
        """The told facts that cannot hold together with what follows from `name` being `value`."""
        follows, _ = self.complete({name: value})
        return [told for told in facts if told != name and told in follows and meet(follows[told], facts[told]) is None]

    def dependents(self, name: str) -> frozenset[str]:
        """Facts that may be derived from `name`."""
        return frozenset(self._dependents.get(name, ()))

    def say(self, name: str, value: Value) -> str:
        """One known fact in plain Chinese, as it is repeated to the person."""
        fact = self._facts[name]
        if isinstance(value, bool):
            return fact.yes if value else fact.no
        return fact.label.replace("{value}", self._say_value(fact, value))

    def _say_value(self, fact: Fact, value: Any) -> str:
        if isinstance(value, OneOf):
            left = [label for option, label in fact.options.items() if option not in value.options]
            if len(left) == 1 and len(fact.options) > 3:
                return f"不是“{left[0]}”"
            return "或".join(label for option, label in fact.options.items() if option in value.options)
        if fact.type == "date":
            return say_moment(value)
        if isinstance(value, str):
            return fact.options.get(value, value)
        return say_number(_rounded(value) if fact.type == "duration" else value)

    def check(self, name: str, value: Value) -> Value:
        """The value when it fits the fact; ValueError names the fact, what was found and what is expected."""
        if name not in self._facts:
            raise ValueError(f"没有“{name}”这个事实，可用的事实见 /api/facts")
        fact = self._facts[name]
        if fact.type == "yes_no" and not isinstance(value, bool):
            raise ValueError(f"“{name}”（{fact.title}）要填 true 或 false，收到的是 {value!r}")
        if fact.type == "choice":
            return self._check_choice(fact, value)
        if fact.type in {"number", "money", "duration"}:
            return self._check_number(fact, value)
        return parse_moment(value) if fact.type == "date" and isinstance(value, str) else value

    @staticmethod
    def _check_choice(fact: Fact, value: Value) -> Value:
        chosen = value.options if isinstance(value, OneOf) else {value}
        if not chosen <= set(fact.options):
            raise ValueError(f"“{fact.id}”（{fact.title}）只能是 {'、'.join(fact.options)}，收到的是 {value!r}")
        return value

    @staticmethod
    def _check_number(fact: Fact, value: Value) -> Value:
        if isinstance(value, (bool, str, OneOf)):
            raise ValueError(f"“{fact.id}”（{fact.title}）要填数字（{fact.unit}），收到的是 {value!r}")
        lowest = value.lo if isinstance(value, Range) else value
        if lowest is not None and lowest < 0:
            raise ValueError(f"“{fact.id}”（{fact.title}）不能是负数，收到的是 {lowest}")
        return value


def _reached(
    derivations: Sequence[tuple[str, Derivation]], dependents: Mapping[str, set[str]]
) -> dict[str, frozenset[int]]:
    """For each fact the places of the rules that read it or something that may follow from it; no other can come to
    hold because it is known."""
    found = {}
    for name in dependents:
        known, new = {name}, {name}
        while new := {after for one in new for after in dependents.get(one, ())} - known:
            known |= new
        found[name] = frozenset(place for place, (_, rule) in enumerate(derivations) if rule.when.facts & known)
    return found


def parse_moment(text: str) -> Value:
    """An ISO date (the whole day) or date-time (that minute); ValueError for a day that does not exist."""
    from datetime import date, datetime, timedelta

    try:
        if len(text) > len("2024-01-01"):
            return to_minutes(datetime.fromisoformat(text))
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"日期要写成 2026-11-22 或 2026-11-22T08:00，且要真有这一天；收到的是“{text}”") from None
    return Range(to_minutes(day), to_minutes(day + timedelta(days=1)), hi_open=True)


def say_moment(value: float | Range) -> str:
    """A moment (minutes) in Chinese: to the day for a whole day, to the minute for an exact one."""
    if not isinstance(value, Range):
        return f"{from_minutes(value):%Y年%-m月%-d日%H:%M}"
    if value.lo is None or value.hi is None:
        return "某天"
    first, last = from_minutes(value.lo), from_minutes(value.hi - 1)
    if first.date() == last.date():
        return f"{first:%Y年%-m月%-d日}"
    return f"{first:%Y年%-m月%-d日}至{last:%Y年%-m月%-d日}之间"


def _rounded(value: float | Range) -> float | Range:
    """To a tenth, as lengths of time are said."""
    if not isinstance(value, Range):
        return round(value, 1)
    lo, hi = (None if end is None else round(end, 1) for end in (value.lo, value.hi))
    return Range(lo, hi, value.lo_open, value.hi_open)


def say_number(value: float | Range) -> str:
    """A number or range in Chinese: 400, 不到400, 300至500."""
    if not isinstance(value, Range):
        return f"{value:g}" if abs(value) < 1e6 else f"{value:.0f}"
    lo = None if value.lo is None else say_number(value.lo)
    hi = None if value.hi is None else say_number(value.hi)
    if lo is None or lo == "0":
        return f"{'不到' if value.hi_open else '不超过'}{hi}" if hi is not None else "若干"
    if hi is None:
        return f"{'超过' if value.lo_open else '至少'}{lo}"
    return f"{lo}至{hi}"
