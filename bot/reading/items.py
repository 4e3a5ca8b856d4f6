"""The rows of a table made items of a list (事项); every problem is named with its row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.reading.conditions import Part, Parts, read_cell, read_exclusions
from bot.reading.files.columns import Header, header, sections
from bot.reading.files.model import Document, FileProblem, Row, Table
from bot.reading.files.treatments import treatment, treatments
from bot.reading.grammar import Grammar

_NOTE_ROW = re.compile(r"^(?:备注|注|说明|填表说明|填报)[:：]?")
_COUNT_ROW = re.compile(r"^[（(]?(?:共|合计|总计)\s*\d*")
_SHORT_NOTE = 12  # characters
_FIELDS = {"penalty": "ordinary_penalty", "points": "points", "deadline": "deadline"}


@dataclass
class ItemRow:
    """An item while its rows are gathered."""

    place: str
    body: dict[str, Any]
    parts: list[Part] = field(default_factory=list)
    any_of: bool = False
    basis: list[str] = field(default_factory=list)


@dataclass
class Rows:
    """What the tables hold: items, notes below them, rows passed over, problems."""

    items: list[ItemRow] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    empty: int = 0
    problems: list[FileProblem] = field(default_factory=list)


def read_rows(document: Document, grammar: Grammar, default: str | None) -> Rows:
    """The items of all tables; `default` is the treatment where the rows name none."""
    found = Rows()
    last: Header | None = None
    own: str | None = None
    for count, table in enumerate(document.tables, 1):
        here = header(table)
        if isinstance(here, FileProblem):
            found.problems.append(here)
            continue
        if here is None and last is not None and _goes_on(table, last):
            here = Header(last.roles, last.names, 0)
        elif here is not None:
            own = _said_above(table, here)
        if here is not None:
            last = here
            first = len(found.items)
            _Reader(here, grammar, own or default, found).read(table)
            _tell_apart(found.items[:first], found.items[first:], count)
    if last is None and not found.problems:
        found.problems.append(_no_table(document))
    found.problems += _twice(found.items)
    return found


def _said_above(table: Table, head: Header) -> str | None:
    """The treatment that stands over all rows: in a line above, over the column of conditions, as the sheet's name."""
    above = table.rows[: head.first]
    lines = (row.alone for row in above)
    columns = (row.texts[column] for row in above for column in head.columns("conditions") if not row.alone)
    return next((t for text in (*lines, *columns, table.name) if (t := treatment(text))), None)


def _goes_on(table: Table, last: Header) -> bool:
    """A table without a header that has as many columns as the one before (a table cut by a page)."""
    return bool(table.rows) and len(table.rows[0].cells) == len(last.roles)


def _no_table(document: Document) -> FileProblem:
    rows = [row for table in document.tables for row in table.rows if not row.empty]
    first = next((row for row in rows if not row.alone), next(iter(rows), None))
    seen = "、".join(text for text in first.texts if text)[:80] if first else "没有表格"
    return FileProblem(
        first.place if first else "文件",
        f"没有找到清单的表头，看到的是：{seen}",
        "表头里至少要有“违法行为”和“适用条件”这样的两列，写在表格最上面",
    )


def _tell_apart(before: Sequence[ItemRow], here: Sequence[ItemRow], count: int) -> None:
    """A table that begins to count again: its numbers get the number of the table before them."""
    if {item.body["no"] for item in before} & {item.body["no"] for item in here}:
        for item in here:
            item.body["no"] = f"{count}-{item.body['no']}"


def _twice(items: Sequence[ItemRow]) -> Iterator[FileProblem]:
    first: dict[str, str] = {}
    for item in items:
        no = item.body["no"]
        if no in first:
            yield FileProblem(item.place, f"序号“{no}”又出现了一次（前一次在{first[no]}）", "每个序号只能用一次")
        first.setdefault(no, item.place)


