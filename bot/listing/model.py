"""What a check has to say."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Remark:
    """Of which list and item, and what; `wrong` when the list must not be published so."""

    list_id: str
    item: str
    said: str
    wrong: bool = False

    def __str__(self) -> str:
        place = f"{self.list_id} 第{self.item}项" if self.item else self.list_id
        return f"{'错误' if self.wrong else '提醒'} {place}：{self.said}"
