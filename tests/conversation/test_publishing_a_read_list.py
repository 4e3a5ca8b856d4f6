"""From a department's sheet to an answer: read, published while the assistant runs, answered in the next turn."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot.__main__ import main
from bot.assistant import Assistant
from bot.bootstrap import open_database
from bot.dialogue.services import Services, use
from bot.policy.catalogue import CatalogueSource
from bot.settings import Settings
from tests.conftest import Loop

TODAY = date(2026, 11, 26)
ACT = "在河道管理范围内晾晒粮食妨碍巡查"
Say = Callable[[str], list[dict[str, Any]]]


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database of its own, for the running assistant and for the commands."""
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'bot.sqlite3'}")
    return tmp_path


@pytest.fixture
def say(var: Path, settings: Settings, loop: Loop, services: Services) -> Iterator[Say]:
    own = replace(settings, database_url=f"sqlite:///{var / 'bot.sqlite3'}", var=var)
    database = open_database(own)
    mine = Services(own, database, CatalogueSource(database, own))
    assistant = loop.run_until_complete(Assistant.load(own.models, mine))

    def say(message: str) -> list[dict[str, Any]]:
        turn = assistant.turn("published", message, TODAY)
        return loop.run_until_complete(turn)

    yield say
    use(services)  # loading an assistant made its services those of the process
    database.close()


def sheet(path: Path) -> Path:
    book = openpyxl.Workbook()
    page = book.active
    page.append(["洛阳市水利局轻微违法行为不予处罚清单（演示）"])
    page.append(["序号", "违法行为", "适用条件"])
    page.append([1, ACT, "初次违法；当场改正"])
    book.save(path)
    return path


def test_it_is_answered_in_the_next_turn(var: Path, say: Say) -> None:
    before = say("我在河道里晒玉米，妨碍了巡查")
    assert "水利局" not in str(before)
    read, made = sheet(var / "shuili.xlsx"), var / "ly-water-demo.yml"
    assert main(["lists", "read", str(read), "-o", str(made)]) == 0
    command = ["lists", "publish", str(made), "--from", "2026-11-01", "--by", "张三", "--reason", "测试"]
    assert main(command) == 0
    asked = say("在河道管理范围内晾晒粮食会罚款吗")
    assert "洛阳市水利局轻微违法行为不予处罚清单" in str(asked)
    say("是第一次")
    (verdict,) = [reply for reply in say("当场就改了") if reply["kind"] == "verdict"]
    assert (verdict["status"], verdict["list"]["id"]) == ("qualifies", "ly-water-demo")


def test_a_list_of_the_future_does_not_answer_yet(var: Path, say: Say) -> None:
    made = var / "ly-water-demo.yml"
    main(["lists", "read", str(sheet(var / "shuili.xlsx")), "-o", str(made)])
    main(["lists", "publish", str(made), "--from", "2099-01-01", "--by", "张三", "--reason", "测试"])
    assert "水利局" not in str(say("在河道管理范围内晾晒粮食会罚款吗"))
