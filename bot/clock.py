"""北京时间: the one clock of the product. A server may run on UTC; days, deadlines and versions are those of Luoyang."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


def now() -> datetime:
    """This moment, aware."""
    return datetime.now(CHINA)


def wall() -> datetime:
    """This moment as a clock on the wall in Luoyang shows it: naive, as the validity of lists is written."""
    return now().replace(tzinfo=None)


def today() -> date:
    """The day in Luoyang."""
    return now().date()
