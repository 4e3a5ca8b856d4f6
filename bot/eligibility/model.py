"""The rules as the evaluator sees them: 清单 (RuleList), 事项 (Item), 适用条件 (Condition), 事实 (Fact).

Everything is immutable, so that one catalogue can be shared by all conversations.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.eligibility.tests import Test

# Best first: what a person would rather have (处理方式由轻到重).
TREATMENTS: dict[str, str] = {
    "record_removed": "消除记录",
    "no_penalty": "不予处罚",
    "may_waive": "可以不予处罚",
    "fine_waived": "免缴罚款",
    "warning": "警告，不罚款",
    "no_coercion": "不采取强制措施",
    "mitigated": "减轻处罚",
    "lenient": "从轻处罚",
    "ordinary": "按一般规定处理",
}
TREATMENT_RANK = {name: rank for rank, name in enumerate(TREATMENTS)}


@dataclass(frozen=True)
class Fact:
    """事实: one entry of the facts dictionary (`data/facts.yml`); `family` and `months` for members of a family."""

    id: str
    title: str
    type: str
    ask: str
    unit: str = ""
    options: Mapping[str, str] = field(default_factory=dict)
    yes: str = ""
    no: str = ""
    label: str = "{value}"
    judged: bool = False
    ask_only_if_raised: bool = False
    lasting: bool = False
    names_act: str = ""
    family: str = ""
    months: int = 0
    term: str = ""
    can_change: CanChange | None = None
    derive: tuple[Derivation, ...] = ()
    record: RecordRule | None = None


@dataclass(frozen=True)
class CanChange:
    """What the person can still do about a fact: from these values to that one, by doing so."""

    to: Any
    do: str
    start: tuple[Any, ...] = (False,)


@dataclass(frozen=True)
class Derivation:
    """When `when` holds, the fact has the value `then`."""

    when: Test
    then: Any


@dataclass(frozen=True)
class RecordRule:
    """How the record tells a fact (怎样由记录得出): what is read, of whom, and what finding a row means.

    `read`: prior acts, whether all are settled, a column of the vehicle, the service card, or the correction.
    `complete`: the register holds every such row, so that its silence decides too.
    """

    read: str
    of: tuple[str, ...] = ()
    same: str = ""
    act: str = ""
    agency: str = ""
    cycle: str = ""
    column: str = ""
    means: bool = True
    complete: bool = False

    @property
    def needs_vehicle(self) -> bool:
        """True when it asks for more than the party: its vehicle, or who drives."""
        return self.read in {"vehicle", "card"} or bool({"vehicle", "driver"} & set(self.of))


@dataclass(frozen=True)
class Citation:
    """引用: an article with what it means in our words and how surely we read it."""

    id: str
    document: str
    article: str
    meaning: str
    how_sure: str
    url: str | None = None
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True)
class Condition:
    """适用条件: `text` for people, `test` for the evaluator; `default_when` is the list's own presumption."""

    text: str
    test: Test
    judgement: bool = False
    means: str = ""
    default_when: Test | None = None
    default_text: str = ""


@dataclass(frozen=True)
class Item:
    """事项: one act with its treatment. `common` conditions come from the list and always all apply.

    `due_when` says what must happen before an ordinary penalty is due (责令改正后拒不改正); `not_due` is the clause as
    what it gives until then. `grave`: an act for which people are detained or lose their licence; that it is minor is
    never concluded from what the person says.
    """

    id: str
    no: str
    title: str
    treatment: str
    act: str
    also: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    any_of: bool = False
    common: tuple[Condition, ...] = ()
    own: tuple[Condition, ...] = ()
    incomplete: str = ""
    how_sure: str = "read in full"
    ordinary_penalty: str | None = None
    points: str | None = None
    grave: bool = False
    deadline: str | None = None
    procedure: tuple[str, ...] = ()
    afterwards: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    due_when: str = ""
    not_due: Item | None = None
    meanings: tuple[tuple[str, str], ...] = ()
    version: str = field(default="", compare=False)

    @property
    def edition(self) -> str:
        """The version of the list that this item stands in, as `Catalogue.editions` calls it."""
        return f"{self.list_id}@{self.version}" if self.version else self.list_id

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """All conditions, the list's first."""
        return self.common + self.own

    @property
    def list_id(self) -> str:
        """The list this item belongs to."""
        return self.id.split("/", 1)[0]

    @property
    def capped(self) -> str:
        """Why this item can never end in `qualifies`; empty when it can."""
        if self.incomplete:
            return self.incomplete
        return "这一项只凭记忆记录，没有读到原文" if self.how_sure == "recalled" else ""


@dataclass(frozen=True)
class About:
    """What a list whose text was not found is about: words that people say, and whom to ask."""

    department: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class RuleList:
    """清单: a published list, with its source and the time it is in force (`until` is exclusive).

    `applies`: when this version of it is the one to answer by (`bot/policy/publication.py`).
    """

    id: str
    title: str
    kind: str
    issuer: str
    department: str
    place: str
    version: str
    how_sure: str
    items: tuple[Item, ...]
    doc_no: str | None = None
    issued: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    how_sure_note: str = ""
    url: str | None = None
    definitions: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()
    applies: tuple[datetime | None, datetime | None] = (None, None)
    state: str = "in_force"
    about: tuple[About, ...] = ()
    replaced_by: str | None = None
    parameters: Mapping[str, Any] = field(default_factory=dict)

    @property
    def edition(self) -> str:
        """This version's own name, as `Item.edition`."""
        return f"{self.id}@{self.version}"

    def in_force(self, start: datetime, end: datetime) -> bool:
        """Whether it was in force at any moment from `start` to `end`, and this version of it applied then.

        A draft never is, nor is one that has lapsed when nobody knows since when."""
        if self.state == "draft" or (self.state == "repealed" and self.until is None):
            return False
        begins = (self.first_day, self.applies[0])
        ends = (self.until, self.applies[1])
        return all(b is None or b < end for b in begins) and all(e is None or start < e for e in ends)

    @property
    def first_day(self) -> datetime | None:
        """When it began: as it says itself, else not before the day it was issued."""
        return self.since or (datetime.fromisoformat(self.issued) if self.issued else None)
