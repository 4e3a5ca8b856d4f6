"""Which column holds what: by the names that departments usually give their columns (表头)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.reading.files.model import FileProblem, Row, Table

_HEADER_WITHIN = 20  # rows from the top in which the header must stand
_NAMES = {
    "no": r"序号|编号|项目?次|项号|事项序号|no\.?",
    "title": r"(?:轻微|具体|违法|违规|执法|行政处罚|处罚|不予处罚|免罚|首违|清单)*(?:违法行为|违法违规行为|违法事项|违法情形|违法情节|事项名称|事项|行为名称|案由|违法行为名称|行为表现|项目名称)(?:名称|描述|事项|类型|种类)?",
    "exclusions": r".*(?:不适用|除外|排除)(?:的)?(?:情形|条件|情况|范围)?.*",
    "conditions": r".*(?:适用条件|适用情形|免罚条件|处罚条件|裁量条件|裁量情形|具体情形|适用标准|认定标准|认定条件|减轻情形|从轻情形|免罚情形|不罚情形|处罚的?(?:具体)?(?:情形|条件)|前提条件|同时满足).*|条件|情形|适用|备注条件|免罚标准|裁量基准|情节",
    "treatment": r"(?:处理|裁量|处罚|执法)(?:方式|结果|意见|措施|类型|类别)|清单类别|清单类型|免罚类型|处理决定|裁量幅度",
    "penalty": r"(?:一般|法定|原|应|通常|正常)?(?:处罚|罚款)(?:标准|种类|内容|幅度|种类和幅度|种类及幅度|规定)|罚则|法律责任|法定罚则|一般处罚",
    "basis": r".*(?:依据|法条|条款|法律规定|违反规定|违反条款).*",
    "points": r"记分(?:分值)?|扣分",
    "aliases": r"俗称|别名|通俗说法|常见说法|关键词",
    "deadline": r"(?:改正|整改)(?:期限|时限)",
    "procedure": r"(?:办理|执法)?(?:流程|程序|步骤)|监管措施|配套措施",
    "notes": r"备注|说明|注",
    "skip": r"领域|类别|行业|执法领域|所属领域|管理领域|业务类别|实施机关|实施部门|执法主体|执法部门|责任部门|主管部门|实施主体|层级|实施层级|事项编码|基本编码|实施编码|.*编码|是否.*",
}
_ROLES = {role: re.compile(pattern, re.IGNORECASE) for role, pattern in _NAMES.items()}
_NOISE = re.compile(r"[\s　*※:：]|[（(].*?[)）]")
_MANY = {"conditions", "exclusions", "basis", "notes", "skip", "procedure"}  # roles that several columns may have


@dataclass(frozen=True)
class Header:
    """The header of a table: the role of each column, and the row after it."""

    roles: tuple[str, ...]
    names: tuple[str, ...]
    first: int

    def columns(self, role: str) -> list[int]:
        """The columns of a role, from the left."""
        return [n for n, found in enumerate(self.roles) if found == role]


def role_of(name: str) -> str:
    """The role of a column called so; nothing when the name is not known."""
    plain = _NOISE.sub("", name)
    return next((role for role, pattern in _ROLES.items() if plain and pattern.fullmatch(plain)), "")


def header(table: Table) -> Header | FileProblem | None:
    """The header; a problem when one stands there that cannot be used; None when the table is no list at all."""
    best: tuple[int, int] = (0, -1)
    for place, row in enumerate(table.rows[:_HEADER_WITHIN]):
        count = len({role_of(text) for text in row.texts} - {""})
        best = max(best, (count, -place))
    count, place = best[0], -best[1]
    if count < 2:
        return None
    return _checked(table, place)


def _checked(table: Table, place: int) -> Header | FileProblem:
    row, names = table.rows[place], list(table.rows[place].texts)
    first = place + 1
    if first < len(table.rows) and _continues(table.rows[first], row):
        names = [_joined(name, more) for name, more in zip(names, table.rows[first].texts, strict=False)]
        first += 1
    roles = _roles(names)
    if "title" not in roles:
        return FileProblem(row.place, f"表头里没有违法行为这一列，看到的是：{_seen(names)}", "请把那一列叫作“违法行为”")
    if twice := next((r for r in roles if r and r not in _MANY and roles.count(r) > 1), ""):
        same = [name for name, role in zip(names, roles, strict=True) if role == twice]
        return FileProblem(row.place, f"这几列看起来是同一种：{_seen(same)}", "请只留一列，或者改个名字")
    return Header(tuple(roles), tuple(names), first)


def _roles(names: Sequence[str]) -> list[str]:
    """The role of each column; where two could be the act, the one that says 违法行为 is, and the other a condition."""
    roles = [role_of(name) for name in names]
    titles = [n for n, role in enumerate(roles) if role == "title"]
    if len(titles) > 1:
        act = next((n for n in titles if re.search("违法行为|案由|事项名称", names[n])), titles[0])
        for other in titles:
            if other != act:
                roles[other] = "conditions" if re.search("情形|情节|表现", names[other]) else "skip"
    return roles


def _continues(row: Row, above: Row) -> bool:
    """Whether a row is the second row of the header: every cell is merged with the one above or splits it up."""
    if not any(cell.above for cell in row.cells) or row.empty:
        return False
    return all(cell.above or not cell.text or role_of(cell.text) for cell in row.cells) or (
        sum(cell.above for cell in row.cells) >= len(row.cells) / 2 and any(cell.left for cell in above.cells)
    )


def _joined(name: str, more: str) -> str:
    if not more or more == name:
        return name
    return more if role_of(more) else name if role_of(name) else f"{name}{more}"


def _seen(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names if name) or "（空）"


def sections(rows: Sequence[Row]) -> Iterator[tuple[str, Row]]:
    """Every row with the heading of the section that it stands in (一、不予处罚事项)."""
    heading = ""
    for row in rows:
        if row.alone and re.match(
            r"[一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[)）]|第.{1,3}[章节部]", row.alone
        ):
            heading = row.alone
            continue
        yield heading, row
