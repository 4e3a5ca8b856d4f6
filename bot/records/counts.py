"""计数: what the figures count, straight from the records; nothing here is fit to be shown before small numbers are hidden."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from bot.clock import CHINA
from bot.records.ratings import LOW, Rating
from bot.records.ticket_lists import OPEN
from bot.records.tickets import Ticket
from bot.records.turns import ChatTurn

UNANSWERED = ("answer:clarify", "answer:out_of_scope")
MOST = 30


@dataclass(frozen=True)
class Span:
    """Days, both with the end."""

    first: date
    last: date

    @property
    def bounds(self) -> tuple[datetime, datetime]:
        """From the beginning of the first day to the beginning of the day after the last."""
        midnight = datetime.min.time()
        after = self.last + timedelta(days=1)
        return datetime.combine(self.first, midnight, CHINA), datetime.combine(after, midnight, CHINA)

    def holds(self, moment: Any) -> Any:
        """The SQL condition."""
        start, end = self.bounds
        return (moment >= start) & (moment < end)


def conversations(session: Session, span: Span) -> int:
    """Conversations in which something was said."""
    wanted = select(func.count(distinct(ChatTurn.conversation))).where(span.holds(ChatTurn.at))
    return int(session.execute(wanted).scalar_one())


def by_outcome(session: Session, span: Span) -> Counter[str]:
    """Conversations by what came out in them (one with two outcomes counts in both)."""
    wanted = select(ChatTurn.outcome, func.count(distinct(ChatTurn.conversation))).where(span.holds(ChatTurn.at))
    return Counter({name: int(n) for name, n in session.execute(wanted.group_by(ChatTurn.outcome))})


def by_item(session: Session, span: Span) -> Counter[str]:
    """Conversations by the item that a verdict was about."""
    wanted = (
        select(ChatTurn.item, func.count(distinct(ChatTurn.conversation)))
        .where(span.holds(ChatTurn.at), ChatTurn.item.is_not(None))
        .group_by(ChatTurn.item)
    )
    return Counter({name: int(n) for name, n in session.execute(wanted)})


def by_level(session: Session, span: Span) -> Counter[int]:
    """Ratings of answers by their level."""
    wanted = select(Rating.score, func.count()).where(span.holds(Rating.rated_at)).group_by(Rating.score)
    return Counter({int(level): int(n) for level, n in session.execute(wanted)})


def followed_up(session: Session, span: Span) -> Counter[int]:
    """Tickets by the level of their follow-up."""
    wanted = (
        select(Ticket.satisfaction, func.count())
        .where(span.holds(Ticket.followed_up_at), Ticket.satisfaction.is_not(None))
        .group_by(Ticket.satisfaction)
    )
    return Counter({int(level): int(n) for level, n in session.execute(wanted)})


def in_time(session: Session, span: Span, today: date) -> tuple[Counter[str], Counter[str]]:
    """Tickets received in the span by how they stand to their due day; and the late ones by department."""
    wanted = select(Ticket.department, Ticket.state, Ticket.due, Ticket.answered_at).where(
        span.holds(Ticket.received_at)
    )
    standing: Counter[str] = Counter()
    late: Counter[str] = Counter()
    for department, state, due, answered_at in session.execute(wanted):
        found = _standing(state, due, answered_at, today)
        standing[found] += 1
        late[department] += found in {"late", "overdue"}
    return standing, +late


def unanswered(session: Session, span: Span) -> list[str]:
    """What was said in turns that ended without an answer, the latest first."""
    wanted = select(ChatTurn.said).where(span.holds(ChatTurn.at), ChatTurn.outcome.in_(UNANSWERED))
    return list(session.execute(wanted.order_by(ChatTurn.id.desc()).limit(MOST)).scalars())


def low_rated(session: Session, span: Span) -> list[tuple[int, list[str], str]]:
    """Low ratings: level, reasons, comment, the latest first."""
    wanted = select(Rating.score, Rating.reasons, Rating.comment).where(
        span.holds(Rating.rated_at), Rating.score <= LOW
    )
    rows = session.execute(wanted.order_by(Rating.rated_at.desc()).limit(MOST))
    return [(int(score), list(reasons or ()), str(comment)) for score, reasons, comment in rows]


def _standing(state: str, due: date | None, answered_at: datetime | None, today: date) -> str:
    if state in OPEN:
        return "undated" if due is None else "overdue" if today > due else "open"
    if due is None or answered_at is None:
        return "undated"
    return "in_time" if answered_at.astimezone(CHINA).date() <= due else "late"
