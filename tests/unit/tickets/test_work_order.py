"""Work orders as CSV and xlsx."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from bot.tickets.work_order import COLUMNS, as_csv, as_xlsx

ROW = {"工单编号": "1", "内容描述": "=1+1", "答复要点": "第一行\n第二行", "不满原因": None, "反映人": "李\x00某"}


def test_csv_opens_in_spreadsheets_with_all_columns() -> None:
    raw = as_csv([ROW])
    assert raw.startswith(b"\xef\xbb\xbf")
    header, row = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
    assert tuple(header) == COLUMNS and len(row) == len(COLUMNS)


def test_no_cell_is_a_formula() -> None:
    assert "'=1+1" in as_csv([ROW]).decode("utf-8-sig")
    sheet = load_workbook(io.BytesIO(as_xlsx([ROW]))).active
    cell = sheet.cell(2, COLUMNS.index("内容描述") + 1)
    assert (cell.value, cell.data_type) == ("'=1+1", "s")


@pytest.mark.parametrize("text", ["=1+1", "+86138", "-2", "@sum", "＝1+1", "\t=1", " =1", "\n=1"])
def test_whatever_a_spreadsheet_would_calculate_is_text(text: str) -> None:
    row = next(csv.DictReader(io.StringIO(as_csv([{"内容描述": text}]).decode("utf-8-sig"), newline="")))
    assert row["内容描述"].startswith("'")


def test_characters_that_no_cell_can_hold_are_left_out() -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx([ROW]))).active
    assert sheet.cell(2, COLUMNS.index("反映人") + 1).value == "李某"
    assert sheet.cell(2, COLUMNS.index("答复要点") + 1).value == "第一行\n第二行"
