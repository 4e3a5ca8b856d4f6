"""导出: decisions in the columns of 双公示, tickets in those of the hotline; no cell is ever a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.clock import CHINA
from bot.imports.formats import DECISIONS
from bot.records.acts import ActSource, RecordedAct
from bot.records.parties import Party
from bot.records.ticketing import work_order
from bot.records.tickets import Ticket
from bot.tickets.work_order import COLUMNS as TICKET_COLUMNS
from bot.tickets.work_order import plain

Rows = Iterator[Mapping[str, Any]]
_KINDS = {"enterprise": "法人及非法人组织", "household": "个体工商户", "person": "自然人"}
_WAN = Decimal(10_000)


def export(session: Session, kind: str, path: Path) -> int:
    """Write all of a kind into a csv or xlsx file; how many rows. ValueError for another ending."""
    columns, rows = KINDS[kind]
    write = {".csv": _csv, ".xlsx": _xlsx}.get(path.suffix.lower())
    if write is None:
        raise ValueError(f"{path.name}：只写 .csv 和 .xlsx")
    return write(path, columns, ([plain(row.get(name)) for name in columns] for row in rows(session)))


def _decisions(session: Session) -> Rows:
    wanted = (
        select(RecordedAct, Party, ActSource)
        .outerjoin(Party, RecordedAct.party_id == Party.id)
        .outerjoin(ActSource, ActSource.act_id == RecordedAct.id)
        .order_by(RecordedAct.id)
        .execution_options(yield_per=2_000)
    )
    for act, party, source in session.execute(wanted):
        yield _decision(act, party, source.fields if source is not None else {})


def _decision(act: Any, party: Any, kept: Mapping[str, Any]) -> dict[str, Any]:
    """A row of 双公示: the fields as they came in, and what the record itself holds."""
    code = party.credit_code if party is not None else None
    return {
        "CF_XDR_MC": kept.get("party_name") or (party.name if party is not None else ""),
        "CF_XDR_LB": _KINDS[kept.get("party_kind") or (party.kind if party is not None else "person")],
        "CF_XDR_SHXYM": code,
        "CF_WSH": act.decision_no,
        "CF_WFXW": kept.get("act") or act.act,
        "CF_SY": kept.get("facts"),
        "CF_YJ": kept.get("article") or act.article,
        "CF_CFLB": kept.get("penalty") or ("警告" if act.amount is None else "罚款"),
        "CF_NR": kept.get("content"),
        "CF_NR_FK": None if act.amount is None else _wan(act.amount),
        "CF_NR_WFFF": _wan(Decimal(kept["confiscated_fen"]) / 100) if "confiscated_fen" in kept else None,
        "CF_JDRQ": _day(act.decided_at),
        "CF_YXQ": kept.get("valid_to"),
        "CF_GSJZQ": kept.get("shown_to"),
        "CF_CFJG": act.department,
        "CF_CFJGDM": kept.get("department_code"),
        "BZ": kept.get("note") or ("合成数据" if act.synthetic else None),
    }


def _wan(yuan: Decimal) -> str:
    """元 as 万元, without needless noughts."""
    return f"{(yuan / _WAN).normalize():f}"


def _day(moment: datetime | None) -> str:
    return moment.astimezone(CHINA).date().isoformat() if moment is not None else ""


def _tickets(session: Session) -> Rows:
    for ticket in session.execute(select(Ticket).order_by(Ticket.received_at)).scalars():
        yield work_order(ticket)


def _csv(path: Path, columns: Sequence[str], rows: Iterator[list[str]]) -> int:
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def _xlsx(path: Path, columns: Sequence[str], rows: Iterator[list[str]]) -> int:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    sheet.freeze_panes = "A2"
    sheet.append(list(columns))
    count = 0
    for row in rows:
        sheet.append(row)
        count += 1
    book.save(path)
    return count


KINDS: Mapping[str, tuple[Sequence[str], Callable[[Session], Rows]]] = {
    "decisions": ([field.names[0] for field in DECISIONS.fields], _decisions),
    "tickets": (TICKET_COLUMNS, _tickets),
}
