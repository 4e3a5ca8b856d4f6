"""好差评: how a verdict or a turn was rated (GB/T 39735-2020), one rating each, which may be changed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone

from sqlalchemy import JSON, CheckConstraint, Column, Integer, String
from sqlalchemy.orm import Session

from bot.database import Base
from bot.records.columns import Moment, one_of

LEVELS = {5: "非常满意", 4: "满意", 3: "基本满意", 2: "不满意", 1: "非常不满意"}
LOW = 2  # from here down the reasons are asked
REASONS = {
    "wrong": "答得不对",
    "unclear": "看不懂",
    "incomplete": "没有解决我的问题",
    "too_many_questions": "问得太多",
    "slow": "太慢",
    "other": "其他",
}


class Rating(Base):
    """One rating of a verdict (`subject` is its audit id) or of a turn of a conversation."""

    __tablename__ = "ratings"
    __table_args__ = (
        CheckConstraint("score BETWEEN 1 AND 5", name="score_level"),
        one_of("subject_kind", ("verdict", "turn")),
    )

    conversation = Column(String(64), primary_key=True)
    subject = Column(String(64), primary_key=True)
    subject_kind = Column(String(8), nullable=False)
    score = Column(Integer, nullable=False)
    reasons = Column(JSON, nullable=False)
    comment = Column(String(500), nullable=False)
    channel = Column(Integer, nullable=False)
    rated_at = Column(Moment, nullable=False, index=True)


@dataclass(frozen=True)
class Given:
    """A rating as given: what is rated, how, why, and over which channel (1 PC, 2 移动, 7 未说明)."""

    subject_kind: str
    subject: str
    score: int
    reasons: tuple[str, ...] = ()
    comment: str = ""
    channel: int = 7


def rate(session: Session, conversation: str, given: Given) -> None:
    """Keep a rating; an earlier one of the same verdict or turn is replaced. Reasons count for low ratings only."""
    row = Rating(
        conversation=conversation,
        subject=given.subject,
        subject_kind=given.subject_kind,
        score=given.score,
        reasons=list(given.reasons) if given.score <= LOW else [],
        comment=given.comment,
        channel=given.channel,
        rated_at=datetime.now(timezone.utc),
    )
    session.merge(row)