class _Reader:
    """Reads the rows of one table under one header."""

    def __init__(self, head: Header, grammar: Grammar, default: str | None, found: Rows):
        self._head, self._grammar, self._default, self._found = head, grammar, default, found

    def read(self, table: Table) -> None:
        rows = table.rows[self._head.first :]
        for section, row in sections(rows):
            if row.empty:
                self._found.empty += 1
            elif row.alone and _COUNT_ROW.search(row.alone):
                continue
            elif row.alone and (_NOTE_ROW.search(row.alone) or len(row.cells) > 2):
                self._found.notes.append(row.alone)
            else:
                self._row(row, section)

    def _row(self, row: Row, section: str) -> None:
        (column,) = self._head.columns("title")
        title = row.cells[column] if column < len(row.cells) else None
        if title is None or len(title.text) < 2:
            self._problem(row, "没有违法行为的名称", "请补上名称，或者删去这一行")
            return
        if title.above and self._found.items:
            self._add(self._found.items[-1], row, again=True)
            return
        name = re.sub(r"\s*\n\s*", "", title.text)
        item = ItemRow(row.place, {"no": self._number(row), "title": name})
        item.body["treatment"] = self._treatment(row, section)
        self._found.items.append(item)
        self._add(item, row, again=False)

    def _number(self, row: Row) -> str:
        columns = self._head.columns("no")
        if not columns:
            return str(len(self._found.items) + 1)
        cell = row.cells[columns[0]]
        no = re.sub(r"[\s．.、]+$", "", cell.text)
        if not no:
            self._problem(row, "没有序号", "请补上序号")
        if not cell.above:
            return no
        same = sum(item.body["no"].split(".")[0] == no for item in self._found.items)
        return f"{no}.{same + 1}"

    def _treatment(self, row: Row, section: str) -> str:
        said = self._text(row, "treatment") or self._treatment_in_notes(row)
        found = treatment(said) or (treatment(section) if not said else None) or (self._default if not said else None)
        if found is None:
            which = f"处理方式写的是“{said[:20]}”" if said else "没有写处理方式"
            several = "，说了不止一种" if len(treatments(said)) > 1 else ""
            self._problem(
                row,
                which + several,
                "请写明一种：不予处罚、可以不予处罚、减轻处罚、从轻处罚、警告、不罚款、不采取强制措施，或者用 --treatment 统一指定",
            )
        return found or ""

    def _treatment_in_notes(self, row: Row) -> str:
        """A note that says nothing but the treatment, in a table without a column for it."""
        if self._head.columns("treatment"):
            return ""
        notes = self._text(row, "notes")
        return notes if len(notes) <= _SHORT_NOTE and treatment(notes) else ""

    def _add(self, item: ItemRow, row: Row, again: bool) -> None:
        """What the row says of the item; cells merged with a row above were said already."""
        for column in (*self._head.columns("conditions"), *self._head.columns("exclusions")):
            cell = row.cells[column]
            if cell.left or (again and cell.above) or not cell.text:
                continue
            if self._head.roles[column] == "exclusions":
                self._conditions(item, read_exclusions(cell.text, self._grammar), row)
            else:
                self._conditions(item, read_cell(cell.text, self._grammar, item.body["title"]), row)
        for role, name in _FIELDS.items():
            if text := self._text(row, role):
                item.body.setdefault(name, text.replace("\n", ""))
        if aliases := self._text(row, "aliases"):
            item.body.setdefault("aliases", [a for a in re.split(r"[、，,；;\n/]+", aliases) if a])
        for role in ("notes", "procedure"):
            lines = [row.cells[c].text.replace("\n", "") for c in self._head.columns(role) if row.cells[c].text]
            if lines and not (again and row.cells[self._head.columns(role)[0]].above):
                item.body.setdefault(role, []).extend(lines)
        item.basis += [t for c in self._head.columns("basis") if (t := row.cells[c].text) and t not in item.basis]

    def _conditions(self, item: ItemRow, parts: Parts, row: Row) -> None:
        known = {part.text for part in item.parts}
        if parts.any_of and len(parts.parts) > 1:
            if item.parts:
                self._problem(
                    row, "有的条件要都符合，有的符合一条就行，合不到一起", "请写在一格里，用“同时符合”“之一”说清楚"
                )
            item.any_of = True
        elif item.any_of and parts.parts:
            self._problem(
                row, "有的条件要都符合，有的符合一条就行，合不到一起", "请写在一格里，用“同时符合”“之一”说清楚"
            )
        item.parts += [part for part in parts.parts if part.text not in known]

    def _text(self, row: Row, role: str) -> str:
        return next((row.cells[c].text for c in self._head.columns(role) if row.cells[c].text), "")

    def _problem(self, row: Row, found: str, remedy: str) -> None:
        self._found.problems.append(FileProblem(row.place, found, remedy))
