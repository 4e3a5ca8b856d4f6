"""The figures as tables: a title and rows of (name, number), None where few; the same for the page, charts and sheets."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl import Workbook

from bot.figures.small import FEWEST, Shown
from bot.tickets.work_order import plain

FEW = f"少于{FEWEST}"


@dataclass(frozen=True)
class Bar:
    """One row of a chart: its length from 0 to 1 (0 where few), and what is written beside it."""

    name: str
    length: float
    label: str


@dataclass(frozen=True)
class Table:
    """`unit` says what is counted; `note` what to know when reading."""

    title: str
    unit: str
    rows: tuple[tuple[str, int | None], ...]
    note: str = ""

    @property
    def bars(self) -> list[Bar]:
        """The rows as bars; the longest is 1."""
        most = max((n for _, n in self.rows if n is not None), default=0) or 1
        return [Bar(name, (n or 0) / most, said(n)) for name, n in self.rows]


def table(title: str, unit: str, rows: Shown, note: str = "", most: int = 15) -> Table:
    """The first rows of what was counted."""
    more = f"只列前{most}项。" if len(rows) > most else ""
    return Table(title, unit, tuple(rows[:most]), f"{more}{note}")


def said(number: int | None) -> str:
    """A figure in words."""
    return FEW if number is None else f"{number}"


def as_xlsx(tables: Iterable[Table], head: Sequence[str]) -> bytes:
    """One sheet a table; `head` are the lines at the top of each (the period, what is hidden)."""
    book = Workbook(write_only=True)
    for number, one in enumerate(tables, 1):
        sheet = book.create_sheet(f"{number}{one.title}"[:31])
        sheet.column_dimensions["A"].width = 46
        for line in (one.title, *head, one.note):
            sheet.append([plain(line)])
        sheet.append(["分类", one.unit])
        for name, count in one.rows:
            sheet.append([plain(name), FEW if count is None else count])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
