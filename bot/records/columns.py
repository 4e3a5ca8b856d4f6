"""Column types of the records: moments with a zone, money as whole fen, and values out of a short list."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timezone
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, DateTime
from sqlalchemy.types import TypeDecorator

_FEN = Decimal(100)


class Moment(TypeDecorator):
    """时刻: an aware datetime, kept in UTC (SQLite holds it as text without a zone); ValueError for a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """To UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value.isoformat()} has no time zone; expected an aware datetime")
        return value.astimezone(timezone.utc)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """From UTC, aware."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=timezone.utc)


class Yuan(TypeDecorator):
    """元: a Decimal with two places, kept as whole fen so that both databases add up exactly; ValueError for more places."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Any) -> int | None:
        """To fen."""
        if value is None:
            return None
        fen = Decimal(value) * _FEN
        if fen != int(fen):
            raise ValueError(f"{value} yuan; expected at most two places")
        return int(fen)

    def process_result_value(self, value: int | None, dialect: Any) -> Decimal | None:
        """From fen."""
        return None if value is None else (Decimal(value) / _FEN).quantize(Decimal("0.01"))


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    """The constraint that a column holds one of these (or nothing)."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")
