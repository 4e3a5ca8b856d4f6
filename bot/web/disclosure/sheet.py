"""A list as a workbook: the list, its items, its versions, its articles, a sheet each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from bot.eligibility.explain import HOW_SURE
from bot.eligibility.model import TREATMENTS, Item, RuleList
from bot.policy.catalogue import Catalogue
from bot.policy.history import Edition

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ITEMS = ("编号", "违法行为", "处理方式", "条件", "一般处罚", "记分", "期限", "之后还要做什么", "读到多少", "还缺什么")
_VERSIONS = ("版本", "适用起", "适用止", "发布时间", "为什么", "内容的SHA-256", "改了什么")
_ARTICLES = ("文件", "条款", "意思", "读到多少")
_WIDTHS = (10, 36, 16, 60, 40, 24, 20, 40, 14, 30)


def workbook(rules: RuleList, catalogue: Catalogue, editions: Iterable[Edition]) -> bytes:
    """The workbook's bytes. All cells are text: nothing in a list is ever a formula."""
    book = Workbook()
    del book[book.sheetnames[0]]
    _sheet(book, "清单", ("项目", "内容"), _about(rules))
    _sheet(book, "事项", _ITEMS, (_item(item) for item in rules.items))
    _sheet(book, "版本", _VERSIONS, (_edition(edition) for edition in editions))
    names = dict.fromkeys((*rules.citations, *(name for item in rules.items for name in item.citations)))
    _sheet(book, "依据", _ARTICLES, (_article(name, catalogue) for name in names))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, title: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    sheet = book.create_sheet(title)
    for place, row in enumerate((head, *rows), 1):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(place, column)
            cell.value = "" if value is None else str(value)
            cell.data_type = "s"
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            cell.font = Font(bold=place == 1)
    for column, width in enumerate(_WIDTHS[: len(head)]):
        sheet.column_dimensions["ABCDEFGHIJ"[column]].width = width
    sheet.freeze_panes = "A2"


def _about(rules: RuleList) -> list[tuple[str, Any]]:
    return [
        ("名称", rules.title),
        ("发布机关", rules.issuer),
        ("主管部门", rules.department),
        ("适用地方", rules.place),
        ("文号", rules.doc_no),
        ("印发", rules.issued),
        ("施行", rules.since),
        ("失效", rules.until),
        ("版本", rules.version),
        ("读到多少", HOW_SURE[rules.how_sure]),
        ("来源说明", rules.how_sure_note),
        ("来源网址", rules.url),
        *(("说明", note) for note in rules.notes),
    ]


def _item(item: Item) -> tuple[Any, ...]:
    return (
        item.no,
        item.title,
        TREATMENTS[item.treatment],
        "\n".join(condition.text for condition in item.conditions),
        item.ordinary_penalty,
        item.points,
        item.deadline,
        "\n".join(item.afterwards),
        HOW_SURE[item.how_sure],
        item.capped,
    )


def _edition(edition: Edition) -> tuple[Any, ...]:
    changed = "\n".join(f"{c.item} {c.field}：{c.before} → {c.after}" for c in edition.changes)
    when = edition.published_at or edition.loaded_at
    return (edition.number, edition.since, edition.until, when, edition.reason, edition.sha256, changed)


def _article(name: str, catalogue: Catalogue) -> tuple[Any, ...]:
    cited = catalogue.citations[name]
    return cited.document, cited.article, cited.meaning, HOW_SURE[cited.how_sure]
