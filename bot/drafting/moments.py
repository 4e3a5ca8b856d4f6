"""From when a rule is to apply, in words (施行时间): always a day or an hour to come, never guessed."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from bot.drafting.errors import EditError
from bot.language import dates
from bot.language.calendar_days import add_months
from bot.language.figures import PATTERN, read

_NEW_YEAR = re.compile(r"元旦(?:节|那天|当天)?")
_LATER = re.compile(rf"(?:过)?(?P<n>{PATTERN}|半)个?(?P<unit>月|年|周|星期|天|日|季度)(?:以|之)?后")
_AT_ONCE = re.compile(r"即日|立即|马上|立刻|现在|当日|今日$|今天$")
_HAS_YEAR = re.compile(r"年|\d{4}|去|上个?月|下|昨|前天|今|明|后")
_NOISE = re.compile(r"[\s，,的在从自于到起]|零[时点]|0[时点]|那天|当天|正式")
_WRITTEN = re.compile(r"(?<!\d)(?P<year>\d{2})年(?=\d{1,2}月)")


def start_of(words: str, today: date) -> datetime:
    """The moment that the words name; EditError when it is none, does not exist or cannot be told."""
    if _AT_ONCE.search(words):
        raise EditError(
            "草案还要另一个人审核，不能马上施行。请说一个以后的日子或者时刻，比如“明天起施行”“12月1日9点起施行”"
        )
    if later := _LATER.fullmatch(_NOISE.sub("", words)):
        return _after(later, today)
    text = _WRITTEN.sub(r"20\g<year>年", _NEW_YEAR.sub("1月1日", words).replace("元月", "1月"))
    text = re.sub(r"(?<=[前去今明后]年)年", "", text)
    try:
        found = dates.find(text, today)
    except dates.BadDate as error:
        raise EditError(f"“{error.text}”这一天不存在") from error
    if len(found) != 1 or _NOISE.sub("", text[: found[0].start] + text[found[0].end :]):
        raise EditError(f"没听懂“{words}”是哪一天，请说年月日，比如“2027年1月1日”")
    return _to_come(found[0].earliest, text, today)


def _after(later: re.Match[str], today: date) -> datetime:
    number = 0.5 if later["n"] == "半" else read(later["n"])
    if not isinstance(number, float) or number <= 0:
        raise EditError(f"没听懂“{later[0]}”是哪一天，请说年月日")
    months = {"月": 1, "季度": 3, "年": 12}.get(later["unit"])
    days = number * (7 if later["unit"] in ("周", "星期") else 1)
    day = add_months(today, int(number * months)) if months else today + timedelta(days=int(days))
    return datetime.combine(day, time())


def _to_come(moment: datetime, text: str, today: date) -> datetime:
    """A day said without its year is the next one, not the last."""
    if moment.date() >= today or _HAS_YEAR.search(text):
        return moment
    try:
        return moment.replace(year=today.year if moment.replace(year=today.year).date() >= today else today.year + 1)
    except ValueError as error:
        raise EditError(f"没听懂“{text}”是哪一年，请说年月日") from error
