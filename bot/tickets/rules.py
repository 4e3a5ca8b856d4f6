"""What tickets are decided by: the calendar of working days, and the offices with their times (data/)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bot.tickets import deadline
from bot.tickets.routing import Offices
from bot.tickets.working_days import WorkingDays


@dataclass(frozen=True)
class TicketRules:
    """Read once a process."""

    calendar: WorkingDays
    offices: Offices

    @staticmethod
    def load(data: Path) -> TicketRules:
        """From data/working_days.yml and data/tickets.yml."""
        return TicketRules(WorkingDays.load(data / "working_days.yml"), Offices.load(data / "tickets.yml"))

    def due(self, received: datetime, kind: str, urgency: str) -> deadline.Due:
        """By when a ticket of this kind and urgency is to be answered."""
        days = deadline.allowed_days(self.offices.days, kind, urgency)
        return deadline.due(self.calendar, received.date(), days)

    def light(self, state: str, on: date | None, today: date) -> str:
        """Its light today."""
        return deadline.light(self.calendar, state, on, today)

    def days_left(self, on: date | None, today: date) -> int | None:
        """Working days left today."""
        return deadline.days_left(self.calendar, on, today)
