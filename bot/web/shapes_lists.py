"""What /api/lists, /api/items and /api/facts publish."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from bot.web.shapes import Citation, HowSure, Option, Span, Treatment, Wire


class ListSummary(Wire):
    """A list without its items: where it comes from, when it is in force, how surely it was read."""

    id: str
    title: str
    kind: str
    issuer: str
    department: str
    place: str
    version: str
    doc_no: str | None
    issued: str | None
    url: str | None
    state: Literal["in_force", "draft", "repealed"] = Field(..., description="draft 从没施行；repealed 已经失效")
    replaced_by: str | None
    in_force: Span
    how_sure: HowSure
    how_sure_note: str
    item_count: int
    incomplete_count: int = Field(..., description="条件没有读全、所以不能得出“符合”的事项数")


class ListsInForce(Wire):
    """All lists in force on a day."""

    as_of: str
    lists: list[ListSummary]


class ConditionText(Wire):
    """A condition as the list has it; `test` null is a judgement of the authority."""

    text: str
    means: str
    judgement: bool
    test: dict[str, Any] | None
    default: str | None


class ItemWhole(Wire):
    """An item with its conditions and articles."""

    id: str
    no: str
    title: str
    treatment: Treatment
    treatment_title: str
    act: str
    also: list[str]
    aliases: list[str]
    logic: Literal["all", "any"]
    conditions: list[ConditionText]
    due_when: str | None = Field(..., description="一般处罚要先发生什么才罚，如责令改正后拒不改正")
    how_sure: HowSure
    incomplete: str
    ordinary_penalty: str | None
    points: str | None
    deadline: str | None
    procedure: list[str]
    afterwards: list[str]
    notes: list[str]
    citations: list[Citation]


class ItemInList(ItemWhole):
    """An item with the list it belongs to."""

    list_: ListSummary = Field(..., alias="list")


class ListWhole(ListSummary):
    """A list with all its items."""

    definitions: dict[str, str]
    parameters: dict[str, Any] = Field(..., description="首次、及时改正、后果轻微在这份清单里的意思")
    notes: list[str]
    citations: list[Citation]
    items: list[ItemWhole]


class FactEntry(Wire):
    """One fact that conditions speak of: its type, how it is asked and said back."""

    id: str
    title: str
    type: Literal["yes_no", "choice", "number", "money", "date", "duration"]
    unit: str
    ask: str
    options: list[Option]
    yes: str
    no: str
    judged: bool


class Facts(Wire):
    """The facts dictionary."""

    facts: list[FactEntry]
