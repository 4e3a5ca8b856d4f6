"""工作日: counting working days by the State Council's holiday notices (国务院办公厅放假通知).

chinesecalendar holds the years 2004 to 2026; `data/working_days.yml` adds or corrects days and years. A year that
neither holds is said (UnknownYear), never guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
import yaml

_DAY = timedelta(days=1)


class UnknownYear(ValueError):  # noqa: N818 (named by its callers)
    """The holidays of a year have not been published, or are not in the table yet."""

    def __init__(self, year: int):
        super().__init__(f"{year}年的放假安排还没有收录，算不出工作日")
        self.year = year


@dataclass(frozen=True)
class WorkingDays:
    """The calendar: `known` are years whose notice the table holds whole, `off` and `on` single days that it sets."""

    known: frozenset[int] = frozenset()
    off: frozenset[date] = frozenset()
    on: frozenset[date] = field(default=frozenset())

    @staticmethod
    def load(path: Path) -> WorkingDays:
        """Read the table; ValueError names the line that is no date."""
        raw: Mapping[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
        years = frozenset(int(year) for year in raw.get("years") or {})
        return WorkingDays(years, _days(raw, "holidays", path), _days(raw, "workdays", path))

    def is_working(self, day: date) -> bool:
        """Whether people work on a day; UnknownYear when that is not known."""
        if day in self.on or day in self.off:
            return day in self.on
        if day.year in self.known:
            return day.weekday() < 5
        try:
            return bool(chinese_calendar.is_workday(day))
        except NotImplementedError:
            raise UnknownYear(day.year) from None

    def after(self, start: date, count: int) -> date:
        """The `count`th working day after `start`, which itself does not count (行政处罚法第八十五条)."""
        day = start
        while count > 0:
            day += _DAY
            count -= self.is_working(day)
        return day

    def between(self, start: date, end: date) -> int:
        """Working days after `start` up to and with `end`; negative when `end` is earlier."""
        if end < start:
            return -self.between(end, start)
        days = (end - start).days
        return sum(self.is_working(start + n * _DAY) for n in range(1, days + 1))


def _days(raw: Mapping[str, Any], name: str, path: Path) -> frozenset[date]:
    found = raw.get(name) or []
    wrong = [day for day in found if not isinstance(day, date)]
    if wrong:
        raise ValueError(f"{path.name}: {name}: {wrong[0]!r} is no date; expected 2027-01-01")
    return frozenset(found)
