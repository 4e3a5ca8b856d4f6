"""From a staged chunk into the record: one statement a table, so that the database does the looking up.

A row whose number is there already is replaced by the newer one; parties that the file names and nobody knows are added.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Integer, MetaData, String, Table, text
from sqlalchemy.engine import Connection

from bot.records import bulk
from bot.records.columns import Moment

_TYPES: Mapping[str, Any] = {
    "committed_at": Moment,
    "decided_at": Moment,
    "settled_at": Moment,
    "registered_on": Date,
    "amount_fen": BigInteger,
    "seats": Integer,
    "settled": Boolean,
    "synthetic": Boolean,
    "fields": JSON,
}
_ACT = ("act", "article", "department", "agency", "treatment", "amount_fen", "decided_at", "committed_at", "synthetic")
_TRAFFIC = ("place", "district", "how_found", "settled", "settled_at")
STAGED: Mapping[str, tuple[str, ...]] = {
    "decisions": ("decision_no", "credit_code", "party_name", "party_kind", "party_initials", "fields", *_ACT),
    "traffic": ("decision_no", "plate", "file_no", *_ACT, *_TRAFFIC),
    "vehicles": ("plate", "kind", "seats", "owner", "synthetic"),
    "parties": (
        "ref",
        "kind",
        "name",
        "name_initials",
        "credit_code",
        "district",
        "address",
        "trade",
        "size",
        "phone",
        "registered_on",
        "synthetic",
    ),
}


def hurry(connection: Connection) -> None:
    """Room for the indexes in memory; a chunk that a power cut takes is imported again by the next run."""
    settings = (
        ("PRAGMA cache_size = -131072", "PRAGMA temp_store = MEMORY")
        if connection.dialect.name == "sqlite"
        else ("SET synchronous_commit = off", "SET temp_buffers = '64MB'")
    )
    with connection.begin():
        for setting in settings:
            connection.exec_driver_sql(setting)


def stage(connection: Connection, kind: str) -> Table:
    """An empty table for a chunk, of this connection only."""
    table = Table(
        "import_chunk",
        MetaData(),
        *(Column(name, _TYPES.get(name, String)) for name in STAGED[kind]),
        prefixes=["TEMPORARY"],
    )
    connection.exec_driver_sql("DROP TABLE IF EXISTS import_chunk")
    table.create(connection, checkfirst=False)
    return table


def clear(connection: Connection, table: Table) -> None:
    """Empty the staging table."""
    emptied = "TRUNCATE" if connection.dialect.name == "postgresql" else "DELETE FROM"
    connection.execute(text(f"{emptied} {table.name}"))


def merge(connection: Connection, kind: str, table: Table, key: str, rows: Sequence[Sequence[Any]]) -> tuple[int, int]:
    """Put the rows (each key once, values as in STAGED) into the record, by way of the empty `table`; how many were
    new, and how many replaced an older one."""
    bulk.insert(connection, table, STAGED[kind], rows)
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ANALYZE import_chunk ({key})")
    target = {"decisions": "acts", "traffic": "acts"}.get(kind, kind)
    there = f"SELECT count(*) FROM {target} t JOIN {table.name} s ON t.{key} = s.{key}"
    known = int(connection.execute(text(there)).scalar_one())
    _INTO[kind](connection)
    return len(rows) - known, known


def _decisions(connection: Connection) -> None:
    party = "ref, kind, name, name_initials, credit_code, synthetic"
    named = "credit_code, MIN(party_kind), MIN(party_name), MIN(party_initials), credit_code, {any}(synthetic)"
    named = named.format(any="MAX" if connection.dialect.name == "sqlite" else "bool_or")
    _run(
        connection,
        f"INSERT INTO parties ({party}) SELECT {named} FROM import_chunk s"
        " WHERE credit_code IS NOT NULL GROUP BY credit_code ON CONFLICT DO NOTHING",
    )
    _acts(connection, _ACT, "FALSE, FALSE", "p.id, NULL, NULL", "LEFT JOIN parties p ON p.credit_code = s.credit_code")
    _run(
        connection,
        "INSERT INTO act_sources (act_id, source, fields) SELECT a.id, '双公示', s.fields FROM import_chunk s"
        " JOIN acts a ON a.decision_no = s.decision_no WHERE TRUE"
        " ON CONFLICT (act_id) DO UPDATE SET fields = excluded.fields",
    )


def _traffic(connection: Connection) -> None:
    others = tuple(name for name in _TRAFFIC if name != "settled")
    joins = "LEFT JOIN vehicles v ON v.plate = s.plate LEFT JOIN drivers d ON d.file_no = s.file_no"
    _acts(connection, (*_ACT, *others), "s.settled, TRUE", "COALESCE(v.owner_id, d.party_id), v.id, d.id", joins)


def _acts(connection: Connection, columns: Sequence[str], settled: str, whose: str, joins: str) -> None:
    fresh = (*columns, "settled", "settled_known", "party_id", "vehicle_id", "driver_id")
    taken = ", ".join(f"s.{name}" for name in columns)
    _run(
        connection,
        f"INSERT INTO acts (decision_no, {', '.join(fresh)})"
        f" SELECT s.decision_no, {taken}, {settled}, {whose} FROM import_chunk s {joins} WHERE TRUE"
        f" ON CONFLICT (decision_no) DO UPDATE SET {_newer(fresh)}",
    )


def _vehicles(connection: Connection) -> None:
    _run(
        connection,
        "INSERT INTO vehicles (plate, kind, seats, synthetic, owner_id)"
        " SELECT s.plate, s.kind, s.seats, s.synthetic, p.id FROM import_chunk s LEFT JOIN parties p ON p.ref = s.owner"
        f" WHERE TRUE ON CONFLICT (plate) DO UPDATE SET {_newer(('kind', 'seats', 'synthetic', 'owner_id'))}",
    )


def _parties(connection: Connection) -> None:
    names = STAGED["parties"]
    _run(  # whom only decisions named so far gets the number of the register
        connection,
        "UPDATE parties SET ref = (SELECT s.ref FROM import_chunk s WHERE s.credit_code = parties.credit_code)"
        " WHERE ref = credit_code AND credit_code IN (SELECT credit_code FROM import_chunk)",
    )
    _run(
        connection,
        f"INSERT INTO parties ({', '.join(names)}) SELECT {', '.join(f's.{name}' for name in names)} FROM import_chunk s"
        f" WHERE TRUE ON CONFLICT (ref) DO UPDATE SET {_newer(names[1:])}",
    )


def _newer(columns: Sequence[str]) -> str:
    return ", ".join(f"{name} = excluded.{name}" for name in columns)


def _run(connection: Connection, statement: str) -> None:
    connection.exec_driver_sql(statement)


_INTO: Mapping[str, Callable[[Connection], None]] = {
    "decisions": _decisions,
    "traffic": _traffic,
    "vehicles": _vehicles,
    "parties": _parties,
}
