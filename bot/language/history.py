"""上一次违法是多久以前: 半年前被抓过一次, 去年罚过, 上次是三月份."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from bot.eligibility.values import Range, Value
from bot.language import dates, durations, earlier
from bot.language.clauses import split

_PUNISHED = r"(?:抓|罚|贴|查|违|扣|拍|处罚|警告|犯|免|被|吃|闯|超速|超载)"
_PRIOR = re.compile(
    rf"{_PUNISHED}[^，。]{{0,6}}过|{_PUNISHED}了?(?:[一二两三123]|几)[次回]|上[一]?[次回]|最近(?:的)?一[次回]|有过|还?有(?:过)?一[回次]|(?:有|出现)[一二两三1-9几]?[次个条]?违[章法停]|刚(?:被)?{_PUNISHED}|有(?:个|一?次|一?条|一?回)(?:违|超速|闯|被|没)"
)
_NEVER = re.compile(r"(?:从来?没(?:有)?|没(?:有)?|未|无)(?:被|再|因为?.{0,6})?$")
_OLD_MATTER = re.compile(
    r"前的(?:事|违法|问题|老账|旧账)|(?:现在|今年|才)(?:又|才|被|给)?.{0,3}(?:查|翻|发现)(?:到|出|着)|结束.{0,6}(?:查|发现)"
)
_AGO = re.compile(r"(?:以?前|之前|前头)")
_NONE_THEN = re.compile(r"没有?(?:再|被|出|过|违|犯|收|任何|一|$)|从[没未]|[未无零]|干净|不是|没有?(?:问题|事儿?)")
_ONE_THEN = re.compile(r"有|被|罚|贴|扣|抓|拍|收到|闯|超|停|压|违|吃|挨|[那一两二三几][回次个张条]")
_PUNISHED_ONCE = re.compile("[罚查抓]过(?!期)|(?:被|挨|受)[^，。]{0,3}(?:罚|处罚|警告)")
_OTHER_THEN = re.compile(r"买|拿.{0,3}[证本]|审|提(?:的|了)?车|考|[上换]的?牌|注册|办|开(?:始|业|的)|搬|过期|到期")


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


def last(answer: str, today: date) -> Value | None:
    """Months since the last one, from an answer to whether there was one: 三月份有一个, 去年罚过两回；上个月又一张."""
    told = []
    for clause in split(answer):
        if _tells_of_one(clause.text):
            spoken = _ago(clause.text) or _dated(clause.text, today)
            told += [spoken[2]] if spoken else []
    return min(told, key=_least, default=None)


def _tells_of_one(clause: str) -> bool:
    if _NONE_THEN.search(clause) or earlier.never(clause):
        return False
    return bool(_PUNISHED_ONCE.search(clause) or (_ONE_THEN.search(clause) and not _OTHER_THEN.search(clause)))


def within(months: Value, window: float) -> Value | None:
    """Whether something `months` ago lies within the window; None when it cannot be told."""
    low = months.lo if isinstance(months, Range) else months
    high = months.hi if isinstance(months, Range) else months
    assert isinstance(low, (int, float)) or low is None
    if isinstance(high, (int, float)) and high < window:
        return True
    return False if isinstance(low, (int, float)) and low > window else None


def _least(months: Value) -> float:
    low = months.lo if isinstance(months, Range) else months
    return float(low) if isinstance(low, (int, float)) else 0.0


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
