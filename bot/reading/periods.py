"""Stretches of time written as dates (起止): 2024年2月9日8时至2月18日8时, 2024年10月1日至7日.

An end without an hour is the whole last day; without an end there is only a beginning. Days that do not exist are
not read.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.reading.quantities import Quantity

_DAY = r"(?:(?P<y{0}>20\d\d)年)?(?:(?P<m{0}>\d{{1,2}})月)?(?P<d{0}>\d{{1,2}})日(?:(?P<h{0}>\d{{1,2}})[时点](?:(?P<i{0}>\d{{1,2}})分)?)?"
_NUMERIC = re.compile(r"(20\d\d)[-./](\d{1,2})[-./](\d{1,2})(?:T?(\d{2}):(\d{2}))?")
_PERIOD = re.compile("(?:自|从)?" + _DAY.format(1) + "(?:起)?(?:至|到|—|－|-|~)" + _DAY.format(2) + "(?:止)?")


def mark(text: str, found: list[Quantity]) -> str:
    """The text with its periods replaced by tokens of kind E; the periods are added to `found`."""

    def replace(match: re.Match[str]) -> str:
        period = _period(match)
        if period is None:
            return match[0]
        found.append(period)
        return f"⟨E{len(found) - 1}⟩"

    return _PERIOD.sub(replace, _NUMERIC.sub(_written, text))


def _written(match: re.Match[str]) -> str:
    hour = f"{match[4]}时{match[5]}分" if match[4] else ""
    return f"{match[1]}年{int(match[2])}月{int(match[3])}日{hour}"


def _period(match: re.Match[str]) -> Quantity | None:
    if not (match["y1"] and match["m1"]):
        return None
    year, month = int(match["y2"] or match["y1"]), int(match["m2"] or match["m1"])
    try:
        start = _moment(int(match["y1"]), int(match["m1"]), match, "1")
        end = _moment(year, month, match, "2")
    except ValueError:
        return None
    if match["h2"] is None:
        end += timedelta(days=1)
    return Quantity("E", 0, "", {"gte": _iso(start), "lt": _iso(end)}, match[0]) if start < end else None


def _moment(year: int, month: int, match: re.Match[str], which: str) -> datetime:
    hour = int(match[f"h{which}"] or 0)
    day = datetime(year, month, int(match[f"d{which}"]))
    if hour > 24:
        raise ValueError(f"{hour} is no hour")
    return day + timedelta(hours=hour, minutes=int(match[f"i{which}"] or 0))


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")
