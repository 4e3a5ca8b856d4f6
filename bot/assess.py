"""One assessment from beginning to end: what covers the act, the decision, the next questions, the verdict.

The service between the rules and those who ask: conversations, the evaluate API, the terminal.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from bot.eligibility.changes import Change, what_would_help
from bot.eligibility.decide import Decision, decide
from bot.eligibility.explain import document
from bot.eligibility.model import Item
from bot.eligibility.questions import Question, questions
from bot.eligibility.values import Facts, Value
from bot.eligibility.verdict import Context, Evidence, verdict
from bot.policy.catalogue import Catalogue, Coverage, Period, moment_period

_OLD_AND_NEW = "xzcf2021-37"
_STANDING = {
    "in_force": "规定，不在这里或者不在这个时候适用",
    "draft": "征求意见稿，没有施行",
    "repealed": "旧规定，已经失效",
}
_FOR_MINOR_ACTS = {"general-minor", "general-first"}
_GRAVE = "这种行为依法可以拘留或者吊销证照，“轻微不罚”“首违可不罚”要由执法机关认定轻微才用得上，这里不替它认定；要主张，请向执法机关陈述、申辩"
_SPECIAL = "这里按一般情况判断；如果当时未满18周岁、受人胁迫或诱骗、主动消除了后果、有证据证明没有过错，或者事情过了两年才被发现，另有规定，请告诉我"


@dataclass(frozen=True)
class Case:
    """What is to be assessed: the acts, the facts as told, when it happened, as of which day, under whose law.

    `preferred`: the item that was asked about; shown first among routes that are equally good. `described`: the act in
    the person's words, when no list names it.
    """

    acts: tuple[str, ...]
    facts: Facts
    as_of: date
    place: str
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    declined: frozenset[str] = frozenset()
    preferred: str = ""
    described: str = ""

    @property
    def violation(self) -> Value | None:
        """When it happened, if told (minutes)."""
        return self.facts.get("violation_time")


class Assessment:
    """The result for one case; each part is worked out when first asked for."""

    def __init__(self, catalogue: Catalogue, case: Case):
        self.catalogue = catalogue
        self.case = case

    @cached_property
    def coverage(self) -> Coverage:
        """The items in force when it happened or when it is decided (从旧兼从轻: both are looked at)."""
        return self.catalogue.covering(self.case.acts, self.case.place, self.periods)

    @property
    def periods(self) -> list[Period]:
        """The time of the violation (the day of assessment when not told), and that of the decision."""
        today = datetime.combine(self.case.as_of, datetime.min.time())
        decided = (today, today + timedelta(days=1))
        return [decided] if self.case.violation is None else [moment_period(self.case.violation), decided]

    @property
    def facts_read(self) -> frozenset[str]:
        """Every fact that some covering item reads."""
        items = self.coverage.exemptions or self._general
        return frozenset(name for item in items for c in item.conditions for name in c.test.facts)

    @cached_property
    def decision(self) -> Decision:
        """All routes and what they give."""
        return self.decide(self.case.facts)

    @property
    def _general(self) -> tuple[Item, ...]:
        """What is left when no list covers the act: penalties that are not yet due, and the general clauses."""
        general = self.coverage.general
        if self._is_grave:
            general = tuple(item for item in general if item.act not in _FOR_MINOR_ACTS)
        return (*self.coverage.not_due, *general)

    @property
    def _is_grave(self) -> bool:
        """An act for which the law detains or takes a licence away: that it is minor is not ours to conclude."""
        return any(item.grave for item in self.coverage.ordinary)

    def decide(self, facts: Facts) -> Decision:
        """The same routes under other facts."""
        if self.coverage.exemptions:
            return decide(self.coverage.exemptions, facts, self.catalogue.facts, preferred=self.case.preferred)
        return decide(self._general, facts, self.catalogue.facts, general=True)

    @cached_property
    def next_question(self) -> Question | None:
        """The one to ask now; None when a verdict can be given."""
        return next(self._questions(), None)

    @cached_property
    def questions(self) -> list[Question]:
        """What is still worth asking, most deciding first."""
        return list(self._questions())

    def _questions(self) -> Iterator[Question]:
        return questions(self.decision, self.case.declined, self.catalogue.facts)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What the person could still do for a better outcome."""
        return what_would_help(self.decision, self.case.facts, self.catalogue.facts, self.decide)

    def verdict(self, audit: str) -> dict[str, Any]:
        """The verdict object of the API."""
        return verdict(self.decision, self.changes, self._context(), audit)

    def _context(self) -> Context:
        hints, cited = self._version_hints()
        general = self.decision.status == "not_listed" and self.decision.treatment in (None, "ordinary")
        return Context(
            lists=self.catalogue.editions,
            citations=self.catalogue.citations,
            book=self.catalogue.facts,
            evidence=self.case.evidence,
            as_of=self.case.as_of.isoformat(),
            violation_date=self._violation_date(),
            ordinary=self.coverage.ordinary,
            hints=(
                *hints,
                *self._notices(),
                *self._elsewhere(),
                *((_GRAVE,) if general and self._is_grave else ()),
                *((_SPECIAL,) if general else ()),
            ),
            extra_citations=cited,
        )

    def _notices(self) -> Iterator[str]:
        """Lists that exist for such acts and whose text was not found: whom to ask."""
        if self.decision.status != "not_listed":
            return
        said = " ".join((self.case.described, *(item.title for item in self.coverage.ordinary)))
        for rules in self.catalogue.in_force(self.case.place, self.periods):
            for part in rules.about:
                if any(word in said for word in part.words):
                    yield (
                        f"{document(rules.title)}是有的，条文没有找到；里面有没有这一项请问{part.department}，"
                        "这里没有列不等于不能免"
                    )

    def _elsewhere(self) -> Iterator[str]:
        """The item that was asked for does not bind at this place or time."""
        item = self.catalogue.items.get(self.case.preferred)
        covering = (*self.coverage.exemptions, *self.coverage.ordinary, *self.coverage.general)
        if item is not None and item not in covering:
            rules = self.catalogue.editions[item.edition]
            yield f"你问的{document(rules.title)}是{rules.place}的{_STANDING[rules.state]}，这里没有用它来判断"

    def _violation_date(self) -> str | None:
        if self.case.violation is None:
            return None
        first, end = moment_period(self.case.violation)
        last = end - timedelta(minutes=1)
        return first.date().isoformat() if first.date() == last.date() else f"{first.date()}/{last.date()}"

    def _version_hints(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Whether the best route's list was in force only then, or only now (行政处罚法第三十七条)."""
        best = self.decision.best
        if best is None or len(self.periods) < 2:
            return (), ()
        rules = self.catalogue.editions[best.item.edition]
        then, now = (rules.in_force(*period) for period in self.periods)
        if then == now:
            return (), ()
        cited = (_OLD_AND_NEW,) if _OLD_AND_NEW in self.catalogue.citations else ()
        if then:
            return (f"{rules.title}现在已经失效，这次事情发生在它施行期间，按当时的规定看",), ()
        return (
            f"{rules.title}在事情发生之后才施行；按从旧兼从轻，决定时新规定较轻的可以适用，请与执法机关核实",
        ), cited


def assess(catalogue: Catalogue, case: Case) -> Assessment:
    """Assess one case under the rules of one snapshot."""
    return Assessment(catalogue, case)
