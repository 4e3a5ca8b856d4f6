"""Facts of a recorded act as SQL over the snapshot (在案事实): the same reading as `bot/records/on_file.py`.

What the record knows goes before what the case file states. A correction order is not read here: unknown.
"""

from __future__ import annotations

from collections.abc import Iterable

from bot.eligibility.factbook import FactBook
from bot.eligibility.model import Fact, RecordRule
from bot.impact.snapshot import KNOWN, earlier

_MINUTES = "epoch(committed_at + INTERVAL 8 HOUR) / 60"
_OWN = {"location": "location", "violation_time": _MINUTES}
_AGENCY = "CASE WHEN by_agency IN ({options}) THEN by_agency ELSE 'other' END"
_COLUMNS = {"kind": "kind", "plate_local": "plate_local", "seats": "CAST(seats AS DOUBLE)"}


def columns(there: Iterable[str], book: FactBook) -> dict[str, str]:
    """Every fact that a snapshot with these columns tells something about, as SQL."""
    names = set(there)
    found = {fact.id: _column(fact, names) for fact in book.values()}
    return {name: text for name, text in found.items() if text}


def _column(fact: Fact, there: set[str]) -> str:
    parts = [_recorded(fact), f'"{KNOWN}{fact.id}"' if KNOWN + fact.id in there else ""]
    parts = [part for part in parts if part]
    return f"coalesce({', '.join(parts)})" if len(parts) > 1 else "".join(parts)


def _recorded(fact: Fact) -> str:
    if fact.id == "agency":
        return _AGENCY.format(options=", ".join(f"'{option}'" for option in fact.options if option != "other"))
    if fact.id in _OWN:
        return _OWN[fact.id]
    rule = fact.record
    if rule is None or rule.read == "correction":
        return ""
    if rule.read == "vehicle":
        return _COLUMNS.get(rule.column, "")
    if rule.read == "card":
        return "CASE WHEN card_registered THEN true END" if rule.column == "registered" else "card_state"
    return _prior(fact, rule) if rule.read == "prior" else _settled(rule)


def _prior(fact: Fact, rule: RecordRule) -> str:
    column = f'"{earlier(rule)}"'
    found = column if rule.cycle else f"{column} <= {fact.months}" if fact.months else f"{column} IS NOT NULL"
    return _decided(found, str(rule.means).lower(), str(not rule.means).lower(), rule)


def _settled(rule: RecordRule) -> str:
    return _decided(f'"{earlier(rule)}"', "false", "true", rule)


def _decided(found: str, then: str, silent: str, rule: RecordRule) -> str:
    """Finding a row decides; silence only where the register is complete and everyone it asks of is known."""
    known = " AND ".join(f"has_{who}" for who in rule.of)
    otherwise = f" WHEN {known} THEN {silent}" if rule.complete else ""
    return f"CASE WHEN {found} THEN {then}{otherwise} END"
