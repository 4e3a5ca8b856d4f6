"""Dates and times in a message, as the stretch they may lie in: 4月10号, 上个月15号, 昨天下午, 去年国庆, 半年前.

A date without a year is the most recent one, today included. 昨天 or 4月10日 is a day; what is said loosely is wider:
去年3月 is a month, 三个月前 that day give or take 15 %, 去年国庆 the days off. A day that no calendar has (2月30日)
raises BadDate, so that the caller can say so instead of not having understood. Lunar dates (农历三月) are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from math import ceil

from bot.eligibility.values import Range
from bot.language import clock, durations
from bot.language.calendar_days import BadDate, Days, add_months, resolve
from bot.language.calendar_words import DATE

__all__ = ["BadDate", "Moment", "find", "months_between", "parse", "say"]

LOOSE = 0.15  # 三个月前: this much either way
MOST_DAYS = 36500  # 至少一年前 has no bound of its own: a hundred years will do
_AGO = re.compile(r"(?:之|以)?前(?![后面往台去任两几])")
_GAP = re.compile(r"[\s，,、的在]{0,2}")
_BEFORE_CLOCK = re.compile(r"[\s，,的]{0,2}")
_TO = re.compile(r"\s*[到至~～—–-]+\s*")
_TAKEN_BACK = re.compile(r"不是\s*$")
_SHORT = re.compile(r"\s*(?P<month>\d{1,2})[./-](?P<day>\d{1,2})\s*", re.ASCII)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Moment:
    """When something was, as said at text[start:end]: at or after earliest, before latest."""

    start: int
    end: int
    earliest: datetime
    latest: datetime

    @property
    def is_day(self) -> bool:
        """True when it is one calendar day, no more and no less."""
        return self.earliest.time() == time() and self.latest - self.earliest == _DAY

    def within(self, other: Moment) -> bool:
        """True when it says no less precisely what other says."""
        return other.earliest <= self.earliest and self.latest <= other.latest


def find(text: str, today: date) -> list[Moment]:
    """The dates and times said in text, left to right; BadDate for one that does not exist."""
    found = list(_ago(text, today))
    for match in DATE.finditer(text):
        if any(match.start() < moment.end and moment.start < match.end() for moment in found):
            continue
        days = resolve(match, today, _context(text, match.start(), found))
        if days is not None:
            found.append(_at_clock(text, match, days))
    found.sort(key=lambda moment: moment.start)
    return sorted([*found, *_clocks(text, today, found)], key=lambda moment: moment.start)


def parse(text: str, today: date) -> Moment | None:
    """The one moment that an answer gives; None when it gives none or several."""
    if short := _SHORT.fullmatch(text):
        text = f"{short['month']}月{short['day']}日"
    found = [moment for moment in find(text, today) if not _TAKEN_BACK.search(text[: moment.start])]
    if not found and (alone := _clock_alone(text, today)):
        return alone
    if len(found) == 2 and _TO.fullmatch(text[found[0].end : found[1].start]):
        last = found[1].earliest if found[1].earliest.time() != time() else found[1].latest
        return replace(found[0], end=found[1].end, latest=last) if found[0].earliest < last else None
    narrowest = min(found, key=lambda moment: moment.latest - moment.earliest, default=None)
    return narrowest if narrowest and all(narrowest.within(moment) for moment in found) else None


def say(moment: Moment) -> str:
    """The moment in words: 2024年4月10日8时, 2024年4月, 2024年4月1日至2024年4月10日."""
    first, latest = moment.earliest, moment.latest
    if first.time() == time() and latest.time() == time():
        return _say_days(first.date(), latest.date())
    day = f"{_say_day(first.date())}{clock.say(first - datetime.combine(first.date(), time()))}"
    if latest - first <= timedelta(hours=1 if first.minute == 0 else 0, minutes=1):
        return day
    hours = latest - datetime.combine(first.date(), time())
    return (
        f"{day}至{clock.say(hours)}" if hours <= _DAY else f"{day}至{_say_day(latest.date())}{clock.say(hours % _DAY)}"
    )


def months_between(earlier: date, later: date) -> float:
    """Calendar months from one day to the other, the days left over as so many 31sts; below zero the other way round.

    >>> months_between(date(2024, 1, 31), date(2024, 2, 29))
    1.0
    """
    if later < earlier:
        return -months_between(later, earlier)
    whole = (later.year - earlier.year) * 12 + later.month - earlier.month
    if add_months(earlier, whole) > later:
        whole -= 1
    return whole + (later - add_months(earlier, whole)).days / 31


def _ago(text: str, today: date) -> Iterator[Moment]:
    if "前" not in text:
        return
    for length in durations.find(text, "天"):
        if ago := _AGO.match(text, length.end):
            far, near = _back(length.value)
            if near > MOST_DAYS:
                continue
            yield Moment(length.start, ago.end(), _days_ago(today, far), _days_ago(today, near - 1))


def _back(value: float | Range) -> tuple[int, int]:
    """How many days ago at most and at least."""
    if not isinstance(value, Range):
        return (round(value * (1 + LOOSE)), round(value * (1 - LOOSE))) if value >= 1 else (1, 0)
    return MOST_DAYS if value.hi is None else ceil(value.hi), int(value.lo or 0)


def _days_ago(today: date, days: int) -> datetime:
    return datetime.combine(today - timedelta(days=min(days, MOST_DAYS)), time())


def _context(text: str, start: int, found: list[Moment]) -> Days | None:
    """The stretch just named before, which completes this date: 去年，4月10号; 4月10日到15日."""
    before = next((moment for moment in reversed(found) if moment.end <= start), None)
    if before is None:
        return None
    gap = text[before.end : start]
    if not (_GAP.fullmatch(gap) or _TO.fullmatch(gap)):
        return None
    return before.earliest.date(), before.latest.date()


def _at_clock(text: str, match: re.Match[str], days: Days) -> Moment:
    start, end = match.span()
    earliest, latest = (datetime.combine(day, time()) for day in days)
    skipped = _BEFORE_CLOCK.match(text, end)
    if days[1] - days[0] != _DAY or skipped is None:
        return Moment(start, end, earliest, latest)
    try:
        at = clock.match(text, skipped.end())
    except clock.BadTime as bad:
        raise BadDate(text[start:end] + str(bad)) from bad
    if at is None:
        return Moment(start, end, earliest, latest)
    return Moment(start, at.end, earliest + at.earliest, earliest + at.latest)


def _clocks(text: str, today: date, found: list[Moment]) -> Iterator[Moment]:
    """Times of day apart from a date: of the day last named before, else of today."""
    for at in clock.find(text):
        if any(at.start < moment.end and moment.start < at.end for moment in found):
            continue
        days = [
            moment.earliest for moment in found if moment.end <= at.start and moment.latest - moment.earliest <= _DAY
        ]
        midnight = datetime.combine(days[-1].date() if days else today, time())
        yield Moment(at.start, at.end, midnight + at.earliest, midnight + at.latest)


def _clock_alone(text: str, today: date) -> Moment | None:
    """An answer like 8点 or 下午, to which a message would not give that meaning."""
    answer = text.strip()
    try:
        at = clock.match(answer, 0)
    except clock.BadTime as bad:
        raise BadDate(answer) from bad
    if at is None or at.end != len(answer):
        return None
    midnight = datetime.combine(today, time())
    return Moment(0, len(text), midnight + at.earliest, midnight + at.latest)


def _say_day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def _say_days(first: date, end: date) -> str:
    if end - first == _DAY:
        return _say_day(first)
    if first.day == end.day == 1 and add_months(first, 1) == end:
        return f"{first.year}年{first.month}月"
    if (first.month, first.day) == (end.month, end.day) == (1, 1) and end.year - first.year == 1:
        return f"{first.year}年"
    return f"{_say_day(first)}至{_say_day(end - _DAY)}"
