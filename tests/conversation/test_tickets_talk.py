"""Tickets in conversation: where they are, whose they are, the answer that comes back, the follow-up."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from bot import clock
from bot.database import Database
from bot.records.ticketing import Filing, Ticketing
from bot.records.tickets import Ticket
from bot.settings import ROOT
from bot.tickets.rules import TicketRules

RULES = TicketRules.load(ROOT / "data")
Reply = dict[str, Any]


class Talk:
    """One conversation with the real assistant, and the tickets filed in it."""

    def __init__(self, assistant: Any, loop: Any, database: Database):
        self.id = secrets.token_urlsafe(8)
        self._assistant, self._loop, self._database = assistant, loop, database

    def say(self, message: str) -> list[Reply]:
        return list(self._loop.run_until_complete(self._assistant.turn(self.id, message, date(2026, 11, 25))))

    def file(self, text: str = "停车的事想问问") -> str:
        with self._database.session() as session:
            return str(self._desk(session).file(Filing("consult", text, "widget", "visitor", conversation=self.id)).id)

    def answer(self, ticket: str, text: str) -> None:
        with self._database.session() as session:
            self._desk(session).answer(session.get(Ticket, ticket), "交警", text, "已解答")

    def ticket(self, number: str) -> dict[str, Any]:
        with self._database.session() as session:
            found = session.get(Ticket, number)
            return {name: getattr(found, name) for name in ("state", "satisfaction", "resolved", "dissatisfaction")}

    def _desk(self, session: Any) -> Ticketing:
        return Ticketing(session, RULES, clock.now())


@pytest.fixture
def make(assistant: Any, loop: Any, database: Database) -> Callable[[], Talk]:
    return lambda: Talk(assistant, loop, database)


@pytest.mark.parametrize("words", ["我的工单办到哪了", "上次反映的事有答复没", "查一下工单进度"])
def test_where_my_ticket_is(make: Callable[[], Talk], words: str) -> None:
    talk = make()
    number = talk.file()
    reply = talk.say(words)[-1]
    assert (reply["kind"], reply["topic"], reply["tickets"]) == ("answer", "ticket", [number])
    assert "已受理" in reply["text"] and "答复" in reply["text"]


def test_anothers_ticket_is_not_told_apart_from_none(make: Callable[[], Talk]) -> None:
    owner, other = make(), make()
    number = owner.file()
    assert other.say(f"工单{number}办到哪了")[-1]["text"] == other.say("工单GD20200101000000办到哪了")[-1]["text"]
    assert owner.say(f"工单{number}办到哪了")[-1]["tickets"] == [number]


def test_the_answer_comes_back_once_and_the_thread_goes_on(make: Callable[[], Talk]) -> None:
    talk = make()
    talk.say("车停路边被贴条了")
    number = talk.file()
    talk.answer(number, "请带行驶证到窗口。")
    first = talk.say("公安交警")
    assert first[0]["topic"] == "ticket" and "请带行驶证到窗口。" in first[0]["text"]
    assert first[-1]["kind"] == "question"
    assert [r for r in talk.say("不知道") if r.get("topic") == "ticket"] == []


@pytest.mark.parametrize(
    ("words", "resolved", "level", "state"),
    [
        ("解决了，满意", True, 4, "closed"),
        ("非常满意", True, 5, "closed"),
        ("没解决，非常不满意", False, 1, "answered"),
        ("不满意：没说清", False, 2, "answered"),
        ("5", True, 5, "closed"),
    ],
)
def test_the_follow_up_is_recorded(
    make: Callable[[], Talk], words: str, resolved: bool, level: int, state: str
) -> None:
    talk = make()
    number = talk.file()
    talk.answer(number, "已经核实。")
    talk.say("你好")
    reply = talk.say(words)[-1]
    found = talk.ticket(number)
    assert reply["topic"] == "ticket"
    assert (found["resolved"], found["satisfaction"], found["state"]) == (resolved, level, state)
    assert found["dissatisfaction"] == ("没说清" if "没说清" in words else "")


def test_without_an_answered_ticket_contentment_is_just_talk(make: Callable[[], Talk]) -> None:
    talk = make()
    number = talk.file()
    talk.say("满意")
    assert talk.ticket(number)["satisfaction"] is None
