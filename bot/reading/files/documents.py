"""Word documents and web pages as tables: merged cells filled in, the text before the first table as its heading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from bs4 import BeautifulSoup

from bot.reading.files.guard import check_package
from bot.reading.files.model import Cell, Document, Row, Table, refuse
from bot.reading.files.sheets import MOST_COLUMNS, MOST_ROWS, tidy

_WIDEST = 20  # columns that one cell of a web page may cover


def read_docx(path: Path) -> Document:
    """Every table of a Word document."""
    check_package(path)
    try:
        document = docx.Document(str(path))
    except Exception as error:  # python-docx raises whatever its parsers raise
        raise refuse(path.name, f"打不开（{type(error).__name__}）", "请用 Word 打开，另存一份 docx") from error
    tables = [Table(f"表{n}", list(_rows(table, n))) for n, table in enumerate(document.tables, 1)]
    return Document(tables, [line for p in document.paragraphs if (line := tidy(p.text))])


def _rows(table: Any, number: int) -> Iterator[Row]:
    above: list[Any] = []
    for place, row in enumerate(table.rows, 1):
        own = [cell._tc for cell in row.cells]
        cells = [
            Cell(tidy(cell.text), above=n < len(above) and above[n] is own[n], left=n > 0 and own[n - 1] is own[n])
            for n, cell in enumerate(row.cells)
        ]
        above = own
        yield Row(f"表{number}第{place}行", cells)


def read_html(path: Path) -> Document:
    """Every table of a web page that holds no table itself."""
    soup = BeautifulSoup(path.read_bytes(), "lxml")
    for unseen in soup(["script", "style", "noscript", "template"]):
        unseen.decompose()
    leaves = [table for table in soup.find_all("table") if table.find("table") is None]
    tables = [Table(f"表{n}", _grid(table, n)) for n, table in enumerate(leaves, 1)]
    headings = [soup.find("h1"), soup.find("title"), *soup.find_all("caption")]
    for table in leaves:
        table.decompose()
    around = [line for line in tidy(soup.get_text("\n")).split("\n") if line]
    return Document(tables, [tidy(h.get_text(" ")) for h in headings if h is not None] + around[:200])


def _grid(table: Any, number: int) -> list[Row]:
    rows: list[dict[int, Cell]] = []
    open_cells: dict[int, tuple[int, Cell]] = {}  # column → rows still covered
    for tr in table.find_all("tr")[:MOST_ROWS]:
        row = {column: cell for column, (left, cell) in open_cells.items() if left > 0}
        open_cells = {column: (left - 1, cell) for column, (left, cell) in open_cells.items() if left > 1}
        column = 0
        for td in tr.find_all(["td", "th"]):
            while column in row:
                column += 1
            wide, high = _span(td, "colspan", _WIDEST), _span(td, "rowspan", MOST_ROWS)
            text = tidy(td.get_text("\n" if td.find(["br", "p", "li"]) else ""))
            for offset in range(wide):
                row[column + offset] = Cell(text, left=offset > 0)
                if high > 1:
                    open_cells[column + offset] = (high - 1, Cell(text, above=True, left=offset > 0))
            column += wide
        rows.append(row)
    width = min(max((max(row, default=-1) + 1 for row in rows), default=0), MOST_COLUMNS)
    return [Row(f"表{number}第{n}行", [row.get(c, Cell("")) for c in range(width)]) for n, row in enumerate(rows, 1)]


def _span(cell: Any, name: str, most: int) -> int:
    written = str(cell.get(name, "1")).strip()
    return min(int(written), most) if written.isdecimal() and int(written) > 0 else 1
