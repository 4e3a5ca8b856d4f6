"""python -m bot lists check [LIST …]: what is wrong with lists, and what a person should look at again."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.listing import among_lists, within_list
from bot.listing.finding import Shelf
from bot.listing.model import Remark
from bot.policy.errors import RuleFileError
from bot.settings import Settings


def register(parts: Any) -> None:
    """Add `check`."""
    check = parts.add_parser("check", help="检查清单：写错的、矛盾的、走不到的、缺来源的；不写编号就检查全部")
    check.add_argument("lists", nargs="*", help="清单编号或者文件")
    check.set_defaults(run=_check)


def _check(options: argparse.Namespace, settings: Settings) -> int:
    shelf = Shelf.open(settings)
    named = options.lists or [path.stem for path in sorted(shelf.folder.rglob("*.yml"))]
    found = Checked([], [])
    for name in named:
        found.take(shelf, name)
    own = {body["id"] for body in found.bodies}
    others = [body for body in shelf.bodies() if body["id"] not in own]
    found.remarks += among_lists.remarks(found.bodies, others, shelf.book)
    for line in (*found.broken, *map(str, found.remarks)):
        print(line)
    wrong = len(found.broken) + sum(remark.wrong for remark in found.remarks)
    print(f"检查了{len(named)}份：错误{wrong}处，提醒{len(found.remarks) - wrong + len(found.broken)}处。")
    return 1 if wrong else 0


@dataclass
class Checked:
    """The lists that can be used, and what there is to say of all."""

    bodies: list[dict[str, Any]]
    remarks: list[Remark]
    broken: Sequence[str] = ()

    def take(self, shelf: Shelf, name: str) -> None:
        """Check one list by itself."""
        try:
            body = shelf.load(name)
        except RuleFileError as error:
            self.broken = [*self.broken, *map(str, error.problems)]
            return
        self.bodies.append(body)
        self.remarks += within_list.remarks(body, shelf.with_members(body))
