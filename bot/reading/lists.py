"""A list file of a department made a list of our format (读清单): all of it or nothing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Citation
from bot.policy import source
from bot.reading.conditions import Part
from bot.reading.defining import find
from bot.reading.files import documents, guard, sheets
from bot.reading.files.model import Document, FileProblem, refuse, refuse_all
from bot.reading.files.treatments import treatment
from bot.reading.grammar import Grammar
from bot.reading.heading import Heading, list_id, read_heading
from bot.reading.items import ItemRow, Rows, read_rows
from bot.reading.sources import cited

_READERS: Mapping[str, Callable[[Path], Document]] = {
    ".xlsx": sheets.read_xlsx,
    ".csv": sheets.read_csv,
    ".docx": documents.read_docx,
    ".html": documents.read_html,
    ".htm": documents.read_html,
}


@dataclass(frozen=True)
class Given:
    """What the person says of the list because the file does not, as list files name it; empty where not said."""

    fields: Mapping[str, str] = field(default_factory=dict)
    treatment: str | None = None


@dataclass(frozen=True)
class Line:
    """One sentence of the file beside what was understood."""

    item: str
    place: str
    part: Part


@dataclass(frozen=True)
class ReadList:
    """The list, its sentences, and what a person should know of the reading."""

    body: dict[str, Any]
    lines: Sequence[Line]
    remarks: Sequence[str] = ()

    @property
    def left(self) -> list[Line]:
        """The sentences left to a person."""
        return [line for line in self.lines if line.part.reading.test is None]


def read_document(path: Path) -> Document:
    """The tables of a file of a known kind; FileError says what is wrong with it."""
    guard.check_size(path)
    guard.check_kind(path)
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        known = "、".join(sorted({*(k.lstrip(".") for k in _READERS), "yml"}))
        raise refuse(path.name, f"不认识 {path.suffix or '没有扩展名的'} 文件", f"可以读的有：{known}")
    return reader(path)


def read_list(path: Path, book: FactBook, citations: Mapping[str, Citation], given: Given) -> ReadList:
    """The list that a file holds; FileError with every problem and its place when it cannot be used."""
    if path.suffix.lower() in {".yml", ".yaml"}:
        guard.check_size(path)
        return read_own(path, Grammar.over(book))
    document = read_document(path)
    heading = read_heading(_lines(document))
    title = (
        given.fields.get("title") or heading.title or (path.stem if len(re.findall("[一-龥]", path.stem)) > 3 else "")
    )
    grammar = Grammar.over(book)
    rows = read_rows(document, grammar, given.treatment or treatment(title))
    refuse_all([*heading.problems, *rows.problems])
    body = _body(title, heading, given, path)
    meant = find([*document.lines, *rows.notes])
    body["parameters"] = meant.parameters or None
    for item in rows.items:
        item.parts = [meant.apply(part, grammar) for part in item.parts]
    body["notes"] = [*rows.notes] or None
    body["items"] = [_item(item, citations) for item in rows.items]
    if not rows.items:
        raise refuse(path.name, "表头下面没有一行内容", "请核对是不是选错了文件")
    lines = [Line(item.body["no"], item.place, part) for item in rows.items for part in item.parts]
    remarks = [*(f"清单自己说了这个词的意思，已写进 parameters，请核对：{said}" for said in meant.sentences)]
    body = {k: v for k, v in body.items() if v is not None or k == "doc_no"}
    return ReadList(body, lines, [*remarks, *_remarks(rows, body)])


def read_own(path: Path, grammar: Grammar) -> ReadList:
    """A file of our own format: the conditions without a test are read."""
    body = source.read(path).data
    if not isinstance(body, dict) or not isinstance(body.get("items"), list):
        raise refuse(path.name, "不是清单文件：没有 items", "请按 data/lists 里的清单来写")
    lines: list[Line] = []
    for no, holder in [("全部", body), *((str(item.get("no")), item) for item in body["items"])]:
        for condition in holder.get("conditions", ()):
            if "test" not in condition:
                part = Part(condition["text"], grammar.read(condition["text"]))
                condition.update(part.condition())
                lines.append(Line(no, path.name, part))
    return ReadList(body, lines)


def _lines(document: Document) -> Iterator[str]:
    """The text around the tables and the rows that hold a single text."""
    yield from document.lines
    for table in document.tables:
        yield from (row.alone for row in table.rows[:8] if row.alone)
        yield from (row.alone for row in table.rows[8:] if row.alone)
        yield table.name


def _body(title: str, heading: Heading, given: Given, path: Path) -> dict[str, Any]:
    issuer = given.fields.get("issuer") or heading.issuer
    body: dict[str, Any] = {
        "id": given.fields.get("id") or list_id(path.stem),
        "title": title,
        "kind": "exemption",
        "issuer": issuer,
        "department": given.fields.get("department") or _department(issuer),
        "place": given.fields.get("place") or heading.place,
        "doc_no": given.fields.get("doc_no") or heading.doc_no,
        "issued": given.fields.get("issued") or heading.dates.get("issued"),
        "in_force": {
            "from": given.fields.get("from") or heading.dates.get("from"),
            "to": given.fields.get("to") or heading.dates.get("to"),
        },
        "how_sure": "read in full",
    }
    missing = {"title": "清单的名称（--title）", "issuer": "发布机关（--issuer）", "place": "适用的地方（--place）"}
    refuse_all(
        FileProblem(path.name, f"没有写{name}", "请在表格上面写明，或者读的时候写上")
        for key, name in missing.items()
        if not body[key]
    )
    return body


def _department(issuer: str | None) -> str | None:
    """洛阳市市场监督管理局 → 市场监督管理局."""
    return (
        re.sub("^(?:[一-龥]{2,8}?省)?(?:[一-龥]{2,4}?市(?!场))?(?:[一-龥]{2,4}?[县区])?", "", issuer) or issuer
        if issuer
        else None
    )


def _item(row: ItemRow, citations: Mapping[str, Citation]) -> dict[str, Any]:
    item = dict(row.body)
    if row.any_of:
        item["logic"] = "any"
    if row.parts:
        item["conditions"] = [part.condition() for part in row.parts]
    basis = [line.replace("\n", "") for line in row.basis]
    if found := [name for line in basis for name in cited(line, citations)]:
        item["citations"] = list(dict.fromkeys(found))
    if basis:
        item["notes"] = [*item.get("notes", ()), *(f"依据：{line}" for line in basis)]
    return item


def _remarks(rows: Rows, body: Mapping[str, Any]) -> Iterator[str]:
    if rows.empty:
        yield f"跳过了{rows.empty}个空行"
    if body["in_force"]["from"] is None:
        yield "没有写施行日期：请用 --from 写明，发布的时候也可以定"
    if without := [item["no"] for item in body["items"] if not item.get("conditions")]:
        yield f"第{'、'.join(without)}项没有条件：任何情况都适用，请核对是不是漏了"
    if without := [item["no"] for item in body["items"] if not item.get("citations")]:
        yield f"第{'、'.join(without[:10])}项没有对上已经收录的条文，依据写在说明里"
