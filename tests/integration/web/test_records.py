"""The record over HTTP: one's own decides, another's is shut, and every look of an operator is written down."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from problem_document import problem
from sqlalchemy import delete, select

from bot.clock import CHINA
from bot.records.acts import RecordedAct
from bot.records.lookups import Lookup
from bot.records.parties import Party
from bot.records.vehicles import Driver, Vehicle

WHEN = datetime(2026, 11, 20, 12, tzinfo=CHINA)
TOLD = "2026年11月20日中午我在西工区违停，被交警贴条了，能不罚吗"


@pytest.fixture(autouse=True)
def records(services):
    """A party with one car, one driver and one prior act; taken away again."""
    with services.database.session() as session:
        party = Party(ref="P-own", kind="person", name="合成李四", name_initials="hcls", synthetic=True)
        session.add(party)
        session.flush()
        car = Vehicle(plate="豫CB5678", kind="private_small", seats=5, owner_id=party.id, synthetic=True)
        session.add_all([car, Driver(file_no="410300000077", party_id=party.id, synthetic=True)])
        session.flush()
        usual = {"agency": "traffic_police", "act": "lane", "treatment": "ordinary", "settled": True}
        session.add(
            RecordedAct(
                decision_no="豫洛公交决77",
                vehicle_id=car.id,
                committed_at=WHEN - timedelta(days=60),
                synthetic=True,
                **usual,
            )
        )
    yield
    with services.database.session() as session:
        for table in (RecordedAct, Driver, Vehicle, Party, Lookup):
            session.execute(delete(table))


def looks(services):
    with services.database.session() as session:
        return [(row.who, row.party, row.reason, row.found) for row in session.execute(select(Lookup)).scalars()]


def evaluate(client, headers, party="P-own", **more):
    body = {"item": "ly-police-youjia/1", "party": party, "violation_date": "2026-11-20T12:00", **more}
    return client.post("/api/evaluate", json=body, headers=headers)


def state_of(verdict, fact):
    return [c["evidence"] for c in verdict["conditions"] if fact in c["facts"]]


def test_a_business_is_judged_on_its_own_record(client, bearer):
    verdict = evaluate(client, bearer("business", party="P-own"), facts={"agency": "traffic_police"}).json()
    route = next(r for r in verdict["routes"] if r["item"] == "ly-police-youjia/1")
    assert route["status"] == "fails"
    assert {e["source"] for e in state_of(verdict, "prior_traffic_6m")} == {"record"}
    assert "豫洛公交决77" in state_of(verdict, "prior_traffic_6m")[0]["text"]


@pytest.mark.parametrize("party", ["P-own", "P-nowhere"])
@pytest.mark.parametrize("who", [None, ("business", "u", "P-other"), ("staff",), ("reviewer",)])
def test_anothers_record_gives_the_same_answer_whether_or_not_it_is_there(client, bearer, who, party):
    answered = evaluate(client, bearer(*who) if who else None, party)
    problem(answered, 403)
    assert "P-own" not in answered.text and "李四" not in answered.text


def test_an_operators_look_is_written_down(client, bearer, services):
    evaluate(client, bearer("operator", "op7"), reason="来电人本人询问")
    evaluate(client, bearer("operator", "op7"), "P-nowhere", reason="报错了编号")
    assert looks(services) == [
        ("op7", "P-own", "来电人本人询问", True),
        ("op7", "P-nowhere", "报错了编号", False),
    ]


def test_a_conversation_rests_on_the_record_and_does_not_ask_what_it_holds(make_client, assistant, bearer):
    client, headers = make_client(assistant), bearer("business", party="P-own")
    answer = client.post("/api/chat", json={"conversation": None, "message": TOLD}, headers=headers).json()
    asked, replies = [], answer["replies"]
    while replies[-1]["kind"] == "question" and len(asked) < 8:
        asked.append(replies[-1]["fact"])
        said = {"message": "不知道", "conversation": answer["conversation"]}
        replies = client.post("/api/chat", json=said, headers=headers).json()["replies"]
    verdict = replies[-1]
    assert not {"plate_local", "vehicle_kind", "prior_traffic_6m"} & set(asked)
    assert verdict["status"] == "fails" and "豫洛公交决77" in str(verdict["conditions"])


def test_in_conversation_too_anothers_record_is_shut(make_client, assistant, bearer):
    client = make_client(assistant)
    body = {"conversation": None, "message": TOLD, "party": "P-own"}
    problem(client.post("/api/chat", json=body, headers=bearer("business", party="P-other")), 403)
    problem(client.post("/api/chat", json=body), 403)


def test_naming_anothers_plate_shows_nothing(make_client, assistant, bearer):
    client = make_client(assistant)
    said = {"conversation": None, "message": f"豫CB5678{TOLD}"}
    replies = client.post("/api/chat", json=said, headers=bearer("business", party="P-other")).json()["replies"]
    assert "豫洛公交决77" not in str(replies) and "记录" not in replies[-1]["text"].split("？")[0].replace(
        "违法记录", ""
    )
