"""Ratios as they are said of speed and load: 超速15%, 超了两成, 限速60跑了70, 核载10吨拉了12吨."""

from __future__ import annotations

import re

from bot.eligibility.values import Value
from bot.language import numerals

_N = r"(\d+(?:\.\d+)?)\s*(?:公里|km|迈|码|吨|t)?(?:/h|每小时|的?路段?|的?地方|的?路)?"
_LIMIT_THEN_DONE = re.compile(rf"(?:限速|限|核载|核定载质量|核定|限载|准载).{{0,4}}?{_N}.{{0,8}}?(?:跑|开|拉|装|到|载|实载|时速|速度).{{0,6}}?{_N}", re.IGNORECASE)


def find(text: str) -> list[tuple[int, int, Value]]:
    """Spans with the percentage they tell, also where it must be worked out from a limit and what was done."""
    told = [(n.start, n.end, n.value) for n in numerals.find(text) if n.percent]
    if told:
        return list(told)
    worked = _LIMIT_THEN_DONE.search(text)
    if worked is None or float(worked.group(1)) <= 0:
        return []
    limit, done = float(worked.group(1)), float(worked.group(2))
    over = (done - limit) / limit * 100
    return [(worked.start(), worked.end(), over)] if over > 0 else []
