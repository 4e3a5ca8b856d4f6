"""Excel and CSV files as tables: merged cells filled in, formulas as the values that Excel worked out."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from bot.reading.files.guard import check_package
from bot.reading.files.model import Cell, Document, FileProblem, Row, Table, refuse, refuse_all

MOST_ROWS = 5000
MOST_COLUMNS = 60


def read_xlsx(path: Path) -> Document:
    """Every visible sheet that holds anything; FileError with the cell for what cannot be used."""
    check_package(path)
    try:
        book = openpyxl.load_workbook(path, keep_links=False)
        values = openpyxl.load_workbook(path, data_only=True, keep_links=False)
    except Exception as error:  # openpyxl raises whatever its parsers raise
        raise refuse(path.name, f"打不开（{type(error).__name__}）", "请用 Excel 打开，另存一份 xlsx") from error
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return Document([_table(sheet, values[sheet.title]) for sheet in shown if sheet.max_row and sheet._cells])


def _table(sheet: Any, values: Any) -> Table:
    """One sheet as a table."""
    height, width = _extent(sheet)
    if height > MOST_ROWS:
        raise refuse(f"工作表“{sheet.title}”", f"有{height}行，最多{MOST_ROWS}行", "请只留清单的行")
    if width > MOST_COLUMNS:
        raise refuse(f"工作表“{sheet.title}”", f"有{width}列，最多{MOST_COLUMNS}列", "请只留清单的列")
    refuse_all(_formulas(sheet, values))
    cells = [[Cell(say(values.cell(r, c).value)) for c in range(1, width + 1)] for r in range(1, height + 1)]
    for area in sheet.merged_cells.ranges:
        _fill(cells, area.min_row - 1, area.min_col - 1, min(area.max_row, height), min(area.max_col, width))
    rows = [Row(f"工作表“{sheet.title}”第{number}行", row) for number, row in enumerate(cells, 1)]
    return Table(sheet.title, rows)


def _extent(sheet: Any) -> tuple[int, int]:
    """The last row and column in which something is written."""
    written = [where for where, cell in sheet._cells.items() if cell.value is not None]
    return max((r for r, _ in written), default=0), max((c for _, c in written), default=0)


def _formulas(sheet: Any, values: Any) -> Iterator[FileProblem]:
    """Formulas that Excel has never worked out have no value to read."""
    for (row, column), cell in sheet._cells.items():
        if cell.data_type == "f" and values.cell(row, column).value is None:
            place = f"工作表“{sheet.title}”单元格{get_column_letter(column)}{row}"
            yield FileProblem(place, f"是公式“{str(cell.value)[:30]}”，没有算出来的值", "请复制后“选择性粘贴—数值”")


def _fill(cells: list[list[Cell]], top: int, left: int, bottom: int, right: int) -> None:
    """The text of a merged cell in every place that it covers."""
    for row in range(top, bottom):
        for column in range(left, right):
            if (row, column) != (top, left):
                cells[row][column] = Cell(cells[top][left].text, above=row > top, left=column > left)


def say(value: Any) -> str:
    """A cell's value as text: dates as 2026-01-01, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return tidy(str(value))


def tidy(text: str) -> str:
    """The text without blanks at the ends of lines, and without empty lines."""
    lines = (line.strip(" \t\u3000\xa0") for line in text.replace("\r", "\n").split("\n"))
    return "\n".join(line for line in lines if line)


def read_csv(path: Path) -> Document:
    """A CSV file in UTF-8 or GB18030, separated by comma, semicolon or tab."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = raw.decode("gb18030")
        except UnicodeDecodeError:
            raise refuse(path.name, "不是文本文件", "请另存为“CSV UTF-8”") from None
    if "\0" in text:
        raise refuse(path.name, "不是文本文件", "请另存为“CSV UTF-8”")
    first = next((line for line in text.splitlines() if line.strip()), "")
    mark = max(",;\t，", key=first.count)
    try:
        rows = list(csv.reader(text.splitlines(keepends=True), delimiter=mark, strict=True))
    except csv.Error as error:
        raise refuse(path.name, f"引号或者分隔符不成对（{error}）", "请在 Excel 里打开，另存为“CSV UTF-8”") from None
    if len(rows) > MOST_ROWS:
        raise refuse(path.name, f"有{len(rows)}行，最多{MOST_ROWS}行", "请只留清单的行")
    return Document(
        [Table(path.stem, [Row(f"第{n}行", [Cell(tidy(c)) for c in row]) for n, row in enumerate(rows, 1)])]
    )
