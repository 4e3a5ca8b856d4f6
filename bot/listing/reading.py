"""python -m bot lists read FILE: a department's file read into the YAML of our format, sentence by sentence in view."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.eligibility.model import TREATMENTS
from bot.listing.finding import Shelf
from bot.listing.writing import write
from bot.reading import naming
from bot.reading.files.model import refuse
from bot.reading.heading import list_id
from bot.reading.lists import Given, Line, ReadList, read_list
from bot.settings import Settings

_GIVEN = {
    "id": "清单编号（小写字母、数字、连字符）",
    "title": "清单的名称",
    "issuer": "发布机关",
    "department": "主管部门",
    "place": "在哪里适用，如 洛阳市",
    "doc_no": "文号",
    "from": "施行日期，如 2026-12-01",
    "to": "失效日期（当日不算）",
}


def register(parts: Any) -> None:
    """Add `read`."""
    read = parts.add_parser("read", help="把 Excel、Word、网页、CSV 或 YAML 读成清单")
    read.add_argument("file", type=Path)
    read.add_argument("-o", "--out", type=Path, help="写到哪个文件；默认是当前文件夹里的 清单编号.yml")
    read.add_argument("--force", action="store_true", help="文件已经有了也覆盖")
    read.add_argument("--treatment", choices=[t for t in TREATMENTS if t != "ordinary"], help="没有写明时的处理方式")
    for name, meaning in _GIVEN.items():
        read.add_argument(f"--{name.replace('_', '-')}", dest=f"given_{name}", help=meaning)
    read.set_defaults(run=_read)


def _read(options: argparse.Namespace, settings: Settings) -> int:
    shelf = Shelf.open(settings)
    fields = {name: value for name in _GIVEN if (value := getattr(options, f"given_{name}"))}
    found = read_list(options.file, shelf.book, shelf.citations, Given(fields, options.treatment))
    lent = naming.propose(found.body["items"], naming.known(shelf.bodies()))
    target = options.out or Path(f"{found.body['id']}.yml")
    if options.out and "id" not in fields:
        found.body["id"] = list_id(target.stem)
    if target.exists() and not options.force:
        raise refuse(str(target), "这个文件已经有了", "换一个名字（-o），或者加 --force 覆盖")
    text = write(found.body, [*found.remarks, *lent, *(_left(line) for line in found.left)])
    shelf.parse(text, target.name)
    show(found, Console(), lent)
    target.write_text(text, encoding="utf-8")
    print(f"已写到 {target}。核对之后，用 lists check 检查，用 lists publish 发布。")
    return 0


def show(found: ReadList, console: Console, lent: Sequence[str] = ()) -> None:
    """Every sentence beside what was understood, and what is left to a person."""
    table = Table(title=found.body["title"], show_lines=True)
    table.add_column("项")
    table.add_column("原句", overflow="fold", ratio=1)
    table.add_column("读成（请核对）", overflow="fold", ratio=1)
    for line in found.lines:
        reading = line.part.reading
        understood = reading.said_back if reading.test else f"[yellow]留给人认定：{reading.reason}[/yellow]"
        table.add_row(line.item, line.part.text, understood)
    console.print(table)
    read = len(found.lines) - len(found.left)
    console.print(
        f"{len(found.body['items'])}项，{len(found.lines)}句条件：读懂{read}句，留给人认定{len(found.left)}句。"
    )
    for item in found.body["items"]:
        if item.get("aliases"):
            console.print(f"第{item['no']}项的俗称（可以改）：{'、'.join(item['aliases'])}")
    for remark in [*found.remarks, *lent]:
        console.print(f"· {remark}")


def _left(line: Line) -> str:
    return f"第{line.item}项“{line.part.text}”由人认定：{line.part.reading.reason}"
