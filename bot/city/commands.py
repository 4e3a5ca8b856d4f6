"""python -m bot city: a synthetic 洛阳 into the database, with a bar that shows how far it is."""

from __future__ import annotations

import argparse
from datetime import date
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from bot.city.build import TABLES, City, build, remove
from bot.database import Database
from bot.settings import Settings

_TITLES = dict(
    zip(
        (table.__tablename__ for table in TABLES),
        ("当事人", "许可证", "机动车", "驾驶人", "服务卡", "违法记录", "责令改正", "改正", "不予处罚"),
        strict=True,
    )
)


def register(commands: Any) -> None:
    """Add the command."""
    command = commands.add_parser("city", help="造一座合成的洛阳（演示数据）放进数据库")
    command.add_argument("--parties", type=_some, default=2000, help="多少当事人（默认 2000）")
    command.add_argument("--seed", type=int, default=1, help="同一个数造出同一座城（默认 1）")
    command.add_argument("--until", type=date.fromisoformat, help="记录到哪一天（默认见 data/city.yml）")
    command.add_argument("--replace", action="store_true", help="先去掉已有的合成数据")
    command.set_defaults(run=_city)


def _some(raw: str) -> int:
    count = int(raw)
    if not 1 <= count <= 2_000_000:
        raise argparse.ArgumentTypeError(f"{raw}：应为 1 到 2000000")
    return count


def _city(options: argparse.Namespace, settings: Settings) -> None:
    database = Database(settings.database_url)
    database.create()
    try:
        if options.replace:
            remove(database)
        counts = _build(database, settings, City(options.parties, options.seed, options.until))
    finally:
        database.close()
    print("合成的洛阳已放进数据库：" + "，".join(f"{_TITLES[name]} {count}" for name, count in counts.items()))


def _build(database: Database, settings: Settings, city: City) -> dict[str, int]:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns) as progress:
        bars = {"parties": city.parties, "vehicles": round(city.parties * 1.73), "acts": city.parties * 6}
        tasks = {name: progress.add_task(_TITLES[name], total=total) for name, total in bars.items()}

        def tell(name: str, more: int) -> None:
            if name in tasks:
                progress.advance(tasks[name], more)

        return build(database, settings.data / "city.yml", city, tell)
