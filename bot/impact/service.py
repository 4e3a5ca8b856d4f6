"""Counting the impact of drafts for a process: the snapshot is made when the records have grown, in the background when
that takes long; meanwhile its progress is told.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from threading import Lock, Thread
from typing import Any

import duckdb

from bot.database import Database
from bot.impact import raw, snapshot
from bot.impact.replay import Impact, Replay
from bot.impact.wire import as_json
from bot.policy.catalogue import Catalogue
from bot.policy.drafts.desk import DraftError
from bot.settings import Settings

log = logging.getLogger(__name__)
AT_ONCE = 100_000  # so many acts are put in columns while the person waits (about two seconds)


class StillPreparing(Exception):
    """The records are being put in columns; `done` of `total` acts so far."""

    def __init__(self, done: int, total: int):
        super().__init__(f"正在整理在案记录：{done}/{total}件（{100 * done // max(total, 1)}%）")
        self.done, self.total = done, total


class Impacts:
    """Makes and keeps the snapshot, and replays drafts on it. Safe to share between threads."""

    def __init__(self, settings: Settings, database: Database):
        self._settings, self._database = settings, database
        self._lock = Lock()
        self._making: Thread | None = None
        self._progress = (0, 0)

    def of(self, catalogue: Catalogue, body: Mapping[str, Any], on: date) -> Impact:
        """The impact of a list's content; StillPreparing while the records are put in columns."""
        file = self.ready(catalogue)
        return Replay.of(file, catalogue, body, self._settings.place, on).run()

    def frozen(self, catalogue: Catalogue, body: Mapping[str, Any], on: date) -> dict[str, Any]:
        """The impact as review keeps it; DraftError while it cannot be counted yet."""
        try:
            return as_json(self.of(catalogue, body, on), catalogue)
        except StillPreparing as still:
            raise DraftError(f"{still}，影响还没算出来，请过一会再提交") from still

    def ready(self, catalogue: Catalogue) -> Path:
        """The snapshot's file; made now when it is small, else begun and StillPreparing."""
        file, acts = self._file(catalogue)
        if file.is_file():
            return file
        with self._lock:
            if self._making is None or not self._making.is_alive():
                self._progress = (0, acts)
                self._making = Thread(target=self._make, args=(file, catalogue), daemon=True)
                self._making.start()
        self._making.join(None if acts <= AT_ONCE else 1)
        if file.is_file():
            return file
        if acts <= AT_ONCE:
            raise RuntimeError("the records could not be put in columns; the log says why")
        raise StillPreparing(*self._progress)

    def _file(self, catalogue: Catalogue) -> tuple[Path, int]:
        """Named by the state of the records and by how the dictionary counts earlier acts."""
        with self._database.session() as session:
            revision = raw.revision(session)
        rules = repr(sorted(snapshot.rules(catalogue.facts).items()))
        key = hashlib.sha256(f"{self._database.url}{revision}{rules}".encode()).hexdigest()[:16]
        folder = self._settings.var / "impact"
        folder.mkdir(parents=True, exist_ok=True)
        return folder / f"acts-{key}.parquet", int(revision.split("-")[0])

    def _make(self, file: Path, catalogue: Catalogue) -> None:
        try:
            with duckdb.connect() as tables, self._database.session() as session:
                raw.copy(session, tables, self._told)
                snapshot.make(tables, catalogue.facts, file)
            for older in file.parent.glob("acts-*.parquet"):
                if older != file:
                    older.unlink(missing_ok=True)
        except Exception:
            log.exception("the records could not be put in columns")

    def _told(self, done: int, total: int) -> None:
        self._progress = (done, total)
