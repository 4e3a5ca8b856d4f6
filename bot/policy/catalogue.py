"""The rules as one immutable snapshot: all lists, the acts they cover, the articles, in force at a place and time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache
from threading import Lock

from bot import clock
from bot.database import Database
from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Citation, Item, RuleList
from bot.eligibility.values import Range, Value, from_minutes
from bot.policy import publication
from bot.policy.check import fact_names
from bot.policy.dictionary import load_citations, load_facts
from bot.policy.loader import build
from bot.policy.places import binding, resolve
from bot.settings import Settings

Period = tuple[datetime, datetime]
_REMEMBERED = 512  # acts, places and times


@dataclass(frozen=True)
class Coverage:
    """What covers an act: exemption items, ordinary penalty clauses, and the general clauses."""

    exemptions: tuple[Item, ...]
    ordinary: tuple[Item, ...]
    general: tuple[Item, ...]

    @property
    def not_due(self) -> tuple[Item, ...]:
        """The clauses as what they give while their penalty is not yet due (先责令改正); none when another is due at once."""
        waiting = [item.not_due for item in self.ordinary if item.not_due is not None]
        return tuple(waiting) if len(waiting) == len(self.ordinary) else ()


@dataclass(frozen=True)
class Catalogue:
    """All lists with what they refer to. `revision` tells snapshots apart.

    `lists` holds the version of each that applies now, `others` those that applied before or will apply later.
    """

    lists: Mapping[str, RuleList]
    facts: FactBook
    citations: Mapping[str, Citation]
    revision: int = 0
    others: tuple[RuleList, ...] = ()
    editions: Mapping[str, RuleList] = field(init=False)
    items: Mapping[str, Item] = field(init=False)
    _by_act: Mapping[str, tuple[Item, ...]] = field(init=False)
    _covering: Callable[[frozenset[str], str, tuple[Period, ...]], Coverage] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        versions = (*self.lists.values(), *self.others)
        object.__setattr__(self, "editions", {rules.edition: rules for rules in versions})
        items = {item.id: item for rules in reversed(versions) for item in rules.items}
        by_act: dict[str, list[Item]] = defaultdict(list)
        for item in (item for rules in self.editions.values() for item in rules.items):
            for act in dict.fromkeys((item.act, *item.also)):
                by_act[act].append(item)
        object.__setattr__(self, "items", items)
        object.__setattr__(self, "_covering", lru_cache(_REMEMBERED)(self._cover))
        object.__setattr__(self, "_by_act", {act: tuple(found) for act, found in by_act.items()})

    def in_force(self, place: str, periods: Iterable[Period]) -> list[RuleList]:
        """Lists that bind in `place` at any of the periods (violation, decision)."""
        spans, places = list(periods), binding(place)
        return [r for r in self.editions.values() if r.place in places and any(r.in_force(*span) for span in spans)]

    def items_for(self, act: str, place: str, as_of: date) -> list[Item]:
        """The items that cover an act at a place on a day."""
        editions = {rules.edition for rules in self.in_force(place, [day_period(as_of)])}
        return _once(item for item in self._by_act.get(act, ()) if item.edition in editions)

    def place(self, name: str) -> str:
        """A place as the lists write it: 黄石 → 湖北省黄石市."""
        return resolve(name, {rules.place for rules in self.lists.values()})

    def covering(self, acts: Iterable[str], place: str, periods: Iterable[Period]) -> Coverage:
        """The items in force for any of the acts, by what they do; every turn of a conversation asks for the same."""
        return self._covering(frozenset(acts), place, tuple(periods))

    def _cover(self, wanted: frozenset[str], place: str, periods: tuple[Period, ...]) -> Coverage:
        lists = self.in_force(place, periods)
        items = _once(
            item for r in lists for item in r.items if r.kind != "general" and wanted & {item.act, *item.also}
        )
        general = _once(item for r in lists if r.kind == "general" for item in r.items)
        return Coverage(
            tuple(item for item in items if item.treatment != "ordinary"),
            tuple(item for item in items if item.treatment == "ordinary"),
            tuple(general),
        )


def _once(items: Iterable[Item]) -> list[Item]:
    """Each item once, when several versions of its list say the same."""
    return list(dict.fromkeys(items))


def day_period(day: date) -> Period:
    """A whole day (the end exclusive)."""
    start = datetime.combine(day, datetime.min.time())
    return start, start + timedelta(days=1)


def moment_period(moment: Value) -> Period:
    """The stretch of time a date fact leaves open, as datetimes (the end exclusive)."""
    if isinstance(moment, Range):
        assert moment.lo is not None and moment.hi is not None
        return from_minutes(moment.lo), from_minutes(moment.hi)
    assert isinstance(moment, (int, float))
    return from_minutes(moment), from_minutes(moment) + timedelta(minutes=1)


class CatalogueSource:
    """The newest snapshot, rebuilt when the database holds a newer revision."""

    def __init__(self, database: Database, settings: Settings):
        self._database = database
        self._facts = load_facts(settings.data / "facts.yml")
        self._citations = load_citations(settings.data / "law")
        self._lock = Lock()
        self._snapshot: Catalogue | None = None
        self._good_until = datetime.max

    def current(self) -> Catalogue:
        """One cheap query a call; a full reading only after a list was published or a published one begins to apply."""
        now = clock.wall()
        with self._database.reading() as session:
            revision = publication.revision(session)
            with self._lock:
                if self._snapshot is None or self._snapshot.revision != revision or now >= self._good_until:
                    versions = publication.timeline(session)
                    self._snapshot = self._build(versions, now, revision)
                    self._good_until = min(
                        (v.since for v in versions if v.since and v.since > now), default=datetime.max
                    )
                return self._snapshot

    def _build(self, versions: Sequence[publication.Version], now: datetime, revision: int) -> Catalogue:
        facts = self._facts.with_members(name for v in versions for name in fact_names(v.body))
        built = [(v, build(v.body, str(v.number), (v.since, v.until))) for v in versions]
        lists = {v.list_id: rules for v, rules in built if v.applies(now)}
        others = tuple(rules for v, rules in built if not v.applies(now))
        return Catalogue(lists, facts, self._citations, revision, others)
