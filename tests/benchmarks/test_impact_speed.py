"""How long the replay of a draft on three million made-up acts takes. Aim: at most 2 s for one list on two cores.

The acts are made in DuckDB as `bot.impact.raw` would leave them; BENCH_ACTS sets another number.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from bot.impact import snapshot
from bot.impact.replay import Impact, Replay
from bot.policy.catalogue import Catalogue
from bot.policy.loader import load_list
from bot.settings import ROOT

ACTS = int(os.environ.get("BENCH_ACTS", "3000000"))
_MADE = """
CREATE TABLE parties AS SELECT i AS id, CASE WHEN i % 10 < 8 THEN 'person' ELSE 'enterprise' END AS kind,
    CASE WHEN i % 10 < 8 THEN NULL ELSE ['micro', 'small', 'medium'][1 + i % 3] END AS size FROM range(1, 400001) t(i);
CREATE TABLE vehicles AS SELECT i AS id, CASE WHEN i % 9 = 0 THEN '豫A' ELSE '豫C' END || i AS plate,
    CASE WHEN i % 5 = 0 THEN 'unit_small' ELSE 'private_small' END AS kind, CAST(5 AS INTEGER) AS seats FROM range(1, 500001) t(i);
CREATE TABLE cards AS SELECT i AS vehicle_id, 'green' AS state, TIMESTAMP '2024-01-01' AS since,
    CAST(NULL AS TIMESTAMP) AS until FROM range(1, 100001) t(i);
CREATE TABLE acts AS SELECT i AS id, 'B' || i AS decision_no, CAST(1 + floor(random() * 400000) AS BIGINT) AS party_id,
    CAST(1 + floor(random() * 500000) AS BIGINT) AS vehicle_id, CAST(1 + floor(random() * 450000) AS BIGINT) AS driver_id,
    CASE WHEN i % 6 = 0 THEN 'city_management' ELSE 'traffic_police' END AS agency, CAST(NULL AS VARCHAR) AS department,
    ['parking', 'lane-at-junction', 'licence-not-carried', 'insurance-label', 'red-light', 'seatbelt', 'speeding',
     'parking', 'prohibition-sign', 'lane'][1 + i % 10] AS act,
    ['涧西区', '西工区', '老城区', '洛龙区', '偃师区', '伊川县'][1 + CAST(floor(random() * 6) AS BIGINT)] AS district,
    TIMESTAMP '2022-01-01' + INTERVAL (CAST(floor(random() * 2500000) AS BIGINT)) MINUTE AS committed_at,
    'ordinary' AS treatment, CAST(100 AS DOUBLE) AS amount, random() < 0.9 AS settled,
    CASE WHEN i % 3 = 0 THEN '{"accident_or_jam": false, "road_kind": "ordinary"}' END AS known
FROM range(1, {acts} + 1) t(i);
"""


@pytest.fixture(scope="module")
def file(catalogue: Catalogue, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("impact") / "acts.parquet"
    with duckdb.connect() as tables:
        tables.execute("SELECT setseed(0.5)")
        tables.execute(_MADE.replace("{acts}", str(ACTS)))
        snapshot.make(tables, catalogue.facts, made)
    return made


def body(catalogue: Catalogue) -> dict[str, Any]:
    """优驾容错 with three months instead of six."""
    found = load_list(ROOT / "data" / "lists" / "ly-police-youjia.yml", catalogue.facts, catalogue.citations)
    found["parameters"]["first_offence"]["window"] = "3m"
    found["conditions"][3] = {"text": "违法前3个月内没有交通违法记录", "test": {"not": {"fact": "prior_traffic_3m"}}}
    return found


def test_a_draft_on_all_acts(benchmark: Any, catalogue: Catalogue, file: Path) -> None:
    replay = Replay.of(file, catalogue, body(catalogue), "洛阳市", date(2026, 11, 26))
    found: Impact = benchmark.pedantic(replay.run, rounds=5, warmup_rounds=1)
    assert found.recorded == ACTS and found.cases > ACTS * 0.4 and found.flipped
    benchmark.extra_info.update(cases=found.cases, flipped=sum(one["cases"] for one in found.flipped))
