"""What a column of an import file is called and how its cells are read. A cell that cannot be read says why, in Chinese.

>>> wan_yuan("0.02"), moment("2026-03-05 08:30"), yes_no("是")
(20000, '2026-03-05 00:30:00.000000', True)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from bot.records import codes

Read = Callable[[str], Any]
_MOST = Decimal(10**13)
_DATE = re.compile(r"(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.0+)?)?)?")
_AHEAD = timedelta(hours=8)


@dataclass(frozen=True)
class Field:
    """A column: its names in a header (the first is written on export), where it goes, and how it is read."""

    names: tuple[str, ...]
    column: str
    read: Read
    required: bool = False


@dataclass(frozen=True)
class Refusal:
    """Why a row was not taken: row of the file (the header is row 1), field, reason."""

    row: int
    field: str
    why: str


def text(longest: int) -> Read:
    """Text of at most that many characters."""

    def read(cell: str) -> str:
        if len(cell) > longest:
            raise ValueError(f"有{len(cell)}个字，最多{longest}个")
        return cell

    return read


def one_of(words: Mapping[str, str]) -> Read:
    """One of these words, as what the record calls it."""

    def read(cell: str) -> str:
        if cell not in words:
            raise ValueError(f"“{cell[:20]}”不认识，应为{'、'.join(words)}")
        return words[cell]

    return read


@lru_cache(maxsize=50_000)
def moment(cell: str) -> str:
    """A day or a moment in Chinese time, as UTC text."""
    found = _DATE.fullmatch(cell)
    try:
        if found is None:
            raise ValueError
        parts = [int(part or 0) for part in found.groups()]
        local = datetime(*parts)  # type: ignore[arg-type]
    except ValueError:
        raise ValueError(f"“{cell[:20]}”不是日期，应像 2026-03-05 或 2026-03-05 08:30") from None
    if not 1949 <= local.year <= 2199:
        raise ValueError(f"“{cell[:20]}”的年份不对")
    return (local - _AHEAD).isoformat(" ", "microseconds")


def day(cell: str) -> str:
    """A calendar day."""
    utc = datetime.fromisoformat(moment(cell))
    return (utc + _AHEAD).date().isoformat()


@lru_cache(maxsize=10_000)
def yuan(cell: str) -> int:
    """An amount in 元, as whole fen."""
    return _fen(cell, 100, "元")


@lru_cache(maxsize=10_000)
def wan_yuan(cell: str) -> int:
    """An amount in 万元, as whole fen."""
    return _fen(cell, 1_000_000, "万元")


def _fen(cell: str, times: int, unit: str) -> int:
    try:
        amount = Decimal(cell.replace(",", "").removesuffix(unit))
        if not amount.is_finite():
            raise InvalidOperation
    except InvalidOperation:
        raise ValueError(f"“{cell[:20]}”不是金额，应为以{unit}为单位的数") from None
    fen = amount * times
    if amount < 0 or fen > _MOST or fen != int(fen):
        raise ValueError(f"“{cell[:20]}”{unit}：应不小于0，最多到分")
    return int(fen)


def whole(cell: str) -> int:
    """A whole number above nought."""
    if not re.fullmatch(r"[1-9]\d{0,5}(\.0)?", cell):
        raise ValueError(f"“{cell[:20]}”应为正整数")
    return int(float(cell))


def yes_no(cell: str) -> bool:
    """是 or 否."""
    if cell not in ("是", "否"):
        raise ValueError(f"“{cell[:20]}”应为是或否")
    return cell == "是"


def credit_code(cell: str) -> str:
    """统一社会信用代码 with both check characters."""
    return codes.check_credit_code(cell)


def plate(cell: str) -> str:
    """号牌号码."""
    return codes.normal_plate(cell)
