"""Another party's ids in every field of every endpoint: refused, in the same words whether or not there is such a thing."""

from __future__ import annotations

import secrets
from datetime import timedelta

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import delete, select

from bot import clock
from bot.policy.drafts.tables import Draft
from bot.records.acts import RecordedAct
from bot.records.parties import Party
from bot.records.tickets import Delivery, Ticket, TicketEvent
from bot.records.vehicles import Vehicle
from bot.web.app import create_app
from bot.web.identity import make_token

PUBLIC = {"list_id", "no", "form", "as_of", "place", "state", "unmask", "reason"}
IDS = {"conversation", "party", "audit", "turn", "ticket_id", "draft_id", "q", "plate"}
NEEDED = {"/api/rating": {"audit"}}  # said by a validator and not by the schema
SECRETS = ("合成牡丹超市", "豫CO7788", "合成洛罚77号", "我家的秘密")


@pytest.fixture(scope="module")
def theirs(services, assistant):
    """A party with a car, an act, a conversation, a verdict, a ticket and a draft; what each of them is called."""
    client = TestClient(create_app(services, assistant))

    def bearer(*who):
        return {"Authorization": f"Bearer {make_token(services.settings, *who)}"}

    with services.database.session() as session:
        party = Party(ref="O-own", kind="enterprise", name="合成牡丹超市", name_initials="hcmdcs", synthetic=True)
        session.add(party)
        session.flush()
        car = Vehicle(plate="豫CO7788", kind="unit_small", owner_id=party.id, synthetic=True)
        session.add(car)
        session.flush()
        usual = {"agency": "traffic_police", "act": "parking", "treatment": "ordinary"}
        before = clock.now() - timedelta(days=60)
        session.add(RecordedAct(decision_no="合成洛罚77号", vehicle_id=car.id, committed_at=before, **usual))
    owner = bearer("business", "owner", "O-own")
    talk = client.post("/api/chat", json={"message": "我家的秘密"}, headers=owner).json()
    judged = {"item": "ly-police-youjia/1", "party": "O-own"}
    audit = client.post("/api/evaluate", json=judged, headers=owner).json()["audit"]
    form = {"conversation": talk["conversation"], "kind": "consult", "text": "我家的秘密"}
    ticket = client.post("/api/tickets", json=form, headers=owner).json()["id"]
    draft = {"list": "ly-police-youjia"}
    made = client.post("/api/drafts", json=draft, headers=bearer("staff", "st")).json()["draft"]
    yield {
        "conversation": talk["conversation"], "turn": talk["turn"], "audit": audit, "party": "O-own",
        "ticket_id": ticket, "draft_id": made, "q": "合成牡丹超市", "plate": "豫CO7788",
    }  # fmt: skip
    with services.database.session() as session:
        for table in (Delivery, TicketEvent, Ticket, RecordedAct, Vehicle, Party):
            session.execute(delete(table))
        session.execute(delete(Draft).where(Draft.id == made))


@pytest.fixture(scope="module")
def nobodys(theirs):
    """Ids of the same shapes that nothing has."""
    return {
        "conversation": secrets.token_urlsafe(24), "turn": secrets.token_urlsafe(9), "audit": secrets.token_urlsafe(16),
        "party": "O-xyz", "ticket_id": "GD20200101000000", "draft_id": "没有这个草案", "q": "合成没有超市",
        "plate": "豫CO0000",
    }  # fmt: skip


def operations(published):
    """Each operation with its fields: (method, path, {field: (where, schema, required)})."""
    schemas = published["components"]["schemas"]
    for path, methods in published["paths"].items():
        for method, said in methods.items():
            fields = {p["name"]: (p["in"], p["schema"], p.get("required", False)) for p in said.get("parameters", ())}
            body = said.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
            shape = schemas[body["$ref"].split("/")[-1]] if body else {}
            for name, schema in shape.get("properties", {}).items():
                fields[name] = ("body", schema, name in shape.get("required", ()))
            yield method, path, fields


def example(schema):
    """Any value that fits."""
    schema = next((one for one in schema.get("anyOf", ()) if one.get("type") != "null"), schema)
    if "enum" in schema:
        return schema["enum"][0]
    made = {"boolean": True, "integer": 1, "number": 1, "array": [], "object": {}}
    return made.get(schema.get("type"), "请看看这件事")


