"""查阅、复制 (个人信息保护法 45): all that is kept of a party, as JSON that a person can read and a machine can take in."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from bot.clock import CHINA
from bot.privacy.belongings import Belongings, collect
from bot.records import turns
from bot.records.acts import ActSource
from bot.records.lookups import Lookup
from bot.records.ratings import Rating
from bot.records.tables import GivenVerdict
from bot.records.tickets import TicketEvent

_OURS = frozenset({"id", "owner", "request", "act_id"})  # what only our own tables need


def export(session: Session, ref: str, by: str, reason: str, now: datetime) -> dict[str, Any]:
    """The whole, by kind; written down as a look at it. ValueError when there is no such party."""
    whose = collect(session, ref)
    session.add(Lookup(at=now, role="admin", who=by, party=ref, reason=reason, way="export", unmasked=True, found=True))
    return {
        "说明": "本系统里与该当事人有关的全部信息；违法记录来自各执法机关，以原机关的案卷为准。",
        "导出时间": now.astimezone(CHINA).isoformat(timespec="seconds"),
        "当事人": _row(whose.party),
        "许可证": _rows(whose.permits),
        "机动车": _rows(whose.vehicles),
        "驾驶人": _rows(whose.drivers),
        "文明停车服务卡": _rows(whose.cards),
        "违法记录": _rows(whose.acts),
        "违法记录的来源": _of(session, ActSource, ActSource.act_id, [act.id for act in whose.acts]),
        "不予处罚": _rows(whose.exemptions),
        "责令改正": _rows(whose.orders),
        "改正": _rows(whose.corrections),
        "工单": [{"编号": ticket.id, **_row(ticket)} for ticket in whose.tickets],
        "工单办理过程": _of(session, TicketEvent, TicketEvent.ticket, [ticket.id for ticket in whose.tickets]),
        **_talks(session, whose),
        "谁查过": [_look(row) for row in whose.lookups],
    }


def as_json(whole: dict[str, Any]) -> str:
    """The text of the file."""
    return json.dumps(whole, ensure_ascii=False, indent=2, default=_plain) + "\n"


def _talks(session: Session, whose: Belongings) -> dict[str, Any]:
    given = select(GivenVerdict).where(GivenVerdict.conversation.in_(whose.conversations))
    verdicts = session.execute(given.order_by(GivenVerdict.number)).scalars()
    talks = {name: turns.transcript(session, name, limit=10_000) for name in whose.conversations}
    return {
        "对话": talks,
        "结论": [{"审计号": row.id, "时间": row.given_at, "结论": row.verdict.get("text")} for row in verdicts],
        "评价": _of(session, Rating, Rating.conversation, whose.conversations),
    }


def _of(session: Session, table: Any, column: Any, keys: list[Any]) -> list[dict[str, Any]]:
    return _rows(session.execute(select(table).where(column.in_(keys))).scalars())


def _rows(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [_row(row) for row in rows]


def _row(row: Any) -> dict[str, Any]:
    """The columns that say something, by their names."""
    named = {column.key: getattr(row, column.key) for column in inspect(row).mapper.column_attrs}
    return {
        name: value
        for name, value in named.items()
        if name not in _OURS and not name.endswith("_id") and value not in (None, "", [])
    }


def _look(row: Any) -> dict[str, Any]:
    """By which office and why; not which of its people."""
    return {"时间": row.at, "身份": row.role, "理由": row.reason, "方式": row.way, "看了完整信息": row.unmasked}


_PLAIN: dict[type, Callable[[Any], Any]] = {
    datetime: lambda moment: moment.astimezone(CHINA).isoformat(timespec="seconds"),
    date: lambda day: day.isoformat(),
    Decimal: str,
}


def _plain(value: Any) -> Any:
    return _PLAIN[type(value)](value)
