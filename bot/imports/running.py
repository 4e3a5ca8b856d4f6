"""Running an import: chunk by chunk, each in a transaction with how far it is, so that a kill costs one chunk at most."""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from pathlib import Path
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import IntegrityError

from bot import clock
from bot.database import Database
from bot.imports import merging, source
from bot.imports.chunks import Chunk, Row, ahead
from bot.imports.fields import Refusal
from bot.imports.formats import Format
from bot.imports.reading import Reader
from bot.records.tables import ImportRun
from bot.web.masking import mask

CHUNK = 20_000
_RUNS = ImportRun.__table__


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
        Reader.of(self.form, next(source.rows(self.path), []))
        sha256 = source.fingerprint(self.path)
        with database.engine.connect() as connection:
            outcome = self._begin(connection, sha256)
            self._cut_report(outcome)
            merging.hurry(connection)
            with connection.begin():
                table = merging.stage(connection, self.form.name)
            for chunk in ahead(self.form, self.path, self.acts, outcome.rows_read, self.chunk):
                self._put(connection, table, chunk, sha256, outcome)
                tell(outcome)
            with connection.begin():
                self._note(connection, sha256, outcome, finished=True)
        tell(outcome)
        return outcome

    def _put(self, connection: Connection, table: Any, chunk: Chunk, sha256: str, outcome: Outcome) -> None:
        """A chunk into the record, with how far it is, in one transaction."""
        with connection.begin():
            outcome.rows_read += chunk.rows
            outcome.refused += chunk.bad_rows
            contradicting = self._merge(connection, table, chunk.good, outcome)
            self._write_refusals(sorted(chunk.refused + contradicting, key=lambda refusal: refusal.row), outcome)
            self._note(connection, sha256, outcome, finished=False)

    def _merge(
        self, connection: Connection, table: Any, rows: Sequence[tuple[int, Row]], outcome: Outcome
    ) -> list[Refusal]:
        """Put rows in; those that contradict the record are found by halving, and refused."""
        merging.clear(connection, table)  # begins the transaction, which SQLite needs before a savepoint
        try:
            with connection.begin_nested():
                staged = [row for _, row in rows]
                added, replaced = merging.merge(connection, self.form.name, table, self.form.key, staged)
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


def _now() -> datetime:
    return clock.now()
