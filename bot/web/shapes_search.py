"""What /api/search gives."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from bot.web.shapes import Wire


class FoundOne(Wire):
    """One hit. `past` is an answer to an earlier ticket, personal data starred out."""

    kind: Literal["item", "list", "checklist", "article", "answer", "past"]
    id: str
    title: str
    where: str = Field(..., description="在哪份清单里、怎样处理、现在是否适用")
    how_sure: str | None
    beside: str = Field("", description="别的清单里同样的行为：哪个部门几项")
    snippet: str


class Found(Wire):
    """What was found."""

    q: str
    results: list[FoundOne]
