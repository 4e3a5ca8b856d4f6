"""期限: by when a ticket must be answered, and whether it is green, amber or red."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.tickets.working_days import UnknownYear, WorkingDays

DONE = frozenset({"answered", "closed"})
LIGHTS = {"green": "期限内", "amber": "快到期", "red": "已超期", "unknown": "期限待定", "done": "已答复"}


@dataclass(frozen=True)
class Due:
    """The day by which it must be answered; None with a note when that cannot be worked out yet."""

    days: int
    on: date | None
    note: str


def allowed_days(table: Mapping[str, Mapping[str, int]], kind: str, urgency: str) -> int:
    """Working days for a kind and an urgency: the shorter of the two."""
    return min(table["kinds"][kind], table["urgencies"].get(urgency, table["kinds"][kind]))


def due(calendar: WorkingDays, received: date, days: int) -> Due:
    """When `days` working days are over."""
    try:
        on = calendar.after(received, days)
    except UnknownYear as unknown:
        return Due(days, None, f"自受理起{days}个工作日；{unknown.year}年的放假安排还没有收录，到期日待定")
    return Due(days, on, f"自受理起{days}个工作日，{on:%Y年%-m月%-d日}前答复")


def light(calendar: WorkingDays, state: str, on: date | None, today: date) -> str:
    """green, amber (at most one working day left), red (over), unknown (no date yet), done (answered)."""
    if state in DONE:
        return "done"
    if on is None:
        return "unknown"
    if today > on:
        return "red"
    return "amber" if calendar.between(today, on) <= 1 else "green"


def days_left(calendar: WorkingDays, on: date | None, today: date) -> int | None:
    """Working days left (negative: over by so many); None when the day is not known."""
    return None if on is None else calendar.between(today, on)
