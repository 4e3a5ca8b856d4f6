"""The answers that go over the wire, as published in /api/openapi.json: every kind of reply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, Extra, Field
from pydantic.fields import ModelField

HowSure = Literal["read in full", "read in part", "recalled", "seed"]
Status = Literal["qualifies", "fails", "undetermined", "not_listed"]
Treatment = Literal[
    "no_penalty",
    "may_waive",
    "warning",
    "fine_waived",
    "mitigated",
    "lenient",
    "no_coercion",
    "record_removed",
    "ordinary",
]
AnswerType = Literal["yes_no", "choice", "number", "money", "date", "duration", "text"]
Topic = Literal[
    "item", "lists", "definition", "basis", "penalty", "remedy", "deadline", "limitation", "prevention", "mediation",
    "record", "ticket", "rating", "capability", "smalltalk", "out_of_scope", "clarify",
]  # fmt: skip


def show_nulls(schema: dict[str, Any], model: Any) -> None:
    """Write "or null" into the schema, which pydantic 1 leaves out."""
    fields: Mapping[str, ModelField] = model.__fields__
    for field in fields.values():
        if field.allow_none:
            schema["properties"][field.alias] = {"anyOf": [schema["properties"][field.alias], {"type": "null"}]}


class Wire(BaseModel):
    """Base of all shapes: only JSON objects, and members that are not known have no effect."""

    class Config:
        extra = Extra.ignore
        schema_extra = show_nulls

    @classmethod
    def validate(cls, value: Any) -> Any:
        """As pydantic, but a list of pairs is not an object."""
        if not isinstance(value, (dict, cls)):
            raise TypeError("not a JSON object")
        return super().validate(value)


class Option(Wire):
    """One way to answer a question."""

    label: str
    value: Any


class Progress(Wire):
    """How far it is to the verdict: facts that are clear, and how many may still be asked at most."""

    known: int
    open: int


class Question(Wire):
    """`question`: one fact is asked for, and why. 更正“title” asks it again later."""

    kind: Literal["question"]
    text: str
    fact: str
    title: str = ""
    answer_type: AnswerType
    unit: str = ""
    options: list[Option] = []
    why: str
    progress: Progress | None = None


class Candidate(Wire):
    """An item that the message may mean."""

    item: str
    title: str
    list_: str = Field(..., alias="list")
    list_title: str


class ChooseItem(Wire):
    """`choose_item`: the message fits several items."""

    kind: Literal["choose_item"]
    text: str
    candidates: list[Candidate]


class Citation(Wire):
    """An article, what it means, and how surely it was read."""

    document: str
    article: str
    meaning: str
    url: str | None
    how_sure: HowSure


class Span(Wire):
    """From when until when something is in force; null is open."""

    from_: str | None = Field(..., alias="from")
    to: str | None


class ItemName(Wire):
    """The item a verdict is about."""

    id: str
    title: str
    no: str


class ListName(Wire):
    """The list a verdict rests on."""

    id: str
    title: str
    version: str
    in_force: Span


class Evidence(Wire):
    """Where the state of a condition comes from."""

    source: Literal["record", "statement", "default"]
    text: str
    date: str | None


class Condition(Wire):
    """A condition with its state. `told`: the titles of what the person said for it; 更正“title” asks one again."""

    text: str
    state: Literal["met", "unmet", "unknown"]
    evidence: Evidence
    told: list[str] = []


class Route(Wire):
    """An item that covers the act."""

    list_: str = Field(..., alias="list")
    item: str
    status: Status
    treatment: Treatment


class Verdict(Wire):
    """`verdict`: the outcome, condition by condition, with its articles."""

    kind: Literal["verdict"]
    text: str
    status: Status
    treatment: Treatment | None
    item: ItemName | None
    list_: ListName | None = Field(..., alias="list")
    conditions: list[Condition]
    routes: list[Route]
    to_qualify: list[str]
    ordinary_penalty: str | None
    points: str | None
    deadline: str | None
    citations: list[Citation]
    as_of: str
    violation_date: str | None
    audit: str
    notice: str


class Answer(Wire):
    """`answer`: anything else that is said."""

    kind: Literal["answer"]
    text: str
    topic: Topic
    citations: list[Citation] = []


class StaffReply(Wire):
    """`draft`, `comparison`, `impact`: replies to the department's staff."""

    kind: Literal["draft", "comparison", "impact"]
    text: str


class ChatResponse(Wire):
    """The replies of one turn, at least one."""

    conversation: str
    turn: str
    replies: list[Question | ChooseItem | Verdict | Answer | StaffReply] = Field(..., min_items=1)


class Evaluated(Verdict):
    """A verdict with the questions that are still open, most useful first."""

    questions: list[Question]


class ProblemDocument(Wire):
    """RFC 9457. `incident` is the number to give on the telephone; `errors` names each wrong field."""

    type: str
    title: str
    status: int
    detail: str
    incident: str | None
    errors: list[dict[str, str]] | None
