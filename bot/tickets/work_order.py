"""工单表: a ticket in the columns of the city's own hotline system (GB/T 33358-2016), for CSV, xlsx and the webhook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl import Workbook

COLUMNS = (
    "工单编号", "受理时间", "工单来源", "来电号码", "反映人", "诉求地址", "工单类型", "内容描述",
    "业务分类一级", "业务分类二级", "业务分类三级", "业务分类四级", "业务分类五级",
    "主办单位", "紧急程度", "处理方式", "办理结果", "答复要点", "诉求是否解决", "总体满意度", "不满原因",
)  # fmt: skip
# Also as typed with a Chinese input method; blanks before them do not help.
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
Row = Mapping[str, Any]


def as_csv(rows: Iterable[Row]) -> bytes:
    """UTF-8 with a byte order mark, as spreadsheet programs on Windows expect."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows([plain(row.get(name)) for name in COLUMNS] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Iterable[Row]) -> bytes:
    """One sheet, the header frozen, all cells text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("工单")
    sheet.freeze_panes = "A2"
    sheet.append(list(COLUMNS))
    for row in rows:
        sheet.append([plain(row.get(name)) for name in COLUMNS])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def plain(value: Any) -> str:
    """Text that no spreadsheet takes for a formula, without characters that xlsx cannot hold."""
    text = "" if value is None else "".join(c for c in str(value) if c >= " " or c in "\n\t")
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text
