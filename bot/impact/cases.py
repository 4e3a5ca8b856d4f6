"""A recorded act as a case (打开一件): the facts that a replay judged it by, to be shown under live and draft."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from bot.assess import Case
from bot.eligibility.values import Value
from bot.impact.facts import columns
from bot.policy.catalogue import Catalogue


def case_of(file: Path, number: int, catalogue: Catalogue, place: str, on: date) -> tuple[str, Case] | None:
    """The decision number and the case of one act in a snapshot, without its moment: the rules of `on` are asked, as
    in the replay; None when there is no such act."""
    with duckdb.connect() as connection:
        there = [name for name, *_ in connection.execute("DESCRIBE FROM read_parquet(?)", [str(file)]).fetchall()]
        told = {name: text for name, text in columns(there, catalogue.facts).items() if name != "violation_time"}
        wanted = ", ".join(f'{text} AS "{name}"' for name, text in told.items())
        query = f"SELECT decision_no, act, {wanted} FROM read_parquet(?) WHERE id = ?"
        row = connection.execute(query, [str(file), number]).fetchone()
    if row is None:
        return None
    facts: dict[str, Value] = {n: v for n, v in zip(told, row[2:], strict=True) if v is not None}
    return row[0], Case((row[1],), facts, on, place)
