"""Small made-up rules for tests: builders, hypothesis strategies, and every world that what is told leaves possible."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from bot.eligibility.decide import Decision, decide
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import TREATMENTS, CanChange, Condition, Derivation, Fact, Item
from bot.eligibility.tests import compile_test
from bot.eligibility.values import Facts, OneOf, Range, Value, meet

Tree = dict[str, Any]
World = dict[str, Value]

OPTIONS = ("x", "y", "z")
BOUNDS = (1, 2)
LATTICE = (0.5, 1.0, 1.5, 2.0, 2.5)  # a point in every cell that bounds out of BOUNDS cut the line into


def yes_no(name: str, **more: Any) -> Fact:
    return Fact(name, name, "yes_no", f"{name}?", yes=f"{name}：是", no=f"{name}：否", **more)


def choice(name: str, **more: Any) -> Fact:
    return Fact(name, name, "choice", f"{name}?", options={o: o.upper() for o in OPTIONS}, **more)


def number(name: str, **more: Any) -> Fact:
    return Fact(name, name, "number", f"{name}?", unit="元", **more)


def rule(when: Tree, then: Any) -> Derivation:
    return Derivation(compile_test(when), then)


def book_of(*facts: Fact) -> FactBook:
    return FactBook({fact.id: fact for fact in facts})


def conditions(*trees: Tree) -> tuple[Condition, ...]:
    return tuple(Condition(f"条件{place}", compile_test(tree)) for place, tree in enumerate(trees))


def item(
    *trees: Tree, no: str = "1", treatment: str = "no_penalty", common: tuple[Tree, ...] = (), **more: Any
) -> Item:
    """An item of the list `made` whose own conditions are `trees`."""
    own = conditions(*trees)
    return Item(f"made/{no}", no, f"事项{no}", treatment, "act", own=own, common=conditions(*common), **more)


def values_of(fact: Fact) -> tuple[Value, ...]:
    """One value for every way the fact can fall in rules that use BOUNDS and OPTIONS."""
    return {"yes_no": (True, False), "choice": OPTIONS}.get(fact.type, LATTICE)


def worlds(book: FactBook, told: Facts) -> Iterator[World]:
    """Every full assignment that agrees with what is told and with what follows from it."""
    open_values = [
        [v for v in values_of(fact) if name not in told or meet(told[name], v) is not None]
        for name, fact in book.items()
    ]
    for values in product(*open_values):
        world = dict(zip(book, values, strict=True))
        if agrees(world, book):
            yield world


def agrees(world: World, book: FactBook) -> bool:
    """Whether nothing that follows from one fact contradicts another."""
    return all(world[fact.id] == d.then for fact in book.values() for d in fact.derive if d.when.holds(world))


def outcome(decision: Decision) -> tuple[str, str | None]:
    """What is decided; a treatment that is not granted yet (or never can be) is no part of it."""
    return decision.status, None if decision.status == "undetermined" else decision.treatment


@dataclass(frozen=True)
class Scene:
    """Rules, the truth about one case, and the part of it that is told."""

    book: FactBook
    items: tuple[Item, ...]
    truth: World
    told: World

    def decide(self, facts: Facts) -> Decision:
        return decide(self.items, facts, self.book)

    def worlds(self, facts: Facts) -> Iterator[World]:
        return worlds(self.book, facts)

    def __repr__(self) -> str:
        lines = [
            f"{f.id}: {f.type} {[(d.when.source, d.then) for d in f.derive] or ''} {f.can_change or ''}"
            for f in self.book.values()
        ]
        for it in self.items:
            own = [c.test.source for c in it.own]
            common = [c.test.source for c in it.common]
            lines.append(f"{it.id} {it.treatment} any_of={it.any_of} incomplete={bool(it.incomplete)} {common} + {own}")
        return "\n".join(["", *lines, f"truth {self.truth}", f"told {self.told}"])


# What a made-up rule may speak of: two facts answered by yes or no, a choice, a number.
NAMES = ("a", "b", "c", "n")
_MAKE = {"a": yes_no, "b": yes_no, "c": choice, "n": number}
_VALUES = {name: values_of(make(name)) for name, make in _MAKE.items()}


def partial_views(value: Value) -> list[Value]:
    """Partial values that are true of an exact one."""
    if isinstance(value, bool):
        return []
    if isinstance(value, str):
        return [OneOf(frozenset({value, other})) for other in OPTIONS if other != value]
    every = [Range(lo=b, lo_open=o) for b in BOUNDS for o in (True, False)]
    every += [Range(hi=b, hi_open=o) for b in BOUNDS for o in (True, False)]
    return [view for view in every if meet(view, value) is not None]


def _atoms(name: str) -> list[Tree]:
    if name in "ab":
        return [{"fact": name}]
    if name == "c":
        return [{"fact": name, "is": o} for o in OPTIONS] + [
            {"fact": name, "in": [o for o in OPTIONS if o != out]} for out in OPTIONS
        ]
    return [{"fact": name, op: bound} for op in ("lt", "lte", "gt", "gte") for bound in BOUNDS]


def _grow(parts: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    several = st.lists(parts, min_size=1, max_size=3)
    return st.one_of(
        st.builds(lambda part: {"not": part}, parts),
        st.builds(lambda found: {"all": found}, several),
        st.builds(lambda found: {"any": found}, several),
        st.builds(lambda found, n: {"at_least": min(n, len(found)), "of": found}, several, st.integers(1, 3)),
    )


def _change(values: list[Value]) -> CanChange:
    return CanChange(values[0], "改", (values[1],))


trees = st.recursive(st.one_of([st.sampled_from(_atoms(name)) for name in NAMES]), _grow, max_leaves=4)
_truths = st.fixed_dictionaries({name: st.sampled_from(values) for name, values in _VALUES.items()})
_told = {name: {v: st.sampled_from([v, *partial_views(v)]) for v in values} for name, values in _VALUES.items()}
_derivations = {
    name: st.none()
    | st.builds(rule, st.sampled_from([t for n in NAMES[:place] for t in _atoms(n)]), st.sampled_from(_VALUES[name]))
    for place, name in enumerate(NAMES)
    if place
}
_changes = {name: st.none() | st.permutations(_VALUES[name]).map(_change) for name in ("a", "b", "c")}
_plain_items: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "trees": st.lists(trees, max_size=2),
        "treatment": st.sampled_from([t for t in TREATMENTS if t != "ordinary"]),
        "any_of": st.booleans(),
        "incomplete": st.sampled_from(("", "", "", "来源缺了一段")),
    }
)
_items = st.lists(_plain_items, min_size=1, max_size=4)
_common = st.lists(trees, max_size=1).map(tuple)


@st.composite
def scenes(draw: st.DrawFn, derived: bool = False, changeable: bool = False) -> Scene:
    """One to four items over at most four facts, one world, and part of what is true in it."""
    book = draw(_books(derived, changeable))
    common = draw(_common)
    items = tuple(_made(place, raw, common) for place, raw in enumerate(draw(_items), 1))
    truth = draw(_truths)
    assume(agrees(truth, book))
    told = {name: draw(_told[name][truth[name]]) for name in sorted(draw(st.sets(st.sampled_from(NAMES))))}
    return Scene(book, items, truth, told)


def _made(place: int, raw: dict[str, Any], common: tuple[Tree, ...]) -> Item:
    return item(*raw["trees"], no=str(place), common=common, **{k: v for k, v in raw.items() if k != "trees"})


@st.composite
def _books(draw: st.DrawFn, derived: bool, changeable: bool) -> FactBook:
    facts = []
    for name, make in _MAKE.items():
        derive = draw(_derivations[name]) if derived and name in _derivations else None
        change = draw(_changes[name]) if changeable and name in _changes else None
        facts.append(make(name, derive=(derive,) if derive else (), can_change=change))
    return book_of(*facts)
