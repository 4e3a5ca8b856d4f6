"""Files as other systems write them, made up."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from bot.records.codes import credit_check, organisation_check

DECISION = {
    "CF_XDR_LB": "法人及非法人组织",
    "CF_WFXW": "经营超过保质期的食品",
    "CF_SY": "货架上有过期食品",
    "CF_CFLB": "罚款",
    "CF_NR_FK": "0.2",
    "CF_JDRQ": "2026-03-05",
    "CF_CFJG": "洛阳市市场监督管理局",
}
ACTS = {"经营超过保质期的食品": "expired-food", "机动车违反规定停放": "parking"}


def code(number: int) -> str:
    """A code whose check characters hold."""
    body = f"HC{number:06d}"
    head = f"91410300{body}{organisation_check(body)}"
    return head + credit_check(head)


def decision(number: int, **changed: str) -> dict[str, str]:
    """One row of 双公示."""
    own = {
        "CF_XDR_MC": f"洛阳第{number}食品店（合成）",
        "CF_XDR_SHXYM": code(number % 500),
        "CF_WSH": f"合成市监罚〔2026〕{number}号",
    }
    return {**DECISION, **own, **changed}


def write(path: Path, rows: Iterable[dict[str, str]], encoding: str = "utf-8-sig") -> Path:
    """As csv, with the columns of the first row."""
    rows = list(rows)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path
