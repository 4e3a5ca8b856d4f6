"""The records as columns (按列存放): acts with their party, vehicle and card, taken out of the database into DuckDB.

Times are UTC without a zone; money is yuan.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import timezone
from typing import Any

import duckdb
import pyarrow as pa
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.records.acts import RecordedAct
from bot.records.parties import Party
from bot.records.vehicles import ServiceCard, Vehicle

Progress = Callable[[int, int], None]
_BATCH = 50_000
_TEXT, _ID, _TIME = pa.string(), pa.int64(), pa.timestamp("us")

ACTS = {
    "id": _ID, "decision_no": _TEXT, "party_id": _ID, "vehicle_id": _ID, "driver_id": _ID, "agency": _TEXT,
    "department": _TEXT, "act": _TEXT, "district": _TEXT, "committed_at": _TIME, "treatment": _TEXT,
    "amount": pa.float64(), "settled": pa.bool_(), "known": _TEXT,
}  # fmt: skip
PARTIES = {"id": _ID, "kind": _TEXT, "size": _TEXT}
VEHICLES = {"id": _ID, "plate": _TEXT, "kind": _TEXT, "seats": pa.int32()}
CARDS = {"vehicle_id": _ID, "state": _TEXT, "since": _TIME, "until": _TIME}
TABLES = {"acts": (RecordedAct, ACTS), "parties": (Party, PARTIES), "vehicles": (Vehicle, VEHICLES), "cards": (ServiceCard, CARDS)}  # fmt: skip


def revision(session: Session) -> str:
    """Changes whenever acts come in: their number and the newest."""
    count, newest = session.execute(select(func.count(RecordedAct.id), func.max(RecordedAct.id))).one()
    return f"{count}-{newest or 0}"


def copy(session: Session, into: duckdb.DuckDBPyConnection, progress: Progress = lambda done, all_: None) -> int:
    """Make the tables acts, parties, vehicles and cards; the number of acts."""
    total = int(session.execute(select(func.count(RecordedAct.id))).scalar_one())
    for name, (model, columns) in TABLES.items():
        done = 0
        for batch in _batches(session, model, columns):
            into.register("batch", batch)
            into.execute(f"INSERT INTO {name} SELECT * FROM batch" if done else f"CREATE TABLE {name} AS FROM batch")
            into.unregister("batch")
            done += max(batch.num_rows, 1)
            if name == "acts":
                progress(min(done, total), total)
    return total


def _batches(session: Session, model: Any, columns: dict[str, pa.DataType]) -> Iterator[pa.Table]:
    """At least one table, perhaps an empty one."""
    wanted = select(*(getattr(model, name) for name in columns))
    if "state" in columns:
        wanted = wanted.where(model.state != "none")
    rows = session.execute(wanted, execution_options={"stream_results": True})
    some = rows.fetchmany(_BATCH)
    yield _table(some, columns)
    while some := rows.fetchmany(_BATCH):
        yield _table(some, columns)


def _table(rows: Sequence[Any], columns: dict[str, pa.DataType]) -> pa.Table:
    values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    arrays = [pa.array(list(map(_plain(name, kind), column)), kind) for (name, kind), column in zip(columns.items(), values, strict=True)]  # fmt: skip
    return pa.Table.from_arrays(arrays, names=list(columns))


def _plain(name: str, kind: pa.DataType) -> Callable[[Any], Any]:
    if kind == _TIME:
        return lambda at: at.astimezone(timezone.utc).replace(tzinfo=None) if at is not None else None
    if name == "known":
        return lambda known: json.dumps(known) if known else None
    if name == "amount":
        return lambda amount: float(amount) if amount is not None else None
    return lambda value: value
