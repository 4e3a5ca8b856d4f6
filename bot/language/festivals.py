"""When the holidays were: 去年国庆, 今年春节, 大年初三, 端午那天.

Lunar festivals come from a table (2019-2027, as the State Council's holiday notices name them); the days off around
one from chinesecalendar, so make-up days and merged holidays are right. A year that either does not know gives None:
nothing is guessed.
"""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar

_LUNAR = {
    "春节": "2019-02-05 2020-01-25 2021-02-12 2022-02-01 2023-01-22 2024-02-10 2025-01-29 2026-02-17 2027-02-06",
    "清明": "2019-04-05 2020-04-04 2021-04-04 2022-04-05 2023-04-05 2024-04-04 2025-04-04 2026-04-05 2027-04-05",
    "端午": "2019-06-07 2020-06-25 2021-06-14 2022-06-03 2023-06-22 2024-06-10 2025-05-31 2026-06-19 2027-06-09",
    "中秋": "2019-09-13 2020-10-01 2021-09-21 2022-09-10 2023-09-29 2024-09-17 2025-10-06 2026-09-25 2027-09-15",
}
_DAYS = {name: {day.year: day for day in map(date.fromisoformat, days.split())} for name, days in _LUNAR.items()}
_SOLAR = {
    "元旦": (1, 1),
    "五一": (5, 1),
    "国庆": (10, 1),
    "双十一": (11, 11),
    "双十二": (12, 12),
    "六一": (6, 1),
    "三八": (3, 8),
}
_AFTER_NEW_YEAR = {"除夕": -1, "元宵": 14}
_OFF = frozenset(("春节", "清明", "端午", "中秋", "元旦", "五一", "国庆"))
SAME = {
    "过年": "春节",
    "新年": "元旦",
    "十一": "国庆",
    "劳动节": "五一",
    "大年三十": "除夕",
    "年三十": "除夕",
    "儿童节": "六一",
    "妇女节": "三八",
}
NAMES = (*_DAYS, *_SOLAR, *_AFTER_NEW_YEAR, *SAME)


def day(name: str, year: int) -> date | None:
    """The day of the festival itself in that year; None when the table does not reach so far."""
    name = SAME.get(name, name)
    if name in _SOLAR:
        return date(year, *_SOLAR[name])
    if name in _AFTER_NEW_YEAR:
        return new_year_day(year, _AFTER_NEW_YEAR[name])
    return _DAYS[name].get(year)


def new_year_day(year: int, after: int) -> date | None:
    """The day so many days after 春节: 正月初三 is 2 after."""
    first = _DAYS["春节"].get(year)
    return None if first is None else first + timedelta(days=after)


def holiday(name: str, year: int) -> tuple[date, date] | None:
    """First day off and the day after the last one; None for a year not yet announced."""
    centre = day(name, year)
    if centre is None or SAME.get(name, name) not in _OFF:
        return None if centre is None else (centre, centre + timedelta(days=1))
    try:
        return _edge(centre, -1) + timedelta(days=1), _edge(centre, 1)
    except NotImplementedError:
        return None


def _edge(start: date, step: int) -> date:
    """The first working day on that side."""
    while chinese_calendar.is_holiday(start):
        start += timedelta(days=step)
    return start
