"""Figures over HTTP: who sees them, what is counted, and that few are not shown singly."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook
from sqlalchemy import delete

from bot import clock
from bot.records import turns
from bot.records.ratings import Rating
from bot.records.tickets import Ticket
from bot.records.turns import ChatTurn
from bot.web.identity import make_token

NOW = clock.now()
OLD = NOW - timedelta(days=200)


def talked(session, number, item, status="qualifies", said="违停", at=NOW):
    verdict = {"kind": "verdict", "text": "结论", "status": status, "item": {"id": item} if item else None}
    turns.keep(session, f"t{number}", f"c{number}", "visitor", said, [verdict], at)


def muddled(session, number, said):
    turns.keep(
        session,
        f"m{number}",
        f"mc{number}",
        "visitor",
        said,
        [{"kind": "answer", "topic": "clarify", "text": "?"}],
        NOW,
    )


def rated(number, score, comment=""):
    return Rating(
        conversation=f"c{number}", subject=f"s{number}", subject_kind="turn", score=score, reasons=["unclear"], comment=comment,
        channel=7, rated_at=NOW,
    )  # fmt: skip


def ticket(number, state, due, answered_at=None):
    return Ticket(
        id=f"GDF{number}", kind="consult", received_at=NOW, text="x", due_note="", owner="o", transcript=[], source="hotline",
        urgency="normal", state=state, categories=[], department="洛阳市城市管理局", days=2, due=due, answered_at=answered_at,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def empty(services):
    _forget(services)
    yield
    _forget(services)


def _forget(services):
    with services.database.session() as session:
        for table in (ChatTurn, Rating, Ticket):
            session.execute(delete(table))


@pytest.fixture
def desk(client, settings):
    client.post("/signin", data={"token": make_token(settings, "operator", "主管", supervisor=True)})
    return client


def sheets(desk, **span):
    book = load_workbook(io.BytesIO(desk.get("/desk/figures.xlsx", params=span).content))
    rows = {sheet.title[1:]: list(sheet.iter_rows(min_row=6, values_only=True)) for sheet in book}
    return {title: dict(row[:2] for row in found) for title, found in rows.items()}


@pytest.mark.parametrize(("role", "status"), [("operator", 403), ("staff", 403), ("reviewer", 200)])
def test_who_sees_them(client, settings, role, status):
    client.post("/signin", data={"token": make_token(settings, role, "u")})
    assert client.get("/desk/figures").status_code == status
    assert client.get("/desk/figures.xlsx").status_code == status


def test_conversations_by_department_item_and_outcome(desk, services):
    with services.database.session() as session:
        for n in range(7):
            talked(session, n, "ly-police-youjia/1")
        for n in range(7, 13):
            talked(session, n, "ly-cg-card-quarter/1", "fails")
        talked(session, 50, "ly-police-youjia/1", at=OLD)
    found = sheets(desk)
    assert found["问的是哪个部门的事"] == {"公安局": 7, "城市管理局": 6}
    assert found["问的是哪个事项"]["机动车违反规定停放（公安局）"] == 7
    assert found["得到什么结果"] == {"符合": 7, "不符合": 6}


def test_a_conversation_counts_once_however_often_it_comes_to_the_same(desk, services):
    with services.database.session() as session:
        for n in range(6):
            talked(session, n, "ly-police-youjia/1")
            turns.keep(session, f"again{n}", f"c{n}", "visitor", "再问", [{"kind": "verdict", "text": "", "status": "qualifies", "item": {"id": "ly-police-youjia/1"}}], NOW)  # fmt: skip
    assert sheets(desk)["得到什么结果"] == {"符合": 6}


def test_few_are_not_shown_singly(desk, services):
    with services.database.session() as session:
        for n in range(9):
            talked(session, n, "ly-police-youjia/1")
        talked(session, 20, "ly-cg-card-quarter/1")
    assert sheets(desk)["问的是哪个部门的事"] == {"其他": 10}
    assert "城市管理局" not in desk.get("/desk/figures").text


def test_satisfaction_keeps_the_five_levels(desk, services):
    with services.database.session() as session:
        session.add_all([rated(n, 5) for n in range(8)] + [rated(n, 4) for n in range(20, 26)] + [rated(30, 1)])
    assert sheets(desk)["对答复的评价"] == {
        "非常满意": 8, "满意": "少于5", "基本满意": 0, "不满意": 0, "非常不满意": "少于5",
    }  # fmt: skip


def test_tickets_in_time(desk, services):
    today = NOW.date()
    late = [ticket(n, "assigned", today - timedelta(days=1)) for n in range(6)]
    fine = [ticket(n + 10, "answered", today, NOW) for n in range(7)]
    with services.database.session() as session:
        session.add_all([*late, *fine])
    found = sheets(desk)
    assert found["工单按期情况"] == {"按期答复": 7, "超期答复": 0, "办理中": 0, "超期未答复": 6, "期限待定": 0}
    assert found["超期工单的主办单位"] == {"洛阳市城市管理局": 6}


def test_unanswered_messages_are_masked_and_shown_only_among_others(desk, services):
    with services.database.session() as session:
        for n in range(4):
            muddled(session, n, f"听不懂的话{n}，电话13800138000")
    assert "听不懂的话" not in desk.get("/desk/figures").text
    with services.database.session() as session:
        muddled(session, 4, "听不懂的话4")
    shown = desk.get("/desk/figures").text
    assert "听不懂的话4" in shown and "13800138000" not in shown


def test_a_span_can_be_asked_for(desk, services):
    with services.database.session() as session:
        for n in range(6):
            talked(session, n, "ly-police-youjia/1", at=OLD)
    day = OLD.date().isoformat()
    assert sheets(desk)["得到什么结果"] == {} and sheets(desk, **{"from": day, "to": day})["得到什么结果"] == {
        "符合": 6
    }


@pytest.mark.parametrize("span", [{"from": "2026-02-01", "to": "2026-01-01"}, {"from": "2024-01-01"}, {"to": "x"}])
def test_no_span_is_422(desk, span):
    assert desk.get("/desk/figures", params=span).status_code == 422


def test_a_future_span_is_empty_not_wrong(desk):
    later = (clock.today() + timedelta(days=20)).isoformat()
    assert "这段时间没有" in desk.get("/desk/figures", params={"from": later, "to": later}).text