def ask(client, headers, operation, probed, ids):
    """The operation with the probed id, the ids it cannot do without, and examples for all else that is required."""
    method, path, fields = operation
    given = {
        name: ids[name] if name in IDS else example(schema)
        for name, (_, schema, required) in fields.items()
        if required or name == probed or name in NEEDED.get(path, ())
    }
    where = {place: {n: v for n, v in given.items() if fields[n][0] == place} for place in ("path", "query", "body")}
    if path == "/api/evaluate":
        where["body"] |= {"item": "ly-police-youjia/1"}
    body = {"json": where["body"]} if any(place == "body" for place, *_ in fields.values()) else {}
    return client.request(method, path.format(**where["path"]), params=where["query"], headers=headers, **body)


def same(answered, ids):
    """What an answer says, without the ids that were sent and those that are new each time."""
    text = answered.text
    for one in ids.values():
        text = text.replace(one, "*")
    fresh = ("conversation", "turn", "audit", "incident") if answered.status_code == 200 else ("incident",)
    if not answered.headers["content-type"].endswith("json"):
        return answered.status_code, text
    said = answered.json()
    for name in fresh:
        text = text.replace(str(said.get(name)), "*") if isinstance(said, dict) and said.get(name) else text
    return answered.status_code, text


def probes(published):
    return [(op, name) for op in operations(published) for name in op[2] if name in IDS]


def test_every_field_is_known_to_this_test(client):
    """A new endpoint with a new kind of id must be looked at here."""
    published = client.get("/api/openapi.json").json()
    found = {name for _, _, fields in operations(published) for name, (where, *_) in fields.items() if where != "body"}
    assert found <= IDS | PUBLIC
    assert {(op[1], name) for op, name in probes(published)} >= {
        ("/api/chat", "conversation"), ("/api/chat", "party"), ("/api/chat", "plate"), ("/api/evaluate", "party"),
        ("/api/tickets", "conversation"), ("/api/tickets/{ticket_id}", "ticket_id"), ("/api/audit/{audit}", "audit"),
        ("/api/rating", "conversation"), ("/api/rating", "audit"), ("/api/drafts/{draft_id}", "draft_id"),
    }  # fmt: skip


@pytest.mark.parametrize("who", [None, ("business", "other", "O-other")], ids=["visitor", "another business"])
def test_anothers_id_gets_the_same_answer_whether_or_not_it_is_there(client, bearer, theirs, nobodys, who):
    headers = bearer(*who) if who else None
    for operation, probed in probes(client.get("/api/openapi.json").json()):
        there = ask(client, headers, operation, probed, theirs)
        nowhere = ask(client, headers, operation, probed, nobodys)
        told = f"{operation[:2]} {probed}"
        assert there.status_code < 500, told
        assert same(there, theirs) == same(nowhere, nobodys), told
        shown = there.text.replace(theirs[probed], "")
        assert not any(secret in shown for secret in SECRETS), told


def test_the_owner_is_let_in_with_the_same_ids(client, bearer, theirs):
    """So that the test above cannot pass on requests that nobody could make."""
    owner = bearer("business", "owner", "O-own")
    for path in ("/api/audit/{audit}", "/api/tickets/{ticket_id}", "/api/tickets?conversation={conversation}"):
        assert client.get(path.format(**theirs), headers=owner).status_code == 200
    assert "合成洛罚77号" in client.get(f"/api/audit/{theirs['audit']}", headers=owner).text
    rating = {"conversation": theirs["conversation"], "turn": theirs["turn"], "score": 5}
    assert client.post("/api/rating", json=rating, headers=owner).status_code == 200


def test_another_operators_conversation_is_shut_too(client, bearer):
    talk = client.post("/api/chat", json={"message": "你好"}, headers=bearer("operator", "op1")).json()
    for conversation in (talk["conversation"], secrets.token_urlsafe(24)):
        said = {"message": "你好", "conversation": conversation}
        answered = client.post("/api/chat", json=said, headers=bearer("operator", "op2"))
        assert answered.status_code == 404 and conversation not in answered.text


def test_a_business_cannot_file_a_ticket_in_anothers_name(client, bearer, services, theirs):
    headers = bearer("business", "other", "O-other")
    said = client.post("/api/chat", json={"message": "你好"}, headers=headers).json()["conversation"]
    form = {"conversation": said, "kind": "consult", "text": "冒名", "party": "O-own"}
    number = client.post("/api/tickets", json=form, headers=headers).json()["id"]
    with services.database.session() as session:
        assert session.execute(select(Ticket.party).where(Ticket.id == number)).scalar_one() == "O-other"
