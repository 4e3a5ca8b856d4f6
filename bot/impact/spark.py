"""The replay on Spark, for more records than one machine holds: the very expression that DuckDB runs, written in
Spark's dialect by sqlglot. Needs the extra of requirements-spark.in and Java 17; everything else works without.

`master` is Spark's own address of a cluster (`spark://…`, `yarn`), or `local[2]`; the snapshot must lie where its
workers can read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlglot import exp

from bot.impact.replay import Replay

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_VIEW = "snapshot"
_QUIET = {"spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false"}
_AS_DUCKDB = {"spark.sql.session.timeZone": "UTC", "spark.sql.ansi.enabled": "false"}
_WAYS = ("live", "draft")


class NoSpark(RuntimeError):
    """Spark is not installed here, or finds no Java."""


@contextmanager
def session(master: str = "local[2]") -> Iterator[SparkSession]:
    """A session that ends with the block; NoSpark when there can be none."""
    try:
        from pyspark.errors import PySparkRuntimeError
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise NoSpark("没有装 Spark：pip install -r requirements-spark.in，另要 Java 17。") from error
    builder = SparkSession.builder.master(master).appName("impact")
    for name, value in {**_QUIET, **_AS_DUCKDB}.items():
        builder = builder.config(name, value)
    try:
        found = builder.getOrCreate()
    except PySparkRuntimeError as error:
        raise NoSpark(f"Spark 没有启动（要 Java 17，见 java -version）：{error}") from error
    try:
        yield found
    finally:
        found.stop()


def flipped(replay: Replay, spark: SparkSession) -> list[dict[str, Any]]:
    """Flips from → to with their number, most first: as `Impact.flipped` counts them with DuckDB."""
    frame = spark.read.parquet(str(replay.file))
    frame.createOrReplaceTempView(_VIEW)
    found = spark.sql(statement(replay, frame.columns)).collect()
    rows = [{"from": row["live"], "to": row["draft"], "cases": row["cases"]} for row in found]
    return sorted(rows, key=lambda row: (-row["cases"], row["from"], row["to"]))


def statement(replay: Replay, there: list[str]) -> str:
    """The count as Spark SQL over the view of the snapshot."""
    flips = exp.Subquery(this=replay.query(there, exp.to_table(_VIEW)), alias=exp.to_identifier("flips"))
    counted = exp.select(*_WAYS, exp.alias_(exp.Count(this=exp.Star()), "cases")).from_(flips).group_by(*_WAYS)
    return counted.sql("spark")
