"""python -m bot lists export LIST: a list for other programs, as a workbook, as YAML or as JSON-LD."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.listing.finding import Shelf
from bot.listing.writing import write
from bot.policy.catalogue import Catalogue
from bot.policy.loader import build, digest
from bot.settings import Settings
from bot.web.disclosure.linked import list_as_linked
from bot.web.disclosure.sheet import workbook

KINDS = ("xlsx", "yml", "jsonld")
_VERSION = "文件"  # the version of a list that is exported from its file


def register(parts: Any) -> None:
    """Add `export`."""
    export = parts.add_parser("export", help="导出一份清单：xlsx、yml 或者 jsonld")
    export.add_argument("list", help="清单编号或者文件")
    export.add_argument(
        "-o", "--out", type=Path, help="写到哪个文件，看扩展名定格式；默认是当前文件夹里的 清单编号.xlsx"
    )
    export.set_defaults(run=_export)


def _export(options: argparse.Namespace, settings: Settings) -> None:
    shelf = Shelf.open(settings)
    body = shelf.load(options.list)
    target = options.out or Path(f"{body['id']}.xlsx")
    target.write_bytes(exported(body, target.suffix.lower().lstrip("."), shelf))
    print(f"已导出到 {target}")


def exported(body: Mapping[str, Any], kind: str, shelf: Shelf) -> bytes:
    """The content of the file; ValueError for a kind that is not known."""
    if kind in {"yml", "yaml"}:
        return write(body).encode()
    rules = build(body, _VERSION)
    catalogue = Catalogue({rules.id: rules}, shelf.with_members(body), shelf.citations)
    if kind == "xlsx":
        return workbook(rules, catalogue, ())
    if kind in {"jsonld", "json"}:
        linked = list_as_linked(rules, catalogue, f"/lists/{rules.id}", digest(body))
        return json.dumps(linked, ensure_ascii=False, indent=2).encode()
    raise ValueError(f"不会导出“{kind}”，可以是：{'、'.join(KINDS)}")
