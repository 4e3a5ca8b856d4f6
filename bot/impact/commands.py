"""python -m bot impact: the impact of a draft counted from the command line, with DuckDB or on Spark."""

from __future__ import annotations

import argparse
import time
from typing import Any

from bot import clock
from bot.settings import Settings


def register(commands: Any) -> None:
    """Add the command."""
    impact = commands.add_parser("impact", help="一份草案影响多少案子（命令行里算）")
    impact.add_argument("draft", help="草案编号，如 D1a2b3c4d")
    impact.add_argument("--spark", metavar="地址", help="在 Spark 上算：local[2]、spark://…；不写用 DuckDB")
    impact.set_defaults(run=_impact)


def _impact(options: argparse.Namespace, settings: Settings) -> int:
    from bot.bootstrap import open_database
    from bot.impact.replay import Replay
    from bot.impact.service import Impacts, StillPreparing
    from bot.policy.catalogue import CatalogueSource
    from bot.policy.drafts.desk import DraftDesk

    database = open_database(settings)
    catalogue = CatalogueSource(database, settings).current()
    with database.session() as session:
        desk = DraftDesk(session, catalogue.facts, catalogue.citations, clock.wall())
        body = desk.body(desk.get(options.draft))
    impacts = Impacts(settings, database)
    while True:
        try:
            file = impacts.ready(catalogue)
            break
        except StillPreparing as still:
            print(still, flush=True)
            time.sleep(1)
    _tell(Replay.of(file, catalogue, body, settings.place, clock.today()), options.spark)
    database.close()
    return 0


def _tell(replay: Any, master: str | None) -> None:
    from bot.eligibility.model import TREATMENTS
    from bot.impact import spark

    start = time.perf_counter()
    if master:
        with spark.session(master) as session:
            rows = spark.flipped(replay, session)
    else:
        rows = replay.run().flipped
    for row in rows:
        print(f"{TREATMENTS.get(row['from'], row['from'])} → {TREATMENTS.get(row['to'], row['to'])}：{row['cases']}件")
    print(f"共{sum(row['cases'] for row in rows)}件结果会变，用了{time.perf_counter() - start:.1f}秒。")
