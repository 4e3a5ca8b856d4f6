"""Tickets over the wire: filing from a conversation, whose they are, the officials' steps, follow-up, export."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from problem_document import problem

from bot.database import Database
from bot.records.tables import GivenVerdict
from bot.tickets.work_order import COLUMNS

Json = dict[str, Any]
VERDICT = {
    "status": "qualifies",
    "item": {"id": "ly-cg-card-quarter/1", "title": "轻微违停（首违）", "no": "1"},
    "list": {"id": "ly-cg-card-quarter", "title": "文明停车服务卡"},
}


def talk(client: TestClient, headers: Any = None, message: str = "涧西区停车被城管贴条了") -> str:
    return str(client.post("/api/chat", json={"message": message}, headers=headers).json()["conversation"])


def file(client: TestClient, conversation: str | None, headers: Any = None, **more: Any) -> Json:
    body = {"conversation": conversation, "kind": "consult", "text": "在涧西区停车，想请人再看看", **more}
    answer = client.post("/api/tickets", json=body, headers=headers)
    assert answer.status_code == 201, answer.text
    return dict(answer.json())


def judged(database: Database, conversation: str) -> str:
    """A verdict on file in a conversation, as the assistant leaves it."""
    audit = f"audit-{conversation[:20]}"
    with database.session() as session:
        at = datetime.now(timezone.utc)
        verdict = {**VERDICT, "audit": audit}
        session.add(
            GivenVerdict(id=audit, conversation=conversation, given_at=at, facts={}, versions={}, verdict=verdict)
        )
    return audit


def step(client: TestClient, ticket: str, headers: Any, status: int = 200, **body: Any) -> Json:
    answer = client.post(f"/api/tickets/{ticket}/steps", json=body, headers=headers)
    assert answer.status_code == status, answer.text
    return dict(answer.json())


@pytest.fixture
def operator(bearer: Callable[..., Any]) -> Any:
    return bearer("operator", "坐席01")


def test_the_receipt_says_by_when_and_by_whom(client):
    filed = file(client, talk(client))
    assert filed["id"].startswith("GD") and filed["department"] and filed["due_note"]
    assert set(filed) >= {"id", "due", "department", "state"}


def test_the_items_department_gets_it_at_once_in_the_district(client, database, operator):
    conversation = talk(client)
    audit = judged(database, conversation)
    filed = file(client, conversation)
    assert (filed["department"], filed["state"]) == ("涧西区城市管理局", "assigned")
    whole = client.get(f"/api/tickets/{filed['id']}", headers=operator).json()
    assert whole["audit"] == audit and whole["verdict"]["status"] == "qualifies"
    assert whole["transcript"][0]["said"] == "涧西区停车被城管贴条了"
    assert whole["transcript"][0]["replies"]


def test_without_an_item_or_clear_words_a_person_assigns_it(client):
    filed = file(client, talk(client), text="有个事想问问")
    assert (filed["state"], filed["department"]) == ("received", "洛阳市12345热线（待交办）")


def test_another_conversations_ticket_looks_as_if_there_were_none(client):
    mine, other = talk(client), talk(client)
    filed = file(client, mine)
    there = client.get(f"/api/tickets/{filed['id']}", params={"conversation": other})
    nowhere = client.get("/api/tickets/GD20200101000000", params={"conversation": other})
    assert problem(there, 404)["detail"] == problem(nowhere, 404)["detail"]
    assert client.get(f"/api/tickets/{filed['id']}").status_code == 404
    assert client.get(f"/api/tickets/{filed['id']}", params={"conversation": mine}).json()["id"] == filed["id"]


def test_nobody_files_from_anothers_conversation(client, bearer):
    conversation = talk(client, bearer("business", party="P1"))
    body = {"conversation": conversation, "kind": "consult", "text": "问一下"}
    assert client.post("/api/tickets", json=body).status_code == 404
    assert client.post("/api/tickets", json=body, headers=bearer("business", party="P2")).status_code == 404


def test_a_business_sees_its_own_from_any_conversation(client, bearer):
    mine = bearer("business", party="P7")
    filed = file(client, talk(client, mine), mine)
    assert [t["id"] for t in client.get("/api/tickets", headers=mine).json()["tickets"]] == [filed["id"]]
    other = bearer("business", party="P8")
    assert client.get("/api/tickets", headers=other).json()["tickets"] == []
    assert client.get(f"/api/tickets/{filed['id']}", headers=other).status_code == 404


def test_the_asker_is_not_told_who_handles_it_or_what_is_noted(client, operator):
    conversation = talk(client)
    filed = file(client, conversation)
    step(client, filed["id"], operator, step="assign", office="market", text="内部备注")
    seen = client.get(f"/api/tickets/{filed['id']}", params={"conversation": conversation}).text
    assert "内部备注" not in seen and "坐席01" not in seen


def test_what_only_an_operator_may_say_has_no_effect_from_others(client, operator):
    filed = file(client, talk(client), urgency="critical", party="P1")
    whole = client.get(f"/api/tickets/{filed['id']}", headers=operator).json()
    assert (whole["urgency"], whole["party"]) == ("normal", None)


def test_visitors_need_a_conversation_and_operators_do_not(client, operator):
    body = {"kind": "complaint", "text": "来电反映占道"}
    assert client.post("/api/tickets", json=body).status_code == 422
    assert client.post("/api/tickets", json=body, headers=operator).status_code == 201


def test_sent_twice_it_is_one_ticket(client):
    conversation = talk(client)
    assert file(client, conversation, request="k1")["id"] == file(client, conversation, request="k1")["id"]
    assert file(client, conversation, request="k2")["id"] != file(client, conversation, request="k1")["id"]


def test_the_whole_way_of_a_ticket(client, operator, bearer):
    conversation = talk(client)
    ticket = file(client, conversation, text="有个事想问问", contact="0379-0000")["id"]
    step(client, ticket, operator, step="assign", office="city_management", district="洛龙区")
    step(client, ticket, bearer("staff", "城管"), step="return", text="是交警的事")
    step(client, ticket, operator, step="assign", office="police")
    step(client, ticket, bearer("staff", "交警"), step="answer", text="可以只给警告。", result="已解答")
    body = {"resolved": True, "satisfaction": 4, "conversation": conversation}
    told = client.post(f"/api/tickets/{ticket}/follow-up", json=body).json()
    assert (told["state"], told["answer"], told["follow_up"]["title"]) == ("closed", "可以只给警告。", "满意")
    whole = client.get(f"/api/tickets/{ticket}", headers=operator).json()
    assert [e["what"] for e in whole["events"]] == [
        "received", "assign", "return", "assign", "answer", "follow_up", "close",
    ]  # fmt: skip


def test_an_unhappy_asker_leaves_it_open_for_another_try(client, operator):
    conversation = talk(client)
    ticket = file(client, conversation)["id"]
    step(client, ticket, operator, step="answer", text="请看公告")
    body = {"resolved": False, "satisfaction": 1, "reason": "没有说清", "conversation": conversation}
    assert client.post(f"/api/tickets/{ticket}/follow-up", json=body).json()["state"] == "answered"
    again = step(client, ticket, operator, step="reopen", office="police")
    assert again["state"] == "assigned" and again["events"][-1]["what"] == "reopen"


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"step": "close"}, "不能办结"),
        ({"step": "answer", "text": " "}, "不能为空"),
        ({"step": "assign", "office": "x"}, "没有这个主办单位"),
    ],
)
def test_what_the_state_does_not_allow_is_said(client, operator, body, says):
    ticket = file(client, talk(client))["id"]
    answer = client.post(f"/api/tickets/{ticket}/steps", json=body, headers=operator)
    assert says in problem(answer, 409)["detail"]


def test_only_officials_take_steps_see_all_and_export(client, bearer):
    ticket = file(client, talk(client))["id"]
    business = bearer("business")
    assert client.post(f"/api/tickets/{ticket}/steps", json={"step": "close"}, headers=business).status_code == 403
    assert client.get("/api/tickets.csv", headers=business).status_code == 403
    assert client.get("/api/tickets.csv").status_code == 403
    assert client.get("/api/tickets").json()["tickets"] == []


def test_officials_find_by_words_and_signs_are_taken_literally(client, operator):
    filed = file(client, talk(client), text="反映第100%家店的招牌")
    found = client.get("/api/tickets", params={"q": "100%家"}, headers=operator).json()["tickets"]
    assert [t["id"] for t in found] == [filed["id"]]
    assert client.get("/api/tickets", params={"q": "100_家"}, headers=operator).json()["tickets"] == []


def test_export_as_csv_and_xlsx(client, operator):
    ticket = file(client, talk(client), text="=导出试一试", contact="0379-1111")["id"]
    header, *rows = csv.reader(
        io.StringIO(client.get("/api/tickets.csv", headers=operator).content.decode("utf-8-sig"))
    )
    assert tuple(header) == COLUMNS
    row = dict(zip(header, next(r for r in rows if r[0] == ticket), strict=True))
    assert (row["来电号码"], row["内容描述"], row["工单类型"]) == ("037***111", "'=导出试一试", "咨询")
    sheet = load_workbook(io.BytesIO(client.get("/api/tickets.xlsx", headers=operator).content)).active
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
