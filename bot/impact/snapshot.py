"""What a replay reads (快照): one row an act, its own columns, what the case file says, and what each way of counting
"before" finds. Made once for a state of the records and kept as a Parquet file, in the order of acts: a replay of some
acts passes over the rest of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import duckdb

from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Fact, RecordRule
from bot.records.parties import DISTRICTS

KNOWN = "known_"  # column of a fact that the case file states: known_harm
_LOCAL = "(a.committed_at + INTERVAL 8 HOUR)"
_CYCLES = {
    "quarter": f"date_trunc('quarter', {_LOCAL})",
    "halfyear": f"(date_trunc('year', {_LOCAL}) + to_months(CASE WHEN month({_LOCAL}) > 6 THEN 6 ELSE 0 END))",
    "year": f"date_trunc('year', {_LOCAL})",
}
_TYPES = {"yes_no": "BOOLEAN", "choice": "VARCHAR"}


def earlier(rule: RecordRule) -> str:
    """The column of a way of counting earlier acts: whose, of which agency, of which act, in which cycle."""
    kind = "owing" if rule.read == "settled" else "earlier"
    parts = [kind, *rule.of, rule.agency, rule.act, "same" if rule.same == "act" else "", rule.cycle]
    return re.sub(r"\W", "_", "_".join(part for part in parts if part))


def rules(book: FactBook) -> dict[str, RecordRule]:
    """Every way of counting that some fact of the dictionary uses, families by one member."""
    facts: Iterable[Fact | None] = (*book.values(), *(f.member(f.name_of("6m")) for f in book.families))
    found = (fact.record for fact in facts if fact is not None and fact.record is not None)
    return {earlier(rule): rule for rule in found if rule.read in ("prior", "settled")}


def make(tables: duckdb.DuckDBPyConnection, book: FactBook, file: Path) -> None:
    """Write the snapshot of the tables that `raw.copy` made."""
    stated = [name for name in _stated(tables) if name in book]
    columns = [*(_known(book[name]) for name in stated), *(_latest(name, rule) for name, rule in rules(book).items())]
    districts = " ".join(f"WHEN '{name}' THEN '{kind}'" for name, kind in DISTRICTS.items())
    query = f"""
        SELECT a.id, a.decision_no, a.act, a.agency AS by_agency, coalesce(a.department, a.agency) AS department, a.district,
            a.committed_at, strftime(a.committed_at + INTERVAL 8 HOUR, '%Y-%m') AS month, a.treatment, a.amount,
            coalesce(p.size, p.kind) AS party_size, v.plate LIKE '豫C%' AS plate_local, v.kind, v.seats,
            CASE a.district {districts} END AS location, a.vehicle_id IS NOT NULL AS has_vehicle,
            a.driver_id IS NOT NULL AS has_driver, a.party_id IS NOT NULL AS has_party,
            c.state IS NOT NULL AS card_registered, CASE WHEN c.until IS NULL OR c.until > a.committed_at THEN c.state END AS card_state
            {"".join(f", {column}" for column in columns)}
        FROM acts a
        LEFT JOIN parties p ON p.id = a.party_id
        LEFT JOIN vehicles v ON v.id = a.vehicle_id
        ASOF LEFT JOIN cards c ON c.vehicle_id = a.vehicle_id AND c.since < a.committed_at
        ORDER BY a.act"""
    part = file.with_suffix(".part")
    tables.execute(f"COPY ({query}) TO '{part}' (FORMAT parquet)")
    part.replace(file)


def _stated(tables: duckdb.DuckDBPyConnection) -> list[str]:
    found = tables.execute("SELECT DISTINCT unnest(json_keys(known)) FROM acts WHERE known IS NOT NULL").fetchall()
    return sorted(name for (name,) in found)


def _known(fact: Fact) -> str:
    """What the case file says of a fact, where it says something exact."""
    path = f"'$.\"{fact.id}\"'"
    if fact.type == "choice":
        value = f"CASE WHEN json_type(a.known, {path}) = 'VARCHAR' THEN json_extract_string(a.known, {path}) END"
    else:
        value = f"TRY_CAST(json_extract_string(a.known, {path}) AS {_TYPES.get(fact.type, 'DOUBLE')})"
    return f'{value} AS "{KNOWN}{fact.id}"'


def _latest(name: str, rule: RecordRule) -> str:
    """What the latest earlier act that the rule counts tells: for `settled` whether there is one that is not settled,
    for a cycle whether it lies in the same, else the least window in months that reaches back to it."""
    latest = f"greatest({', '.join(_before(who, rule) for who in rule.of)})"
    if rule.read == "settled":
        return f'{latest} IS NOT NULL AS "{name}"'
    if rule.cycle:
        return f'{latest} >= {_CYCLES[rule.cycle]} - INTERVAL 8 HOUR AS "{name}"'
    months = f"datediff('month', {latest} + INTERVAL 8 HOUR, {_LOCAL})"
    reached = f"{latest} + INTERVAL 8 HOUR >= {_LOCAL} - to_months(CAST({months} AS INTEGER))"
    return f'CAST({months} + CASE WHEN {reached} THEN 0 ELSE 1 END AS SMALLINT) AS "{name}"'


def _before(who: str, rule: RecordRule) -> str:
    """The moment of the latest act before this one of the same vehicle, driver or party."""
    conditions = [f"a.agency = '{rule.agency}'"] if rule.agency else []
    conditions += [f"a.act = '{rule.act}'"] if rule.act else []
    conditions += ["NOT a.settled"] if rule.read == "settled" else []
    counted = f"CASE WHEN {' AND '.join(conditions) or 'true'} THEN a.committed_at END"
    same = ", a.act" if rule.same == "act" else ""
    window = f"PARTITION BY a.{who}_id{same} ORDER BY a.committed_at RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 MICROSECOND PRECEDING"
    return f"CASE WHEN a.{who}_id IS NOT NULL THEN max({counted}) OVER ({window}) END"
