"""上一次违法是多久以前: 半年前被抓过一次, 去年罚过, 上次是三月份."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bot.eligibility.values import Range, Value
from bot.language import dates, durations

_PUNISHED = r"(?:抓|罚|贴|查|违|扣|拍|处罚|警告|犯|免|被|吃|闯|超速|超载)"
_PRIOR = re.compile(
    rf"{_PUNISHED}[^，。]{{0,6}}过|{_PUNISHED}了?(?:[一二两三123]|几)[次回]|上[一]?[次回]|最近(?:的)?一[次回]|有过|还?有(?:过)?一[回次]|(?:有|出现)[一二两三1-9几]?[次个条]?违[章法停]|刚(?:被)?{_PUNISHED}|有(?:个|一?次|一?条|一?回)(?:违|超速|闯|被|没)"
)
_NEVER = re.compile(r"(?:从来?没(?:有)?|没(?:有)?|未|无)(?:被|再|因为?.{0,6})?$")
_OLD_MATTER = re.compile(
    r"前的(?:事|违法|问题|老账|旧账)|(?:现在|今年|才)(?:又|才|被|给)?.{0,3}(?:查|翻|发现)(?:到|出|着)|结束.{0,6}(?:查|发现)"
)
_AGO = re.compile(r"(?:以?前|之前|前头)")


def find(clause: str, today: date) -> tuple[int, int, Value] | None:
    """Months before the violation (today) at which the last one happened, when the clause tells it."""
    prior = _PRIOR.search(clause)
    if prior is None or _NEVER.search(clause[: prior.start()]):
        return None
    spoken = _ago(clause) or _dated(clause, today)
    if spoken is None or is_old_matter(clause):
        return None
    start, end, months = spoken
    return min(start, prior.start()), max(end, prior.end()), months


def is_old_matter(clause: str) -> bool:
    """三年前的事现在才查到: the old act is the one in question, not one before it."""
    return bool(_OLD_MATTER.search(clause))


def parse(answer: str, today: date) -> Value | None:
    """A bare answer to "how long ago was the last one"."""
    spoken = _ago(answer) or _dated(answer, today)
    return spoken[2] if spoken else durations.parse(answer, "个月")


def _ago(clause: str) -> tuple[int, int, Value] | None:
    for found in durations.find(clause, "个月"):
        if _AGO.match(clause[found.end :]):
            return found.start, found.end, _about(found.value)
    return None


def _about(months: float | Range) -> Value:
    """半年前 is not six months to the day, 七个月前 is seven give or take two weeks, 两年零一个月前 is meant exactly."""
    if isinstance(months, Range) or (months > 12 and months % 12):
        return months
    return Range(months * 0.85, months * 1.15) if months % 6 == 0 else Range(max(0.0, months - 0.5), months + 0.5)


def _dated(clause: str, today: date) -> tuple[int, int, Value] | None:
    try:
        spoken = dates.find(clause, today)
    except dates.BadDate:  # the conversation asks for the day again
        return None
    for found in spoken:
        first, last = found.earliest, found.latest - timedelta(minutes=1)
        if first.date() >= today:
            continue
        return found.start, found.end, _months(first, last, today)
    return None


def _months(first: datetime, last: datetime, today: date) -> Value:
    near = dates.months_between(min(last.date(), today), today)
    far = dates.months_between(first.date(), today)
    return far if near == far else Range(near, far)
