"""From cells to values: which column of the file is which field, and what of each row cannot be taken."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.imports.fields import Read, Refusal
from bot.imports.formats import Format


@dataclass(frozen=True)
class Reader:
    """Reads the rows of one file."""

    form: Format
    places: tuple[tuple[int, str, Read, bool, str], ...]  # where, column, how, whether it must be there, title

    @staticmethod
    def of(form: Format, header: Sequence[str]) -> Reader:
        """By the header; ValueError names the columns that are missing."""
        at = {name.strip().lstrip("\ufeff"): place for place, name in enumerate(header)}
        places, missing = [], []
        for field in form.fields:
            found = next((at[name] for name in field.names if name in at), None)
            if found is not None:
                places.append((found, field.column, field.read, field.required, field.names[0]))
            elif field.required:
                missing.append("或".join(field.names))
        if missing:
            raise ValueError(f"{form.title}的表头缺少：{'，'.join(missing)}。看到的是：{'，'.join(at) or '空行'}")
        return Reader(form, tuple(places))

    def read(self, number: int, row: Sequence[str]) -> tuple[dict[str, Any], list[Refusal]]:
        """The values by column, and why they cannot be taken (empty: they can)."""
        values: dict[str, Any] = {}
        refused: list[Refusal] = []
        size = len(row)
        for place, column, read, required, name in self.places:
            cell = row[place].strip() if place < size else ""
            if cell[:1] == "'":  # as exports write what would be a formula
                cell = cell[1:]
            if cell:
                try:
                    values[column] = read(cell)
                except ValueError as error:
                    refused.append(Refusal(number, name, str(error)))
            elif required:
                refused.append(Refusal(number, name, "必须填写"))
        if not refused:
            refused += [Refusal(number, name, why) for name, why in _together(values).items()]
        return values, refused


def _together(values: Mapping[str, Any]) -> dict[str, str]:
    """What each cell allows and the row does not."""
    wrong = {}
    if "settled_at" in values and not values.get("settled"):
        wrong["处理时间"] = "没有处理完毕，却有处理时间"
    if "decided_at" in values and values.get("committed_at", "") > values["decided_at"]:
        wrong["决定时间"] = "早于违法时间"
    return wrong
