"""POST /api/rating: 好差评 of a verdict or a turn, by whoever the conversation belongs to."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter, Depends
from pydantic import Field, StrictStr, root_validator
from starlette.concurrency import run_in_threadpool

from bot.records import conversations, given, ratings, turns
from bot.web.chat import within_limit
from bot.web.identity import Identity
from bot.web.openapi import documented
from bot.web.problems import Problem
from bot.web.requests import Body
from bot.web.shapes import Wire
from bot.web.shared import Shared, shared

router = APIRouter(tags=["好差评"])
Reason = Literal["wrong", "unclear", "incomplete", "too_many_questions", "slow", "other"]


class RatingRequest(Body):
    """A rating of a verdict (`audit`) or of a turn. Levels of GB/T 39735: 5 非常满意 … 1 非常不满意; reasons count
    for 2 and 1. `channel`: 1 PC, 2 移动, 3 二维码, 7 未说明."""

    conversation: StrictStr = Field(..., max_length=64)
    audit: StrictStr | None = Field(None, min_length=1, max_length=64)
    turn: StrictStr | None = Field(None, min_length=1, max_length=64)
    score: Literal[1, 2, 3, 4, 5]
    reasons: list[Reason] = Field(default_factory=list, max_items=6)
    comment: StrictStr = Field("", max_length=500)
    channel: Literal[1, 2, 3, 4, 5, 6, 7] = 7

    @root_validator(skip_on_failure=True, allow_reuse=True)
    def _one_subject(cls, values: dict[str, object]) -> dict[str, object]:
        if (values.get("audit") is None) == (values.get("turn") is None):
            raise ValueError("要写明评的是哪个结论（audit）或者哪一轮（turn），二选一")
        return values


class Rated(Wire):
    """The rating as it is kept now."""

    score: int
    level: str
    reasons: list[str]


@router.post(
    "/api/rating",
    summary="评价一次答复",
    response_model=Rated,
    responses=documented(400, 401, 404, 413, 422, 429, 500),
)
async def rate(
    body: RatingRequest, identity: Identity = Depends(within_limit), here: Shared = Depends(shared)
) -> Rated:
    """Keeps the rating; a later one of the same verdict or turn replaces it."""
    await run_in_threadpool(_keep, here, body, identity)
    reasons = body.reasons if body.score <= ratings.LOW else []
    return Rated(score=body.score, level=ratings.LEVELS[body.score], reasons=[ratings.REASONS[r] for r in reasons])


def _keep(here: Shared, body: RatingRequest, identity: Identity) -> None:
    with here.database.session() as session:
        if not conversations.is_owned(session, body.conversation, identity.owner):
            raise Problem(404, "没有这个对话，或者它不属于你。")
        if body.audit is not None:
            kind, subject, known = "verdict", body.audit, given.was_given_in(session, body.conversation, body.audit)
        else:
            kind, subject = "turn", str(body.turn)
            known = turns.was_taken_in(session, body.conversation, subject)
        if not known:
            raise Problem(404, "这个对话里没有这个结论或这一轮，不能评价。")
        rated = ratings.Given(kind, subject, body.score, tuple(body.reasons), body.comment.strip(), body.channel)
        ratings.rate(session, body.conversation, rated)
