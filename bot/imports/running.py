"""Running an import: chunk by chunk, each in a transaction with how far it is, so that a kill costs one chunk at most."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from bot import clock
from bot.database import Database
from bot.imports import merging, naming, source
from bot.imports.fields import Refusal
from bot.imports.formats import Format
from bot.imports.reading import Reader
from bot.records.codes import initials
from bot.records.tables import ImportRun
from bot.web.masking import mask

CHUNK = 20_000
_RUNS = ImportRun.__table__
_as_json = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode


@dataclass
class Outcome:
    """What came of it; `began_at` is the row it went on from."""

    rows_read: int = 0
    added: int = 0
    replaced: int = 0
    refused: int = 0
    report_bytes: int = 0
    began_at: int = 0

    def kept(self) -> dict[str, int]:
        """As the table of runs holds it."""
        return {name: getattr(self, name) for name in ("rows_read", "added", "replaced", "refused", "report_bytes")}


@dataclass
class _Chunk:
    """Rows read: the good ones by their numbers, with the row of the file, and why the others are refused."""

    rows: int
    good: dict[str, tuple[int, Mapping[str, Any]]] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)
    bad_rows: int = 0


@dataclass(frozen=True)
class Import:
    """One file into one database. `acts`: what acts are called → the act; `report` gets the refused rows as csv."""

    form: Format
    path: Path
    report: Path
    acts: Mapping[str, str]
    chunk: int = CHUNK

    def run(self, database: Database, tell: Callable[[Outcome], None] = lambda _: None) -> Outcome:
        """Import all that is not in yet; ValueError when the file as a whole cannot be read."""
        rows = source.rows(self.path)
        reader = Reader.of(self.form, next(rows, []))
        sha256 = source.fingerprint(self.path)
        with database.engine.connect() as connection:
            outcome = self._begin(connection, sha256)
            self._cut_report(outcome)
            merging.hurry(connection)
            with connection.begin():
                table = merging.stage(connection, self.form.name)
            numbered = enumerate(islice(rows, outcome.rows_read, None), outcome.rows_read + 2)
            # While the database takes one chunk in, the next is read: its drivers let go of the interpreter.
            with ThreadPoolExecutor(1) as pool:
                before: Future[None] | None = None
                while piece := list(islice(numbered, self.chunk)):
                    read = self._read(reader, piece)
                    if before is not None:
                        before.result()
                        tell(outcome)
                    before = pool.submit(self._put, connection, table, read, sha256, outcome)
                if before is not None:
                    before.result()
            with connection.begin():
                self._note(connection, sha256, outcome, finished=True)
        tell(outcome)
        return outcome

    def _read(self, reader: Reader, piece: Sequence[tuple[int, list[str]]]) -> _Chunk:
        """The values of good rows, the last one of each number; refusals of the others."""
        chunk = _Chunk(len(piece))
        key, prepare = self.form.key, _PREPARE[self.form.name]
        for number, row in piece:
            if any(row):
                values, wrong = reader.read(number, row)
                if wrong:
                    chunk.refused += wrong
                    chunk.bad_rows += 1
                else:
                    chunk.good[values[key]] = number, prepare(values, self.acts)
        return chunk

    def _put(self, connection: Connection, table: Any, chunk: _Chunk, sha256: str, outcome: Outcome) -> None:
        """A chunk into the record, with how far it is, in one transaction."""
        with connection.begin():
            outcome.rows_read += chunk.rows
            outcome.refused += chunk.bad_rows
            contradicting = self._merge(connection, table, list(chunk.good.values()), outcome)
            self._write_refusals(sorted(chunk.refused + contradicting, key=lambda refusal: refusal.row), outcome)
            self._note(connection, sha256, outcome, finished=False)

    def _merge(
        self, connection: Connection, table: Any, rows: list[tuple[int, Mapping[str, Any]]], outcome: Outcome
    ) -> list[Refusal]:
        """Put rows in; those that contradict the record are found by halving, and refused."""
        connection.execute(delete(table))  # begins the transaction, which SQLite needs before a savepoint
        try:
            with connection.begin_nested():
                values = [values for _, values in rows]
                added, replaced = merging.merge(connection, self.form.name, table, self.form.key, values)
        except IntegrityError:
            if len(rows) == 1:
                outcome.refused += 1
                return [Refusal(rows[0][0], self.form.fields[0].names[0], "与已有的记录冲突（编号或代码属于别的一条）")]
            half = len(rows) // 2
            parts = (rows[:half], rows[half:])
            return [refusal for part in parts for refusal in self._merge(connection, table, part, outcome)]
        outcome.added += added
        outcome.replaced += replaced
        return []

    def _begin(self, connection: Connection, sha256: str) -> Outcome:
        """Where an earlier run of the same file stopped; from the start when it was finished or is new."""
        wanted = select(ImportRun).where(ImportRun.kind == self.form.name, ImportRun.sha256 == sha256)
        with connection.begin():
            found = connection.execute(wanted).first()
            if found is None:
                fresh = {"kind": self.form.name, "sha256": sha256, "at": _now(), "finished": False}
                connection.execute(insert(_RUNS).values(**fresh, **Outcome().kept()))
            elif not found.finished:
                kept = {name: found[name] for name in Outcome().kept()}
                return Outcome(**kept, began_at=found.rows_read)
        return Outcome()

    def _note(self, connection: Connection, sha256: str, outcome: Outcome, finished: bool) -> None:
        this = (_RUNS.c.kind == self.form.name) & (_RUNS.c.sha256 == sha256)
        connection.execute(update(_RUNS).where(this).values(finished=finished, at=_now(), **outcome.kept()))

    def _cut_report(self, outcome: Outcome) -> None:
        """The report as it was at the last chunk that is in."""
        if not outcome.report_bytes or not self.report.exists():
            self.report.write_bytes("行,栏目,原因\r\n".encode("utf-8-sig"))
            outcome.report_bytes = self.report.stat().st_size
            return
        with self.report.open("r+b") as file:
            file.truncate(outcome.report_bytes)

    def _write_refusals(self, refused: Sequence[Refusal], outcome: Outcome) -> None:
        if refused:
            out = StringIO(newline="")
            csv.writer(out).writerows((r.row, r.field, mask(r.why)) for r in refused)
            with self.report.open("ab") as file:
                file.write(out.getvalue().encode())
            outcome.report_bytes = self.report.stat().st_size


def _decision(values: dict[str, Any], acts: Mapping[str, str]) -> Mapping[str, Any]:
    """双公示 does not say when it was done: the day of the decision stands for it (docs/decisions)."""
    return {
        "decision_no": values["decision_no"],
        "credit_code": values.get("credit_code"),
        "party_name": values["party_name"],
        "party_kind": values["party_kind"],
        "party_initials": initials(values["party_name"]),
        "fields": _as_json(values),
        "act": acts.get(values["act"], values["act"][:60]),
        "article": values.get("article", "")[:200] or None,
        "department": values["department"],
        "agency": naming.agency(values["department"]),
        "treatment": naming.treatment(values["penalty"]),
        "amount_fen": values.get("amount_fen"),
        "decided_at": values["decided_at"],
        "committed_at": values["decided_at"],
        "synthetic": naming.is_made_up(values["decision_no"], values["party_name"]),
    }


def _traffic(values: dict[str, Any], acts: Mapping[str, str]) -> Mapping[str, Any]:
    return {
        **values,
        "act": acts.get(values["act"], values["act"][:60]),
        "synthetic": naming.is_made_up(values["decision_no"]),
    }


def _vehicle(values: dict[str, Any], acts: Mapping[str, str]) -> Mapping[str, Any]:
    return {**values, "synthetic": naming.is_made_up(values.get("note"))}


def _party(values: dict[str, Any], acts: Mapping[str, str]) -> Mapping[str, Any]:
    name = values["name"]
    return {**values, "name_initials": initials(name), "synthetic": naming.is_made_up(name)}


_PREPARE: Mapping[str, Callable[[dict[str, Any], Mapping[str, str]], Mapping[str, Any]]] = {
    "decisions": _decision,
    "traffic": _traffic,
    "vehicles": _vehicle,
    "parties": _party,
}


def _now() -> datetime:
    return clock.now()
