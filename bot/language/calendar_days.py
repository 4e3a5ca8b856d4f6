"""From the words of a date to the days they mean, seen from today.

Each form of date (`calendar_words.DATE`) has one function here that gives its first day and the day after its last.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from bot.language import festivals
from bot.language.calendar_words import DAYS, PARTS, RECENT, SHIFTS, THIRDS, WEEKDAYS, YEARS, number, shifted

Days = tuple[date, date]
_DAY = timedelta(days=1)
_NOT_A_WEEKDAY = re.compile(r"[每个到至\-一二两三四五六七八九十\d]$")


class BadDate(ValueError):  # noqa: N818 (named by its callers)
    """A date or time no calendar has: 2月30日, 4月10日25点. Its only argument is what was said."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def __str__(self) -> str:
        return f"没有“{self.text}”这一天或这个时间"


def resolve(match: re.Match[str], today: date, context: Days | None) -> Days | None:
    """First day and the day after the last of the date that DATE matched; None when it turns out to be none.

    context is the stretch named just before, which lends its year or month (去年，4月10号).
    """
    form = next(form for form in _FORMS if match[form])
    return _FORMS[form](match, today, context)


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or that month's last."""
    year, month = shifted(day.year, day.month, months)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _one(day: date) -> Days:
    return day, day + _DAY


def _real(year: int, month: int, day: int, said: str) -> date:
    try:
        return date(year, month, day)
    except ValueError as bad:
        raise BadDate(said) from bad


def _numeric(match: re.Match[str], today: date, context: Days | None) -> Days:
    year, month, day = match.group("iy", "im", "id") if match["iy"] else match.group("cy", "cm", "cd")
    return _one(_real(int(year), int(month), int(day), match[0].rstrip("T")))


def _recent(match: re.Match[str], today: date, context: Days | None) -> Days:
    far, near = RECENT[match["recent"]]
    return today - timedelta(days=far), today - timedelta(days=near - 1)


def _dayword(match: re.Match[str], today: date, context: Days | None) -> Days:
    return _one(today + timedelta(days=DAYS[match["dayword"]]))


def _relmonth(match: re.Match[str], today: date, context: Days | None) -> Days:
    year, month = shifted(today.year, today.month, SHIFTS[match["relmonth"]])
    if match["mday"]:
        return _one(_real(year, month, number(match["mday"]), match[0]))
    return _month(year, month, match["mthird"])


def _month(year: int, month: int, third: str | None = None) -> Days:
    last = monthrange(year, month)[1]
    first, end = THIRDS[third] if third else (1, last)
    return date(year, month, first), date(year, month, min(end, last)) + _DAY


def _relweek(match: re.Match[str], today: date, context: Days | None) -> Days:
    monday = today - timedelta(days=today.weekday()) + timedelta(weeks=SHIFTS[match["relweek"]])
    return _of_week(monday, match["relwd"])


def _of_week(monday: date, weekday: str | None) -> Days:
    if not weekday:
        return monday, monday + timedelta(days=7)
    day = monday + timedelta(days=WEEKDAYS[weekday])
    return day, day + (2 * _DAY if weekday == "末" else _DAY)


def _weekday(match: re.Match[str], today: date, context: Days | None) -> Days | None:
    """周三 alone is the last one; in 每周三, 周一到周五 and 一周五天 it is no date."""
    before, after = match.string[: match.start()], match.string[match.end() :]
    if _NOT_A_WEEKDAY.search(before) or re.match(r"[到至~-](?:周|星期|礼拜)", after):
        return None
    monday = today - timedelta(days=today.weekday())
    days = _of_week(monday, match["wd"])
    return days if days[0] <= today else _of_week(monday - timedelta(days=7), match["wd"])


def _year(match: re.Match[str], today: date, context: Days | None, a: str = "") -> int | None:
    """The year said, or lent by the context; None when there is neither."""
    if written := match[a + "year"]:
        return number(written)
    if written := match[a + "short"]:
        return 2000 + int(written)
    if written := match[a + "relyear"]:
        return today.year + YEARS[written]
    return context[0].year if context else None


