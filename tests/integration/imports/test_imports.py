"""Imports into both databases: what a row becomes, what is refused and why, and that twice is once."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from made_files import ACTS, code, decision, write
from openpyxl import Workbook, load_workbook
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.clock import CHINA
from bot.database import Database
from bot.imports.exporting import export
from bot.imports.formats import FORMATS
from bot.imports.running import Import, Outcome
from bot.records.acts import ActSource, RecordedAct
from bot.records.import_runs import ImportRun
from bot.records.parties import Party
from bot.records.vehicles import Driver, Vehicle

TRAFFIC = {
    "决定书编号": "合成公交决1",
    "号牌号码": "豫C·A1234",
    "查处部门": "公安交警",
    "违法行为": "机动车违反规定停放",
    "违法时间": "2026-03-05 08:30",
    "处理方式": "罚款",
    "罚款金额（元）": "100",
    "是否处理完毕": "否",
}


@pytest.fixture
def database(empty_url: str) -> Iterator[Database]:
    database = Database(empty_url)
    database.create()
    yield database
    database.close()


Take = Callable[..., Outcome]


@pytest.fixture
def take(database: Database, tmp_path: Path) -> Take:
    def run(kind: str, path: Path, chunk: int = 50) -> Outcome:
        return Import(FORMATS[kind], path, tmp_path / "refused.csv", ACTS, chunk).run(database)

    return run


def scalars(database: Database, wanted: Any) -> list[Any]:
    with Session(database.engine, future=True) as session:
        return list(session.execute(wanted).scalars())


def refused(folder: Path) -> list[list[str]]:
    return list(csv.reader((folder / "refused.csv").read_text(encoding="utf-8-sig").splitlines()))[1:]


def test_a_decision_becomes_an_act_of_its_party(database: Database, take: Take, tmp_path: Path) -> None:
    take("decisions", write(tmp_path / "a.csv", [decision(7)]))
    (act,) = scalars(database, select(RecordedAct))
    (party,) = scalars(database, select(Party))
    assert (act.act, act.agency, act.amount, act.treatment) == (
        "expired-food",
        "market",
        Decimal("2000.00"),
        "ordinary",
    )
    assert (act.party_id, party.credit_code, party.kind) == (party.id, code(7), "enterprise")
    assert act.decided_at.astimezone(CHINA).date() == date(2026, 3, 5)
    assert act.synthetic and not act.settled_known


def test_the_row_is_kept_as_it_came(database: Database, take: Take, tmp_path: Path) -> None:
    take("decisions", write(tmp_path / "a.csv", [decision(7)]))
    (kept,) = scalars(database, select(ActSource))
    assert kept.fields["facts"] == "货架上有过期食品" and kept.fields["act"] == "经营超过保质期的食品"


def test_the_same_file_twice_is_once(database: Database, take: Take, tmp_path: Path) -> None:
    file = write(tmp_path / "a.csv", [decision(n) for n in range(120)])
    first, second = take("decisions", file), take("decisions", file)
    assert (first.added, first.replaced) == (120, 0) and (second.added, second.replaced) == (0, 120)
    assert scalars(database, select(func.count()).select_from(RecordedAct)) == [120]


def test_a_newer_row_of_the_same_number_replaces_the_older(database: Database, take: Take, tmp_path: Path) -> None:
    take("traffic", write(tmp_path / "a.csv", [TRAFFIC]))
    take("traffic", write(tmp_path / "b.csv", [{**TRAFFIC, "是否处理完毕": "是"}]))
    assert [act.settled for act in scalars(database, select(RecordedAct))] == [True]


def test_a_traffic_act_finds_its_vehicle_owner_and_driver(database: Database, take: Take, tmp_path: Path) -> None:
    with database.session() as session:
        party = Party(ref="P1", kind="person", name="合成甲", name_initials="hcj", synthetic=True)
        session.add(party)
        session.flush()
        session.add(Vehicle(plate="豫CA1234", kind="private_small", owner_id=party.id))
        session.add(Driver(file_no="410300000001", party_id=party.id))
    take("traffic", write(tmp_path / "a.csv", [{**TRAFFIC, "档案编号": "410300000001"}]))
    (act,) = scalars(database, select(RecordedAct))
    assert act.vehicle_id and act.driver_id and act.party_id
    assert act.committed_at.astimezone(CHINA).hour == 8


@pytest.mark.parametrize(
    ("field", "cell", "why"),
    [
        ("CF_NR_FK", "两千", "万元"),
        ("CF_NR_FK", "-1", "不小于0"),
        ("CF_NR_FK", "0.0000001", "最多到分"),
        ("CF_XDR_SHXYM", code(8)[:17] + "?", "统一社会信用代码"),
        ("CF_XDR_SHXYM", code(8)[:16] + "0" + code(8)[17], "17位"),
        ("CF_JDRQ", "2026-02-30", "不是日期"),
        ("CF_XDR_LB", "外星人", "不认识"),
        ("CF_WSH", "", "必须填写"),
    ],
)
def test_a_row_that_cannot_be_taken_is_reported(
    database: Database, take: Take, tmp_path: Path, field: str, cell: str, why: str
) -> None:
    outcome = take("decisions", write(tmp_path / "a.csv", [decision(1), decision(2, **{field: cell}), decision(3)]))
    assert (outcome.added, outcome.refused) == (2, 1)
    ((row, name, reason),) = refused(tmp_path)
    assert (row, name) == ("3", field) and why in reason


def test_a_row_that_contradicts_the_record_is_refused_alone(database: Database, take: Take, tmp_path: Path) -> None:
    usual = {"类别": "企业", "统一社会信用代码": code(1)}
    rows = [{"当事人编号": f"R{n}", "名称": f"第{n}家（合成）", **usual} for n in range(2)]
    rows.append({"当事人编号": "R2", "名称": "第三家（合成）", "类别": "企业", "统一社会信用代码": code(2)})
    outcome = take("parties", write(tmp_path / "a.csv", rows))
    assert (outcome.added, outcome.refused) == (2, 1)
    assert refused(tmp_path)[0][0] == "3" and "冲突" in refused(tmp_path)[0][2]


def test_the_register_takes_over_whom_only_decisions_named(database: Database, take: Take, tmp_path: Path) -> None:
    take("decisions", write(tmp_path / "a.csv", [decision(7)]))
    row = {
        "当事人编号": "R7",
        "名称": "第七食品店（合成）",
        "类别": "企业",
        "统一社会信用代码": code(7),
        "区县": "西工区",
    }
    take("parties", write(tmp_path / "b.csv", [row]))
    (party,) = scalars(database, select(Party))
    assert (party.ref, party.district) == ("R7", "西工区")


def test_vehicles_go_to_their_owners(database: Database, take: Take, tmp_path: Path) -> None:
    take("parties", write(tmp_path / "a.csv", [{"当事人编号": "R7", "名称": "合成甲", "类别": "个人"}]))
    row = {"号牌号码": "豫c d12345", "车辆类型": "小型汽车", "核定载客": "5", "所有人编号": "R7"}
    take("vehicles", write(tmp_path / "b.csv", [row]))
    (car,) = scalars(database, select(Vehicle))
    assert (car.plate, car.kind, car.seats) == ("豫CD12345", "private_small", 5) and car.owner_id


def test_files_of_old_spreadsheets_and_chinese_headers_are_read(database: Database, take: Take, tmp_path: Path) -> None:
    names = {names[0]: names[1] for names in (field.names for field in FORMATS["decisions"].fields)}
    row = {names[name]: cell for name, cell in decision(7).items()}
    assert take("decisions", write(tmp_path / "a.csv", [row], "gb18030")).added == 1


def test_a_workbook_is_read(database: Database, take: Take, tmp_path: Path) -> None:
    book = Workbook()
    row: dict[str, Any] = {**decision(7), "CF_NR_FK": 0.2}
    book.active.append(list(row))
    book.active.append(list(row.values()))
    book.save(tmp_path / "a.xlsx")
    take("decisions", tmp_path / "a.xlsx")
    assert [act.amount for act in scalars(database, select(RecordedAct))] == [Decimal("2000.00")]


def test_a_missing_column_is_named(take: Take, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="CF_WSH或行政处罚决定书文号"):
        take("decisions", write(tmp_path / "a.csv", [{"CF_XDR_MC": "甲"}]))


def test_a_kill_in_the_middle_loses_and_doubles_nothing(
    database: Database, take: Take, tmp_path: Path, empty_url: str
) -> None:
    file = write(tmp_path / "a.csv", [decision(n, CF_NR_FK="x" if n % 100 == 7 else "0.2") for n in range(4000)])
    program = (
        "import sys; sys.path[:0] = [sys.argv[4]]\n"
        "from pathlib import Path; from bot.database import Database; from bot.imports.formats import FORMATS\n"
        "from bot.imports.running import Import\n"
        "Import(FORMATS['decisions'], Path(sys.argv[1]), Path(sys.argv[2]), {}, 50).run(Database(sys.argv[3]))"
    )
    report = tmp_path / "refused.csv"
    child = subprocess.Popen([sys.executable, "-c", program, str(file), str(report), empty_url, os.getcwd()])
    while not scalars(database, select(ImportRun.id).where(ImportRun.rows_read > 100)):
        assert child.poll() is None, "ended before it could be killed"
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    child.wait()
    outcome = take("decisions", file)
    assert 100 < outcome.began_at < 4000
    assert (outcome.rows_read, outcome.added, outcome.refused) == (4000, 3960, 40)
    assert scalars(database, select(func.count()).select_from(RecordedAct)) == [3960]
    assert [int(row[0]) for row in refused(tmp_path)] == [n + 2 for n in range(4000) if n % 100 == 7]


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_decisions_go_out_as_they_came_in(database: Database, take: Take, tmp_path: Path, ending: str) -> None:
    rows = [decision(n, CF_SY="=HYPERLINK(1)" if n == 2 else "事实") for n in range(3)]
    take("decisions", write(tmp_path / "a.csv", rows))
    out = tmp_path / f"out.{ending}"
    with database.session() as session:
        assert export(session, "decisions", out) == 3
    if ending == "csv":
        back = list(csv.DictReader(out.read_text(encoding="utf-8-sig").splitlines()))
    else:
        header, *body = load_workbook(out).active.iter_rows(values_only=True)
        back = [dict(zip(header, cells, strict=True)) for cells in body]
    back.sort(key=lambda row: str(row["CF_WSH"]))
    assert [{name: row[name] for name in rows[0]} for row in back[:2]] == rows[:2]
    assert back[2]["CF_SY"] == "'=HYPERLINK(1)"
    assert take("decisions", out).replaced == 3
