"""The time of day in a message: 早上8点, 下午三点半, 21:05, 晚上.

A time is known as precisely as it was said: 8点 is the hour from 8, 下午 the hours from 12 to 18. Without 早上 or 下午,
3点 may be either half of the day, so it runs from 3 to 16; 15:00, 15时 and 08点 say which.
晚上12点 and 昨晚2点 are of the next day, as people mean them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

from bot.language.figures import read

PERIODS = {
    "凌晨": (0, 6),
    "午夜": (23, 25),
    "清晨": (5, 8),
    "早晨": (5, 9),
    "大清早": (5, 9),
    "一大早": (5, 9),
    "早上": (5, 10),
    "上午": (6, 12),
    "中午": (11, 14),
    "正午": (12, 13),
    "下午": (12, 18),
    "傍晚": (17, 20),
    "晚上": (18, 24),
    "夜里": (20, 30),
    "夜间": (20, 30),
    "深夜": (22, 30),
    "半夜": (22, 30),
    "晚": (18, 24),
    "夜": (20, 30),
    "晨": (5, 9),
    "早": (5, 10),
}
_LATE = frozenset(("下午", "傍晚", "晚上", "夜里", "夜间", "深夜", "半夜", "午夜", "晚", "夜"))
_NUM = "[零〇一二两三四五六七八九十]"
_HOUR = rf"(?:\d{{1,2}}|{_NUM}{{1,3}})"
_PERIOD = "|".join(PERIODS)
_CLOCK = re.compile(
    rf"(?P<period>{_PERIOD})?的?\s?(?:"
    r"(?P<hh>\d{1,2})[:：](?P<mm>\d{2})(?:[:：]\d{2}(?:\.\d+)?)?(?!\d)|"
    rf"(?P<h>{_HOUR})(?P<dot>点钟?|时(?![间候段期常代速不装光]))(?:(?P<part>半|一刻|三刻)|(?P<m>{_HOUR})(?:分|(?![\d元块个人])))?整?)"
    r"(?P<about>左右|前后|来钟|上下)?|(?P<alone>" + _PERIOD + ")",
    re.ASCII,
)
_MINUTES = {"半": 30, "一刻": 15, "三刻": 45}


@dataclass(frozen=True)
class Clock:
    """A time of day found at text[start:end], as time since midnight; latest is exclusive.

    `stands` tells whether it is surely a time without a date beside it (下午三点, 21:05, but not 三点 or 下午).
    """

    start: int
    end: int
    earliest: timedelta
    latest: timedelta
    stands: bool


class BadTime(ValueError):  # noqa: N818 (as BadDate)
    """A time of day that does not exist: 25点."""


def match(text: str, start: int) -> Clock | None:
    """The time of day said at start; BadTime when there is no such time."""
    found = _CLOCK.match(text, start)
    return _clock(found) if found else None


def find(text: str) -> list[Clock]:
    """The times of day in text that are times without a date beside them; what cannot be a time is passed over."""
    clocks = []
    for found in _CLOCK.finditer(text):
        try:
            clock = _clock(found)
        except BadTime:
            continue
        if clock.stands and not text[: clock.start].endswith(("第", ".", ":", "：")):
            clocks.append(clock)
    return clocks


def say(moment: timedelta) -> str:
    """8时, 8时30分."""
    hours, minutes = divmod(int(moment.total_seconds()) // 60, 60)
    return f"{hours}时{minutes}分" if minutes else f"{hours}时"


def _clock(found: re.Match[str]) -> Clock:
    period = found["period"] or found["alone"] or ""
    if found["alone"]:
        first, last = PERIODS[period]
        return Clock(*found.span(), timedelta(hours=first), timedelta(hours=last), stands=False)
    hour, minute, step = _said(found)
    earliest = timedelta(hours=_full_day(hour, period), minutes=minute)
    latest = earliest + timedelta(minutes=step)
    if found["about"]:
        earliest, latest = max(earliest - timedelta(minutes=30), timedelta()), earliest + timedelta(minutes=30)
    if _either_half(found, hour):
        latest += timedelta(hours=12)
    stands = bool(period or found["mm"] or found["part"] or (found["m"] and found[0].endswith("分")))
    return Clock(*found.span(), earliest, latest, stands)


def _said(found: re.Match[str]) -> tuple[int, int, int]:
    """Hour, minute, and how many minutes the saying leaves open."""
    hour = read(found["hh"] or found["h"])
    minute = (
        read(found["mm"] or found["m"]) if found["mm"] or found["m"] else float(_MINUTES.get(found["part"] or "", 0))
    )
    if (
        not isinstance(hour, float)
        or not isinstance(minute, float)
        or hour > 24
        or minute > 59
        or (hour == 24 and minute)
    ):
        raise BadTime(found[0])
    precise = found["mm"] or found["m"] or found["part"]
    return int(hour), int(minute), 1 if precise else 60


def _full_day(hour: int, period: str) -> int:
    if period in _LATE and hour == 12 and period != "下午":
        return 24
    if period == "中午" and hour <= 2:
        return hour + 12
    if period == "凌晨":
        return hour % 12 if hour == 12 else hour
    if period in _LATE and hour < 12:
        return hour + (24 if hour < 5 and period not in ("下午", "傍晚") else 12)
    return hour


def _either_half(found: re.Match[str], hour: int) -> bool:
    said = found["h"] or ""
    return not found["period"] and (found["dot"] or "").startswith("点") and 1 <= hour < 12 and not said.startswith("0")


_DIGITAL = re.compile(r"([0-9]{1,2})[点:：]([0-9]{1,2})")


def minutes_between(text: str) -> float | None:
    """From one time of the day to another: 单子上写10点02，开走都10点19了 is 17; None when not just two are said."""
    times = [int(hour) * 60 + int(minute) for hour, minute in _DIGITAL.findall(text)]
    return float(times[1] - times[0]) if len(times) == 2 and times[0] <= times[1] else None
