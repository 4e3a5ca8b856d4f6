"""Staff change a rule by saying so; nobody else can."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest

from bot.assistant import Assistant
from bot.database import Database
from bot.dialogue.asker import VISITOR, Asker
from bot.policy.drafts.tables import Draft, DraftEdit

Reply = dict[str, Any]
Talk = Callable[..., list[Reply]]
ZHANG = Asker("staff", "张三")


@pytest.fixture
def drafts_gone(database: Database) -> Iterator[None]:
    """Each test begins and ends without drafts."""
    yield
    with database.session() as session:
        session.query(DraftEdit).delete()
        session.query(Draft).delete()


@pytest.fixture
def talk(assistant: Assistant, loop: asyncio.AbstractEventLoop, drafts_gone: None) -> Talk:
    """Says one thing as somebody; the replies. Each person has a conversation of their own."""
    talks: dict[Asker, str] = {}

    def talk(message: str, asker: Asker = ZHANG) -> list[Reply]:
        conversation = talks.setdefault(asker, secrets.token_urlsafe(8))
        return loop.run_until_complete(assistant.turn(conversation, message, date.today(), asker))

    return talk


def test_a_rule_is_changed_by_what_is_said(talk: Talk) -> None:
    (reply,) = talk("把优驾容错的六个月改成三个月")
    assert (reply["kind"], reply["state"], reply["list"]) == ("draft", "editing", "ly-police-youjia")
    assert "违法前6个月内没有交通违法记录 → 违法前3个月内没有交通违法记录" in reply["text"]
    assert {
        "item": "*",
        "field": "条件",
        "before": "违法前6个月内没有交通违法记录",
        "after": "违法前3个月内没有交通违法记录",
    } in reply["changes"]
    assert "+      fact: prior_traffic_3m" in reply["list_text"].splitlines()


def test_the_sentences_follow_one_another_in_one_draft(talk: Talk) -> None:
    first = talk("把优驾容错的六个月改成三个月")[0]["draft"]
    for said in (
        "去掉城市区这个条件",
        "加一条：未造成交通拥堵",
        '把"未系安全带"加进优驾容错',
        "从明年一月一日起施行",
        "第3项改成减轻",
    ):
        (reply,) = talk(said)
        assert (reply["kind"], reply["draft"]) == ("draft", first), said
    assert reply["applies_from"] == f"{date.today().year + 1}-01-01T00:00:00"
    assert "第3项改成减轻" in talk("撤销上一步")[0]["text"]
    shown = talk("现在改了哪些")[0]
    assert not any(change["field"] == "处理方式" for change in shown["changes"])
    assert any("使用安全带" in change["after"] for change in shown["changes"])


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("把优驾容错的六个月改成负三个月", "大于零"),
        ("把牡丹卡清单的六个月改成三个月", "没有“牡丹卡清单”这份清单"),
        ("优驾容错第9项改成减轻", "没有第9项"),
        ("加一条：态度诚恳", "要改哪一份清单"),
        ("现在改了哪些", "还没有在起草的草案"),
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(talk: Talk, said: str, reason: str) -> None:
    (reply,) = talk(said)
    assert (reply["kind"], reply["topic"]) == ("answer", "clarify")
    assert reason in reply["text"]


@pytest.mark.parametrize(
    "asker", [VISITOR, Asker("operator", "o1"), Asker("business", "b1", "P1"), Asker("reviewer", "r1")]
)
def test_nobody_else_drafts(talk: Talk, asker: Asker, database: Database) -> None:
    replies = talk("把优驾容错的六个月改成三个月", asker)
    assert all(reply["kind"] != "draft" for reply in replies)
    with database.session() as session:
        assert session.query(Draft).count() == 0


def test_what_is_drafted_changes_no_answer(talk: Talk) -> None:
    talk("优驾容错第1项改成减轻")
    assert all(reply["kind"] != "draft" for reply in talk("我今天违停被交警贴条了，能不能不罚？", VISITOR))
    assert "减轻" not in str(talk("优驾容错是什么清单", VISITOR))