def _whole_year(match: re.Match[str], today: date, context: Days | None) -> Days:
    year = _year(match, today, None, "a") or today.year
    return date(year, 1, 1), date(year + 1, 1, 1)


def _latest(year: int | None, today: date, days: Callable[[int], Days | None]) -> Days | None:
    """days of the year; without one, of the last year in which they had begun."""
    if year is not None:
        return days(year)
    for candidate in range(today.year, today.year - 9, -1):
        found = days(candidate)
        if found is None or found[0] <= today:
            return found
    return None


def _month_day(match: re.Match[str], today: date, context: Days | None) -> Days | None:
    year, month = _year(match, today, context), number(match["month"])
    written = match["day"] or match["loneday"]
    if not written:
        return _latest(year, today, lambda y: _month(y, month, match["third"])) if 1 <= month <= 12 else None
    day = number(written)
    _real(year or 2000, month, day, match[0])  # 2000 has a 29 February
    if year is None and (month, day) == (2, 29):
        year = max(
            y for y in range(today.year - 8, today.year + 1) if monthrange(y, 2)[1] == 29 and date(y, 2, 29) <= today
        )
    return _latest(year, today, lambda y: _one(date(y, month, day)))


def _festival(match: re.Match[str], today: date, context: Days | None) -> Days | None:
    name = match["festival"]
    year = _year(match, today, context) or next(
        (y for y in (today.year, today.year - 1) if _begun(name, y, today)), None
    )
    if year is None:
        return None
    if not match["itself"]:
        return festivals.holiday(name, year)
    day = festivals.day(name, year)
    return _one(day) if day else None


def _begun(name: str, year: int, today: date) -> bool:
    """True when the holiday of that year has come; of the year in doubt, so that 今年 stays unknown rather than last year."""
    day, off = festivals.day(name, year), festivals.holiday(name, year)
    return day is None or (off[0] if off else day) <= today


def _new_year(match: re.Match[str], today: date, context: Days | None) -> Days | None:
    """正月初三, 大年三十: days counted from 春节."""
    nth = number(match["newyear"].removeprefix("初"))
    after = -1 if match[0].endswith("年三十") else nth - 1

    def days(year: int) -> Days | None:
        day = festivals.new_year_day(year, after)
        return _one(day) if day else None

    return _latest(_year(match, today, context), today, days) if 1 <= nth <= 30 else None


def _part(match: re.Match[str], today: date, context: Days | None) -> Days | None:
    first, last = PARTS[match["part"]]

    def days(year: int) -> Days:
        return date(year, first, 1), date(*shifted(year, last, 1), 1)

    return _latest(_year(match, today, context), today, days)


def _month_part(match: re.Match[str], today: date, context: Days | None) -> Days:
    this = _month(today.year, today.month, match["monthpart"][1:])
    return this if this[0] <= today else _month(*shifted(today.year, today.month, -1), match["monthpart"][1:])


def _day_only(match: re.Match[str], today: date, context: Days | None) -> Days | None:
    """15号 is this month's, or the last month's that had come; 上个月，15号 that month's."""
    day = number(match["dayonly"])
    if not 1 <= day <= 31:
        return None
    if context:
        return _one(_real(context[0].year, context[0].month, day, match[0]))
    for back in range(4):
        year, month = shifted(today.year, today.month, -back)
        if day <= monthrange(year, month)[1] and date(year, month, day) <= today:
            return _one(date(year, month, day))
    return None


_FORMS: dict[str, Callable[[re.Match[str], date, Days | None], Days | None]] = {
    "iy": _numeric,
    "cy": _numeric,
    "recent": _recent,
    "dayword": _dayword,
    "relmonth": _relmonth,
    "relweek": _relweek,
    "wd": _weekday,
    "month": _month_day,
    "festival": _festival,
    "newyear": _new_year,
    "part": _part,
    "ayear": _whole_year,
    "ashort": _whole_year,
    "arelyear": _whole_year,
    "monthpart": _month_part,
    "dayonly": _day_only,
}
