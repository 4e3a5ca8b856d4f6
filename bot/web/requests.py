"""The requests that are accepted: strict about types; what is not known has no effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from pydantic import Field, StrictBool, StrictStr, validator

from bot.web.shapes import Wire

LONGEST_MESSAGE = 2000
YEARS = range(1949, 2101)


class IsoDate(date):
    """A day written 2026-11-22 that exists; pydantic alone would also take numbers."""

    @classmethod
    def __get_validators__(cls) -> Iterator[Callable[[Any], date]]:
        yield cls.read

    @classmethod
    def __modify_schema__(cls, schema: dict[str, Any]) -> None:
        schema.update(type="string", format="date", example="2026-11-22")

    @staticmethod
    def read(value: Any) -> date:
        """The day; ValueError in Chinese."""
        try:
            day = date.fromisoformat(value)
        except (TypeError, ValueError):
            raise ValueError(f"要写成 2026-11-22 这样，而且真有这一天；收到的是“{str(value)[:40]}”") from None
        if day.year not in YEARS:
            raise ValueError(f"要在 {YEARS.start} 年到 {YEARS.stop - 1} 年之间")
        return day


class Body(Wire):
    """A request's body; all text in it can be stored and sent back."""

    @classmethod
    def validate(cls, value: Any) -> Any:
        """As `Wire`, after what no database or answer can hold is taken out."""
        try:
            return super().validate(plain(value))
        except RecursionError:
            raise ValueError("套得太深") from None


def plain(value: Any) -> Any:
    """The JSON without NUL and without halves of character pairs."""
    if isinstance(value, str):
        return value.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, list):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {plain(name): plain(part) for name, part in value.items()}
    return value


class ChatRequest(Body):
    """One turn. `conversation` null starts one; `as_of` counts for operators and staff only. `client_turn` is an
    unguessable id that the client makes for the message: sent again with it, the message gets the same answer."""

    conversation: StrictStr | None = Field(None, max_length=64)
    message: StrictStr = Field(..., max_length=LONGEST_MESSAGE)
    as_of: IsoDate | None = None
    client_turn: StrictStr | None = Field(None, min_length=16, max_length=64)
    party: StrictStr | None = Field(None, max_length=40, description="查谁的记录：12345接线员用，要写 reason")
    reason: StrictStr | None = Field(None, max_length=200, description="为什么查，会登记")
    plate: StrictStr | None = Field(None, max_length=12, description="当事人的哪一辆车")
    unmask: StrictBool = Field(False, description="接线员要看完整的个人信息：要同时有 party 和 reason，会登记")


class EvaluateRequest(Body):
    """A case without conversation: an item, or the violation in words; the facts by id of /api/facts."""

    item: StrictStr | None = Field(None, max_length=200)
    violation: StrictStr | None = Field(None, max_length=LONGEST_MESSAGE)
    facts: dict[str, Any] = Field(default_factory=dict)
    party: StrictStr | None = Field(None, max_length=40)
    reason: StrictStr | None = Field(None, max_length=200, description="接线员为什么查这个当事人，会登记")
    plate: StrictStr | None = Field(None, max_length=12, description="哪一辆车")
    unmask: StrictBool = Field(False, description="接线员要看完整的个人信息：要同时有 party 和 reason，会登记")
    violation_date: StrictStr | None = Field(None, max_length=32, description="2026-11-22 或 2026-11-22T08:00")
    as_of: IsoDate | None = None
    place: StrictStr | None = Field(None, max_length=40, description="默认洛阳市")

    @validator("facts", pre=True, allow_reuse=True)
    def _an_object(cls, value: Any) -> Any:
        if not isinstance(value, dict):
            raise ValueError("要填 JSON 对象：{事实: 值}")
        return value
